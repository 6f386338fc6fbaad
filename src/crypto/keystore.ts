import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from '../platform/errors.ts';
import { ORGANISATIONSSCHLUESSEL_PATTERN } from '../platform/ids.ts';
import { type CertificateInfo, parseWithTree, splitPem } from './certificate.ts';

/** What the three certificates of an authority are for, and their file names. */
export const KEY_PURPOSES = ['tls', 'signature', 'encryption'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/** A private key with its certificate and the certificates above it. */
export interface KeyPair {
  readonly key: KeyObject;
  /** PEM of the certificate alone */
  readonly cert: string;
  readonly certificate: CertificateInfo;
  /** PEM of the intermediates, without the root */
  readonly chain: readonly string[];
}

/** The keys of one authority. */
export interface KeyStore {
  readonly schluessel: string;
  readonly tls: KeyPair;
  readonly signature: KeyPair;
  readonly encryption: KeyPair;
  /** keys of encryption certificates that were replaced; messages on their way may still need them */
  readonly formerEncryption: readonly KeyPair[];
}

const MODE_REMEDY = 'Mit chmod 600 nur dem Eigentümer lesbar machen.';

/** Folder name of an Organisationsschlüssel: the colon becomes a hyphen. */
export const folderName = (schluessel: string): string => {
  // also keeps a key from naming a path outside the key store
  if (!ORGANISATIONSSCHLUESSEL_PATTERN.test(schluessel))
    throw fault('PKI', { detail: 'Kein Organisationsschlüssel; erwartet wird z. B. bgb:145110000001.' });
  return schluessel.replace(':', '-');
};

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw fault('PKI', { detail: `${file} fehlt oder ist nicht lesbar.`, cause });
  }
};

const readPrivateKey = (file: string): KeyObject => {
  const pem = read(file);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw fault('PKI', { detail: `${file} ist für andere lesbar. ${MODE_REMEDY}` });
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw fault('PKI', { detail: `${file} enthält keinen unverschlüsselten privaten Schlüssel in PEM.`, cause });
  }
};

/**
 * Reads a private key and its certificate with the chain from two PEM files.
 *
 * @throws PKI with the path where a file is missing, unreadable or open to others, or where the two do not belong
 *   together
 */
export const loadKeyPair = (certificateFile: string, keyFile: string): KeyPair => {
  const [own, ...chain] = splitPem(read(certificateFile));
  if (own === undefined) throw fault('PKI', { detail: `${certificateFile} enthält kein Zertifikat.` });
  const key = readPrivateKey(keyFile);
  let certificate: ReturnType<typeof parseWithTree>;
  try {
    certificate = parseWithTree(own);
  } catch (cause) {
    throw fault('PKI', { detail: `${certificateFile} enthält kein lesbares Zertifikat.`, cause });
  }
  if (!certificate.x509.checkPrivateKey(key))
    throw fault('PKI', { detail: `${keyFile} gehört nicht zum Zertifikat ${certificateFile}.` });
  return { key, cert: certificate.pem, certificate, chain };
};

/**
 * Reads the keys of one authority from the folder of a PKI: `<dir>/<key with hyphen>/{tls,signature,encryption}.pem`
 * with `*.key.pem` beside them.
 *
 * @param dir folder of the PKI
 * @param schluessel Organisationsschlüssel, e.g. `bgb:145110000001`
 * @throws PKI with path and remedy
 */
export const loadKeyStore = (dir: string, schluessel: string): KeyStore => {
  const folder = join(dir, folderName(schluessel));
  const pair = (name: string): KeyPair => loadKeyPair(join(folder, `${name}.pem`), join(folder, `${name}.key.pem`));
  const keys = { tls: pair('tls'), signature: pair('signature'), encryption: pair('encryption') };
  const former = readdirSync(folder).flatMap((file) => /^(encryption-[0-9a-f]+)\.pem$/.exec(file)?.[1] ?? []);
  return { schluessel, ...keys, formerEncryption: former.sort().map(pair) };
};

/** Key and certificate chain as PEM, in the form that `node:tls`, `node:https` and undici take. */
export const tlsOptions = (pair: KeyPair): { readonly key: string; readonly cert: string } => ({
  key: pair.key.export({ type: 'pkcs8', format: 'pem' }) as string,
  cert: [pair.cert, ...pair.chain].map((pem) => `${pem.trimEnd()}\n`).join(''),
});
