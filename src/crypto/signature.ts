import { createHash, type KeyObject } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { contentLimits, openLimits, parse, type XmlDoc, type XmlLimits } from '../xml/index.ts';
import { digests, type SignatureAlgorithm, signatures } from './algorithms.ts';
import { canonicalBytes, withoutComments } from './canonical.ts';
import type { CertificateInfo } from './certificate.ts';
import { curveOfKey } from './key-agreement.ts';
import { type KeyInput, readEmbedded, toPublicKey } from './keys.ts';
import { checkKey, type Policy } from './policy.ts';
import {
  checkAlgorithms,
  checkExpected,
  checkStrictShape,
  type ExpectedReferences,
  type ResolvedReference,
  resolve,
} from './signature-check.ts';
import { indexOf, readParts, type SignatureParts } from './signature-parts.ts';
import { holds } from './signature-value.ts';

/** What a caller asks of a signature. */
export interface SignatureExpectation {
  readonly policy: Policy;
  /** what must be covered; left out, the strict policy still demands the root or children of the root */
  readonly expectedReferences?: ExpectedReferences;
  /** day for which the policy is asked; now if left out */
  readonly at?: Date;
}

/** Bytes that were hashed for one reference. Only these may be interpreted; the document around them is untrusted. */
export interface SignedBytes {
  /** Id of the element; `''` for the whole document */
  readonly id: string;
  /** canonical form, UTF-8 */
  readonly bytes: Buffer;
}

/** A signature that holds. */
export interface VerifiedSignature {
  /** the signer's certificate as it stands in the signature; `undefined` where the signature carries none */
  readonly certificate: CertificateInfo | undefined;
  /** further certificates of the signature, untrusted help for building a chain */
  readonly chain: readonly CertificateInfo[];
  readonly references: readonly SignedBytes[];
  /** URI of the signature algorithm */
  readonly algorithm: string;
}

/** A signature whose shape and algorithms are accepted but whose value is not yet verified. */
export interface PendingSignature {
  readonly certificate: CertificateInfo | undefined;
  readonly chain: readonly CertificateInfo[];
  readonly algorithm: string;
  /**
   * Verifies digests, then the signature value.
   *
   * @param key the signer's public key; of `certificate` once that is trusted
   * @throws TRUST_KEY for a weak key, VERIFY_SIGNATURE if anything was changed
   */
  verify(key: KeyInput): VerifiedSignature;
}

/**
 * Reads the one signature of a document and judges shape and algorithms; the first half of {@link verify}, for
 * callers that decide about the certificate in between. The document must stay undisposed until `verify` was called.
 *
 * @throws SHAPE_PROFILE, SHAPE_DUPLICATE_ID, SHAPE_ALGORITHM, TRUST_MISSING, TRUST_KEY
 */
export const readSignature = (document: XmlDoc, expectation: SignatureExpectation): PendingSignature => {
  const { policy, expectedReferences, at = new Date() } = expectation;
  const { root } = document;
  const index = indexOf(root);
  const [signature, second] = index.signatures;
  if (!signature) throw fault('SHAPE_PROFILE', { detail: 'Die Signatur fehlt.', path: root.path });
  if (second) {
    throw fault('SHAPE_PROFILE', { detail: 'Es gibt mehr als eine Signatur.', line: second.line, path: second.path });
  }
  const parts = readParts(signature);
  checkAlgorithms(parts, policy, at);
  const references = resolve(parts, root, index);
  if (policy.strict) checkStrictShape(parts, references, root);
  if (expectedReferences) checkExpected(parts, references, expectedReferences);
  const [certificate, ...chain] = parts.certificates.map(readEmbedded);
  return {
    certificate,
    chain,
    algorithm: parts.method,
    verify: (input) => {
      const key = toPublicKey(input);
      checkKey(policy, key);
      const isItsKey = certificate === undefined || certificate.publicKey === key || certificate.publicKey.equals(key);
      if (policy.strict && !isItsKey) {
        throw fault('VERIFY_SIGNATURE', { detail: 'Das Zertifikat der Signatur gehört nicht zum Schlüssel.' });
      }
      const signed = references.map((reference) => checkDigest(document, parts, reference));
      checkValue(parts, key);
      return { certificate, chain, references: signed, algorithm: parts.method };
    },
  };
};

const checkDigest = (document: XmlDoc, parts: SignatureParts, reference: ResolvedReference): SignedBytes => {
  const { id, target, enveloped, c14n, digestMethod, digestValue } = reference;
  const whole = id === '' ? document : target;
  // what `#id` and the empty URI name never contains comments, whatever the canonicalization could write (4.4.3.3)
  const form = withoutComments(c14n);
  const bytes = canonicalOrRefused(() => canonicalBytes(whole, form, enveloped ? parts.element : undefined));
  const hash = digests.get(digestMethod);
  if (!hash || !createHash(hash.name).update(bytes).digest().equals(digestValue)) {
    throw fault('VERIFY_SIGNATURE', { detail: 'Ein signiertes Element wurde verändert.' });
  }
  return { id, bytes };
};

/** A document without canonical form is a bad document here, not a fault of ours. */
const canonicalOrRefused = (work: () => Buffer): Buffer => {
  try {
    return work();
  } catch (cause) {
    throw fault('VERIFY_SIGNATURE', { detail: 'Ein Element hat keine kanonische Form.', cause });
  }
};

/** Length in bytes that a signature value must have for this key; `undefined` if key and algorithm do not fit. */
const valueLength = (algorithm: SignatureAlgorithm, key: KeyObject): number | undefined => {
  if (algorithm.family === 'ecdsa') {
    const curve = curveOfKey(key);
    return curve && 2 * curve.bytes;
  }
  const type = key.asymmetricKeyType;
  if (type !== 'rsa' && !(type === 'rsa-pss' && algorithm.family === 'pss')) return undefined;
  return Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
};

const checkValue = (parts: SignatureParts, key: KeyObject): void => {
  const algorithm = signatures.get(parts.method);
  if (!algorithm || parts.value.length !== valueLength(algorithm, key)) throw fault('VERIFY_SIGNATURE');
  const signedInfo = canonicalOrRefused(() => canonicalBytes(parts.signedInfo, parts.c14n));
  let valid = false;
  try {
    valid = holds(algorithm, key, signedInfo, parts.value);
  } catch (cause) {
    throw fault('VERIFY_SIGNATURE', { cause });
  }
  if (!valid) throw fault('VERIFY_SIGNATURE');
};

const limitsOf = (policy: Policy): XmlLimits => (policy.strict ? contentLimits : openLimits);

/** What decides about the signer's certificate; a {@link TrustStore} does. */
export interface SignerTrust {
  check(
    certificate: CertificateInfo,
    chain: readonly CertificateInfo[],
    options: { readonly purpose: 'signature'; readonly at: Date },
  ): Promise<unknown>;
}

/** How to verify with a key that is known already. */
export interface VerifyWithKey extends SignatureExpectation {
  readonly key: KeyInput;
  readonly trust?: never;
  /** bounds of the document; left out, those of a content, with comments and instructions if the policy is not strict */
  readonly limits?: XmlLimits;
}

/** How to verify with the certificate in the signature, once it is trusted on the day `at`. */
export interface VerifyWithTrust extends SignatureExpectation {
  readonly trust: SignerTrust;
  readonly key?: never;
  readonly limits?: XmlLimits;
}

/** How to verify published vectors with the certificate they carry; refused by a strict policy. */
export interface VerifyEmbedded extends SignatureExpectation {
  readonly key?: never;
  readonly trust?: never;
  readonly limits?: XmlLimits;
}

/**
 * Verifies the one signature of a document: bytes, structure, algorithms, digests, signature value, in this order.
 * With `key` the answer is there at once; with `trust` the certificate is checked before and a promise returned.
 * With neither, only a policy for test vectors computes with the embedded certificate, whosoever's it is.
 *
 * @param xml received bytes; the sender controls all of them
 * @throws READ_*, LIMIT_SIZE, SHAPE_PROFILE, SHAPE_DUPLICATE_ID, SHAPE_ALGORITHM, TRUST_*, VERIFY_SIGNATURE
 */
export function verify(xml: string | Uint8Array, options: VerifyWithKey | VerifyEmbedded): VerifiedSignature;
export function verify(xml: string | Uint8Array, options: VerifyWithTrust): Promise<VerifiedSignature>;
export function verify(
  xml: string | Uint8Array,
  options: VerifyWithKey | VerifyWithTrust | VerifyEmbedded,
): VerifiedSignature | Promise<VerifiedSignature> {
  const bytes = typeof xml === 'string' ? Buffer.from(xml) : xml;
  if (options.trust) return verifyTrusted(bytes, options);
  using document = parse(bytes, options.limits ?? limitsOf(options.policy));
  const pending = readSignature(document, options);
  const key = options.key ?? (options.policy.strict ? undefined : pending.certificate?.publicKey);
  if (key === undefined) throw fault('TRUST_MISSING');
  return pending.verify(key);
}

const verifyTrusted = async (bytes: Uint8Array, options: VerifyWithTrust): Promise<VerifiedSignature> => {
  using document = parse(bytes, options.limits ?? limitsOf(options.policy));
  const pending = readSignature(document, options);
  const { certificate } = pending;
  if (!certificate) throw fault('TRUST_MISSING');
  await options.trust.check(certificate, pending.chain, { purpose: 'signature', at: options.at ?? new Date() });
  return pending.verify(certificate.publicKey);
};
