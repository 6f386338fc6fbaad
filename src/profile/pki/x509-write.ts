import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  BitString,
  fromBER,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  PrintableString,
  Sequence,
  Set as SetOf,
  Utf8String,
} from 'asn1js';
import {
  AlgorithmIdentifier,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CertificateRevocationList,
  Extension,
  Extensions,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  RevokedCertificate,
  Time,
} from 'pkijs';
import { KEY_USAGES, type KeyUsage } from '../../crypto/index.ts';

/** One part of a distinguished name: OID and value. C is written as PrintableString, all else as UTF8String. */
export type NamePart = readonly [oid: string, value: string];

/** Who signs: its name and private key, and the identifier of that key. */
export interface Issuer {
  readonly name: RelativeDistinguishedNames;
  readonly key: KeyObject;
  /** public key that belongs to `key` */
  readonly publicKey: KeyObject;
}

/** Everything that is to stand in a certificate. */
export interface CertificateRequest {
  readonly subject: readonly NamePart[];
  readonly publicKey: KeyObject;
  /** left out: self-signed with `selfKey` */
  readonly issuer: Issuer | { readonly selfKey: KeyObject };
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyUsage: readonly KeyUsage[];
  /** OIDs */
  readonly extKeyUsage?: readonly string[];
  /** makes it a certification authority */
  readonly ca?: { readonly pathLength?: number };
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  /** extensions beside those that follow from the rest, e.g. name constraints */
  readonly extensions?: readonly Extension[];
  /** 16 random bytes if left out */
  readonly serial?: Uint8Array;
}

/** Everything that is to stand in a CRL. */
export interface CrlRequest {
  readonly issuer: Issuer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly number: number;
  /** serial numbers as hex */
  readonly revoked: ReadonlyMap<string, Date>;
}

const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** A name of one RDN per part. Encoded by hand: pkijs would put all parts into a single, multi-valued RDN. */
export const makeName = (parts: readonly NamePart[]): RelativeDistinguishedNames => {
  const sequence = new Sequence({
    value: parts.map(([type, value]) => {
      const text = type === '2.5.4.6' ? new PrintableString({ value }) : new Utf8String({ value });
      return new SetOf({ value: [new Sequence({ value: [new ObjectIdentifier({ value: type }), text] })] });
    }),
  });
  return new RelativeDistinguishedNames({ schema: fromBER(sequence.toBER()).result });
};

const keyInfo = (key: KeyObject): PublicKeyInfo =>
  PublicKeyInfo.fromBER(exact(key.export({ type: 'spki', format: 'der' })));

/** SHA-1 over the public key as RFC 5280 section 4.2.1.2 (1) says: a name for the key, not a protection. */
const keyIdentifier = (key: KeyObject): ArrayBuffer =>
  exact(createHash('sha1').update(keyInfo(key).subjectPublicKey.valueBlock.valueHexView).digest());

/** ECDSA with the hash of the curve's size, or RSA PKCS#1 v1.5 with SHA-256, which every reader knows. */
const schemeOf = (key: KeyObject): { readonly hash: string; readonly oid: string; readonly rsa: boolean } => {
  if (key.asymmetricKeyType === 'rsa') return { hash: 'sha256', oid: '1.2.840.113549.1.1.11', rsa: true };
  return (key.asymmetricKeyDetails?.namedCurve ?? '').includes('384')
    ? { hash: 'sha384', oid: '1.2.840.10045.4.3.3', rsa: false }
    : { hash: 'sha256', oid: '1.2.840.10045.4.3.2', rsa: false };
};

const algorithmOf = (key: KeyObject): AlgorithmIdentifier => {
  const { oid, rsa } = schemeOf(key);
  return new AlgorithmIdentifier({ algorithmId: oid, ...(rsa ? { algorithmParams: new Null() } : {}) });
};

const signTbs = (tbs: Uint8Array, key: KeyObject): BitString =>
  new BitString({ valueHex: exact(sign(schemeOf(key).hash, tbs, { key, dsaEncoding: 'der' })) });

const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): Extension =>
  new Extension({ extnID, critical, extnValue: value.toBER() });

/** BIT STRING of named bits in DER: no trailing zero bits (X.690 section 11.2.2). */
const usageBits = (usages: readonly KeyUsage[]): BitString => {
  const bits = usages.map((usage) => KEY_USAGES.indexOf(usage));
  const highest = Math.max(...bits);
  const octets = new Uint8Array((highest >> 3) + 1);
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return new BitString({ valueHex: octets.buffer, unusedBits: 7 - (highest & 7) });
};

const altNames = (dns: readonly string[], ips: readonly string[]): GeneralNames =>
  new GeneralNames({
    names: [
      ...dns.map((value) => new GeneralName({ type: 2, value })),
      ...ips.map(
        (ip) =>
          new GeneralName({
            type: 7,
            value: new OctetString({ valueHex: Uint8Array.from(ip.split('.').map(Number)).buffer }),
          }),
      ),
    ],
  });

const authorityKey = (key: KeyObject): Extension =>
  extension(
    '2.5.29.35',
    false,
    new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: keyIdentifier(key) }) }).toSchema(),
  );

const certificateExtensions = (request: CertificateRequest, issuerKey: KeyObject): Extension[] => {
  const { ca, keyUsage, extKeyUsage = [], dnsNames = [], ipAddresses = [] } = request;
  const basic = new BasicConstraints({
    cA: ca !== undefined,
    ...(ca?.pathLength === undefined ? {} : { pathLenConstraint: ca.pathLength }),
  });
  return [
    extension('2.5.29.19', true, basic.toSchema()),
    ...(keyUsage.length > 0 ? [extension('2.5.29.15', true, usageBits(keyUsage))] : []),
    ...(extKeyUsage.length > 0
      ? [extension('2.5.29.37', false, new ExtKeyUsage({ keyPurposes: [...extKeyUsage] }).toSchema())]
      : []),
    extension('2.5.29.14', false, new OctetString({ valueHex: keyIdentifier(request.publicKey) })),
    authorityKey(issuerKey),
    ...(dnsNames.length + ipAddresses.length > 0
      ? [extension('2.5.29.17', false, altNames(dnsNames, ipAddresses).toSchema())]
      : []),
    ...(request.extensions ?? []),
  ];
};

/** Positive and without leading zeros, as DER wants it. */
const positive = (bytes: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[0] = ((copy[0] ?? 0) & 0x7f) | 0x40;
  return copy;
};

/** Makes and signs an X.509 certificate (RFC 5280). Returns its DER form. */
export const writeCertificate = (request: CertificateRequest): Buffer => {
  const subject = makeName(request.subject);
  const issuer: Issuer =
    'selfKey' in request.issuer
      ? { name: subject, key: request.issuer.selfKey, publicKey: request.publicKey }
      : request.issuer;
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: exact(request.serial ?? positive(randomBytes(16))) }),
    signature: algorithmOf(issuer.key),
    signatureAlgorithm: algorithmOf(issuer.key),
    issuer: issuer.name,
    subject,
    notBefore: new Time({ value: request.notBefore }),
    notAfter: new Time({ value: request.notAfter }),
    subjectPublicKeyInfo: keyInfo(request.publicKey),
    extensions: certificateExtensions(request, issuer.publicKey),
  });
  certificate.tbsView = new Uint8Array(certificate.encodeTBS().toBER());
  certificate.signatureValue = signTbs(certificate.tbsView, issuer.key);
  return Buffer.from(certificate.toSchema().toBER());
};

/** Opens the encoder of pkijs, which the class keeps to itself. */
class WritableCrl extends CertificateRevocationList {
  sealWith(key: KeyObject): Buffer {
    this.tbsView = new Uint8Array(this.encodeTBS().toBER());
    this.signatureValue = signTbs(this.tbsView, key);
    return Buffer.from((this.toSchema() as Sequence).toBER());
  }
}

/** Makes and signs a CRL (RFC 5280 section 5). Returns its DER form. */
export const writeCrl = ({ issuer, thisUpdate, nextUpdate, number, revoked }: CrlRequest): Buffer => {
  const entries = [...revoked].map(
    ([serial, date]) =>
      new RevokedCertificate({
        // the leading zero keeps a serial number with its highest bit set positive
        userCertificate: new Integer({
          valueHex: exact(Buffer.from(/^[89a-f]/.test(serial) ? `00${serial}` : serial, 'hex')),
        }),
        revocationDate: new Time({ value: date }),
      }),
  );
  const crl = new WritableCrl({
    version: 1,
    signature: algorithmOf(issuer.key),
    signatureAlgorithm: algorithmOf(issuer.key),
    issuer: issuer.name,
    thisUpdate: new Time({ value: thisUpdate }),
    nextUpdate: new Time({ value: nextUpdate }),
    crlExtensions: new Extensions({
      extensions: [authorityKey(issuer.publicKey), extension('2.5.29.20', false, new Integer({ value: number }))],
    }),
  });
  // an empty list must be absent, not empty (RFC 5280 section 5.1.2.6)
  if (entries.length > 0) crl.revokedCertificates = entries;
  return crl.sealWith(issuer.key);
};

/** The subject of an existing certificate, byte for byte, to be used as issuer name. */
export const subjectOf = (der: Uint8Array): RelativeDistinguishedNames => {
  const { result } = fromBER(exact(der));
  return new Certificate({ schema: result }).subject;
};

/** DER as PEM with the given label. */
export const toPem = (der: Uint8Array, label: 'CERTIFICATE' | 'X509 CRL'): string =>
  `-----BEGIN ${label}-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${label}-----\n`;
