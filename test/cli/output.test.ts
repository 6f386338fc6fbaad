import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { BIN, blaupause, scratch, shell } from './run.ts';

const { file, remove } = scratch();
afterAll(remove);

describe('output', () => {
  it('is silent when its reader has seen enough', async () => {
    const { stdout, stderr } = await shell('set -o pipefail; blaupause sample | head -1; echo $?');
    expect(stderr).toBe('');
    expect(stdout.split('\n')[1]).toMatch(/^0$/);
    const closed = await shell('blaupause sample 3010 | true; blaupause --help | true; blaupause pki 2>&1 | true');
    expect(closed).toMatchObject({ stdout: '', stderr: '' });
  });

  it('ends with a fault of the environment, without a stack, where it cannot be written', async () => {
    const { stdout, stderr } = await shell('blaupause sample >/dev/full; echo $?');
    expect(stdout).toBe('3\n');
    expect(stderr).toMatch(/^FILE: .*Die Ausgabe ist nicht schreibbar/);
    expect(stderr).not.toContain('    at ');
  });

  it('has no colour codes in a pipe', async () => {
    const result = await shell('blaupause sample 1110 | blaupause validate -; blaupause validate nichts');
    expect(result.stdout).toBe('gültig: fahrerermittlung.halterauskunft.1110\n');
    expect(`${result.stdout}${result.stderr}`).not.toContain('\u001b');
  });

  it('takes an input of several megabytes through a pipe', async () => {
    const result = await shell('head -c 9000000 /dev/zero | tr "\\0" "x" | blaupause validate -');
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/^READ_NOT_WELL_FORMED/);
  });
});

describe('terminal', () => {
  const inTerminal = (args: string, env: Record<string, string> = {}) =>
    blaupause(['-qec', `exec "${process.execPath}" "${BIN}" ${args}`, '/dev/null'], {
      program: ['script'],
      env: { TERM: 'xterm', ...env },
    });

  it('shows verdicts in colour', async () => {
    writeFileSync(file('1110.xml'), (await blaupause(['sample', '1110'])).stdout);
    const { stdout } = await inTerminal(`validate ${file('1110.xml')}`);
    expect(stdout).toContain('\u001b[32mgültig\u001b[0m: fahrerermittlung.halterauskunft.1110');
  });

  it('has no colour with NO_COLOR', async () => {
    const { stdout } = await inTerminal('validate nichts', { NO_COLOR: '1' });
    expect(stdout).toMatch(/^FILE: nichts|^FILE: Eine Datei/);
    expect(stdout).not.toContain('\u001b');
  });
});
