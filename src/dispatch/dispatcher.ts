import { eventEvidence, type Ledger, type OutboxRef, type ToteSendung } from '../ledger/index.ts';
import { asFault } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';
import { makeLeaf } from '../transparency/index.ts';
import { ClockGuard } from './clock-guard.ts';
import { Courier } from './courier.ts';
import type { Push, WayTo } from './delivery.ts';
import { Expiry } from './expiry.ts';
import { Feeder, type Reconciliation } from './feeder.ts';
import { toJob } from './job.ts';
import { Outage } from './outage.ts';
import type { DeliveryQueue, QueueCounts, QueueWorker } from './queue.ts';
import { type Repeated, repeat } from './repeat.ts';
import { completeSettings, type DispatchSettings, ZUSTELLFRIST, type Zustellfrist } from './settings.ts';

export interface DispatcherOptions {
  readonly queue: DeliveryQueue;
  readonly ledger: Ledger;
  readonly wayTo: WayTo;
  readonly push: Push;
  /** how long delivery to a recipient is tried; 72 hours and two weeks in the mailbox if left out */
  readonly fristOf?: ((empfaenger: string) => Zustellfrist) | undefined;
  readonly settings?: Partial<DispatchSettings> | undefined;
  readonly logger?: Logger | undefined;
}

/** How often what waits for room is looked at, at most, in milliseconds. */
const CALL_MS = 100;

/**
 * Takes accepted Sendungen from the outbox through the queue to their readers. The outbox is the truth and the queue
 * only a timetable: whatever the queue loses comes back from the outbox, and whatever runs twice takes effect once.
 * Any number may run on one ledger and queue.
 */
export class Dispatcher {
  readonly #queue: DeliveryQueue;
  readonly #ledger: Ledger;
  readonly #settings: DispatchSettings;
  readonly #logger: Logger | undefined;
  readonly #courier: Courier;
  readonly #feeder: Feeder;
  readonly #expiry: Expiry;
  readonly #clocks: ClockGuard;
  readonly #closing = new AbortController();
  readonly #storeOutage: Outage;
  readonly #queueOutage: Outage;
  #worker: QueueWorker | undefined;
  #feeding: Repeated | undefined;
  #reconciling: Repeated | undefined;
  #calling: Repeated | undefined;
  #recovery: Promise<void> | undefined;
  #unsubscribe: (() => void) | undefined;
  #closed: Promise<void> | undefined;

  constructor({ queue, ledger, wayTo, push, settings, logger, fristOf = () => ZUSTELLFRIST }: DispatcherOptions) {
    this.#settings = completeSettings(settings);
    this.#queue = queue;
    this.#ledger = ledger;
    this.#logger = logger;
    this.#courier = new Courier({
      ledger,
      queue,
      wayTo,
      push,
      fristOf,
      settings: this.#settings,
      logger,
      closing: this.#closing.signal,
    });
    this.#storeOutage = new Outage('dispatch', logger);
    this.#queueOutage = new Outage(`queue worker (${queue.backend})`, logger);
    const giveUp = (uuid: string, sha256: Buffer, code: string) => this.#courier.giveUp(uuid, sha256, code);
    this.#feeder = new Feeder({ queue, ledger, attempts: this.#settings.attempts, giveUp });
    const isAway = (recipient: string) => this.#courier.isAway(recipient);
    this.#expiry = new Expiry({ ledger, fristOf, isAway, giveUp });
    this.#clocks = new ClockGuard(queue);
  }

  /** Starts worker, feeder and reconciler. @throws QUEUE if the queue does not answer */
  async start(): Promise<void> {
    if (this.#worker || this.#closed) return;
    const { concurrency, lockMs, pollMs, reconcileMs } = this.#settings;
    if (await this.#guarded(() => this.reconcile())) this.#storeOutage.over();
    this.#worker = await this.#queue.work(
      (job) => this.#courier.process(job),
      { concurrency, lockMs },
      (error) => this.#trouble(error),
    );
    this.#feeding = repeat(pollMs, async () => {
      await this.#guarded(() => this.#feeder.feed(performance.now()));
    });
    this.#reconciling = repeat(reconcileMs, async () => {
      const done = await this.#guarded(async () => {
        await this.reconcile();
        const called = await this.#clocks.run();
        if (called > 0) this.#logger?.info({ called }, 'called up what was put off by a clock that was set anew');
        await this.#expiry.run();
      });
      // only this asks ledger and queue: where there is nothing new, the feeder hears nothing of a queue that is away
      if (done) this.#storeOutage.over();
    });
    this.#calling = repeat(Math.min(pollMs, CALL_MS), () => this.#courier.callUp());
    this.#unsubscribe = this.#ledger.onOutbox(() => this.#feeding?.now());
  }

  /** Compares outbox and queue now; runs by itself at start and at intervals. */
  async reconcile(): Promise<Reconciliation> {
    const result = await this.#feeder.reconcile();
    const { restored, repaired, abandoned } = result;
    if (repaired || abandoned > 0 || restored > 0)
      this.#logger?.info({ ...result }, 'queue reconciled with the outbox');
    return result;
  }

  /** Dead letters, oldest first; `after` is the last `nr` of the page before. */
  listDead(page: { limit: number; after?: number } = { limit: 100 }): Promise<ToteSendung[]> {
    return this.#ledger.toteSendungen(page);
  }

  /**
   * Puts dead letters back, with all attempts anew; needs no started worker.
   *
   * @param which a UUID, or all
   * @returns how many were put back; 0 for one that is not dead
   * @throws NOT_FOUND for an unknown UUID
   */
  async retryDead(which: { readonly uuid: string } | 'all'): Promise<number> {
    if (which !== 'all') return (await this.#revive(which.uuid)) ? 1 : 0;
    let revived = 0;
    for (let after = 0; ; ) {
      const page = await this.#ledger.toteSendungen({ limit: 100, after });
      for (const { uuid } of page) if (await this.#revive(uuid)) revived += 1;
      if (page.length < 100) return revived;
      after = page.at(-1)?.nr ?? after;
    }
  }

  /** Jobs by state and recipients left alone, for metrics. */
  async counts(): Promise<QueueCounts & { readonly openCircuits: readonly string[] }> {
    return { ...(await this.#queue.counts()), openCircuits: this.#courier.openCircuits() };
  }

  /** Takes nothing new, lets deliveries in hand end (at most the grace time), and closes worker and queue. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    this.#unsubscribe?.();
    await Promise.all([this.#feeding?.stop(), this.#reconciling?.stop(), this.#calling?.stop()]);
    const { graceMs } = this.#settings;
    const abort = setTimeout(() => this.#closing.abort(), graceMs).unref();
    // a queue that is away cannot be told that a job ended: after twice the grace the worker is left behind
    const drained = this.#worker?.close(false).catch((error: unknown) => this.#queueOutage.failed(error));
    const patience = Promise.withResolvers<'late'>();
    const late = setTimeout(() => patience.resolve('late'), 2 * graceMs).unref();
    await Promise.race([drained, patience.promise]);
    clearTimeout(abort);
    await Promise.race([this.#courier.release(), patience.promise]);
    clearTimeout(late);
    this.#closing.abort();
    await this.#recovery;
    await this.#queue.close().catch((error: unknown) => this.#queueOutage.failed(error));
  }

  async #revive(uuid: string): Promise<boolean> {
    // first out of the queue's failures, so that a reconciler meeting an open row there does not count an attempt
    await this.#queue.remove(uuid.toLowerCase());
    const sendung = await this.#ledger.findByUuid(uuid);
    const beleg = eventEvidence(undefined);
    const leaf =
      sendung && makeLeaf({ ereignis: 'wiedervorgelegt', uuid, sha256: sendung.sha256, zeit: new Date(), beleg });
    const { changed } = await this.#ledger.wiedervorlegen(uuid, leaf);
    if (!changed || !sendung) return changed;
    const ref: OutboxRef = { ...sendung, nr: 0, prioritaet: 1, versuche: 0 };
    await this.#queue.add([toJob(ref)]);
    return true;
  }

  /** Runs a recurring duty; its failure is one log line an outage and never ends the process. @returns whether it ran */
  async #guarded(duty: () => Promise<unknown>): Promise<boolean> {
    try {
      await duty();
      return true;
    } catch (error) {
      this.#storeOutage.failed(asFault(error).cause ?? error);
      this.#recover();
      return false;
    }
  }

  /** The worker met an error that is not a job's. What concerns one job alone is settled by the outbox. */
  #trouble(error: Error): void {
    if (/lock|Missing key|stalled/i.test(error.message)) {
      this.#logger?.debug({ reason: error.message }, 'job changed hands');
      return;
    }
    this.#queueOutage.failed(error);
    this.#recover();
  }

  /** Rests the worker until the queue answers again and holds what it has to; one recovery at a time. */
  #recover(): void {
    if (this.#closed || this.#recovery || !this.#worker) return;
    const worker = this.#worker;
    this.#recovery = (async () => {
      await worker.pause();
      for (let pause = 100; !this.#closed; pause = Math.min(pause * 2, 5000)) {
        try {
          await this.reconcile();
          this.#queueOutage.over();
          this.#storeOutage.over();
          break;
        } catch (error) {
          this.#queueOutage.failed(error);
          await new Promise((resolve) => setTimeout(resolve, pause).unref());
        }
      }
      if (!this.#closed) await worker.resume();
    })()
      .catch((error: unknown) => void this.#queueOutage.failed(error))
      .finally(() => {
        this.#recovery = undefined;
      });
  }
}
