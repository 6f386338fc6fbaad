import type { ParsedCertificate } from './certificate.ts';
import type { CheckOutcome } from './trust-checks.ts';
import type { Inspection, TrustDecision, TrustOptions } from './trust-types.ts';

export const earliest = (dates: readonly Date[]): Date => new Date(Math.min(...dates.map(Number)));
const latest = (dates: readonly Date[]): Date => new Date(Math.max(...dates.map(Number)));

/**
 * Makes the inspection record of a certificate from the outcome of its checks and, where none failed, the decision.
 *
 * @param path from the certificate to the anchor, empty where none was found
 */
export const conclude = (
  certificate: ParsedCertificate,
  path: readonly ParsedCertificate[],
  outcomes: readonly CheckOutcome[],
  { purpose, at }: TrustOptions,
): { readonly inspection: Inspection; readonly decision?: TrustDecision } => {
  const failure = outcomes.find((outcome) => outcome.verdict === 'failed');
  const revocation = outcomes.flatMap((outcome) => outcome.evidence ?? []);
  const ends = [...path.map((member) => member.notAfter), ...revocation.map(({ holdsUntil }) => new Date(holdsUntil))];
  const inspection: Inspection = {
    purpose,
    at: at.toISOString(),
    subject: certificate.subject,
    ...(certificate.organizationIdentifier === undefined
      ? {}
      : { organizationIdentifier: certificate.organizationIdentifier }),
    serial: certificate.serial,
    fingerprint: certificate.fingerprintSha256,
    ...(failure ? {} : { validUntil: earliest(ends).toISOString() }),
    checks: outcomes.map(({ check, verdict, detail }) => ({ check, verdict, detail })),
    path: path.map(({ subject, serial, fingerprintSha256, notBefore, notAfter }) => ({
      subject,
      serial,
      fingerprint: fingerprintSha256,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
    })),
    revocation,
    ...(failure?.fault ? { fault: failure.fault } : {}),
  };
  if (failure) return { inspection };
  // a responder that was asked just now may date its answer after the instant of use
  const begins = revocation.flatMap(({ thisUpdate }) => (thisUpdate === undefined ? [] : new Date(thisUpdate)));
  const validFrom = latest([...path.map((member) => member.notBefore), ...begins]);
  const decision: TrustDecision = {
    certificate,
    purpose,
    validFrom: earliest([validFrom, at]),
    validUntil: earliest(ends),
    inspection,
  };
  return { inspection, decision };
};
