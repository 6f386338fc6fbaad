import { DelayedError, type Job } from 'bullmq';
import type { DeliveryJob, NewJob } from './job.ts';

/** Jobs by state, as numbers for metrics. */
export interface QueueCounts {
  /** ready, in order of priority */
  readonly waiting: number;
  readonly active: number;
  /** waiting for the next attempt or for a recipient to recover */
  readonly delayed: number;
  /** given up by the queue because workers died over them; dead letters stand in the ledger */
  readonly failed: number;
}

/** A job in a worker's hands. */
export interface ClaimedJob extends DeliveryJob {
  /** Organisationsschlüssel */
  readonly recipient: string;
  /** smaller is sooner */
  readonly priority: number;
}

/**
 * What is to happen with a job: gone, or put off for some milliseconds unless it is called up before. `settled` is told
 * when it can be.
 */
export type Verdict =
  | { readonly next: 'done' }
  | { readonly next: 'later'; readonly inMs: number; readonly settled?: () => void };

export interface WorkOptions {
  /** jobs at once in this process */
  readonly concurrency: number;
  /** how long a worker that fell silent keeps its job, in milliseconds */
  readonly lockMs: number;
}

/** A running worker. */
export interface QueueWorker {
  /** Takes no new jobs; those in hand go on. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Waits for the jobs in hand and ends; with `force` without waiting. */
  close(force: boolean): Promise<void>;
}

/** The queue as the dispatcher sees it: one contract, two backends. It may lose everything at any time. */
export interface DeliveryQueue {
  readonly backend: 'postgres' | 'redis';
  /** Adds jobs; those whose id is known are left as they are. */
  add(jobs: readonly NewJob[]): Promise<void>;
  /** UUIDs of the jobs that the queue gave up. */
  failed(): Promise<string[]>;
  /** Removes a job unless a worker holds it. */
  remove(uuid: string): Promise<void>;
  /** Makes a job that was put off ready now, in its place by priority. @returns false if it is not put off */
  callUp(uuid: string): Promise<boolean>;
  /** UUIDs of jobs that are put off beyond an instant (milliseconds since 1970), those that come last first. */
  putOffBeyond(at: number, limit: number): Promise<string[]>;
  counts(): Promise<QueueCounts>;
  /** Makes again what the queue itself needs. @returns whether something was missing */
  repair(): Promise<boolean>;
  /** Starts a worker. `onTrouble` hears every error that is not a job's. */
  work(
    process: (job: ClaimedJob) => Promise<Verdict>,
    options: WorkOptions,
    onTrouble: (error: Error) => void,
  ): Promise<QueueWorker>;
  close(): Promise<void>;
}

/** The part of BullMQ's Queue that both backends share. */
export interface BullQueue {
  addBulk(jobs: NewJob[]): Promise<unknown>;
  getFailed(start: number, end: number): Promise<({ id?: string | undefined } | undefined)[]>;
  remove(id: string): Promise<number>;
  getJob(id: string): Promise<{ promote(): Promise<void> } | undefined>;
  getJobCounts(
    ...types: ('waiting' | 'prioritized' | 'active' | 'delayed' | 'failed')[]
  ): Promise<Record<string, number>>;
}

/** Jobs in one call to the queue. */
const CHUNK = 250;

/** What both backends do alike. */
export const queueOperations = (queue: BullQueue) => ({
  async add(jobs: readonly NewJob[]): Promise<void> {
    for (let at = 0; at < jobs.length; at += CHUNK) await queue.addBulk(jobs.slice(at, at + CHUNK));
  },
  async failed(): Promise<string[]> {
    const uuids: string[] = [];
    for (let at = 0; ; at += CHUNK) {
      const page = await queue.getFailed(at, at + CHUNK - 1);
      uuids.push(...page.flatMap((job) => job?.id ?? []));
      if (page.length < CHUNK) return uuids;
    }
  },
  async remove(uuid: string): Promise<void> {
    await queue.remove(uuid);
  },
  async callUp(uuid: string): Promise<boolean> {
    const job = await queue.getJob(uuid);
    // another state than delayed is refused: a worker has it, or it is ready already
    return job === undefined
      ? false
      : job.promote().then(
          () => true,
          () => false,
        );
  },
  async counts(): Promise<QueueCounts> {
    const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
    const of = (state: string): number => counts[state] ?? 0;
    return {
      waiting: of('waiting') + of('prioritized'),
      active: of('active'),
      delayed: of('delayed'),
      failed: of('failed'),
    };
  },
});

/** Options of BullMQ's Worker that both backends share; the lock is renewed while a job runs. */
export const workerOptions = ({ concurrency, lockMs }: WorkOptions) => ({
  autorun: false,
  concurrency,
  lockDuration: lockMs,
  stalledInterval: Math.max(Math.floor(lockMs / 2), 100),
  // a job that takes its worker down with it comes back this often before the queue gives it up
  maxStalledCount: 3,
  drainDelay: 2,
  runRetryDelay: 1000,
});

/** Turns a verdict into what BullMQ expects of a processor. A processor that throws leaves its job to the reconciler. */
export const asProcessor =
  (process: (job: ClaimedJob) => Promise<Verdict>) =>
  async (job: Job<DeliveryJob>, token?: string): Promise<void> => {
    const verdict = await process({ ...job.data, recipient: job.name, priority: job.priority });
    if (verdict.next === 'done') return;
    await job.moveToDelayed(Date.now() + verdict.inMs, token);
    verdict.settled?.();
    throw new DelayedError();
  };
