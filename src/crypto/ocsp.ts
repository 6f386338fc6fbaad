import { createHash, timingSafeEqual } from 'node:crypto';
import { type BaseBlock, Constructed, GeneralizedTime, OctetString, Primitive } from 'asn1js';
import {
  AlgorithmIdentifier,
  BasicOCSPResponse,
  CertID,
  Extension,
  OCSPRequest,
  OCSPResponse,
  RelativeDistinguishedNames,
  Request,
  type SingleResponse,
  TBSRequest,
} from 'pkijs';
import { fault } from '../platform/errors.ts';
import { sha256Hex } from '../platform/ids.ts';
import { type ParsedCertificate, parseWithTree, serialToHex } from './certificate.ts';
import { unknownCritical } from './certificate-extensions.ts';
import { keyFault } from './certificate-key.ts';
import { verifySigned } from './x509-signature.ts';

/** An OCSP response as read; nothing of it counts before {@link judgeOcsp}. */
export interface OcspResponse {
  readonly der: Buffer;
  readonly fingerprintSha256: string;
  /** parse tree; stays inside `crypto/` */
  readonly asn: BasicOCSPResponse;
}

/** A response about one certificate is far smaller. */
export const OCSP_MAXIMUM_BYTES = 65_536;

const HASHES = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' } as const;
const BASIC = '1.3.6.1.5.5.7.48.1.1';
const NONCE = '1.3.6.1.5.5.7.48.1.2';
const NO_CHECK = '1.3.6.1.5.5.7.48.1.5';
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
/** How far a responder's clock may be ahead of ours. */
const SKEW_MS = 300_000;
/** How long an answer holds that names no nextUpdate. */
const WITHOUT_END_MS = 600_000;
/** Certificates of a response beyond these are not looked at. */
const CERTIFICATES = 4;

const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

const certIdHashes = (issuer: ParsedCertificate, hash: 'sha1' | 'sha256') => ({
  name: createHash(hash)
    .update(Buffer.from(issuer.asn.subject.toSchema().toBER(false)))
    .digest(),
  key: createHash(hash).update(issuer.asn.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView).digest(),
});

const nonceValue = (nonce: Uint8Array): Buffer => Buffer.from(new OctetString({ valueHex: exact(nonce) }).toBER());

/** A request for the status of one certificate (RFC 6960 section 4.1), unsigned. */
export const makeOcspRequest = (
  certificate: ParsedCertificate,
  issuer: ParsedCertificate,
  { hash, nonce }: { readonly hash: 'sha1' | 'sha256'; readonly nonce?: Uint8Array },
): Buffer => {
  const { name, key } = certIdHashes(issuer, hash);
  const reqCert = new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithmId: HASHES[hash] }),
    issuerNameHash: new OctetString({ valueHex: exact(name) }),
    issuerKeyHash: new OctetString({ valueHex: exact(key) }),
    serialNumber: certificate.asn.serialNumber,
  });
  const extension = nonce && new Extension({ extnID: NONCE, critical: false, extnValue: exact(nonceValue(nonce)) });
  const tbsRequest = new TBSRequest({
    requestList: [new Request({ reqCert })],
    ...(extension ? { requestExtensions: [extension] } : {}),
  });
  return Buffer.from(new OCSPRequest({ tbsRequest }).toSchema(true).toBER());
};

/**
 * Reads an OCSP response.
 *
 * @throws PKI where it is none, or the responder refused to answer
 */
export const parseOcspResponse = (input: Uint8Array): OcspResponse => {
  try {
    if (input.length > OCSP_MAXIMUM_BYTES) throw new RangeError('size');
    const outer = OCSPResponse.fromBER(exact(input));
    const status = outer.responseStatus.valueBlock.valueDec;
    if (status !== 0 || outer.responseBytes?.responseType !== BASIC) throw new RangeError(`status ${status}`);
    const asn = BasicOCSPResponse.fromBER(exact(outer.responseBytes.response.valueBlock.valueHexView));
    return { der: Buffer.from(input), fingerprintSha256: sha256Hex(input), asn };
  } catch (cause) {
    throw fault('PKI', { detail: 'Die OCSP-Antwort ist nicht lesbar oder eine Absage.', cause });
  }
};

/** What a response says of one certificate. */
export type OcspAnswer =
  | { readonly status: 'good'; readonly thisUpdate: Date; readonly nextUpdate?: Date; readonly holdsUntil: Date }
  | { readonly status: 'revoked'; readonly since: Date }
  /** the responder itself, by its signature, does not know the certificate */
  | { readonly status: 'unknown' }
  /** no answer to this question, or none that counts */
  | { readonly status: 'invalid'; readonly why: string };

/** The question that a response must answer. */
export interface OcspQuestion {
  readonly certificate: ParsedCertificate;
  readonly issuer: ParsedCertificate;
  readonly at: Date;
  /** set where one was sent; the response must carry the same */
  readonly nonce?: Uint8Array;
  /** whether the issuer's CRLs clear a responder's certificate that does not carry id-pkix-ocsp-nocheck */
  readonly cleared: (responder: ParsedCertificate) => boolean;
}

const invalid = (why: string): OcspAnswer => ({ status: 'invalid', why });

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

/** Whether a single response is about this certificate of this issuer (certID, RFC 6960 section 4.1.1). */
const isAbout = ({ certID }: SingleResponse, { certificate, issuer }: OcspQuestion): boolean => {
  const hash = (['sha256', 'sha1'] as const).find((name) => HASHES[name] === certID.hashAlgorithm.algorithmId);
  if (hash === undefined || serialToHex(certID.serialNumber) !== certificate.serial) return false;
  const { name, key } = certIdHashes(issuer, hash);
  return (
    sameBytes(certID.issuerNameHash.valueBlock.valueHexView, name) &&
    sameBytes(certID.issuerKeyHash.valueBlock.valueHexView, key)
  );
};

/** Whether the response is about this certificate at all; says nothing about whether it counts. */
export const concerns = (response: OcspResponse, question: Pick<OcspQuestion, 'certificate' | 'issuer'>): boolean =>
  response.asn.tbsResponseData.responses.some((single) => isAbout(single, question as OcspQuestion));

const isNamed = (responder: ParsedCertificate, id: unknown): boolean => {
  if (id instanceof RelativeDistinguishedNames) return id.isEqual(responder.asn.subject);
  if (!(id instanceof OctetString)) return false;
  const bits = responder.asn.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
  return sameBytes(id.valueBlock.valueHexView, createHash('sha1').update(bits).digest());
};

/** Why a certificate of the response may not answer for the issuer (RFC 6960 section 4.2.2.2), or nothing. */
const delegateFault = (responder: ParsedCertificate, { issuer, at, cleared }: OcspQuestion): string | undefined => {
  const issued =
    responder.asn.issuer.isEqual(issuer.asn.subject) &&
    verifySigned(
      responder.asn.tbsView,
      responder.asn.signatureValue.valueBlock.valueHexView,
      responder.asn.signatureAlgorithm,
      issuer.publicKey,
    );
  if (!issued) return 'Unterzeichner nicht von der Zertifizierungsstelle beauftragt';
  if (responder.extKeyUsage?.has(OCSP_SIGNING) !== true || responder.isCa)
    return 'Unterzeichner ohne Recht zu OCSP-Auskünften';
  if (responder.keyUsage?.has('digitalSignature') === false) return 'Unterzeichner ohne KeyUsage digitalSignature';
  if (responder.notBefore > at || responder.notAfter < at) return 'Zertifikat des Unterzeichners nicht gültig';
  if (keyFault(responder.publicKey) !== undefined || unknownCritical(responder) !== undefined)
    return 'Zertifikat des Unterzeichners nicht zugelassen';
  const noCheck = responder.asn.extensions?.some(({ extnID }) => extnID === NO_CHECK) === true;
  return noCheck || cleared(responder) ? undefined : 'Sperrstatus des Unterzeichners unbekannt';
};

/** Who signed: the issuer itself or somebody whom it authorised. */
const findSigner = ({ asn }: OcspResponse, question: OcspQuestion): ParsedCertificate | string => {
  const { responderID } = asn.tbsResponseData;
  const signs = ({ publicKey }: ParsedCertificate): boolean =>
    verifySigned(asn.tbsResponseData.tbsView, asn.signature.valueBlock.valueHexView, asn.signatureAlgorithm, publicKey);
  if (isNamed(question.issuer, responderID) && signs(question.issuer)) return question.issuer;
  let why = 'Unterzeichner unbekannt';
  for (const item of asn.certs?.slice(0, CERTIFICATES) ?? []) {
    const responder = parseWithTree(Buffer.from(item.toSchema().toBER(false)));
    if (!isNamed(responder, responderID)) continue;
    const reason = delegateFault(responder, question);
    if (reason === undefined && signs(responder)) return responder;
    why = reason ?? 'Signatur falsch';
  }
  return why;
};

const revokedSince = (status: BaseBlock): Date => {
  const first = status instanceof Constructed ? status.valueBlock.value[0] : undefined;
  return first instanceof GeneralizedTime ? first.toDate() : new Date(0);
};

/**
 * Judges a response (RFC 6960 section 3.2): about this certificate, signed by the issuer or a responder that the issuer
 * authorised, with our nonce where we sent one, and in date. A revocation counts even where the answer is out of date.
 */
export const judgeOcsp = (response: OcspResponse, question: OcspQuestion): OcspAnswer => {
  const { tbsResponseData } = response.asn;
  const about = tbsResponseData.responses.filter((single) => isAbout(single, question));
  if (about.length === 0) return invalid('Auskunft über ein anderes Zertifikat');
  const extensions = tbsResponseData.responseExtensions ?? [];
  if ([...extensions, ...about.flatMap((single) => single.singleExtensions ?? [])].some(({ critical }) => critical))
    return invalid('kritische Erweiterung');
  let signer: ParsedCertificate | string;
  try {
    signer = findSigner(response, question);
  } catch {
    return invalid('Zertifikat des Unterzeichners nicht lesbar');
  }
  if (typeof signer === 'string') return invalid(signer);
  if (question.nonce !== undefined) {
    const nonce = extensions.find(({ extnID }) => extnID === NONCE)?.extnValue.valueBlock.valueHexView;
    if (nonce === undefined || !sameBytes(nonce, nonceValue(question.nonce))) return invalid('Nonce fehlt oder falsch');
  }
  return judgeSingle(about, question.at, signer);
};

const judgeSingle = (about: readonly SingleResponse[], at: Date, signer: ParsedCertificate): OcspAnswer => {
  const tag = ({ certStatus }: SingleResponse): number =>
    certStatus instanceof Constructed || certStatus instanceof Primitive ? certStatus.idBlock.tagNumber : -1;
  const revoked = about.find((single) => tag(single) === 1);
  if (revoked) return { status: 'revoked', since: revokedSince(revoked.certStatus) };
  const [single] = about;
  if (single === undefined || about.length > 1) return invalid('mehrere Auskünfte');
  const { thisUpdate, nextUpdate } = single;
  if (thisUpdate.getTime() > at.getTime() + SKEW_MS) return invalid('Auskunft noch nicht gültig');
  const end = nextUpdate ?? new Date(thisUpdate.getTime() + WITHOUT_END_MS);
  if (end < at) return invalid('Auskunft abgelaufen');
  if (tag(single) === 2) return { status: 'unknown' };
  if (tag(single) !== 0) return invalid('Auskunft ohne Status');
  const holdsUntil = new Date(Math.min(end.getTime(), signer.notAfter.getTime()));
  return { status: 'good', thisUpdate, ...(nextUpdate ? { nextUpdate } : {}), holdsUntil };
};
