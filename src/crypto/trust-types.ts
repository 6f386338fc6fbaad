import type { ErrorCode } from '../platform/errors.ts';
import type { CertificateInfo } from './certificate.ts';
import type { RevocationEvidence } from './revocation.ts';
import type { OcspSource, RevocationOverride } from './revocation-config.ts';
import type { Purpose, TrustCheck } from './trust-checks.ts';

/** One certificate of an inspected path. */
export interface InspectedCertificate {
  readonly subject: string;
  readonly serial: string;
  /** SHA-256 of the certificate */
  readonly fingerprint: string;
  /** ISO 8601, UTC */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** What was checked of one certificate at one instant; kept as evidence beside the receipt. Plain JSON. */
export interface Inspection {
  readonly purpose: Purpose;
  /** ISO 8601, UTC; a remembered decision keeps the instant at which it was made */
  readonly at: string;
  readonly subject: string;
  readonly organizationIdentifier?: string;
  readonly serial: string;
  readonly fingerprint: string;
  /** ISO 8601; until when the same checks would give the same answer, missing where the answer is no */
  readonly validUntil?: string;
  readonly checks: readonly TrustCheck[];
  /** from the inspected certificate to the anchor, empty where no path was found */
  readonly path: readonly InspectedCertificate[];
  /** what cleared each certificate below the anchor, empty where one was not */
  readonly revocation: readonly RevocationEvidence[];
  /** catalogue code of the first failed check */
  readonly fault?: ErrorCode;
}

/** A certificate that was accepted, and until when that holds. */
export interface TrustDecision {
  readonly certificate: CertificateInfo;
  readonly purpose: Purpose;
  readonly validFrom: Date;
  /** the earliest end of validity in the path and of what cleared it */
  readonly validUntil: Date;
  readonly inspection: Inspection;
}

export interface TrustOptions {
  readonly purpose: Purpose;
  /** instant of use, from the caller's clock */
  readonly at: Date;
}

export interface TrustMaterial {
  /** trusted roots: PEM (first certificate) or DER */
  readonly anchors: readonly (string | Uint8Array)[];
  readonly intermediates?: readonly (string | Uint8Array)[];
  readonly crls: readonly (string | Uint8Array)[];
  /** DER of OCSP responses at hand */
  readonly ocspResponses?: readonly Uint8Array[];
  readonly ocsp?: readonly OcspSource[];
  readonly overrides?: readonly RevocationOverride[];
}

/** What an operator must learn of; called synchronously, must not throw. Nothing in it names a person. */
export interface TrustEvents {
  /** a certificate was accepted only because of an override; once for each remembered decision */
  readonly overridden?: (use: { readonly override: RevocationOverride; readonly inspection: Inspection }) => void;
  /** a configured responder gave no answer that counts */
  readonly ocspFailed?: (failure: { readonly url: string; readonly why: string }) => void;
}
