import type { ErrorCode } from '../platform/errors.ts';
import type { ParsedCertificate } from './certificate.ts';
import { askCrls, type Crl } from './crl.ts';
import { concerns, judgeOcsp, type OcspResponse } from './ocsp.ts';
import type { OcspClient, OcspResult } from './ocsp-client.ts';
import type { RevocationOverride } from './revocation-config.ts';

/** What cleared one certificate of a path; part of the inspection record. Plain JSON, instants in ISO 8601, UTC. */
export interface RevocationEvidence {
  /** `override`: nothing cleared it, an operator's dated decision let it pass */
  readonly source: 'crl' | 'ocsp' | 'override';
  /** SHA-256 of the certificate that was cleared */
  readonly certificate: string;
  /** SHA-256 of the CRL or OCSP response */
  readonly sha256?: string;
  readonly thisUpdate?: string;
  readonly nextUpdate?: string;
  /** number of the CRL, lower-case hex */
  readonly number?: string;
  /** until when this clears the certificate */
  readonly holdsUntil: string;
  /** German: why a better source was not used; for an override its reason too */
  readonly note?: string;
}

/** Everything that can tell whether certificates are revoked. */
export interface RevocationSources {
  readonly crls: readonly Crl[];
  /** responses that an operator laid beside the CRLs */
  readonly responses: readonly OcspResponse[];
  readonly ocsp: OcspClient;
  readonly overrides: readonly RevocationOverride[];
  readonly signed: (crl: Crl, issuer: ParsedCertificate) => boolean;
}

export interface RevocationQuestion {
  readonly path: readonly ParsedCertificate[];
  readonly at: Date;
  /** false: a responder is not asked, because the certificate is refused anyway */
  readonly mayAsk: boolean;
}

/** Verdict over a whole path. */
export type RevocationOutcome =
  | { readonly fault: ErrorCode; readonly detail: string }
  | {
      readonly evidence: readonly RevocationEvidence[];
      /** CRLs that cleared the path, where every certificate of it was cleared by one */
      readonly crls: readonly Crl[];
      readonly override?: RevocationOverride;
    };

/** Verdict over one certificate. */
type Cleared =
  | { readonly revoked: Date }
  | { readonly unknown: string }
  | { readonly evidence: RevocationEvidence; readonly crl?: Crl; readonly override?: RevocationOverride };

const who = ({ commonName, subject }: ParsedCertificate): string => commonName ?? subject;

/**
 * Whether a path is free of revoked certificates, at every level below the anchor. In this order:
 *
 * 1. a CRL or OCSP response that says "revoked" refuses, even one out of date;
 * 2. where a responder is configured, or a response laid beside the CRLs, its answer counts; a signed "unknown" refuses;
 * 3. a CRL that is complete, signed by the issuer and in date clears, also where a configured responder is silent;
 * 4. where every source is missing, silent or out of date, a dated override for this authority lets pass;
 * 5. anything else is a refusal.
 */
export const checkRevoked = async (
  sources: RevocationSources,
  { path, at, mayAsk }: RevocationQuestion,
): Promise<RevocationOutcome> => {
  const leaf = path[0];
  const override = sources.overrides.find(
    ({ authority, from, until }) => authority === leaf?.organizationIdentifier && from <= at && at <= until,
  );
  const evidence: RevocationEvidence[] = [];
  const crls: Crl[] = [];
  let overridden = false;
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index + 1];
    if (issuer === undefined) break;
    const cleared = await clear(sources, certificate, issuer, { at, mayAsk, override });
    if ('revoked' in cleared)
      return {
        fault: 'TRUST_REVOKED',
        detail: `${who(certificate)}: gesperrt seit ${cleared.revoked.toISOString()}`,
      };
    if ('unknown' in cleared)
      return { fault: 'TRUST_REVOCATION_UNKNOWN', detail: `${who(issuer)}: ${cleared.unknown}` };
    evidence.push(cleared.evidence);
    if (cleared.crl) crls.push(cleared.crl);
    if (cleared.override) overridden = true;
  }
  return {
    evidence,
    crls: crls.length === evidence.length ? crls : [],
    ...(overridden && override ? { override } : {}),
  };
};

const clear = async (
  sources: RevocationSources,
  certificate: ParsedCertificate,
  issuer: ParsedCertificate,
  how: { readonly at: Date; readonly mayAsk: boolean; readonly override: RevocationOverride | undefined },
): Promise<Cleared> => {
  const { at } = how;
  const listed = askCrls(certificate, issuer, sources.crls, at, sources.signed);
  if (listed.status === 'revoked') return { revoked: listed.since };
  const asked = await askOcsp(sources, certificate, issuer, how);
  const answer = asked?.answer;
  if (answer?.status === 'revoked') return { revoked: answer.since };
  if (answer?.status === 'unknown') return { unknown: 'OCSP: Zertifikat unbekannt' };
  const about = { certificate: certificate.fingerprintSha256 };
  if (answer?.status === 'good' && asked?.response)
    return {
      evidence: {
        source: 'ocsp',
        ...about,
        sha256: asked.response.fingerprintSha256,
        thisUpdate: answer.thisUpdate.toISOString(),
        ...(answer.nextUpdate ? { nextUpdate: answer.nextUpdate.toISOString() } : {}),
        holdsUntil: answer.holdsUntil.toISOString(),
      },
    };
  const silent = answer?.status === 'invalid' ? `OCSP: ${answer.why}` : undefined;
  if (listed.status === 'good') {
    const { crl, holdsUntil } = listed;
    return {
      crl,
      evidence: {
        source: 'crl',
        ...about,
        sha256: crl.fingerprintSha256,
        thisUpdate: crl.thisUpdate.toISOString(),
        nextUpdate: holdsUntil.toISOString(),
        ...(crl.number === undefined ? {} : { number: crl.number }),
        holdsUntil: holdsUntil.toISOString(),
        ...(silent === undefined ? {} : { note: silent }),
      },
    };
  }
  const why = [silent, listed.why].filter((text) => text !== undefined).join('; ');
  if (how.override && listed.absent)
    return {
      override: how.override,
      evidence: {
        source: 'override',
        ...about,
        holdsUntil: how.override.until.toISOString(),
        note: `${why}; Ausnahme: ${how.override.reason}`,
      },
    };
  return { unknown: why };
};

/** Responses at hand first, then the configured responder; nothing where there is neither. */
const askOcsp = async (
  { crls, responses, ocsp, signed }: RevocationSources,
  certificate: ParsedCertificate,
  issuer: ParsedCertificate,
  { at, mayAsk }: { readonly at: Date; readonly mayAsk: boolean },
): Promise<OcspResult | undefined> => {
  const question = {
    certificate,
    issuer,
    at,
    cleared: (responder: ParsedCertificate) => askCrls(responder, issuer, crls, at, signed).status === 'good',
  };
  const laid = responses
    .filter((response) => concerns(response, question))
    .map((response) => ({ response, answer: judgeOcsp(response, question) }));
  for (const status of ['revoked', 'unknown', 'good'] as const) {
    const found = laid.find(({ answer }) => answer.status === status);
    if (found) return found;
  }
  const source = ocsp.sourceFor(issuer);
  if (source === undefined) return laid[0];
  return mayAsk ? ocsp.ask(source, question) : { answer: { status: 'invalid', why: 'nicht abgefragt' } };
};
