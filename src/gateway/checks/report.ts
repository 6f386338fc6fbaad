import type { Inspection } from '../../crypto/index.ts';
import type { Kopf } from '../../envelope/index.ts';
import { asFault, BlaupauseError, type ErrorCode, type Finding, fault } from '../../platform/errors.ts';
import type { MessageHeader } from '../../standard/index.ts';
import type { LegalDates } from '../procedure.ts';

/*
 * What the checks say of a Sendung. Plain data throughout, because it may come from another thread; the intake takes
 * one stage after the other and puts its own questions (directory, ledger) between them.
 */

/** A fault of the catalogue as plain data. */
interface FaultData {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly line: number | undefined;
  readonly path: string | undefined;
  readonly findings: readonly Finding[];
  readonly total: number;
  /** for the log alone */
  readonly cause: string | undefined;
}

/** Outcome of a stage: its value, or the fault that ended the checks. A stage that was not reached is missing. */
export type Stage<T> = { readonly value: T } | { readonly fault: FaultData };

/** A header whose shape is accepted and which nobody has to believe yet. */
export interface Shaped {
  readonly claimed: Kopf;
}

/** A header read from bytes that were hashed, under the signature of a trusted certificate. */
export interface Verified {
  readonly kopf: Kopf;
  /** SHA-256 of the signer's certificate, lower-case hex */
  readonly signer: string;
  readonly inspection: Inspection;
  /** URI of the signature's algorithm */
  readonly algorithm: string;
  /** names of those who have a key to the content */
  readonly readers: readonly string[];
}

/** Content that its author signed and that belongs to the header. */
export interface Content {
  readonly header: MessageHeader;
  readonly daten: LegalDates;
  readonly inspection: Inspection;
}

/** A remark that does not refuse a message. */
export interface Remark {
  readonly rule: string;
  readonly text: string;
}

/**
 * What directory and ledger say, asked as soon as a stage has its value: who is refused anyway, or is known already,
 * shall not cost decryption, schema and rules. A fault that is thrown becomes the stage's own, so faults keep their order.
 */
export interface Admission {
  shape(shaped: Shaped): void | Promise<void>;
  /** @returns whether the rest is worth checking */
  verify(verified: Verified): Promise<boolean>;
}

/** The stages in their order; after a fault no further one follows. */
export interface CheckReport {
  readonly shape?: Stage<Shaped>;
  readonly verify?: Stage<Verified>;
  /** missing where it was not to be checked; value undefined where the gateway is no reader, then no `validate` */
  readonly open?: Stage<Content | undefined>;
  readonly validate?: Stage<readonly Remark[]>;
}

/** The value of a stage. @throws the fault that ended it */
export function outcomeOf<T>(stage: Stage<T> | undefined): T {
  if (stage === undefined) throw fault('INTERNAL', { cause: 'stage not reached' });
  if ('value' in stage) return stage.value;
  const { code, detail, line, path, findings, total, cause } = stage.fault;
  throw fault(code, {
    findings,
    total,
    ...(detail === undefined ? {} : { detail }),
    ...(line === undefined ? {} : { line }),
    ...(path === undefined ? {} : { path }),
    ...(cause === undefined ? {} : { cause }),
  });
}

/** An error as the outcome of a stage. */
export function ended(caught: unknown): { readonly fault: FaultData } {
  const { code, detail, place, findings, total, cause } = asFault(caught);
  return {
    fault: { code, detail, line: place.line, path: place.path, findings, total, cause: causeText(cause) },
  };
}

const causeText = (cause: unknown): string | undefined => {
  if (cause === undefined) return undefined;
  return cause instanceof Error && !(cause instanceof BlaupauseError) ? (cause.stack ?? String(cause)) : String(cause);
};
