import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, link, lstat, mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fault } from '../../platform/errors.ts';
import { type Account, canWrite } from './account.ts';

/** Longest folder whose socket path still fits `sun_path` everywhere (macOS: 104 bytes with the terminator). */
const LONGEST_SOCKET_FOLDER = 103 - '/.s.PGSQL.5432'.length;

/** Passwords of the three roles; they never leave the home folder's 0600 file but in connection URLs. */
export interface Secrets {
  /** superuser of the embedded server, used for nothing but making roles and databases */
  readonly verwalter: string;
  /** owns the schema and runs migrations */
  readonly eigner: string;
  /** what gateway and worker use: no UPDATE or DELETE on evidence */
  readonly anwendung: string;
}

/** Where one embedded server lives. `folder` belongs to this process's user, `data` to the server's account. */
export interface Home {
  readonly folder: string;
  readonly data: string;
  readonly startLog: string;
  readonly secrets: Secrets;
}

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/**
 * Folders outside the checkout that only root may use, best first: the system's own, the temporary one where that is
 * read-only.
 */
export const sharedFolders = (): string[] => ['/var/lib/blaupause', join(tmpdir(), 'blaupause-root')];

/** Makes a shared folder or checks that nobody else made it: programs are run from below it. @throws FILE */
export async function openShared(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 }).catch((cause: unknown) => {
    throw fault('FILE', { detail: `Der Ordner ${folder} lässt sich nicht anlegen.`, cause });
  });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0)
    throw fault('FILE', { detail: `${folder} gehört einem anderen Benutzer oder ist für andere beschreibbar.` });
}

async function makeFolder(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode });
    await chmod(folder, mode);
  } catch (cause) {
    throw fault('FILE', { detail: `Der Ordner ${folder} lässt sich nicht anlegen oder beschreiben.`, cause });
  }
}

/** Reads the secrets or makes them; `link` lets exactly one of several processes win. */
async function readSecrets(folder: string): Promise<Secrets> {
  const path = join(folder, 'zugang.json');
  const part = join(folder, `zugang.${randomBytes(8).toString('hex')}`);
  const password = (): string => randomBytes(24).toString('base64url');
  const fresh: Secrets = { verwalter: password(), eigner: password(), anwendung: password() };
  try {
    await writeFile(part, `${JSON.stringify(fresh, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
    try {
      await link(part, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await rm(part, { force: true });
    }
    return JSON.parse(await readFile(path, 'utf8')) as Secrets;
  } catch (cause) {
    throw fault('FILE', { detail: `${path} lässt sich nicht lesen oder anlegen.`, cause });
  }
}

/**
 * Finds or makes the home of the server that belongs to a data folder. Under root the server's account must be able
 * to enter it; where it cannot (a checkout below /root), the home is `/var/lib/blaupause/<hash of the folder>`.
 *
 * @throws FILE when no folder can be written
 */
export async function openHome(dataDir: string, account: Account): Promise<Home> {
  const wanted = resolve(dataDir);
  if (await reaches(account, wanted)) return homeAt(wanted);
  let cause: unknown;
  for (const shared of account.ids ? sharedFolders() : []) {
    try {
      await openShared(shared);
      const folder = join(shared, short(wanted));
      if (await reaches(account, folder)) {
        // What was made on the way to find out that the account cannot enter it; not empty means somebody's.
        await rmdir(wanted).catch(() => {});
        return await homeAt(folder);
      }
    } catch (error) {
      cause = error;
    }
  }
  throw fault('FILE', { detail: `Der Benutzer ${account.name} erreicht ${wanted} nicht.`, cause });
}

async function homeAt(folder: string): Promise<Home> {
  const data = join(folder, 'daten');
  return { folder, data, startLog: join(folder, 'start.log'), secrets: await readSecrets(folder) };
}

/** Makes a folder and asks whether the account could keep its data there. @throws FILE when we cannot write ourselves */
async function reaches(account: Account, folder: string): Promise<boolean> {
  // 0711 under root: the account passes through to its own 0700 data folder and reads nothing beside it.
  await makeFolder(folder, account.ids ? 0o711 : 0o700);
  const probe = join(folder, `probe-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(probe, { mode: 0o700 });
    await own(account, probe);
    return await canWrite(account, probe);
  } catch (cause) {
    throw fault('FILE', { detail: `In ${folder} lässt sich nicht schreiben.`, cause });
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}

/** Hands a path to the server's account (only root has to). */
export async function own(account: Account, path: string): Promise<void> {
  if (account.ids) await chown(path, account.ids.uid, account.ids.gid);
}

/**
 * Folder for the server's socket: the data folder itself, or a private folder of short name where the path would be
 * too long or the file system carries no sockets. Only this user (and root) can enter either.
 *
 * @throws FILE when somebody else made the short folder first
 */
export async function socketFolder(home: Home, account: Account, elsewhere = false): Promise<string> {
  if (!elsewhere && Buffer.byteLength(home.data) <= LONGEST_SOCKET_FOLDER) return home.data;
  const folder = shortSocketFolder(home);
  await mkdir(folder, { mode: 0o700 })
    .then(() => own(account, folder))
    .catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw fault('FILE', { detail: folder, cause });
    });
  const found = await lstat(folder);
  const uid = account.ids?.uid ?? process.getuid?.();
  // The temporary folder is open to every user of the machine, so what lies there is not trusted by its name.
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0)
    throw fault('FILE', { detail: `${folder} gehört einem anderen Benutzer.` });
  return folder;
}

/** The private folder of short name that belongs to a home. */
export const shortSocketFolder = (home: Home): string => join(tmpdir(), `blaupause-${short(home.data)}`);
