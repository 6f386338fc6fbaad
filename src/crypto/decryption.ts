import { constants, createDecipheriv, type KeyObject, privateDecrypt, randomBytes } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { envelopeLimits, parse, XmlElement, type XmlLimits } from '../xml/index.ts';
import { contentCiphers, curveOfUri, digests, keyWraps, maskFunctions, NS, URI } from './algorithms.ts';
import { type AgreementPart, type EncryptedKeyPart, readEncrypted, type TransportPart } from './encryption-parts.ts';
import { concatKdf } from './kdf.ts';
import { agreeAsReader, curveOfKey } from './key-agreement.ts';
import { unwrapKey } from './key-wrap.ts';
import { type KeyInput, toPrivateKey } from './keys.ts';
import { allow, checkKey, type Policy, shown } from './policy.ts';

/** Who reads, with what. */
export interface DecryptOptions {
  /** the reader's private key */
  readonly key: KeyInput;
  /** the reader's name; without it every EncryptedKey that fits the kind of key is tried */
  readonly recipient?: string;
  readonly policy: Policy;
  /** day for which the policy is asked; now if left out */
  readonly at?: Date;
  /** bounds of a document given as bytes; those of an envelope if left out */
  readonly limits?: XmlLimits;
}

/**
 * Decrypts an `xenc:EncryptedData`: an element, or a document that is or contains exactly one.
 *
 * Whatever depends on a secret fails in one way: `OPEN_DECRYPT` without detail, whether the key did not unwrap, had
 * another length, a point was not on the curve, or IV, text or tag were changed. After a failed unwrapping the
 * content is still decrypted with a random key, so that the failures do not differ in time either (the countermeasure
 * of RFC 3218 against adaptive attacks). What anybody can see in the document is named instead.
 *
 * @returns the plaintext; not authenticated as anybody's until its signature is verified
 * @throws OPEN_NOT_READER, OPEN_DECRYPT, SHAPE_ALGORITHM, SHAPE_PROFILE, TRUST_KEY; READ_* for bytes
 */
export const decrypt = (xml: string | Uint8Array | XmlElement, options: DecryptOptions): Buffer => {
  if (xml instanceof XmlElement) return decryptElement(xml, options);
  using document = parse(typeof xml === 'string' ? Buffer.from(xml) : xml, options.limits ?? envelopeLimits);
  return decryptElement(theEncryptedData(document.root), options);
};

const theEncryptedData = (root: XmlElement): XmlElement => {
  const [first, second] = [...root.descendants()].filter((element) => element.is('EncryptedData', NS.xenc));
  if (!first || second) throw fault('SHAPE_PROFILE', { detail: 'Genau ein EncryptedData ist nötig.' });
  return first;
};

const decryptElement = (element: XmlElement, options: DecryptOptions): Buffer => {
  if (!element.is('EncryptedData', NS.xenc)) throw fault('SHAPE_PROFILE', { detail: 'Kein EncryptedData.' });
  const { policy, at = new Date() } = options;
  const parts = readEncrypted(element);
  allow(policy, 'content-encryption', parts.method, at);
  for (const { key } of parts.keys) checkKeyAlgorithms(key, policy, at);
  const privateKey = toPrivateKey(options.key);
  checkKey(policy, privateKey);
  const mine = choose(parts.keys, privateKey, options.recipient);
  const cipher = contentCiphers.get(parts.method);
  if (!cipher) throw fault('SHAPE_ALGORITHM', { detail: shown(parts.method) });
  const unwrapped = firstOf(mine, (part) => unwrap(part, privateKey));
  const usable = unwrapped?.length === cipher.keyBytes;
  const plain = openGcm(cipher.name, usable ? unwrapped : randomBytes(cipher.keyBytes), parts.cipher);
  unwrapped?.fill(0);
  if (!usable || !plain) throw fault('OPEN_DECRYPT');
  return plain;
};

/** Every algorithm that an EncryptedKey names or implies, also those for other readers. @throws SHAPE_ALGORITHM */
const checkKeyAlgorithms = (key: TransportPart | AgreementPart, policy: Policy, at: Date): void => {
  if (key.way === 'transport') {
    allow(policy, 'key-transport', key.method, at);
    allow(policy, 'digest', key.digest, at);
    allow(policy, 'mgf', key.mgf, at);
    // OpenSSL's interface takes one hash for label and mask; a mixture is not offered by any suite
    if (key.method === URI.rsaOaepMgf1p && key.mgf !== URI.mgf1Sha1)
      throw fault('SHAPE_ALGORITHM', { detail: key.mgf });
    if (digests.get(key.digest)?.name !== maskFunctions.get(key.mgf)?.name) {
      throw fault('SHAPE_ALGORITHM', { detail: `${key.digest} mit ${key.mgf}` });
    }
    return;
  }
  allow(policy, 'key-agreement', key.agreement, at);
  allow(policy, 'kdf', key.kdf, at);
  allow(policy, 'digest', key.digest, at);
  allow(policy, 'key-wrap', key.wrap, at);
  const curve = curveOfUri(key.curve);
  if (!curve || !policy.keys.curves.includes(curve.name)) {
    throw fault('SHAPE_ALGORITHM', { detail: `Kurve: ${shown(key.curve)}` });
  }
};

/**
 * The EncryptedKeys that this reader may open: the one with its name, or without a name all of the right kind.
 *
 * @throws OPEN_NOT_READER, SHAPE_PROFILE if a name occurs twice
 */
const choose = (
  keys: readonly EncryptedKeyPart[],
  privateKey: KeyObject,
  recipient: string | undefined,
): readonly EncryptedKeyPart[] => {
  const names = keys.flatMap((key) => key.recipient ?? []);
  if (new Set(names).size !== names.length) throw fault('SHAPE_PROFILE', { detail: 'Ein Leser steht doppelt.' });
  const way = privateKey.asymmetricKeyType === 'ec' ? 'agreement' : 'transport';
  const mine = keys.filter(({ key, recipient: name }) =>
    recipient === undefined ? key.way === way : name === recipient,
  );
  if (mine.length === 0) throw fault('OPEN_NOT_READER');
  return mine;
};

const firstOf = <T, R>(items: readonly T[], work: (item: T) => R | undefined): R | undefined => {
  for (const item of items) {
    const result = work(item);
    if (result !== undefined) return result;
  }
  return undefined;
};

const unwrap = (part: EncryptedKeyPart, privateKey: KeyObject): Buffer | undefined =>
  part.key.way === 'transport' ? fromTransport(part, part.key, privateKey) : agreedKey(part, part.key, privateKey);

const fromTransport = (part: EncryptedKeyPart, way: TransportPart, key: KeyObject): Buffer | undefined => {
  const oaepHash = digests.get(way.digest)?.name ?? 'sha256';
  try {
    return privateDecrypt(
      {
        key,
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash,
        ...(way.label.length > 0 ? { oaepLabel: way.label } : {}),
      },
      part.cipher,
    );
  } catch {
    return undefined;
  }
};

const agreedKey = (part: EncryptedKeyPart, way: AgreementPart, privateKey: KeyObject): Buffer | undefined => {
  const curve = curveOfUri(way.curve);
  const hash = digests.get(way.digest);
  const wrap = keyWraps.get(way.wrap);
  if (!curve || !hash || !wrap || curveOfKey(privateKey) !== curve) return undefined;
  const secret = agreeAsReader(curve, privateKey, way.point);
  if (!secret) return undefined;
  const wrappingKey = concatKdf(hash, secret, wrap.keyBytes, way.info);
  secret.fill(0);
  const key = unwrapKey(way.wrap, wrappingKey, part.cipher);
  wrappingKey.fill(0);
  return key;
};

/** IV of 96 bits, text, tag of 128 bits. `undefined` for every failure. */
const openGcm = (
  cipher: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm',
  key: Buffer,
  sealed: Buffer,
): Buffer | undefined => {
  if (sealed.length < 28) return undefined;
  try {
    const gcm = createDecipheriv(cipher, key, sealed.subarray(0, 12), { authTagLength: 16 });
    gcm.setAuthTag(sealed.subarray(-16));
    const text = gcm.update(sealed.subarray(12, -16));
    gcm.final();
    return text;
  } catch {
    return undefined;
  }
};
