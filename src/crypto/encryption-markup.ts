import type { Curve } from './algorithms.ts';
import { NS } from './algorithms.ts';
import { toBase64 } from './base64.ts';
import type { AgreementWay, HybridWay } from './suite.ts';

/** An element that names an algorithm. Every URI written here is a constant of ours. */
export const method = (element: string, uri: string): string => `<${element} Algorithm="${uri}"></${element}>`;

/** `xenc:CipherData` with the bytes inside. */
export const cipherData = (bytes: Uint8Array): string =>
  `<xenc:CipherData><xenc:CipherValue>${toBase64(bytes)}</xenc:CipherValue></xenc:CipherData>`;

/** What an agreement shows of itself in a document. */
export interface AgreementMarkup {
  readonly way: AgreementWay | HybridWay;
  /** attributes of `xenc11:ConcatKDFParams`, each with a space before it */
  readonly parameters: string;
  /** further elements of a hybrid agreement, behind the derivation */
  readonly further?: string;
  readonly curve: Curve;
  /** ephemeral public point */
  readonly point: Uint8Array;
  /** which of its keys the reader needs, as content of a KeyInfo */
  readonly hint: string;
  readonly wrapped: Uint8Array;
}

/** The inside of an EncryptedKey whose wrapping key was agreed (XML Encryption 1.1, 5.6). */
export const agreementMarkup = (agreement: AgreementMarkup): string => {
  const { way, curve, hint } = agreement;
  return (
    `${method('xenc:EncryptionMethod', way.wrap)}<ds:KeyInfo><xenc:AgreementMethod Algorithm="${way.agreement}">` +
    `<xenc11:KeyDerivationMethod xmlns:xenc11="${NS.xenc11}" Algorithm="${way.kdf}">` +
    `<xenc11:ConcatKDFParams${agreement.parameters}>${method('ds:DigestMethod', way.digest)}</xenc11:ConcatKDFParams>` +
    `</xenc11:KeyDerivationMethod>${agreement.further ?? ''}` +
    `<xenc:OriginatorKeyInfo><ds:KeyValue><dsig11:ECKeyValue xmlns:dsig11="${NS.dsig11}">` +
    `<dsig11:NamedCurve URI="urn:oid:${curve.oid}"></dsig11:NamedCurve>` +
    `<dsig11:PublicKey>${toBase64(agreement.point)}</dsig11:PublicKey></dsig11:ECKeyValue></ds:KeyValue>` +
    `</xenc:OriginatorKeyInfo><xenc:RecipientKeyInfo>${hint}</xenc:RecipientKeyInfo></xenc:AgreementMethod>` +
    `</ds:KeyInfo>${cipherData(agreement.wrapped)}`
  );
};
