import { type KeyObject, X509Certificate } from 'node:crypto';
import { BitString, type Integer, OctetString } from 'asn1js';
import { AuthorityKeyIdentifier, BasicConstraints, Certificate, ExtKeyUsage } from 'pkijs';
import { fault } from '../platform/errors.ts';
import { sha256Hex } from '../platform/ids.ts';
import { nameToText, nameValues, ORGANIZATION_IDENTIFIER } from './certificate-name.ts';

/** Bits of the KeyUsage extension in their order (RFC 5280 section 4.2.1.3). */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

/** Extended key usages (RFC 5280 section 4.2.1.12, RFC 9336) by name. */
export const EXT_KEY_USAGE = {
  any: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  documentSigning: '1.3.6.1.5.5.7.3.36',
} as const;

/** What a certificate says of itself. Nothing of it is trusted before {@link TrustStore.check} has accepted it. */
export interface CertificateInfo {
  /** RFC 4514 text, most specific part first, control characters escaped */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName?: string;
  readonly organization?: string;
  /** every OU in the certificate's order */
  readonly organizationalUnits: readonly string[];
  /** 2.5.4.97; the Organisationsschlüssel of the authority */
  readonly organizationIdentifier?: string;
  /** lower-case hex without leading zeros */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** `undefined` where the extension is missing */
  readonly keyUsage: ReadonlySet<KeyUsage> | undefined;
  /** OIDs; `undefined` where the extension is missing */
  readonly extKeyUsage: ReadonlySet<string> | undefined;
  readonly isCa: boolean;
  readonly pathLength?: number;
  /** lower-case hex of the SHA-256 over the DER form */
  readonly fingerprintSha256: string;
  readonly publicKey: KeyObject;
  readonly der: Buffer;
  readonly pem: string;
}

/** A certificate with its parse trees; stays inside `crypto/`. */
export interface ParsedCertificate extends CertificateInfo {
  readonly asn: Certificate;
  readonly x509: X509Certificate;
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
}

/** A certificate as PEM text (the first one in it), DER bytes, or already parsed. */
export type CertificateInput = string | Uint8Array | CertificateInfo;

/** No real certificate comes near; keeps hostile bytes from costing time. */
const MAXIMUM_BYTES = 65_536;

const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** The certificates of a PEM text, one PEM block each. */
export const splitPem = (pem: string): string[] => pem.match(PEM_BLOCK) ?? [];

/** An INTEGER of ASN.1 as lower-case hex without leading zeros. */
export const serialToHex = (serial: Integer): string =>
  Buffer.from(serial.valueBlock.valueHexView)
    .toString('hex')
    .replace(/^(00)+(?=..)/, '');

const bitsToUsages = (bits: BitString): Set<KeyUsage> => {
  const octets = bits.valueBlock.valueHexView;
  return new Set(KEY_USAGES.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0));
};

const hexOf = (octets: OctetString): string => Buffer.from(octets.valueBlock.valueHexView).toString('hex');

/** Reads the extensions that decide about trust; a duplicate extension is malformed (RFC 5280 section 4.2). */
const readExtensions = (asn: Certificate) => {
  const extensions = asn.extensions ?? [];
  if (new Set(extensions.map((extension) => extension.extnID)).size !== extensions.length)
    throw new RangeError('duplicate extension');
  const parsed = (oid: string) => extensions.find((extension) => extension.extnID === oid)?.parsedValue;
  const usage = parsed('2.5.29.15');
  const extended = parsed('2.5.29.37');
  const basic = parsed('2.5.29.19');
  const subjectKey = parsed('2.5.29.14');
  const authorityKey = parsed('2.5.29.35');
  const length = basic instanceof BasicConstraints ? basic.pathLenConstraint : undefined;
  return {
    keyUsage: usage instanceof BitString ? bitsToUsages(usage) : undefined,
    extKeyUsage: extended instanceof ExtKeyUsage ? new Set(extended.keyPurposes) : undefined,
    isCa: basic instanceof BasicConstraints && basic.cA === true,
    // a length that does not fit a number constrains nothing
    ...(typeof length === 'number' ? { pathLength: length } : {}),
    ...(subjectKey instanceof OctetString ? { subjectKeyId: hexOf(subjectKey) } : {}),
    ...(authorityKey instanceof AuthorityKeyIdentifier && authorityKey.keyIdentifier
      ? { authorityKeyId: hexOf(authorityKey.keyIdentifier) }
      : {}),
  };
};

const optional = <K extends string>(key: K, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, string>>;

const toX509 = (input: string | Uint8Array): X509Certificate => {
  if (input.length === 0 || input.length > 2 * MAXIMUM_BYTES) throw new RangeError('size');
  const x509 = new X509Certificate(
    typeof input === 'string' ? (input.match(PEM_BLOCK)?.[0] ?? '') : Buffer.from(input),
  );
  if (x509.raw.length > MAXIMUM_BYTES) throw new RangeError('size');
  // bytes after the certificate are not part of it, so they must not be part of its fingerprint either
  if (typeof input !== 'string' && x509.raw.length !== input.length && input[0] === 0x30)
    throw new RangeError('trailing bytes');
  return x509;
};

/** As {@link parseCertificate}, with the parse trees. For use inside `crypto/` only. */
export const parseWithTree = (input: string | Uint8Array): ParsedCertificate => {
  try {
    const x509 = toX509(input);
    const der = x509.raw;
    const asn = Certificate.fromBER(new Uint8Array(der));
    const { subject } = asn;
    let publicKey: KeyObject;
    try {
      publicKey = x509.publicKey;
    } catch (cause) {
      throw fault('TRUST_KEY', { detail: 'Der öffentliche Schlüssel ist nicht lesbar.', cause });
    }
    return {
      subject: nameToText(subject),
      issuer: nameToText(asn.issuer),
      ...optional('commonName', nameValues(subject, '2.5.4.3')[0]),
      ...optional('organization', nameValues(subject, '2.5.4.10')[0]),
      organizationalUnits: nameValues(subject, '2.5.4.11'),
      ...optional('organizationIdentifier', nameValues(subject, ORGANIZATION_IDENTIFIER)[0]),
      serial: serialToHex(asn.serialNumber),
      notBefore: asn.notBefore.value,
      notAfter: asn.notAfter.value,
      ...readExtensions(asn),
      fingerprintSha256: sha256Hex(der),
      publicKey,
      der,
      pem: x509.toString(),
      asn,
      x509,
    };
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'BlaupauseError') throw cause;
    throw fault('TRUST_MISSING', { detail: 'Das Zertifikat ist nicht lesbar.', cause });
  }
};

/**
 * Reads one X.509 certificate (RFC 5280). Reading is not trusting: see {@link TrustStore}.
 *
 * @param input PEM text (its first certificate) or DER bytes
 * @throws TRUST_MISSING where it is not a certificate, TRUST_KEY where its public key is not readable,
 *   e.g. a point that does not lie on its curve
 */
export const parseCertificate = (input: string | Uint8Array): CertificateInfo => parseWithTree(input);

/**
 * Reads all certificates of a PEM text in their order.
 *
 * @throws TRUST_MISSING where one of them is not readable
 */
export const parseCertificates = (pem: string): CertificateInfo[] => splitPem(pem).map(parseWithTree);
