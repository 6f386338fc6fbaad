import { createECDH, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { type Curve, curves } from './algorithms.ts';
import { der, derBits } from './der.ts';

/** DER of `id-ecPublicKey` (1.2.840.10045.2.1). */
const EC_PUBLIC_KEY = Buffer.from('06072a8648ce3d0201', 'hex');

/** SubjectPublicKeyInfo of a point (RFC 5480). */
const toSpki = (curve: Curve, point: Uint8Array): Buffer =>
  der(0x30, der(0x30, EC_PUBLIC_KEY, curve.der), derBits(point));

const BEGIN = '-----BEGIN PUBLIC KEY-----';
const END = '-----END PUBLIC KEY-----';

/** The curve of an EC key, if this room knows it. */
export const curveOfKey = (key: KeyObject): Curve | undefined =>
  key.asymmetricKeyType === 'ec' ? curves.get(key.asymmetricKeyDetails?.namedCurve ?? '') : undefined;

/**
 * Makes a key of an uncompressed point. OpenSSL refuses a point that is not on the curve.
 *
 * @param point attacker-controlled
 * @returns the key, or `undefined` if the point is not one of the curve in uncompressed form
 */
export const publicKeyOfPoint = (curve: Curve, point: Uint8Array): KeyObject | undefined => {
  if (point.length !== 2 * curve.bytes + 1 || point[0] !== 4) return undefined;
  try {
    // as text, because node takes longer to find out what an object with a DER inside is
    return createPublicKey(`${BEGIN}\n${toSpki(curve, point).toString('base64')}\n${END}`);
  } catch {
    return undefined;
  }
};

/**
 * The point of a public EC key: the end of its SubjectPublicKeyInfo, which may also hold it compressed.
 *
 * @throws TRUST_KEY for a compressed point
 */
export const pointOf = (curve: Curve, key: KeyObject): Buffer => {
  const known = points.get(key);
  if (known) return known;
  const spki = key.export({ format: 'der', type: 'spki' });
  const point = spki.subarray(-(2 * curve.bytes + 1));
  if (point[0] !== 4 || !toSpki(curve, point).equals(spki)) {
    throw fault('TRUST_KEY', { detail: 'EC-Schlüssel nicht in unkomprimierter Form' });
  }
  points.set(key, point);
  return point;
};

const points = new WeakMap<KeyObject, Buffer>();

/**
 * The sender's half of ECDH-ES: a fresh key pair for one reader.
 *
 * @returns the ephemeral public point (uncompressed) and the shared secret
 * @throws TRUST_KEY if the reader's key holds its point compressed
 */
export const agreeAsSender = (curve: Curve, reader: KeyObject): { point: Buffer; secret: Buffer } => {
  const ephemeral = createECDH(curve.name);
  const point = ephemeral.generateKeys();
  return { point, secret: ephemeral.computeSecret(pointOf(curve, reader)) };
};

/**
 * The reader's half of ECDH-ES.
 *
 * @returns the shared secret, or `undefined` if the point does not fit the reader's key
 */
export const agreeAsReader = (curve: Curve, privateKey: KeyObject, point: Uint8Array): Buffer | undefined => {
  const publicKey = publicKeyOfPoint(curve, point);
  if (!publicKey) return undefined;
  try {
    return diffieHellman({ privateKey, publicKey });
  } catch {
    return undefined;
  }
};
