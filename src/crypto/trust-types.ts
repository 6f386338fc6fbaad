import type { ErrorCode } from '../platform/errors.ts';
import type { CertificateInfo } from './certificate.ts';
import type { Purpose, TrustCheck } from './trust-checks.ts';

/** What was checked of one certificate at one instant; kept as evidence beside the receipt. Plain JSON. */
export interface Inspection {
  readonly purpose: Purpose;
  /** ISO 8601, UTC */
  readonly at: string;
  readonly subject: string;
  readonly organizationIdentifier?: string;
  readonly serial: string;
  readonly fingerprint: string;
  /** ISO 8601; until when the same checks would give the same answer, missing where the answer is no */
  readonly validUntil?: string;
  readonly checks: readonly TrustCheck[];
  /** SHA-256 of each certificate from the inspected one to the anchor, empty where no path was found */
  readonly path: readonly string[];
  /** SHA-256 of the CRLs that cleared the path */
  readonly crls: readonly string[];
  /** catalogue code of the first failed check */
  readonly fault?: ErrorCode;
}

/** A certificate that was accepted, and until when that holds. */
export interface TrustDecision {
  readonly certificate: CertificateInfo;
  readonly purpose: Purpose;
  readonly validFrom: Date;
  /** the earliest end of validity in the path and of the CRLs used */
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
}
