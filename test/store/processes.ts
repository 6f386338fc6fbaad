import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A child process of the test with what it printed so far. */
export interface Child {
  readonly process: ChildProcess;
  lines(): string[];
  /** Resolves with the exit code when the process has ended. */
  ended(): Promise<number | null>;
}

/** Starts a script of `test/store/children` under this Node. */
export function startChild(script: string, args: readonly string[], options: SpawnOptions = {}): Child {
  const path = join(import.meta.dirname, 'children', script);
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'], ...options });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const exit = once(child, 'close');
  return {
    process: child,
    lines: () => text.split('\n').slice(0, -1),
    ended: async () => ((await exit) as [number | null])[0],
  };
}

/** Number of the server process of an embedded database; undefined when none runs. */
export async function postmasterPid(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'daten', 'postmaster.pid'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number(text.split('\n')[0]);
}

/** Waits until `probe` gives something true. */
export async function until<T>(probe: () => T | Promise<T>, ms = 20_000): Promise<NonNullable<T>> {
  for (const end = Date.now() + ms; ; ) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`nothing within ${ms} ms`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
