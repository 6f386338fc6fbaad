import { ObjectIdentifier } from 'asn1js';
import { CertificateChainValidationEngine } from 'pkijs';
import type { ErrorCode } from '../platform/errors.ts';
import { EXT_KEY_USAGE, type KeyUsage, type ParsedCertificate } from './certificate.ts';
import { unknownCritical } from './certificate-extensions.ts';
import { keyFault, keyToText } from './certificate-key.ts';
import type { Crl } from './crl.ts';
import { nameConstraintFault } from './name-constraints.ts';
import { checkRevoked, type RevocationEvidence, type RevocationSources } from './revocation.ts';
import type { RevocationOverride } from './revocation-config.ts';
import { pkiEngine, signatureScheme } from './x509-signature.ts';

/** What a certificate is to be used for. */
export type Purpose = 'signature' | 'encryption' | 'tls-client' | 'tls-server';

/** One line of an inspection record. */
export interface TrustCheck {
  /** name of the check; `docs/reference/trust.md` explains each */
  readonly check: string;
  /** `override`: failed, but an operator's dated decision let it pass */
  readonly verdict: 'ok' | 'failed' | 'override';
  /** German; only what stands in certificates and CRLs */
  readonly detail: string;
}

/** A path to be checked: from the certificate itself up to the anchor. */
export interface PathQuestion {
  readonly path: readonly ParsedCertificate[];
  readonly purpose: Purpose;
  readonly at: Date;
  readonly sources: RevocationSources;
}

export interface CheckOutcome extends TrustCheck {
  /** set exactly when the verdict is `failed` */
  readonly fault?: ErrorCode;
  /** what cleared the path */
  readonly evidence?: readonly RevocationEvidence[];
  readonly override?: RevocationOverride;
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

const checkExtensions = ({ path }: PathQuestion): CheckOutcome => {
  for (const certificate of path) {
    const unknown = unknownCritical(certificate);
    if (unknown) return failed('erweiterungen', 'TRUST_CHAIN', `${who(certificate)}: kritische Erweiterung ${unknown}`);
  }
  return ok('erweiterungen', 'keine unbekannte kritische Erweiterung');
};

const checkNames = ({ path }: PathQuestion): CheckOutcome => {
  const broken = nameConstraintFault(path);
  return broken
    ? failed('namensgrenzen', 'TRUST_CHAIN', `${who(broken.issuer)} für ${who(broken.certificate)}: ${broken.why}`)
    : ok('namensgrenzen', 'eingehalten');
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

/** An authority between leaf and anchor that lists ExtendedKeyUsage issues for these alone, as OpenSSL reads it. */
const issuerWithout = (path: readonly ParsedCertificate[], anyOf: readonly string[]): ParsedCertificate | undefined =>
  path
    .slice(1, -1)
    .find(
      ({ extKeyUsage }) =>
        extKeyUsage !== undefined && ![...anyOf, EXT_KEY_USAGE.any].some((oid) => extKeyUsage.has(oid)),
    );

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
  const issuer = issuerWithout(path, anyOf);
  if (issuer) return failed('verwendung', 'TRUST_USAGE', `${who(issuer)} darf für ${purpose} nicht ausstellen`);
  return ok('verwendung', `zugelassen für ${purpose}`);
};

const sourceText: Record<RevocationEvidence['source'], string> = {
  crl: 'Sperrliste',
  ocsp: 'OCSP',
  override: 'Ausnahme',
};

const evidenceText = ({ source, holdsUntil, note }: RevocationEvidence): string =>
  `${sourceText[source]} bis ${holdsUntil}${note === undefined ? '' : ` (${note})`}`;

/** Every certificate below the anchor must be cleared by its issuer: an unknown state is a refusal. */
const checkRevocation = async (
  { path, at, sources }: PathQuestion,
  mayAsk: boolean,
): Promise<{ readonly outcome: CheckOutcome; readonly crls: readonly Crl[] }> => {
  const result = await checkRevoked(sources, { path, at, mayAsk });
  if ('fault' in result) return { outcome: failed('sperrung', result.fault, result.detail), crls: [] };
  const { evidence, crls, override } = result;
  const detail = evidence.map(evidenceText).join('; ');
  const outcome: CheckOutcome = override
    ? { check: 'sperrung', verdict: 'override', detail, evidence, override }
    : { ...ok('sperrung', detail), evidence };
  return { outcome, crls };
};

/** In the order in which a fault is reported: what is wrong first names the code. Revocation comes after these. */
const CHECKS = [
  checkValidity,
  checkAuthorities,
  checkExtensions,
  checkNames,
  checkKeys,
  checkUsage,
] as const satisfies readonly ((question: PathQuestion) => CheckOutcome)[];

/** A second opinion by an independent implementation, which also knows policies. */
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

/**
 * Runs every check on a path; a responder is asked, and the second opinion had, only where our own checks found
 * nothing. pkijs gets the CRLs where they cleared the whole path; OCSP and overrides are ours alone to judge.
 */
export const checkPath = async (question: PathQuestion): Promise<CheckOutcome[]> => {
  const outcomes = CHECKS.map((check) => check(question));
  const mayAsk = outcomes.every((outcome) => outcome.verdict === 'ok');
  const { outcome, crls } = await checkRevocation(question, mayAsk);
  if (!mayAsk || outcome.verdict === 'failed') return [...outcomes, outcome];
  return [...outcomes, outcome, await secondOpinion(question, crls)];
};
