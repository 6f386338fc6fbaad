import { describe, expect, it } from 'vitest';
import { blaupause, STACK } from './run.ts';

const commandsOf = (help: string): string[] =>
  [...(help.split('\nCommands:\n')[1]?.split('\n\n')[0] ?? '').matchAll(/^ {2}([a-z]+)(?: |$)/gm)]
    .flatMap(([, name]) => (name === undefined ? [] : [name]))
    .filter((name) => name !== 'help');

/** Every command and subcommand, as the program's own help names them. */
async function everyCommand(path: readonly string[] = []): Promise<{ path: readonly string[]; help: string }[]> {
  const { code, stdout, stderr } = await blaupause([...path, '--help']);
  expect({ path, code, stderr }).toEqual({ path, code: 0, stderr: '' });
  const below = [];
  for (const name of commandsOf(stdout)) below.push(...(await everyCommand([...path, name])));
  return [{ path, help: stdout }, ...below];
}

const all = await everyCommand();

describe('help', () => {
  it('names the commands of the contract', () => {
    const names = all.map(({ path }) => path.join(' '));
    for (const name of [
      'demo',
      'gateway',
      'worker',
      'authority',
      'simulate',
      'send',
      'fetch',
      'sample',
      'seal',
      'open',
      'validate',
      'pki init',
      'pki issue',
      'pki revoke',
      'queue dead',
      'queue show',
      'queue retry',
      'queue return',
      'queue status',
      'deadlines',
      'fristen',
      'fine',
      'doctor',
    ]) {
      expect(names).toContain(name);
    }
  });

  it.each(all.map(({ path, help }) => [path.join(' ') || 'blaupause', help] as const))(
    '%s says its purpose and shows an example',
    (name, help) => {
      const [usage = '', purpose = ''] = help.split('\n\n');
      expect(usage).toMatch(/^Usage: blaupause/);
      expect(purpose, 'purpose').toMatch(/^[A-Z][\s\S]*\.$/);
      const command = name === 'blaupause' ? '' : ` ${name}`;
      expect(help.split(/Examples?:\n/)[1] ?? '', 'example').toContain(`blaupause${command}`);
      expect(help).not.toMatch(STACK);
    },
  );

  it.each(
    all
      .filter(({ path, help }) => path.length > 0 && commandsOf(help).length === 0)
      .map(({ path, help }) => [path.join(' '), help]),
  )('%s offers --json', (_name, help) => {
    expect(help).toContain('--json');
  });

  it('starts without loading the house', async () => {
    const times = [];
    for (let run = 0; run < 3; run += 1) times.push((await blaupause(['--version'])).ms);
    const empty = [];
    for (let run = 0; run < 3; run += 1) {
      empty.push((await blaupause(['-e', '0'], { program: [process.execPath] })).ms);
    }
    expect(Math.min(...times)).toBeLessThan(6 * Math.min(...empty) + 200);
  });
});
