import type { JobsOptions } from 'bullmq';
import type { OutboxRef } from '../ledger/index.ts';

/** What the queue stores of a Sendung: reference and hash, never content (G7). BullMQ keeps job data in clear. */
export interface DeliveryJob {
  readonly uuid: string;
  /** SHA-256 of the Sendung's bytes, 64 hexadecimal digits */
  readonly sha256: string;
}

/** A job to be added; its name is the recipient's Organisationsschlüssel, by which deliveries are spread. */
export interface NewJob {
  readonly name: string;
  readonly data: DeliveryJob;
  readonly opts: JobsOptions;
}

/** BullMQ's range of priorities; 1 comes first, 0 would mean none. */
const MAX_PRIORITY = 2_097_151;

/** How many jobs that the queue gave up it keeps for operators; the dead letters themselves stand in the ledger. */
const KEPT_FAILURES = { age: 7 * 24 * 3600, count: 10_000 };

/** Share of each pause that is left to chance, so that what failed together is not tried again together. */
const JITTER = 0.5;

/** Longest time for which a job is put off, in milliseconds. */
export const LONGEST_PAUSE_MS = 3_600_000;

/**
 * Pause after a failed attempt, in milliseconds: doubles with each attempt up to an hour, between half and whole by
 * chance.
 *
 * @param attempt the attempt that failed, counted from 1
 * @param chance 0 to 1
 */
export const pauseAfter = (backoffMs: number, attempt: number, chance: number): number =>
  Math.round(Math.min(backoffMs * 2 ** (attempt - 1), LONGEST_PAUSE_MS) * (1 - JITTER * chance));

/**
 * Makes the job of an outbox row. The same row always gives the same id, so that adding twice is adding once. Attempts
 * are counted in the ledger, which no queue can lose.
 */
export const toJob = (ref: OutboxRef): NewJob => ({
  name: ref.empfaenger,
  data: { uuid: ref.uuid, sha256: ref.sha256.toString('hex') },
  opts: {
    jobId: ref.uuid,
    priority: Math.min(Math.max(Math.trunc(ref.prioritaet), 1), MAX_PRIORITY),
    attempts: 1,
    removeOnComplete: true,
    removeOnFail: KEPT_FAILURES,
    stackTraceLimit: 0,
  },
});
