import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fault } from '../../platform/errors.ts';
import { type Account, asAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type Home, own } from './home.ts';

const run = promisify(execFile);

/** Superuser of the embedded server. */
export const VERWALTER = 'blaupause_verwalter';

/** After this time another process's initdb is taken for dead. */
const PATIENCE_MS = 60_000;

const present = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * Makes the data folder where there is none. It is built beside its place and renamed, so it is whole or absent, and
 * of several processes one wins; the lock file only saves the others the work and is never relied on.
 *
 * @returns whether this call made it
 * @throws DATABASE when initdb fails, FILE when the folder cannot be written
 */
export async function ensureData(binaries: Binaries, account: Account, home: Home): Promise<boolean> {
  if (await present(home.data)) return false;
  const lock = join(home.folder, 'initdb.lock');
  const mine = await open(lock, 'wx').then(
    (file) => file.close().then(() => true),
    () => false,
  );
  const until = Date.now() + PATIENCE_MS;
  while (!mine && Date.now() < until && (await present(lock))) {
    if (await present(home.data)) return false;
    await sleep(50);
  }
  try {
    return (await present(home.data)) ? false : await build(binaries, account, home);
  } finally {
    await rm(lock, { force: true });
  }
}

async function build(binaries: Binaries, account: Account, home: Home): Promise<boolean> {
  const mark = randomBytes(6).toString('hex');
  const folder = join(home.folder, `neu-${mark}`);
  const password = join(home.folder, `kennwort-${mark}`);
  try {
    await mkdir(folder, { mode: 0o700 });
    await own(account, folder);
    await writeFile(password, `${home.secrets.verwalter}\n`, { mode: 0o600, flag: 'wx' });
    await own(account, password);
    await initdb(binaries, account, folder, password);
    await rename(folder, home.data);
    const parent = await open(home.folder);
    await parent.sync().finally(() => parent.close());
    return true;
  } catch (cause) {
    if (await present(home.data)) return false;
    throw cause instanceof Error && 'syscall' in cause
      ? fault('FILE', { detail: `${home.folder} lässt sich nicht beschreiben.`, cause })
      : cause;
  } finally {
    await rm(password, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

async function initdb(binaries: Binaries, account: Account, folder: string, passwordFile: string): Promise<void> {
  const options = [
    `--pgdata=${folder}`,
    `--username=${VERWALTER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--data-checksums',
    '--encoding=UTF8',
    '--locale=C',
    // Byte order everywhere: indexes never depend on the machine's C library.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  try {
    await run(binaries.initdb, options, { cwd: '/', env: { LC_ALL: 'C' }, ...asAccount(account) });
  } catch (cause) {
    const { stderr } = cause as { stderr?: string };
    throw fault('DATABASE', {
      detail: `initdb ist gescheitert: ${(stderr ?? '').trim().split('\n').slice(-3).join(' | ')}`,
      cause,
    });
  }
}
