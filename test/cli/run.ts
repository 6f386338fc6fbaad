import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { packageRoot } from '../../src/platform/paths.ts';

/** The program as people call it. */
export const BIN = join(packageRoot, 'bin', 'blaupause.js');

/** How a command ended and what it said. */
export interface Result {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

export interface RunOptions {
  readonly input?: string | Buffer;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** another Node, or another way to the program */
  readonly program?: readonly string[];
}

/** The environment without settings of whoever runs the tests. */
export const cleanEnvironment = (extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(BLAUPAUSE_|FORCE_COLOR$|NO_COLOR$)/.test(name)),
  ),
  ...extra,
});

/** Runs a command as a process of its own until it ends. */
export async function blaupause(args: readonly string[], options: RunOptions = {}): Promise<Result> {
  const [program = process.execPath, ...before] = options.program ?? [process.execPath, BIN];
  const settings: SpawnOptions = { cwd: options.cwd, env: cleanEnvironment(options.env), stdio: 'pipe' };
  const started = performance.now();
  const child = spawn(program, [...before, ...args], settings);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin?.on('error', () => {}); // a command that does not read its input
  child.stdin?.end(options.input ?? '');
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr, ms: performance.now() - started };
}

/** Runs a shell line with `blaupause` as a command in it. */
export const shell = (line: string, options: RunOptions = {}): Promise<Result> =>
  blaupause([`blaupause() { "${process.execPath}" "${BIN}" "$@"; }; ${line}`], {
    ...options,
    program: ['/bin/bash', '-c'],
  });

/** The one JSON document on standard output; fails where there is none or more than one. */
export const json = <T = Record<string, unknown>>(result: Result): T => JSON.parse(result.stdout) as T;

/** A folder that goes when the test file ends. */
export function scratch(): { readonly dir: string; readonly file: (name: string) => string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-cli-'));
  return {
    dir,
    file: (name) => join(dir, name),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** What an error document looks like (`--json`). */
export interface ErrorDocument {
  readonly ok: false;
  readonly fehler: readonly { readonly code: string; readonly text: string; readonly einzelheit?: string }[];
}

/** Stack traces and file places of the program never reach people. */
export const STACK = /\n\s+at .*[:(]|node:internal|src\/cli\/|\.ts:\d+/;

/** What a Node says it is, e.g. `v20.20.2`. */
export const versionOf = (node: string): string => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? '';
const majorOf = (node: string): number => Number(/^v(\d+)/.exec(versionOf(node))?.[1] ?? 0);

/** An older Node of this machine, from which the launcher hands over to the Node 24 in node_modules. */
export const olderNode: string | undefined = existsSync(join(packageRoot, 'node_modules', '.bin', 'node'))
  ? (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'node'))
      .filter((node) => existsSync(node))
      .find((node) => majorOf(node) >= 20 && majorOf(node) < 24)
  : undefined;
if (olderNode === undefined) process.stdout.write('left out: hand-over from Node 20 to 23; there is none on PATH\n');
