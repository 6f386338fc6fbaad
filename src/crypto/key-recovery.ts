import { constants, type KeyObject, privateDecrypt, webcrypto } from 'node:crypto';
import { curveOfUri, digests, keyWraps } from './algorithms.ts';
import type { AgreementPart, TransportPart } from './encryption-parts.ts';
import { concatKdf } from './kdf.ts';
import { agreeAsReader, curveOfKey } from './key-agreement.ts';
import { unwrapKey } from './key-wrap.ts';

const hashOf = (way: TransportPart): string => digests.get(way.digest)?.name ?? 'sha256';

/**
 * Whether a ciphertext has as many bytes as the modulus (RFC 8017, 7.1.2). OpenSSL takes shorter ones too: one that
 * begins with a zero would stand for the same key with and without it. Asked after the operation, so that all faults take
 * the same time.
 */
const fits = (wrapped: Buffer, key: KeyObject): boolean =>
  wrapped.length === Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);

/** The content key by RSA-OAEP; `undefined` for every failure. Label hash and mask hash are the same here. */
export const unwrapTransported = (way: TransportPart, wrapped: Buffer, key: KeyObject): Buffer | undefined => {
  const label = way.label.length > 0 ? { oaepLabel: way.label } : {};
  try {
    const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hashOf(way), ...label };
    const found = privateDecrypt({ key, ...padding }, wrapped);
    return fits(wrapped, key) ? found : undefined;
  } catch {
    return undefined;
  }
};

/** As {@link unwrapTransported}, in node's thread pool, which only the Web Crypto interface offers for this. */
export const unwrapInPool = async (
  way: TransportPart,
  wrapped: Buffer,
  key: KeyObject,
): Promise<Buffer | undefined> => {
  try {
    const poolKey = poolKeyOf(key, hashOf(way).replace('sha', 'SHA-'));
    const plain = await webcrypto.subtle.decrypt({ name: 'RSA-OAEP', label: way.label }, poolKey, wrapped);
    return fits(wrapped, key) ? Buffer.from(plain) : undefined;
  } catch {
    return undefined;
  }
};

const poolKeys = new WeakMap<KeyObject, Map<string, webcrypto.CryptoKey>>();

const poolKeyOf = (key: KeyObject, hash: string): webcrypto.CryptoKey => {
  const known = poolKeys.get(key) ?? new Map<string, webcrypto.CryptoKey>();
  poolKeys.set(key, known);
  const poolKey = known.get(hash) ?? key.toCryptoKey({ name: 'RSA-OAEP', hash }, false, ['decrypt']);
  known.set(hash, poolKey);
  return poolKey;
};

/** The content key by ECDH-ES, ConcatKDF and AES key wrap; `undefined` for every failure. */
export const unwrapAgreed = (way: AgreementPart, wrapped: Buffer, privateKey: KeyObject): Buffer | undefined => {
  const curve = curveOfUri(way.curve);
  const hash = digests.get(way.digest);
  const wrap = keyWraps.get(way.wrap);
  if (!curve || !hash || !wrap || curveOfKey(privateKey) !== curve) return undefined;
  const secret = agreeAsReader(curve, privateKey, way.point);
  if (!secret) return undefined;
  const wrappingKey = concatKdf(hash, secret, wrap.keyBytes, way.info);
  secret.fill(0);
  const key = unwrapKey(way.wrap, wrappingKey, wrapped);
  wrappingKey.fill(0);
  return key;
};
