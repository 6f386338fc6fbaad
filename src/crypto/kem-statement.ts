import type { KeyObject } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { el, parseTrusted, textEl } from '../xml/index.ts';
import { NS } from './algorithms.ts';
import { fromBase64, toBase64 } from './base64.ts';
import type { CertificateInput } from './certificate.ts';
import { type KeyInput, readCertificate, toPublicKey } from './keys.ts';
import { checkKemKey, policies } from './policy.ts';
import { ChildReader, textOf } from './shape.ts';
import { type Signer, sign } from './sign.ts';
import { verify } from './signature.ts';

/*
 * How a sender learns a reader's ML-KEM key, experimental: certificates carry none yet, so the reader says it in a
 * signed document. The statement lives as long as the encryption certificate that it names.
 */

/** Whose ML-KEM key it is, and beside which encryption certificate it is used. */
export interface KemOwner {
  /** Organisationsschlüssel */
  readonly owner: string;
  /** the owner's encryption certificate, whose key is the classical half */
  readonly certificate: CertificateInput;
}

const ROOT = 'kemSchluessel';
const policy = policies.experimental;

/**
 * The reader's own statement about its ML-KEM key, signed as a whole.
 *
 * @param kem public or private ML-KEM key
 * @param signer the owner's signature key with its certificate
 * @throws TRUST_KEY, PKI, SHAPE_ALGORITHM
 */
export const signKemStatement = (
  kem: KeyInput,
  { owner, certificate }: KemOwner,
  signer: Signer,
  at: Date = new Date(),
): Buffer => {
  const key = toPublicKey(kem);
  checkKemKey(policy, key);
  const xml = el(
    ROOT,
    { xmlns: NS.hybrid, Id: ROOT },
    textEl('inhaber', owner),
    textEl('zertifikat', readCertificate(certificate).fingerprintSha256),
    textEl('schluessel', toBase64(key.export({ format: 'der', type: 'spki' }))),
  );
  return sign(xml, { ...signer, enveloped: ROOT, policy, at });
};

/** What a statement is held against. */
export interface KemStatementExpectation extends KemOwner {
  /** the owner's signature certificate, whose trust the caller has decided */
  readonly signer: CertificateInput;
  readonly at?: Date;
}

/**
 * Reads a statement: signature by `signer`, then owner and encryption certificate.
 *
 * @param xml received bytes
 * @returns the ML-KEM public key for `kem` of a recipient
 * @throws READ_*, SHAPE_*, VERIFY_SIGNATURE; PKI if it speaks of another owner or certificate; TRUST_KEY
 */
export const verifyKemStatement = (xml: string | Uint8Array, expected: KemStatementExpectation): KeyObject => {
  const { publicKey } = readCertificate(expected.signer);
  const { references } = verify(xml, {
    key: publicKey,
    policy,
    expectedReferences: { enveloped: ROOT },
    ...(expected.at ? { at: expected.at } : {}),
  });
  using document = parseTrusted(references[0]?.bytes ?? Buffer.alloc(0));
  if (!document.root.is(ROOT, NS.hybrid)) throw fault('SHAPE_PROFILE', { detail: `Erwartet wird ${ROOT}.` });
  const reader = new ChildReader(document.root);
  const owner = textOf(reader.required('inhaber', NS.hybrid));
  const certificate = textOf(reader.required('zertifikat', NS.hybrid));
  const spki = fromBase64(textOf(reader.required('schluessel', NS.hybrid)));
  reader.end();
  if (owner !== expected.owner || certificate !== readCertificate(expected.certificate).fingerprintSha256) {
    throw fault('PKI', { detail: 'Die Erklärung gilt für einen anderen Leser oder ein anderes Zertifikat.' });
  }
  const key = toPublicKey(spki ?? Buffer.alloc(0));
  checkKemKey(policy, key);
  return key;
};
