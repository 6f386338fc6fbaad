import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { serverAccount } from '../../src/ledger/embedded/account.ts';
import { openHome } from '../../src/ledger/embedded/home.ts';
import { readPostmaster } from '../../src/ledger/embedded/postmaster.ts';
import { packageRoot } from '../../src/platform/paths.ts';
import { BIN, blaupause, cleanEnvironment, type Result, scratch } from '../cli/run.ts';

/** A gateway or worker that runs as people start it. */
export interface Service {
  readonly process: ChildProcess;
  /** what it printed as JSON when it was ready */
  readonly ready: { readonly url: string; readonly pid: number };
  stderr(): string;
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
}

/** A folder with profile, PKI and settings, as an operator has it. */
export interface Installation {
  readonly dir: string;
  readonly file: (name: string) => string;
  /** Runs a command with the settings of this installation. */
  run(...args: string[]): Promise<Result>;
  start(args: readonly string[], program?: readonly string[]): Promise<Service>;
  /** number of the embedded database's server; undefined when none runs */
  postgres(): Promise<number | undefined>;
  runFile(): boolean;
  close(): Promise<void>;
}

const SETTINGS = {
  port: 0,
  profile: 'profil.yaml',
  pkiDir: 'pki',
  endpointsFile: 'adressen.yaml',
  dataDir: 'daten',
  logLevel: 'warn',
  deliveryAttempts: 1,
  reconcileIntervalMs: 500,
  fristenIntervalMs: 0,
};

/**
 * Makes an installation: the demo's profile with EC keys and mailboxes, and the Kraftfahrt-Bundesamt behind an address
 * where nobody listens.
 */
export async function installation(settings: Readonly<Record<string, unknown>> = {}): Promise<Installation> {
  const { dir, file, remove } = scratch();
  const demo = readFileSync(join(packageRoot, 'profiles', 'demo.yaml'), 'utf8').replaceAll('suite: rsa', 'suite: ec');
  const [before = '', kba = ''] = demo.replaceAll('zustellung: push', 'zustellung: postfach').split('"kba:');
  writeFileSync(file('profil.yaml'), `${before}"kba:${kba.replace('zustellung: postfach', 'zustellung: push')}`);
  writeFileSync(file('adressen.yaml'), '"kba:010010000001": https://localhost:1\n');
  writeFileSync(file('config.yaml'), JSON.stringify({ ...SETTINGS, ...settings }));
  const run = (...args: string[]) => blaupause(['--config', 'config.yaml', ...args], { cwd: dir });
  const made = await blaupause(['pki', 'init', '--dir', 'pki', '--profile', 'profil.yaml', '--json'], { cwd: dir });
  if (made.code !== 0) throw new Error(made.stdout + made.stderr);
  const home = await openHome(file('daten/postgres'), await serverAccount());
  const running: ChildProcess[] = [];
  return {
    dir,
    file,
    run,
    start: async (args, program) => {
      const service = await start(dir, args, program);
      running.push(service.process);
      return service;
    },
    postgres: async () => (await readPostmaster(home))?.pid,
    runFile: () => existsSync(file('daten/run/gateway.json')),
    close: async () => {
      for (const child of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await run('queue', 'status'); // lets the last user stop a server that a killed process left behind
      await rm(home.folder, { recursive: true, force: true });
      remove();
    },
  };
}

/** The place where a process of the installation would leave an embedded server behind: wait until it is gone. */
export async function gone(probe: () => Promise<unknown>, ms = 10_000): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (!(await probe())) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

async function start(
  dir: string,
  args: readonly string[],
  [program, ...before]: readonly string[] = [process.execPath, BIN],
): Promise<Service> {
  const child = spawn(program ?? process.execPath, [...before, '--config', 'config.yaml', ...args, '--json'], {
    cwd: dir,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.setEncoding('utf8');
  const ready = new Promise<Service['ready']>((resolve, reject) => {
    child.stdout.on('data', (text: string) => {
      stdout += text;
      if (stdout.trimEnd().endsWith('}')) resolve(JSON.parse(stdout) as Service['ready']);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${stdout}${stderr}`)));
  });
  return {
    process: child,
    ready: await ready,
    stderr: () => stderr,
    stop: async (signal = 'SIGINT') => {
      const started = performance.now();
      child.kill(signal);
      const [code] = (await closed) as [number | null];
      return { code, ms: performance.now() - started };
    },
  };
}
