import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { HashFunction, SignatureAlgorithm } from './algorithms.ts';
import { der, derBits, derInteger } from './der.ts';

/** A private key with the padding or encoding that belongs to its algorithm, for node's `sign`. */
export const withPadding = ({ family, hash }: SignatureAlgorithm, key: KeyObject) => {
  switch (family) {
    case 'pss':
      return { key, ...paddingOf(hash) };
    case 'pkcs1':
      return { key, padding: constants.RSA_PKCS1_PADDING };
    case 'ecdsa':
      return { key, dsaEncoding: 'ieee-p1363' as const };
  }
};

const paddingOf = (hash: HashFunction) => ({
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: hash.bytes,
});

/**
 * Computes whether a signature value holds. In Node 24 naming a padding or an encoding beside a key costs about as
 * much as the operation; so a key carries its padding here, and a value comes in the encoding that OpenSSL has itself.
 *
 * @param value length checked already; everything else of it is controlled by whoever sent it
 * @throws what OpenSSL throws where key and algorithm do not fit
 */
export const holds = (algorithm: SignatureAlgorithm, key: KeyObject, bytes: Uint8Array, value: Buffer): boolean => {
  const { family, hash } = algorithm;
  if (family === 'ecdsa') return verify(hash.name, bytes, key, toDer(value));
  if (family === 'pkcs1') return verify(hash.name, bytes, key, value);
  const restricted = key.asymmetricKeyType === 'rsa' ? pssKeyOf(key, hash) : { key, ...paddingOf(hash) };
  return verify(hash.name, bytes, restricted, value);
};

/** ECDSA-Sig-Value (RFC 3279, 2.2.3) of `r ‖ s` as XML Signature writes it (RFC 4050; IEEE P1363). */
const toDer = (value: Buffer): Buffer => {
  const half = value.length / 2;
  return der(0x30, derInteger(value.subarray(0, half)), derInteger(value.subarray(half)));
};

/** Object identifiers of hash functions in DER; PSS with SHA-1 is in no list of algorithms here. */
const HASHES: ReadonlyMap<HashFunction['name'], Buffer> = new Map([
  ['sha256', Buffer.from('0609608648016503040201', 'hex')],
  ['sha384', Buffer.from('0609608648016503040202', 'hex')],
  ['sha512', Buffer.from('0609608648016503040203', 'hex')],
]);
const PSS = Buffer.from('06092a864886f70d01010a', 'hex');
const MGF1 = Buffer.from('06092a864886f70d010108', 'hex');
const NULL = Buffer.from([0x05, 0x00]);

/** Keys bound to a hash function, kept as long as the key they were made of: a matter of form, not of trust. */
const bound = new WeakMap<KeyObject, Map<string, KeyObject>>();

/** The same RSA key as one for PSS alone: hash and MGF1 with one function, salt as long as the hash (RFC 4055, 3.1). */
const pssKeyOf = (key: KeyObject, hash: HashFunction): KeyObject => {
  const kept = bound.get(key) ?? new Map<string, KeyObject>();
  bound.set(key, kept);
  const known = kept.get(hash.name);
  if (known) return known;
  const made = makePssKey(key, hash);
  kept.set(hash.name, made);
  return made;
};

const makePssKey = (key: KeyObject, hash: HashFunction): KeyObject => {
  const oid = HASHES.get(hash.name);
  if (oid === undefined) throw new RangeError(`PSS with ${hash.name}`);
  const hashId = der(0x30, oid, NULL);
  const mask = der(0x30, MGF1, hashId);
  const salt = derInteger(Uint8Array.of(hash.bytes));
  const parameters = der(0x30, der(0xa0, hashId), der(0xa1, mask), der(0xa2, salt));
  const modulus = key.export({ format: 'der', type: 'pkcs1' });
  const spki = der(0x30, der(0x30, PSS, parameters), derBits(modulus));
  return createPublicKey({ key: spki, format: 'der', type: 'spki' });
};
