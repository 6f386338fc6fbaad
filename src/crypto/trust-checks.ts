import { ObjectIdentifier } from 'asn1js';
import { CertificateChainValidationEngine } from 'pkijs';
import type { ErrorCode } from '../platform/errors.ts';
import { EXT_KEY_USAGE, type KeyUsage, type ParsedCertificate } from './certificate.ts';
import { keyFault, keyToText } from './certificate-key.ts';
import { askCrls, type Crl } from './crl.ts';
import { pkiEngine, signatureScheme } from './x509-signature.ts';

/** What a certificate is to be used for. */
export type Purpose = 'signature' | 'encryption' | 'tls-client' | 'tls-server';

/** One line of an inspection record. */
export interface TrustCheck {
  /** name of the check; `docs/reference/trust.md` explains each */
  readonly check: string;
  readonly verdict: 'ok' | 'failed';
  /** German; only what stands in certificates and CRLs */
  readonly detail: string;
}

/** A path to be checked: from the certificate itself up to the anchor. */
export interface PathQuestion {
  readonly path: readonly ParsedCertificate[];
  readonly purpose: Purpose;
  readonly at: Date;
  readonly crls: readonly Crl[];
  readonly signed: (crl: Crl, issuer: ParsedCertificate) => boolean;
}

export interface CheckOutcome extends TrustCheck {
  /** set exactly when the verdict is `failed` */
  readonly fault?: ErrorCode;
  /** CRLs that cleared the path */
  readonly used?: readonly Crl[];
}

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

const ok = (check: string, detail: string): CheckOutcome => ({ check, verdict: 'ok', detail });
const failed = (check: string, fault: ErrorCode, detail: string): CheckOutcome => ({
  check,
  verdict: 'failed',
  detail,
  fault,
});

const who = (certificate: ParsedCertificate): string => certificate.commonName ?? certificate.subject;

const checkValidity = ({ path, at }: PathQuestion): CheckOutcome => {
  for (const certificate of path) {
    if (certificate.notAfter < at)
      return failed('gueltigkeit', 'TRUST_EXPIRED', `${who(certificate)}: bis ${certificate.notAfter.toISOString()}`);
    if (certificate.notBefore > at)
      return failed(
        'gueltigkeit',
        'TRUST_NOT_YET_VALID',
        `${who(certificate)}: ab ${certificate.notBefore.toISOString()}`,
      );
  }
  return ok('gueltigkeit', `alle ${path.length} Zertifikate gültig am ${at.toISOString()}`);
};

/** Basic constraints, keyCertSign and path length (RFC 5280 section 6.1.4 k to n); pkijs does not count the length. */
const checkAuthorities = ({ path }: PathQuestion): CheckOutcome => {
  for (const [index, issuer] of path.entries()) {
    if (index === 0) continue;
    if (!issuer.isCa || issuer.keyUsage?.has('keyCertSign') !== true)
      return failed('zertifizierungsstellen', 'TRUST_CHAIN', `${who(issuer)} darf keine Zertifikate ausstellen`);
    const between = path.slice(1, index).filter((member) => member.subject !== member.issuer).length;
    if (issuer.pathLength !== undefined && between > issuer.pathLength)
      return failed(
        'zertifizierungsstellen',
        'TRUST_CHAIN',
        `${who(issuer)} erlaubt ${issuer.pathLength} weitere Zertifizierungsstellen, es sind ${between}`,
      );
  }
  return ok('zertifizierungsstellen', path.slice(1).map(who).join(' ← '));
};

/** Extensions that this code or pkijs evaluates. Any other critical one must refuse (RFC 5280 section 4.2). */
const EVALUATED = new Set([
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.19',
  '2.5.29.30',
  '2.5.29.32',
  '2.5.29.33',
  '2.5.29.36',
  '2.5.29.37',
  '2.5.29.54',
]);

const checkExtensions = ({ path }: PathQuestion): CheckOutcome => {
  for (const certificate of path) {
    const unknown = certificate.asn.extensions?.find((item) => item.critical && !EVALUATED.has(item.extnID));
    if (unknown)
      return failed('erweiterungen', 'TRUST_CHAIN', `${who(certificate)}: kritische Erweiterung ${unknown.extnID}`);
  }
  return ok('erweiterungen', 'keine unbekannte kritische Erweiterung');
};

/** A curve written out as parameters can be another one than it looks like (CVE-2020-0601); RFC 5480 wants a name. */
const curveFault = ({ asn }: ParsedCertificate): string | undefined => {
  const { algorithmId, algorithmParams } = asn.subjectPublicKeyInfo.algorithm;
  return algorithmId === EC_PUBLIC_KEY && !(algorithmParams instanceof ObjectIdentifier)
    ? 'Kurve ohne Namen, durch Parameter beschrieben'
    : undefined;
};

const checkKeys = ({ path }: PathQuestion): CheckOutcome => {
  for (const [index, certificate] of path.entries()) {
    const reason = keyFault(certificate.publicKey) ?? curveFault(certificate);
    if (reason) return failed('schluessel', 'TRUST_KEY', `${who(certificate)}: ${reason}`);
    const isAnchor = index === path.length - 1;
    if (!isAnchor && signatureScheme(certificate.asn.signatureAlgorithm) === undefined)
      return failed(
        'schluessel',
        'TRUST_KEY',
        `${who(certificate)}: Signaturverfahren ${certificate.asn.signatureAlgorithm.algorithmId} nicht zugelassen`,
      );
  }
  return ok('schluessel', path.map((certificate) => keyToText(certificate.publicKey)).join(' ← '));
};

/** Extended usages that fit a purpose; where the extension is missing, signature and encryption rely on KeyUsage. */
const EXTENDED: Record<Purpose, { readonly required: boolean; readonly anyOf: readonly string[] }> = {
  signature: {
    required: false,
    anyOf: [EXT_KEY_USAGE.emailProtection, EXT_KEY_USAGE.documentSigning, EXT_KEY_USAGE.any],
  },
  encryption: { required: false, anyOf: [EXT_KEY_USAGE.emailProtection, EXT_KEY_USAGE.any] },
  'tls-client': { required: true, anyOf: [EXT_KEY_USAGE.clientAuth] },
  'tls-server': { required: true, anyOf: [EXT_KEY_USAGE.serverAuth] },
};

const usagesFor = (purpose: Purpose, certificate: ParsedCertificate): readonly KeyUsage[] => {
  if (purpose === 'signature') return ['digitalSignature', 'nonRepudiation'];
  if (purpose === 'encryption')
    return certificate.publicKey.asymmetricKeyType === 'ec' ? ['keyAgreement'] : ['keyEncipherment'];
  return ['digitalSignature'];
};

const checkUsage = ({ path, purpose }: PathQuestion): CheckOutcome => {
  const [leaf] = path;
  if (leaf === undefined) return failed('verwendung', 'TRUST_USAGE', 'kein Zertifikat');
  if (leaf.isCa)
    return failed('verwendung', 'TRUST_USAGE', 'Zertifikat einer Zertifizierungsstelle, nicht einer Behörde');
  const wanted = usagesFor(purpose, leaf);
  if (!wanted.some((usage) => leaf.keyUsage?.has(usage)))
    return failed('verwendung', 'TRUST_USAGE', `KeyUsage ohne ${wanted.join(' oder ')}`);
  const { required, anyOf } = EXTENDED[purpose];
  const extended = leaf.extKeyUsage;
  if (extended === undefined ? required : !anyOf.some((oid) => extended.has(oid)))
    return failed('verwendung', 'TRUST_USAGE', `ExtendedKeyUsage ohne ${anyOf.join(' oder ')}`);
  return ok('verwendung', `zugelassen für ${purpose}`);
};

/** Every certificate below the anchor needs a current, signed CRL of its issuer: an unknown state is a refusal. */
const checkRevocation = ({ path, at, crls, signed }: PathQuestion): CheckOutcome => {
  const used: Crl[] = [];
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index + 1];
    if (issuer === undefined) break;
    const answer = askCrls(certificate, issuer, crls, at, signed);
    if (answer.status === 'revoked')
      return failed('sperrung', 'TRUST_REVOKED', `${who(certificate)}: gesperrt seit ${answer.since.toISOString()}`);
    if (answer.status === 'unknown')
      return failed('sperrung', 'TRUST_REVOCATION_UNKNOWN', `${who(issuer)}: ${answer.why}`);
    used.push(answer.crl);
  }
  const detail = used.map((crl) => `${crl.issuer} bis ${crl.nextUpdate?.toISOString()}`).join('; ');
  return { ...ok('sperrung', detail), used };
};

/** In the order in which a fault is reported: what is wrong first names the code. */
const CHECKS = [
  checkValidity,
  checkAuthorities,
  checkExtensions,
  checkKeys,
  checkUsage,
  checkRevocation,
] as const satisfies readonly ((question: PathQuestion) => CheckOutcome)[];

/** A second opinion by an independent implementation, which also knows name constraints and policies. */
const secondOpinion = async ({ path, at }: PathQuestion, used: readonly Crl[]): Promise<CheckOutcome> => {
  const anchor = path.at(-1);
  const result = await new CertificateChainValidationEngine({
    trustedCerts: anchor ? [anchor.asn] : [],
    // pkijs takes the last certificate as the one to be validated
    certs: path
      .slice(0, -1)
      .toReversed()
      .map((certificate) => certificate.asn),
    crls: used.map((crl) => crl.asn),
    checkDate: at,
  })
    .verify({}, pkiEngine)
    .catch((cause: unknown) => ({ result: false, resultMessage: String(cause) }));
  return result.result
    ? ok('pfadpruefung', 'RFC 5280 (pkijs)')
    : failed('pfadpruefung', 'TRUST_CHAIN', `pkijs: ${result.resultMessage}`);
};

/** Runs every check on a path; the second opinion only where our own checks found nothing. */
export const checkPath = async (question: PathQuestion): Promise<CheckOutcome[]> => {
  const outcomes = CHECKS.map((check) => check(question));
  if (outcomes.some((outcome) => outcome.verdict === 'failed')) return outcomes;
  const used = outcomes.flatMap((outcome) => outcome.used ?? []);
  return [...outcomes, await secondOpinion(question, used)];
};
