import type { QueueWorker } from './queue.ts';

/** What makes a worker with connections of its own, and takes it away. */
export interface WorkerParts {
  /** Starts a fresh worker. `onTaken` is called for each job that it takes. */
  readonly start: (onTaken: () => void) => StartedWorker;
  /** jobs that are ready for a worker */
  readonly waiting: () => Promise<number>;
  /** called when a worker that stood still was replaced */
  readonly onStandstill: () => void;
}

export interface StartedWorker {
  /** Takes nothing new from now on. */
  pause(): Promise<void>;
  /** Its troubles are nobody's any more. */
  retire(): void;
  /** Waits for the jobs in hand, with `force` not, and closes its connections. */
  close(force: boolean): Promise<void>;
}

/** How often is looked whether the worker takes what waits, in milliseconds. */
const LOOK_MS = 5000;

/** Looks in a row at which jobs waited and none was taken, after which the worker is replaced. */
const LOOKS = 3;

/** How long a worker that was replaced may keep the jobs in its hands, in milliseconds. */
const RETIRE_MS = 60_000;

/**
 * A worker on Redis that outlives failovers. After an outage a fresh one with fresh connections takes over, because
 * the blocking connection of BullMQ's worker can hang for ever when the servers behind it change (taskforcesh/bullmq
 * #4138, #4378, #4585); the former one keeps only the jobs in its hands. The same happens to a worker that takes
 * nothing though jobs wait and none is in its hands.
 */
export class RedisWorker implements QueueWorker {
  readonly #parts: WorkerParts;
  readonly #retiring = new Set<Promise<void>>();
  readonly #watch: NodeJS.Timeout;
  #current: StartedWorker;
  #paused = false;
  #closed = false;
  #taken = 0;
  #before = 0;
  #still = 0;

  constructor(parts: WorkerParts, lookMs = LOOK_MS) {
    this.#parts = parts;
    this.#current = this.#start();
    this.#watch = setInterval(() => void this.#look(), lookMs).unref();
  }

  async pause(): Promise<void> {
    this.#paused = true;
    await this.#current.pause();
  }

  async resume(): Promise<void> {
    if (!this.#closed) this.#replace();
    this.#paused = false;
  }

  async close(force: boolean): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    await Promise.all([this.#current.close(force), ...(force ? [] : this.#retiring)]);
  }

  #start(): StartedWorker {
    return this.#parts.start(() => {
      this.#taken += 1;
    });
  }

  #replace(): void {
    const former = this.#current;
    former.retire();
    this.#current = this.#start();
    this.#still = 0;
    const retired = retire(former).finally(() => this.#retiring.delete(retired));
    this.#retiring.add(retired);
  }

  async #look(): Promise<void> {
    const idle = this.#taken === this.#before;
    this.#before = this.#taken;
    if (!idle || this.#paused) {
      this.#still = 0;
      return;
    }
    // without an answer there is nothing to know: the outage is told elsewhere
    const waiting = await this.#parts.waiting().catch(() => 0);
    this.#still = waiting > 0 ? this.#still + 1 : 0;
    if (this.#still < LOOKS || this.#closed || this.#paused) return;
    this.#replace();
    this.#parts.onStandstill();
  }
}

async function retire(worker: StartedWorker): Promise<void> {
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), RETIRE_MS).unref();
  const end = await Promise.race([
    worker
      .pause()
      .then(() => worker.close(false))
      .catch(() => 'failed' as const),
    late.promise,
  ]);
  clearTimeout(timer);
  if (end !== undefined) await worker.close(true).catch(() => {});
}
