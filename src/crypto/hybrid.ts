import crypto, { createPublicKey, type KeyObject } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { curveOfUri, curves, digests, keyWraps, NS } from './algorithms.ts';
import { toBase64 } from './base64.ts';
import { agreementMarkup } from './encryption-markup.ts';
import { type ConcatKdfInfo, concatKdf } from './kdf.ts';
import { agreeAsReader, agreeAsSender, curveOfKey, pointOf } from './key-agreement.ts';
import { unwrapKey, wrapKey } from './key-wrap.ts';
import { type HybridWay, hybridOf } from './suite.ts';

/*
 * Hybrid key agreement, experimental: ECDH-ES and ML-KEM (FIPS 203) side by side. The wrapping key comes from both
 * secrets, so it stays secret while one of the two problems is hard. docs/reference/crypto-profile.md describes the
 * construction byte by byte.
 */

/** A hybrid agreement as an EncryptedKey names it. */
export interface HybridPart {
  readonly way: 'hybrid';
  readonly wrap: string;
  readonly agreement: string;
  readonly kdf: string;
  readonly digest: string;
  readonly curve: string;
  /** ephemeral point of the sender */
  readonly point: Buffer;
  /** ciphertext of the key encapsulation */
  readonly ciphertext: Buffer;
}

/** Whether this runtime computes ML-KEM: Node 24.7 or later with OpenSSL 3.5 or later. */
export const hybridAvailable = (): boolean => typeof crypto.encapsulate === 'function';

/** The encapsulation key of FIPS 203 is the end of its SubjectPublicKeyInfo, whose frame has a fixed length. */
const encapsulationKeyOf = (kem: KeyObject): Buffer =>
  (kem.type === 'private' ? createPublicKey(kem) : kem).export({ format: 'der', type: 'spki' }).subarray(22);

/** A field with its length before it (32 bit, big-endian), so that no two lists of fields read alike. */
const sized = (field: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return Buffer.concat([length, field]);
};

/** What both sides have seen; nothing of it is taken from attributes of the document. */
interface Transcript {
  readonly recipient: string;
  readonly ciphertext: Uint8Array;
  readonly kemKey: Uint8Array;
  readonly ephemeral: Uint8Array;
  readonly point: Uint8Array;
}

const infoOf = (way: HybridWay, seen: Transcript): ConcatKdfInfo => ({
  algorithmId: sized(Buffer.from(way.agreement)),
  partyUInfo: sized(Buffer.alloc(0)),
  partyVInfo: sized(Buffer.from(seen.recipient)),
  suppPubInfo: Buffer.concat([seen.ciphertext, seen.kemKey, seen.ephemeral, seen.point].map(sized)),
});

/** ConcatKDF over both secrets, the encapsulated one first. The secrets are wiped. */
const wrappingKeyOf = (way: HybridWay, kemSecret: Buffer, ecSecret: Buffer, seen: Transcript): Buffer => {
  const hash = digests.get(way.digest);
  const wrap = keyWraps.get(way.wrap);
  if (!hash || !wrap) throw new RangeError('hybrid suite');
  const both = Buffer.concat([kemSecret, ecSecret]);
  const wrappingKey = concatKdf(hash, both, wrap.keyBytes, infoOf(way, seen));
  for (const secret of [kemSecret, ecSecret, both]) secret.fill(0);
  return wrappingKey;
};

/**
 * Writes the inside of an EncryptedKey for a reader with an EC key and an ML-KEM key.
 *
 * @param hint which of its keys the reader needs, as content of a KeyInfo
 * @throws USAGE if this runtime has no ML-KEM
 */
export const wrapHybrid = (
  way: HybridWay,
  contentKey: Uint8Array,
  key: KeyObject,
  kem: KeyObject,
  recipient: string,
  hint: string,
): string => {
  const curve = curves.get(way.curve);
  if (!curve) throw new RangeError('hybrid suite');
  if (!hybridAvailable()) throw fault('USAGE', { detail: 'ML-KEM braucht Node 24.7 oder neuer.' });
  const { point, secret } = agreeAsSender(curve, key);
  const { sharedKey, ciphertext } = crypto.encapsulate(kem);
  const seen = { recipient, ciphertext, kemKey: encapsulationKeyOf(kem), ephemeral: point, point: pointOf(curve, key) };
  const wrappingKey = wrappingKeyOf(way, sharedKey, secret, seen);
  const wrapped = wrapKey(way.wrap, wrappingKey, contentKey);
  wrappingKey.fill(0);
  const further = `<hyb:KemCiphertext xmlns:hyb="${NS.hybrid}">${toBase64(ciphertext)}</hyb:KemCiphertext>`;
  return agreementMarkup({ way, parameters: '', further, curve, point, hint, wrapped });
};

/** Says what of a hybrid part is not as its suite has it, or nothing; the suite leaves nothing to choose. */
export const hybridFault = (part: HybridPart): string | undefined => {
  const way = hybridOf(part.agreement);
  if (!way) return part.agreement;
  if (part.kdf !== way.kdf) return part.kdf;
  if (part.digest !== way.digest) return part.digest;
  if (part.wrap !== way.wrap) return part.wrap;
  return curveOfUri(part.curve)?.name === way.curve ? undefined : part.curve;
};

/**
 * The content key by both of the reader's keys; `undefined` for every failure. A changed KEM ciphertext of the right
 * length gives another secret and no error (implicit rejection, FIPS 203, 6.3), and fails at the key wrap.
 */
export const unwrapHybrid = (
  part: HybridPart,
  wrapped: Buffer,
  recipient: string,
  key: KeyObject,
  kem: KeyObject | undefined,
): Buffer | undefined => {
  const way = hybridOf(part.agreement);
  const curve = curveOfUri(part.curve);
  if (!way || !curve || !kem || curveOfKey(key) !== curve || kem.asymmetricKeyType !== way.kem) return undefined;
  const ecSecret = agreeAsReader(curve, key, part.point);
  if (!ecSecret || !hybridAvailable()) return undefined;
  try {
    const { ciphertext } = part;
    const kemSecret = crypto.decapsulate(kem, ciphertext);
    const own = pointOf(curve, createPublicKey(key));
    const seen = { recipient, ciphertext, kemKey: encapsulationKeyOf(kem), ephemeral: part.point, point: own };
    const wrappingKey = wrappingKeyOf(way, kemSecret, ecSecret, seen);
    const contentKey = unwrapKey(part.wrap, wrappingKey, wrapped);
    wrappingKey.fill(0);
    return contentKey;
  } catch {
    return undefined;
  }
};
