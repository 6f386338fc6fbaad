import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';

/** The excerpt of the demonstration in the README, without the marks for what is left out. */
const excerpt = (): string[] =>
  (/^```text\n(Von der Messung[\s\S]*?)^```/m.exec(readFileSync(join(packageRoot, 'README.md'), 'utf8'))?.[1] ?? '')
    .split('\n')
    .filter((line) => line !== '' && line !== '…');

test('the demonstration prints what the README shows, in that order', { timeout: 240_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'blaupause-readme-'));
  chmodSync(data, 0o755); // under root the database's own user must pass, or it keeps its data elsewhere
  try {
    const run = spawnSync(process.execPath, ['bin/blaupause.js', 'demo', '--data-dir', data], {
      cwd: packageRoot,
      encoding: 'utf8',
      timeout: 230_000,
    });
    expect(run.status, run.stderr).toBe(0);
    const lines = excerpt();
    expect(lines.length).toBeGreaterThan(10);
    const printed = run.stdout.split('\n');
    let from = 0;
    for (const line of lines) {
      const at = printed.indexOf(line, from);
      expect(at, line).toBeGreaterThanOrEqual(from);
      from = at + 1;
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
