import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';
import { BIN, blaupause, cleanEnvironment, olderNode as older, scratch, shell, versionOf } from '../cli/run.ts';

const handsOver = older !== undefined;

const { dir, file, remove } = scratch();
afterAll(remove);

const programs = [...(older === undefined ? [] : [older]), process.execPath].map((node) => ({
  node,
  name: versionOf(node).trim(),
}));

describe.each(programs)('the program under Node $name', ({ node }) => {
  const run = (args: readonly string[], options = {}) => blaupause(args, { program: [node, BIN], ...options });

  it('passes output, input and exit codes on', async () => {
    const message = await run(['sample', '1110']);
    expect(message).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['validate', '-'], { input: message.stdout })).toMatchObject({ code: 0 });
    expect(await run(['validate', '-'], { input: '<a>' })).toMatchObject({ code: 1 });
    expect(await run(['validate'])).toMatchObject({ code: 2 });
    expect(await run(['validate', 'fehlt.xml'])).toMatchObject({ code: 3 });
  });

  it('runs from any folder and through a link', async () => {
    const link = file(`blaupause-${node.length}`);
    if (!existsSync(link)) symlinkSync(BIN, link);
    expect(await run(['sample', '1110'], { program: [node, link], cwd: '/' })).toMatchObject({ code: 0 });
    const byName = await shell(`PATH="${node.replace(/\/node$/, '')}:$PATH"; "${link}" --version`, { cwd: dir });
    expect(byName).toMatchObject({ code: 0, stdout: '0.1.0\n' });
  });

  it('ends on a signal while it waits for input', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const { child, closed } = waiting(node);
      await sleep(1500);
      child.kill(signal);
      const [code, by] = await closed;
      expect([code ?? by]).not.toEqual([0]);
      expect([signal, signal === 'SIGINT' ? 130 : 143]).toContain(by ?? code);
    }
  });
});

describe.skipIf(!handsOver)('hand-over to Node 24 (needs an older Node on PATH)', () => {
  it('takes the child along when the launcher is killed', async () => {
    const { child, closed } = waiting(older ?? '');
    await sleep(1500);
    const [grandchild = 0] = childrenOf(child.pid ?? 0);
    expect(alive(grandchild)).toBe(true);
    child.kill('SIGKILL');
    await closed;
    for (let waited = 0; alive(grandchild) && waited < 5000; waited += 50) await sleep(50);
    expect(alive(grandchild)).toBe(false);
  });

  it('says what to install when there is no Node 24', async () => {
    const copy = file('allein.mjs');
    spawnSync('cp', [BIN, copy]);
    const result = await blaupause(['--version'], { program: [older ?? '', copy] });
    expect(result.code).toBe(3);
    expect(result.stderr).toMatch(/^TOOL_MISSING: Node 24 .*npm ci/);
  });
});

describe.skipIf(spawnSync('npx', ['--version']).status !== 0)('npx (needs npm on PATH)', () => {
  it('runs the checkout, from a folder below it too, without building anything', async () => {
    const npx = { program: ['npx', 'blaupause'], env: { npm_config_cache: file('npm') } };
    for (const cwd of [packageRoot, join(packageRoot, 'docs')]) {
      const result = await blaupause(['validate', '-'], { ...npx, cwd, input: '<a>' });
      expect(result.code, result.stderr).toBe(1);
      expect(result.stderr).toContain('READ_NOT_WELL_FORMED');
    }
  });
});

function waiting(node: string) {
  const child = spawn(node, [BIN, 'validate', '-'], { stdio: ['pipe', 'ignore', 'ignore'], env: cleanEnvironment() });
  return { child, closed: once(child, 'exit') as Promise<[number | null, string | null]> };
}

const childrenOf = (pid: number): number[] =>
  (spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout ?? '').split('\n').filter(Boolean).map(Number);

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
