import { execFile, spawn } from 'node:child_process';
import { open, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fault } from '../../platform/errors.ts';
import { type Account, asAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';

const run = promisify(execFile);

/** Port number in the socket's name; nothing listens on TCP. */
export const SOCKET_PORT = 5432;

/** Longest time a start may take, crash recovery included. */
const START_LIMIT_MS = 120_000;

/** What a running postmaster says of itself in `postmaster.pid`, the one source of truth about the server. */
export interface Postmaster {
  readonly pid: number;
  readonly socketFolder: string;
  readonly ready: boolean;
}

/** Reads `postmaster.pid`; undefined when there is none or its process is gone or no PostgreSQL of this folder. */
export async function readPostmaster(home: Home): Promise<Postmaster | undefined> {
  const text = await readFile(join(home.data, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !(await isPostmaster(pid, home))) return undefined;
  return { pid, socketFolder: lines[4] ?? '', ready: lines[7] === 'ready' };
}

/** After a restart of the machine the number may belong to any program; a postmaster's working folder is its data. */
async function isPostmaster(pid: number, home: Home): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (process.platform === 'linux') {
    const folders = await Promise.all([readlink(`/proc/${pid}/cwd`), realpath(home.data)]).catch(() => undefined);
    return folders !== undefined && folders[0] === folders[1];
  }
  const { stdout } = await run('ps', ['-p', String(pid), '-o', 'comm=']).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres');
}

/** Settings that guarantees depend on (G2: a receipt exists only for what is durable) and modest sizes. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // A restored server takes no connections before it has recovered to its end.
  hot_standby: 'off',
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '200',
  shared_buffers: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // No values of rows or parameters in the server's log (G7).
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
};

/**
 * Starts the server detached from this process and waits until it takes connections. Several processes may try at
 * once: PostgreSQL's own lock on the data folder lets one win, and the others wait for the winner.
 *
 * @throws DATABASE when it does not start, with the last lines of its start log
 */
export async function startPostmaster(
  binaries: Binaries,
  account: Account,
  home: Home,
  socket: string,
): Promise<Postmaster> {
  await dropForeignPidFile(home);
  const log = await open(home.startLog, 'a', 0o600);
  try {
    const settings = { ...SETTINGS, unix_socket_directories: `"${socket}"`, port: String(SOCKET_PORT) };
    const child = spawn(
      binaries.postgres,
      ['-D', home.data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
      { detached: true, stdio: ['ignore', log.fd, log.fd], cwd: '/', env: { LC_ALL: 'C' }, ...asAccount(account) },
    );
    let ended: unknown;
    child.once('error', (error) => {
      ended = error;
    });
    child.once('exit', (code, signal) => {
      ended = `exit ${code ?? signal}`;
    });
    child.unref();
    const until = Date.now() + START_LIMIT_MS;
    while (Date.now() < until) {
      const found = await readPostmaster(home);
      if (found?.ready) return found;
      // Our own child is gone: either another process's server holds the folder, or it could not start.
      if (ended !== undefined && !found) break;
      await sleep(20);
    }
    throw fault('DATABASE', { detail: `PostgreSQL startet nicht: ${await lastLines(home)}`, cause: ended });
  } finally {
    await log.close();
  }
}

/**
 * Removes a `postmaster.pid` whose number now belongs to another program of this user, because PostgreSQL would
 * refuse to start beside it. A file of a dead process stays: PostgreSQL itself checks for backends still alive.
 */
async function dropForeignPidFile(home: Home): Promise<void> {
  const path = join(home.data, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const pid = Number(text?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || (await isPostmaster(pid, home))) return;
  try {
    process.kill(pid, 0);
  } catch {
    return;
  }
  await rm(path, { force: true });
}

async function lastLines(home: Home): Promise<string> {
  const text = await readFile(home.startLog, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-4).join(' | ');
}

/** Stops the server; `immediate` gives up what a checkpoint would save and is for data that is deleted next. */
export async function stopPostmaster(
  binaries: Binaries,
  account: Account,
  home: Home,
  mode: 'fast' | 'immediate',
): Promise<void> {
  await run(binaries.pgCtl, ['stop', '-D', home.data, '-m', mode, '-w', '-t', '60'], {
    cwd: '/',
    ...asAccount(account),
  }).catch(async (cause: unknown) => {
    if (await readPostmaster(home)) throw fault('DATABASE', { detail: 'PostgreSQL lässt sich nicht beenden.', cause });
  });
}
