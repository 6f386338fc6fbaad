import { CertificateRevocationList } from 'pkijs';
import { fault } from '../platform/errors.ts';
import { sha256Hex } from '../platform/ids.ts';
import { type ParsedCertificate, serialToHex } from './certificate.ts';
import { nameToText } from './certificate-name.ts';
import { verifySigned } from './x509-signature.ts';

/** A certificate revocation list (RFC 5280 section 5). Its signature is checked with the issuer of each path. */
export interface Crl {
  readonly issuer: string;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  /** cRLNumber as lower-case hex */
  readonly number?: string;
  /** serial numbers as lower-case hex → date of revocation */
  readonly revoked: ReadonlyMap<string, Date>;
  /** whether it is complete for its issuer; partial, delta and indirect lists are not enough to clear a certificate */
  readonly complete: boolean;
  readonly fingerprintSha256: string;
  readonly der: Buffer;
  readonly pem: string;
  /** parse tree; stays inside `crypto/` */
  readonly asn: CertificateRevocationList;
}

const MAXIMUM_BYTES = 50_000_000;
const PEM_BLOCK = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/;

const toDer = (input: string | Uint8Array): Buffer => {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'utf8') : Buffer.from(input);
  if (bytes[0] === 0x30) return bytes;
  const block = PEM_BLOCK.exec(bytes.toString('latin1'))?.[1];
  if (block === undefined) throw new RangeError('neither DER nor PEM');
  return Buffer.from(block, 'base64');
};

const toPem = (der: Buffer): string =>
  `-----BEGIN X509 CRL-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END X509 CRL-----\n`;

/**
 * Reads a CRL from PEM or DER.
 *
 * @throws PKI where it is not readable
 */
export const parseCrl = (input: string | Uint8Array): Crl => {
  try {
    if (input.length > MAXIMUM_BYTES) throw new RangeError('size');
    const der = toDer(input);
    const asn = CertificateRevocationList.fromBER(new Uint8Array(der));
    const extensions = asn.crlExtensions?.extensions ?? [];
    const entries = asn.revokedCertificates ?? [];
    const number = extensions.find((extension) => extension.extnID === '2.5.29.20')?.parsedValue;
    return {
      issuer: nameToText(asn.issuer),
      thisUpdate: asn.thisUpdate.value,
      ...(asn.nextUpdate ? { nextUpdate: asn.nextUpdate.value } : {}),
      ...(number ? { number: serialToHex(number as Parameters<typeof serialToHex>[0]) } : {}),
      revoked: new Map(entries.map((entry) => [serialToHex(entry.userCertificate), entry.revocationDate.value])),
      // every restriction of scope is a critical extension: delta indicator, issuing distribution point, certificate issuer
      complete:
        !extensions.some((extension) => extension.critical) &&
        !entries.some((entry) => entry.crlEntryExtensions?.extensions.some((extension) => extension.critical)),
      fingerprintSha256: sha256Hex(der),
      der,
      pem: toPem(der),
      asn,
    };
  } catch (cause) {
    throw fault('PKI', { detail: 'Die Sperrliste ist nicht lesbar.', cause });
  }
};

/** Whether the CRL names this issuer and carries its signature; the issuer needs the KeyUsage cRLSign. */
export const crlSignedBy = (crl: Crl, issuer: ParsedCertificate): boolean =>
  crl.asn.issuer.isEqual(issuer.asn.subject) &&
  issuer.keyUsage?.has('cRLSign') === true &&
  verifySigned(
    crl.asn.tbsView,
    crl.asn.signatureValue.valueBlock.valueHexView,
    crl.asn.signatureAlgorithm,
    issuer.publicKey,
  );

/** What the CRLs at hand say of one certificate at one instant. */
export type RevocationAnswer =
  | { readonly status: 'good'; readonly crl: Crl; readonly holdsUntil: Date }
  | { readonly status: 'revoked'; readonly since: Date }
  /** absent: no list, or none in date; a list that is wrong in itself is not absent */
  | { readonly status: 'unknown'; readonly why: string; readonly absent: boolean };

const unknown = (why: string, absent: boolean): RevocationAnswer => ({ status: 'unknown', why, absent });

/**
 * Asks the CRLs for one certificate. A stale list still proves a revocation, but only a complete list of the
 * issuer that is in date clears a certificate.
 *
 * @param signed tells whether a CRL is signed by the issuer; injected so that the result can be remembered
 */
export const askCrls = (
  certificate: ParsedCertificate,
  issuer: ParsedCertificate,
  crls: readonly Crl[],
  at: Date,
  signed: (crl: Crl, issuer: ParsedCertificate) => boolean = crlSignedBy,
): RevocationAnswer => {
  const candidates = crls.filter((crl) => crl.asn.issuer.isEqual(issuer.asn.subject));
  if (candidates.length === 0) return unknown('keine Sperrliste vorhanden', true);
  const own = candidates.filter((crl) => signed(crl, issuer));
  if (own.length === 0) return unknown('Sperrliste ohne gültige Signatur der Zertifizierungsstelle', false);
  for (const crl of own) {
    const since = crl.revoked.get(certificate.serial);
    if (since) return { status: 'revoked', since };
  }
  const complete = own.filter((crl) => crl.complete);
  if (complete.length === 0) return unknown('Sperrliste nicht vollständig', false);
  const begun = complete.filter((crl) => crl.thisUpdate <= at);
  if (begun.length === 0) return unknown('Sperrliste noch nicht gültig', false);
  const current = begun.find((crl) => crl.nextUpdate !== undefined && crl.nextUpdate >= at);
  return current?.nextUpdate
    ? { status: 'good', crl: current, holdsUntil: current.nextUpdate }
    : unknown('Sperrliste abgelaufen', true);
};
