import type { CertificateInfo, TrustDecision, TrustOptions } from '../../crypto/index.ts';
import type { CheckRequest } from './check.ts';
import type { CheckReport, Shaped, Stage, Verified } from './report.ts';

/** A decision about a certificate without the certificate, which the thread has itself. */
export type PlainDecision = Omit<TrustDecision, 'certificate'>;

/** What a thread asks while it is at a check: may this certificate be trusted? */
export interface TrustQuestion {
  readonly certificate: CertificateInfo['der'];
  readonly chain: readonly CertificateInfo['der'][];
  readonly options: TrustOptions;
}

/** What a thread asks between two stages: may the check go on? */
export type Step =
  | { readonly stage: 'shape'; readonly value: Shaped }
  | { readonly stage: 'verify'; readonly value: Verified };

/** What a thread is told: one check at a time, and the answers to its questions. */
export type ToThread =
  | { readonly what: 'check'; readonly request: CheckRequest }
  | { readonly what: 'decision'; readonly decision: Stage<PlainDecision> }
  | { readonly what: 'admitted'; readonly admitted: Stage<boolean> };

/** What a thread says: questions, and at the end of each check its report. */
export type FromThread =
  | { readonly what: 'question'; readonly question: TrustQuestion }
  | { readonly what: 'step'; readonly step: Step }
  | { readonly what: 'report'; readonly report: CheckReport };
