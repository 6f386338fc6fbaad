import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fault } from '../platform/errors.ts';
import { newUuid } from '../platform/ids.ts';
import { formatVerifierKey, isKeyName, type NoteSigner, type NoteVerifier, parseVerifierKey } from './note.ts';

/** The log's own key: signs checkpoints, and names itself to verifiers. */
export interface LogKey extends NoteSigner {
  /** the same key for verifying */
  readonly verifier: NoteVerifier;
  /** `name+keyid+base64`, as auditors configure it */
  readonly verifierKey: string;
  /** the same key under each name that the log has had, the present one first */
  readonly verifiers: readonly NoteVerifier[];
}

/** Present name of a log, then the former ones. */
export type LogNames = readonly [string, ...string[]];

/**
 * Makes a log key from an Ed25519 private key.
 *
 * @param names name of the log, e.g. `gateway.example/log`: no spaces, no plus sign; with former ones, a list
 * @throws SETTINGS if the origin or the kind of key is wrong
 */
export const toLogKey = (privateKey: KeyObject, names: string | LogNames): LogKey => {
  const [origin, ...former] = typeof names === 'string' ? ([names] as const) : names;
  if (!isKeyName(origin))
    throw fault('SETTINGS', { detail: 'Der Name des Protokolls darf weder Leerzeichen noch Pluszeichen enthalten.' });
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw fault('SETTINGS', { detail: 'Der Protokollschlüssel muss ein Ed25519-Schlüssel sein.' });
  }
  const verifierKey = formatVerifierKey(privateKey, origin);
  const verifier = parseVerifierKey(verifierKey);
  const verifiers = [verifier, ...former.map((name) => parseVerifierKey(formatVerifierKey(privateKey, name)))];
  return { name: origin, privateKey, verifierKey, verifier, verifiers };
};

/** Name of an installation's log: `bgb:145110000001` → `bussgeld-blaupause/bgb-145110000001`. */
export const logOriginOf = (schluessel: string): string => `bussgeld-blaupause/${schluessel.replace(':', '-')}`;

/**
 * Names of an installation's log from the present generation back to the first. A new generation begins where leaves were
 * lost for good: under the old name it would contradict what was published.
 */
export const logNamesOf = (schluessel: string, generation: number): LogNames => {
  const first = logOriginOf(schluessel);
  const name = (n: number) => (n === 1 ? first : `${first}/${n}`);
  return [name(generation), ...Array.from({ length: generation - 1 }, (_, at) => name(generation - 1 - at))];
};

const readKey = async (path: string): Promise<KeyObject | undefined> => {
  try {
    return createPrivateKey(await readFile(path));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw fault('FILE', { detail: `Der Protokollschlüssel ${path} ist nicht lesbar.`, cause });
  }
};

/**
 * Writes a new key under its final name only when it is complete and on disk; the first of two processes wins.
 *
 * @returns false if there was one before
 */
const createKey = async (path: string): Promise<boolean> => {
  const draft = `${path}.${newUuid()}`;
  try {
    await mkdir(dirname(dirname(path)), { recursive: true }); // the data folder is shared with the database's own user
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ed25519');
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(privateKey.export({ format: 'pem', type: 'pkcs8' }));
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw fault('FILE', { detail: `Der Protokollschlüssel ${path} ist nicht schreibbar.`, cause });
  } finally {
    await rm(draft, { force: true });
  }
};

/**
 * Reads the log's key where there is one; makes none.
 *
 * @throws FILE if it cannot be read, SETTINGS if it is no Ed25519 key or the origin is wrong
 */
export const readLogKey = async (path: string, names: string | LogNames): Promise<LogKey | undefined> => {
  const known = await readKey(path);
  return known && toLogKey(known, names);
};

/**
 * Loads the log's Ed25519 key (PKCS#8, PEM), making it at the first start with mode 0600. The key must be backed up:
 * a lost key ends the log, for auditors trust only checkpoints of the key they know.
 *
 * @throws FILE if it can be neither read nor written, SETTINGS if it is no Ed25519 key or the origin is wrong
 */
export const loadOrCreateLogKey = async (path: string, names: string | LogNames): Promise<LogKey> => {
  const known = await readKey(path);
  if (known) return toLogKey(known, names);
  await createKey(path);
  const made = await readKey(path);
  if (!made) throw fault('FILE', { detail: `Der Protokollschlüssel ${path} ist nicht lesbar.` });
  return toLogKey(made, names);
};

/**
 * Loads a log key that several gateways share. It is never made here: each gateway would make one of its own, and only
 * the first of them could go on with the log.
 *
 * @throws FILE if it cannot be read or is not there, SETTINGS if it is no Ed25519 key or the origin is wrong
 */
export const loadLogKey = async (path: string, names: string | LogNames): Promise<LogKey> => {
  const known = await readKey(path);
  if (known) return toLogKey(known, names);
  throw fault('FILE', {
    detail: `Den Protokollschlüssel ${path} gibt es nicht; blaupause pki log-key erzeugt ihn, einmal für alle Gateways.`,
  });
};

/**
 * Makes a log key for several gateways, with mode 0600.
 *
 * @throws FILE if the file is there already or cannot be written
 */
export const makeLogKey = async (path: string, origin: string): Promise<LogKey> => {
  if (!(await createKey(path)))
    throw fault('FILE', { detail: `Den Protokollschlüssel ${path} gibt es schon; er wird nie ersetzt.` });
  return loadLogKey(path, origin);
};
