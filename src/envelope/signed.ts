import {
  type CertificateInfo,
  type KeyPair,
  type Policy,
  policies,
  readSignature,
  signAsync,
  type TrustDecision,
  type TrustOptions,
} from '../crypto/index.ts';
import { fault } from '../platform/errors.ts';
import { release } from '../platform/memory.ts';
import { el, envelopeLimits, type Markup, parse, parseTrusted, type XmlElement, type XmlLimits } from '../xml/index.ts';
import { TRANSPORT_NS } from './namespaces.ts';
import { refuseSchemaHints } from './outside.ts';
import { checkTransportSchema } from './schema.ts';

/** Who signs: a key with its certificate and the intermediates above it. */
export type Signer = Pick<KeyPair, 'key' | 'certificate' | 'chain'>;

/** Who decides about a signer's certificate: a `TrustStore`, or somebody who asks one. */
export interface Trust {
  /** @throws TRUST_* */
  check(certificate: CertificateInfo, chain: readonly CertificateInfo[], options: TrustOptions): Promise<TrustDecision>;
}

/** What a signature is held against. */
export interface Verification {
  readonly trust: Trust;
  /** instant of the decision */
  readonly at: Date;
  /** `policies.gateway` if left out */
  readonly policy?: Policy;
}

/**
 * Writes a transport document whose root is signed as a whole (enveloped signature over its own Id).
 *
 * @param name root element, also its Id: `quittung`, `rueckweisung`, `abholung`, `inhaltsdaten`
 */
export function signDocument(name: string, parts: readonly (Markup | undefined)[], signer: Signer): Promise<Buffer> {
  return signAsync(el(name, { xmlns: TRANSPORT_NS, Id: name }, ...parts), {
    key: signer.key,
    certificate: signer.certificate,
    chain: signer.chain,
    enveloped: name,
  });
}

/** A signed document that was verified, read from the bytes that were hashed. */
export interface Opened<T> {
  readonly value: T;
  readonly certificate: CertificateInfo;
  readonly trust: TrustDecision;
}

/**
 * Reads a signed transport document: limits, schema, shape of the signature, trust in the certificate, signature;
 * then `read` sees the tree of exactly the bytes that were hashed; beside them there may be the signature itself.
 *
 * @throws READ_*, SHAPE_*, TRUST_*, VERIFY_SIGNATURE
 */
export async function openSigned<T>(
  bytes: Uint8Array,
  name: string,
  { trust, at, policy = policies.gateway }: Verification,
  read: (root: XmlElement) => T,
  limits: XmlLimits = envelopeLimits,
): Promise<Opened<T>> {
  using document = parse(bytes, limits);
  refuseSchemaHints(document, bytes);
  if (!document.root.is(name, TRANSPORT_NS)) {
    throw fault('SHAPE_PROFILE', { detail: `Erwartet wird das Wurzelelement ${name}.`, path: document.root.path });
  }
  checkTransportSchema(document);
  const pending = readSignature(document, { policy, at, expectedReferences: { enveloped: name } });
  if (pending.certificate === undefined) throw fault('TRUST_MISSING');
  const decision = await trust.check(pending.certificate, pending.chain, { purpose: 'signature', at });
  const { references } = pending.verify(pending.certificate.publicKey);
  const signed = references[0]?.bytes ?? Buffer.alloc(0);
  const seen = { certificate: pending.certificate, trust: decision };
  if (isSignedAsItStands(bytes, signed)) {
    if (signed.buffer !== bytes.buffer) release(signed);
    return { value: read(document.root), ...seen };
  }
  using clean = parseTrusted(signed);
  return { value: read(clean.root), ...seen };
}

const SIGNATURE = Buffer.from('<ds:Signature ');
const SIGNATURE_END = Buffer.from('</ds:Signature>');

/**
 * Whether a document is, byte for byte, what was hashed and nothing but the one signature before the end tag of the
 * root. Then its tree is the tree of exactly these bytes, and to read them again would give the same once more.
 *
 * @param bytes of a document with one signature, which is a child of the root
 * @param signed its canonical form without the signature, under that signature
 */
function isSignedAsItStands(bytes: Uint8Array, signed: Buffer): boolean {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cut = signed.lastIndexOf('</');
  const tail = cut + whole.length - signed.length;
  return (
    cut !== -1 &&
    tail >= cut + SIGNATURE.length + SIGNATURE_END.length &&
    whole.subarray(0, cut).equals(signed.subarray(0, cut)) &&
    whole.subarray(cut, cut + SIGNATURE.length).equals(SIGNATURE) &&
    whole.subarray(tail - SIGNATURE_END.length, tail).equals(SIGNATURE_END) &&
    whole.subarray(tail).equals(signed.subarray(cut))
  );
}
