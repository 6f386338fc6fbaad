import type { CertificateInfo, TrustDecision, TrustOptions } from '../../crypto/index.ts';
import type { CheckRequest } from './check.ts';
import type { CheckReport, Stage } from './report.ts';

/** A decision about a certificate without the certificate, which the thread has itself. */
export type PlainDecision = Omit<TrustDecision, 'certificate'>;

/** What a thread asks while it is at a check: may this certificate be trusted? */
export interface TrustQuestion {
  readonly certificate: CertificateInfo['der'];
  readonly chain: readonly CertificateInfo['der'][];
  readonly options: TrustOptions;
}

/** What a thread is told: one check at a time, and the answer to its question. */
export type ToThread =
  | { readonly what: 'check'; readonly request: CheckRequest }
  | { readonly what: 'decision'; readonly decision: Stage<PlainDecision> };

/** What a thread says: a question, and at the end of each check its report. */
export type FromThread =
  | { readonly what: 'question'; readonly question: TrustQuestion }
  | { readonly what: 'report'; readonly report: CheckReport };
