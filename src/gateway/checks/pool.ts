import type { TrustStore } from '../../crypto/index.ts';
import { fault } from '../../platform/errors.ts';
import type { CheckRequest } from './check.ts';
import type { ThreadMaterial } from './kit.ts';
import { FairQueue } from './queue.ts';
import type { Admission, CheckReport } from './report.ts';
import { CheckThread, type LossCause } from './running.ts';

/** Bounds of a pool. */
export interface PoolOptions {
  /** threads at most; each is started when it is first needed */
  readonly threads: number;
  /** what one check may take, in milliseconds */
  readonly timeoutMs: number;
  /** JavaScript heap of one thread, in MiB */
  readonly heapMb: number;
  /** checks that may wait */
  readonly waiting: number;
  /** after so long without work a thread ends and gives its memory back, in milliseconds */
  readonly idleMs: number;
  /** what threads are made of */
  readonly material: ThreadMaterial;
  /** decides about certificates for all threads */
  readonly trust: Pick<TrustStore, 'check'>;
  /** told of each thread that was lost over a check */
  readonly onLost: (cause: LossCause) => void;
  /** the program of the threads; another one in tests */
  readonly script?: URL;
}

interface Job {
  readonly request: CheckRequest;
  readonly admission: Admission | undefined;
  readonly done: PromiseWithResolvers<CheckReport>;
}

/** What is told of a check whose thread was lost. */
const LOST: Readonly<Record<LossCause, string>> = {
  zeit: 'Die Prüfung dauerte zu lange.',
  speicher: 'Die Prüfung brauchte zu viel Speicher.',
  absturz: 'Die Prüfung brach ab.',
};

/**
 * Threads for checks, so that no single Sendung holds up the event loop. A thread works on one check at a time; one that
 * dies, or takes too long and is ended, fails that check alone and is replaced when the next one needs it.
 */
export class CheckPool {
  readonly #options: PoolOptions;
  readonly #waiting: FairQueue<Job>;
  readonly #threads = new Set<CheckThread>();
  #closing = false;
  #drained = Promise.withResolvers<void>();

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#waiting = new FairQueue(options.waiting);
  }

  /** Checks that wait for a thread. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Checks in a thread, in turn with others.
   *
   * @param who on whose behalf; nobody may take all places
   * @param admission asked here, beside the thread
   * @throws LIMIT_BUSY where no place is left, CHECK_ABORTED where the thread was lost
   */
  run(request: CheckRequest, who: string, admission?: Admission): Promise<CheckReport> {
    const job: Job = { request, admission, done: Promise.withResolvers<CheckReport>() };
    if (this.#closing || !this.#waiting.put({ who, item: job })) return Promise.reject(fault('LIMIT_BUSY'));
    this.#assign();
    return job.done.promise;
  }

  /** Takes nothing more, lets what runs or waits end, and ends the threads. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#isBusy()) await this.#drained.promise;
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  #assign(): void {
    while (this.#waiting.size > 0) {
      const thread = [...this.#threads].find(({ free }) => free) ?? this.#start();
      const job = thread && this.#waiting.take();
      if (job === undefined) return;
      void thread?.check(job.request, job.admission).then(
        (report) => this.#settle(() => job.done.resolve(report)),
        (cause: LossCause) => {
          this.#options.onLost(cause);
          this.#settle(() => job.done.reject(fault('CHECK_ABORTED', { detail: LOST[cause] })));
        },
      );
    }
  }

  #settle(settle: () => void): void {
    settle();
    this.#assign();
    if (this.#closing && !this.#isBusy()) this.#drained.resolve();
  }

  #isBusy(): boolean {
    return this.#waiting.size > 0 || [...this.#threads].some(({ free }) => !free);
  }

  /** One more thread, where there may be one. */
  #start(): CheckThread | undefined {
    const { threads, timeoutMs, heapMb, idleMs, material, trust, script } = this.#options;
    if (this.#threads.size >= threads) return undefined;
    const thread: CheckThread = new CheckThread({
      ...{ timeoutMs, heapMb, idleMs, material, trust },
      onEnd: () => void this.#threads.delete(thread),
      ...(script === undefined ? {} : { script }),
    });
    this.#threads.add(thread);
    return thread;
  }
}
