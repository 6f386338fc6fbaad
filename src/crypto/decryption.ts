import { createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { release } from '../platform/memory.ts';
import { envelopeLimits, openLimits, parse, type ReadableElement, type XmlLimits } from '../xml/index.ts';
import { type ContentCipher, contentCiphers, digests, maskFunctions, NS, URI } from './algorithms.ts';
import { type EncryptedKeyPart, readEncrypted, type TransportPart } from './encryption-parts.ts';
import { hybridFault, unwrapHybrid } from './hybrid.ts';
import { unwrapAgreed, unwrapInPool, unwrapTransported } from './key-recovery.ts';
import { type KeyInput, toPrivateKey } from './keys.ts';
import { allow, checkKemKey, checkKey, type Policy, shown } from './policy.ts';
import { hybridOf } from './suite.ts';

/** Who reads, with what. */
export interface DecryptOptions {
  /** the reader's private key */
  readonly key: KeyInput;
  /** experimental: the reader's ML-KEM private key, for hybrid agreements */
  readonly kem?: KeyInput;
  /** the reader's name; without it every EncryptedKey that fits the kind of key is tried */
  readonly recipient?: string;
  readonly policy: Policy;
  /** day for which the policy is asked; now if left out */
  readonly at?: Date;
  /** bounds of a document given as bytes; left out, those of an envelope, or open ones if the policy is not strict */
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
export const decrypt = (xml: string | Uint8Array | ReadableElement, options: DecryptOptions): Buffer => {
  const job = prepare(xml, options);
  let contentKey: Buffer | undefined;
  for (const part of job.candidates) {
    contentKey = unwrap(part, job);
    if (contentKey) break;
  }
  return finish(job, contentKey);
};

/**
 * As {@link decrypt}, with the RSA operation in node's thread pool: it takes most of a millisecond. An element is read
 * before this function returns, so its document may be disposed at once.
 */
export const decryptAsync = async (
  xml: string | Uint8Array | ReadableElement,
  options: DecryptOptions,
): Promise<Buffer> => {
  const job = prepare(xml, options);
  let contentKey: Buffer | undefined;
  for (const part of job.candidates) {
    contentKey =
      part.key.way === 'transport' ? await unwrapInPool(part.key, part.cipher, job.privateKey) : unwrap(part, job);
    if (contentKey) break;
  }
  return finish(job, contentKey);
};

/** All that the document says, judged; nothing secret was used yet. */
interface Job {
  readonly candidates: readonly EncryptedKeyPart[];
  readonly privateKey: KeyObject;
  readonly kem: KeyObject | undefined;
  readonly cipher: ContentCipher;
  readonly sealed: Buffer;
}

const prepare = (xml: string | Uint8Array | ReadableElement, options: DecryptOptions): Job => {
  if (typeof xml !== 'string' && !(xml instanceof Uint8Array)) return prepareElement(xml, options);
  const limits = options.limits ?? (options.policy.strict ? envelopeLimits : openLimits);
  using document = parse(typeof xml === 'string' ? Buffer.from(xml) : xml, limits);
  const found = [...document.root.descendants()].filter((element) => element.is('EncryptedData', NS.xenc));
  const [element, second] = found;
  if (!element || second) throw fault('SHAPE_PROFILE', { detail: 'Genau ein EncryptedData ist nötig.' });
  return prepareElement(element, options);
};

const prepareElement = (element: ReadableElement, options: DecryptOptions): Job => {
  if (!element.is('EncryptedData', NS.xenc)) throw fault('SHAPE_PROFILE', { detail: 'Kein EncryptedData.' });
  const { policy, at = new Date() } = options;
  const parts = readEncrypted(element);
  allow(policy, 'content-encryption', parts.method, at);
  for (const { key } of parts.keys) checkKeyAlgorithms(key, policy, at);
  const cipher = contentCiphers.get(parts.method);
  if (!cipher) throw fault('SHAPE_ALGORITHM', { detail: shown(parts.method) });
  const privateKey = toPrivateKey(options.key);
  checkKey(policy, privateKey);
  const kem = options.kem === undefined ? undefined : toPrivateKey(options.kem);
  if (kem) checkKemKey(policy, kem);
  const candidates = choose(parts.keys, waysOf(privateKey, kem), options.recipient);
  return { candidates, privateKey, kem, cipher, sealed: parts.cipher };
};

/** The content is decrypted in any case, with a random key where there is no other. */
const finish = ({ cipher, sealed }: Job, contentKey: Buffer | undefined): Buffer => {
  const usable = contentKey?.length === cipher.keyBytes;
  const plain = openGcm(cipher, usable ? contentKey : randomBytes(cipher.keyBytes), sealed);
  contentKey?.fill(0);
  if (!usable || !plain) throw fault('OPEN_DECRYPT');
  return plain;
};

/** Every algorithm that an EncryptedKey names or implies, also those for other readers. @throws SHAPE_ALGORITHM */
const checkKeyAlgorithms = (key: EncryptedKeyPart['key'], policy: Policy, at: Date): void => {
  if (key.way === 'transport') {
    checkTransport(key, policy, at);
    return;
  }
  allow(policy, 'key-agreement', key.agreement, at);
  allow(policy, 'kdf', key.kdf, at);
  allow(policy, 'digest', key.digest, at);
  allow(policy, 'key-wrap', key.wrap, at);
  allow(policy, 'curve', key.curve, at);
  const wrong = key.way === 'hybrid' ? hybridFault(key) : hybridOf(key.agreement) && key.agreement;
  if (wrong !== undefined) throw fault('SHAPE_ALGORITHM', { detail: shown(wrong) });
};

const checkTransport = (key: TransportPart, policy: Policy, at: Date): void => {
  allow(policy, 'key-transport', key.method, at);
  allow(policy, 'digest', key.digest, at);
  allow(policy, 'mgf', key.mgf, at);
  // OpenSSL's interface takes one hash for label and mask; a mixture is not offered by any suite
  if (key.method === URI.rsaOaepMgf1p && key.mgf !== URI.mgf1Sha1) throw fault('SHAPE_ALGORITHM', { detail: key.mgf });
  if (digests.get(key.digest)?.name !== maskFunctions.get(key.mgf)?.name) {
    throw fault('SHAPE_ALGORITHM', { detail: `${key.digest} mit ${key.mgf}` });
  }
};

/** In which ways a reader with these keys can be addressed. */
const waysOf = (privateKey: KeyObject, kem: KeyObject | undefined): readonly string[] => {
  if (privateKey.asymmetricKeyType !== 'ec') return ['transport'];
  return kem ? ['agreement', 'hybrid'] : ['agreement'];
};

/**
 * The EncryptedKeys that this reader may open: the one with its name, or without a name all of the right kind.
 *
 * @throws OPEN_NOT_READER, SHAPE_PROFILE if a name occurs twice
 */
const choose = (
  keys: readonly EncryptedKeyPart[],
  ways: readonly string[],
  recipient: string | undefined,
): readonly EncryptedKeyPart[] => {
  const names = keys.flatMap((key) => key.recipient ?? []);
  if (new Set(names).size !== names.length) throw fault('SHAPE_PROFILE', { detail: 'Ein Leser steht doppelt.' });
  const mine = keys.filter(({ key, recipient: name }) =>
    recipient === undefined ? ways.includes(key.way) : name === recipient,
  );
  if (mine.length === 0) throw fault('OPEN_NOT_READER');
  return mine;
};

const unwrap = ({ key, cipher, recipient }: EncryptedKeyPart, { privateKey, kem }: Job): Buffer | undefined => {
  switch (key.way) {
    case 'transport':
      return unwrapTransported(key, cipher, privateKey);
    case 'agreement':
      return unwrapAgreed(key, cipher, privateKey);
    case 'hybrid':
      return unwrapHybrid(key, cipher, recipient ?? '', privateKey, kem);
  }
};

/** So much is decrypted at once, in bytes: the text takes the place of what it was made of, piece by piece. */
const PIECE = 4_194_304;

/**
 * IV of 96 bits, text, tag of 128 bits.
 *
 * @param sealed is overwritten
 * @returns a view of `sealed`; `undefined` for every failure, and then nothing of the text is left
 */
const openGcm = (cipher: ContentCipher, key: Buffer, sealed: Buffer): Buffer | undefined => {
  if (sealed.length < 28) return undefined;
  try {
    const gcm = createDecipheriv(cipher.name, createSecretKey(key), sealed.subarray(0, 12), { authTagLength: 16 });
    gcm.setAuthTag(sealed.subarray(-16));
    const end = sealed.length - 16;
    for (let at = 12; at < end; at += PIECE) {
      const piece = gcm.update(sealed.subarray(at, Math.min(at + PIECE, end)));
      piece.copy(sealed, at - 12);
      release(piece);
    }
    gcm.final();
    return sealed.subarray(0, end - 12);
  } catch {
    sealed.fill(0);
    return undefined;
  }
};
