import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TrustStore } from '../../crypto/index.ts';
import type { CheckRequest } from './check.ts';
import type { ThreadMaterial } from './kit.ts';
import type { FromThread, Step, ToThread, TrustQuestion } from './messages.ts';
import { type Admission, type CheckReport, ended } from './report.ts';

/** Why a thread was lost over a check: it took too long, needed too much memory, or broke down. */
export type LossCause = 'zeit' | 'speicher' | 'absturz';

/** Bounds of a thread and who is told of its end. */
export interface ThreadOptions {
  readonly timeoutMs: number;
  readonly heapMb: number;
  readonly idleMs: number;
  readonly material: ThreadMaterial;
  /** answers what the thread asks */
  readonly trust: Pick<TrustStore, 'check'>;
  readonly onEnd: () => void;
  readonly script?: URL;
}

/** The program, beside this file and in the same language: as source or as built. */
const PROGRAM = new URL(`./thread${extname(import.meta.url)}`, import.meta.url);

/** Room for young objects in a thread, in MiB; left alone it may grow to twice that, which large Sendungen do not need. */
const YOUNG_MB = 24;

/** One thread and the check that it is at. */
export class CheckThread {
  readonly #worker: Worker;
  readonly #options: ThreadOptions;
  #running: PromiseWithResolvers<CheckReport> | undefined;
  #admission: Admission | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** when the time of the check is up, as `performance.now()` counts */
  #until = 0;
  #cause: LossCause = 'absturz';
  #ended = false;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.#worker = new Worker(options.script ?? PROGRAM, {
      workerData: options.material,
      resourceLimits: { maxOldGenerationSizeMb: options.heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
      name: 'pruefung',
    });
    this.#worker.on('message', (said: FromThread) => {
      if (said.what === 'report') this.#finish(said.report);
      else if (said.what === 'step') void this.#admit(said.step);
      else void this.#decide(said.question);
    });
    this.#worker.on('messageerror', () => void this.end());
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#cause = 'speicher';
    });
    this.#worker.once('exit', () => this.#lose());
  }

  /** Whether it takes a check. */
  get free(): boolean {
    return !this.#ended && this.#running === undefined;
  }

  /** Checks; rejects with a {@link LossCause} where the thread ends over it. Only while it is {@link free}. */
  check({ bytes, ...request }: CheckRequest, admission?: Admission): Promise<CheckReport> {
    this.#running = Promise.withResolvers<CheckReport>();
    this.#admission = admission;
    this.#limitTime(this.#options.timeoutMs);
    this.#worker.ref();
    // the bytes themselves are stored once they are accepted: shared they are only looked at, else a copy is handed over
    const shared = bytes.buffer instanceof SharedArrayBuffer;
    const seen = shared ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : new Uint8Array(bytes);
    this.#tell({ what: 'check', request: { ...request, bytes: seen } }, shared ? [] : [seen.buffer as ArrayBuffer]);
    return this.#running.promise;
  }

  /** Ends it at once; a check that it is at is lost. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#worker.terminate();
  }

  #limitTime(ms: number): void {
    clearTimeout(this.#timer);
    this.#until = performance.now() + ms;
    this.#timer = setTimeout(() => {
      this.#cause = 'zeit';
      void this.end();
    }, ms);
  }

  #tell(told: ToThread, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(told, transfer);
  }

  async #decide({ certificate, chain, options }: TrustQuestion): Promise<void> {
    try {
      const { certificate: _, ...value } = await this.#options.trust.check(certificate, chain, options);
      this.#tell({ what: 'decision', decision: { value } });
    } catch (error) {
      this.#tell({ what: 'decision', decision: ended(error) });
    }
  }

  /** While directory and ledger are asked the thread waits; that time is not the Sendung's. */
  async #admit(step: Step): Promise<void> {
    const running = this.#running;
    const left = this.#until - performance.now();
    clearTimeout(this.#timer);
    try {
      const value = await this.#goesOn(step);
      this.#tell({ what: 'admitted', admitted: { value } });
    } catch (error) {
      this.#tell({ what: 'admitted', admitted: ended(error) });
    }
    if (running !== undefined && running === this.#running) this.#limitTime(Math.max(left, 1));
  }

  async #goesOn(step: Step): Promise<boolean> {
    if (step.stage === 'verify') return (await this.#admission?.verify(step.value)) ?? true;
    await this.#admission?.shape(step.value);
    return true;
  }

  #finish(report: CheckReport): void {
    clearTimeout(this.#timer);
    const running = this.#running;
    this.#running = undefined;
    this.#admission = undefined;
    // an idle thread keeps no process alive
    this.#worker.unref();
    this.#timer = setTimeout(() => void this.end(), this.#options.idleMs).unref();
    running?.resolve(report);
  }

  #lose(): void {
    clearTimeout(this.#timer);
    this.#ended = true;
    this.#options.onEnd();
    this.#running?.reject(this.#cause);
    this.#running = undefined;
  }
}
