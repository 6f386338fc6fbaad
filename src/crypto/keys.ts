import { createPrivateKey, createPublicKey, KeyObject } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { fromBase64 } from './base64.ts';
import { type CertificateInfo, type CertificateInput, parseCertificate } from './certificate.ts';

/** A key as node knows it, PEM text, or DER (public: SubjectPublicKeyInfo, private: PKCS#8). */
export type KeyInput = KeyObject | string | Uint8Array;

/**
 * A public key of a key in any form; of a private key its public half; of a certificate in PEM its key.
 *
 * @throws TRUST_KEY if it is no asymmetric key; a secret key never verifies a signature
 */
export const toPublicKey = (input: KeyInput): KeyObject => {
  try {
    if (input instanceof KeyObject) return input.type === 'public' ? input : createPublicKey(input);
    if (typeof input === 'string') return createPublicKey(input);
    if (isPem(input)) return createPublicKey(Buffer.from(input).toString('latin1'));
    return createPublicKey({ key: Buffer.from(input), format: 'der', type: 'spki' });
  } catch (cause) {
    throw fault('TRUST_KEY', { detail: 'kein lesbarer öffentlicher Schlüssel', cause });
  }
};

/**
 * A private key of a key in any form.
 *
 * @throws PKI if it is not a readable private key
 */
export const toPrivateKey = (input: KeyInput): KeyObject => {
  try {
    if (input instanceof KeyObject) {
      if (input.type === 'private') return input;
    } else if (typeof input === 'string' || isPem(input)) {
      return createPrivateKey(typeof input === 'string' ? input : Buffer.from(input).toString('latin1'));
    } else {
      return createPrivateKey({ key: Buffer.from(input), format: 'der', type: 'pkcs8' });
    }
  } catch (cause) {
    throw fault('PKI', { detail: 'kein lesbarer privater Schlüssel', cause });
  }
  throw fault('PKI', { detail: 'kein privater Schlüssel' });
};

const isPem = (bytes: Uint8Array): boolean => bytes[0] === 0x2d && bytes[1] === 0x2d;

const isInfo = (input: CertificateInput): input is CertificateInfo =>
  typeof input !== 'string' && !(input instanceof Uint8Array);

/** The last {@link KEPT} certificates that were read, oldest first, by what they were read from. */
const read = new Map<string, CertificateInfo>();
const KEPT = 1024;
/** Nothing longer is kept; certificates of authorities have a fraction of it. */
const LONGEST = 16_384;

/**
 * What `make` reads, kept under its source: the same few hundred authorities sign every message, and reading depends on
 * nothing but the bytes. It says nothing of trust, which is decided anew, or remembered with its date, elsewhere.
 */
const remember = (source: string, make: () => CertificateInfo): CertificateInfo => {
  const known = read.get(source);
  if (known) {
    // moving it to the end keeps what is used
    read.delete(source);
    read.set(source, known);
    return known;
  }
  const info = make();
  if (source.length <= LONGEST) {
    read.set(source, info);
    if (read.size > KEPT) read.delete(read.keys().next().value ?? '');
  }
  return info;
};

/**
 * A certificate in any form, read.
 *
 * @throws TRUST_MISSING, TRUST_KEY as {@link parseCertificate}
 */
export const readCertificate = (input: CertificateInput): CertificateInfo => {
  if (isInfo(input)) return input;
  const source = typeof input === 'string' ? input : Buffer.from(input).toString('latin1');
  return remember(source, () => parseCertificate(input));
};

/**
 * A certificate as it stands in a signature: DER in base64.
 *
 * @throws TRUST_MISSING where the base64 is not strict or holds no certificate, TRUST_KEY
 */
export const readEmbedded = (base64: string): CertificateInfo =>
  // no PEM and no DER begins with a line break
  remember(`\n${base64}`, () => {
    const der = fromBase64(base64);
    if (!der) throw fault('TRUST_MISSING', { detail: 'Das Zertifikat ist kein strenges Base64.' });
    return readCertificate(der);
  });
