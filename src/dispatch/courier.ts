import { eventEvidence, type Ledger, zaehleFehlversuch } from '../ledger/index.ts';
import { asFault } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';
import { reached } from '../platform/steps.ts';
import { makeLeaf } from '../transparency/index.ts';
import { type Attempt, deliver, type Push, type WayTo } from './delivery.ts';
import { Gate } from './gate.ts';
import { LONGEST_PAUSE_MS, pauseAfter } from './job.ts';
import type { ClaimedJob, DeliveryQueue, Verdict } from './queue.ts';
import type { DispatchSettings, Zustellfrist } from './settings.ts';
import { type Waiting, WaitingRoom } from './waiting-room.ts';

export interface CourierOptions {
  readonly ledger: Ledger;
  readonly queue: Pick<DeliveryQueue, 'callUp'>;
  readonly wayTo: WayTo;
  readonly push: Push;
  readonly fristOf: (empfaenger: string) => Zustellfrist;
  readonly settings: DispatchSettings;
  readonly logger: Logger | undefined;
  /** aborts pushes in hand when the process ends */
  readonly closing: AbortSignal;
}

/** How long a job waits while the ledger is away, in milliseconds. */
const STORE_AWAY_MS = 5000;

/** How long a job waits whose Sendung is being delivered in this process already, in milliseconds. */
const IN_HAND_MS = 500;

/**
 * When a job that waits for room comes back although nobody called it up, because its process forgot it or died: not
 * before the first time, and by chance within the second for each that waits, so that they do not keep the queue busy.
 */
const FORGOTTEN_MS = 10_000;
const FORGOTTEN_EACH_MS = 100;

/** What a process that ends makes ready for the others of what it has put off; the rest comes back by itself. */
const MOST_RELEASED = 1000;

/** What a worker does with one job: find the way, get a place at the gate, deliver, and settle the outcome. */
export class Courier {
  readonly #options: CourierOptions;
  readonly #gate: Gate;
  readonly #waiting = new WaitingRoom();
  readonly #inHand = new Set<string>();

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#gate = new Gate(options.settings);
  }

  /** recipients that are left alone, see {@link Gate.openCircuits} */
  openCircuits(): string[] {
    return this.#gate.openCircuits(performance.now());
  }

  /** Whether a recipient of pushes does not take its post at present. */
  isAway(recipient: string): boolean {
    return this.#gate.isAway(recipient);
  }

  /**
   * Handles one job to its verdict; never rejects for the recipient's sake. A job that comes back while its first run
   * is still in hand, because the queue lost it in between, waits for that run.
   */
  async process(job: ClaimedJob): Promise<Verdict> {
    if (this.#inHand.has(job.uuid)) return { next: 'later', inMs: IN_HAND_MS };
    this.#inHand.add(job.uuid);
    this.#waiting.arrived(job.recipient, job.uuid);
    try {
      return await this.#handle(job);
    } finally {
      this.#inHand.delete(job.uuid);
    }
  }

  /** Calls up what waits where there is room: recipients whose pause is over, places that became free. */
  async callUp(recipients: readonly string[] = this.#waiting.recipients()): Promise<void> {
    for (const recipient of recipients) {
      const now = performance.now();
      for (const waiting of this.#waiting.call(recipient, this.#gate.room(recipient, now), now))
        await this.#callUp(recipient, waiting);
    }
  }

  /** Makes ready what was put off, the most urgent of each recipient first, for whoever works on. */
  async release(): Promise<void> {
    const recipients = this.#waiting.recipients();
    const each = Math.ceil(MOST_RELEASED / Math.max(recipients.length, 1));
    await Promise.all(
      recipients.map(async (recipient) => {
        for (const waiting of this.#waiting.call(recipient, each, performance.now()))
          await this.#callUp(recipient, waiting);
      }),
    );
  }

  async #callUp(recipient: string, waiting: Waiting): Promise<void> {
    try {
      const ready = await this.#options.queue.callUp(waiting.uuid);
      if (!ready) this.#waiting.arrived(recipient, waiting.uuid);
    } catch {
      // a queue that is away has it still; the worker says that it is away
      this.#waiting.arrived(recipient, waiting.uuid);
      this.#waiting.park(recipient, waiting);
    }
  }

  async #handle(job: ClaimedJob): Promise<Verdict> {
    reached('delivery.claimed', { uuid: job.uuid, empfaenger: job.recipient });
    try {
      return await this.#attempt(job).catch((error: unknown) => this.#failed(job, error));
    } catch (error) {
      // whatever was under way when the ledger went away, the recipient is not to blame
      if (asFault(error).code === 'STORE_UNAVAILABLE') return { next: 'later', inMs: STORE_AWAY_MS };
      throw error;
    }
  }

  async #attempt(job: ClaimedJob): Promise<Verdict> {
    const { recipient: empfaenger } = job;
    const way = await this.#options.wayTo(empfaenger);
    if (way.way === 'postfach') return await this.#conclude(job, await deliver(this.#context, job, way));
    const begun = performance.now();
    // what comes by itself does not go before what waits and is more urgent, which has its turn now
    const ahead = this.#waiting.isAhead(empfaenger, job.priority);
    if (ahead) void this.callUp([empfaenger]);
    if (ahead || !this.#gate.enter(empfaenger, begun)) return this.#park(job);
    const attempt = await deliver(this.#context, job, way);
    this.#leave(empfaenger, attempt, begun);
    return await this.#conclude(job, attempt);
  }

  /** @throws the error itself where the ledger is away */
  #failed(job: ClaimedJob, error: unknown): Promise<Verdict> {
    const { code } = asFault(error);
    if (code === 'STORE_UNAVAILABLE') throw error;
    return this.#conclude(job, { outcome: 'failed', code });
  }

  get #context() {
    const { ledger, push, settings, closing } = this.#options;
    return { ledger, push, timeoutMs: settings.timeoutMs, closing };
  }

  #leave(recipient: string, attempt: Attempt, begun: number): void {
    const now = performance.now();
    if (attempt.outcome === 'busy') {
      this.#gate.hold(recipient, begun, now + attempt.pauseMs);
      return;
    }
    const { outcome } = attempt;
    const said = outcome === 'delivered' || outcome === 'failed' ? outcome : 'neutral';
    if (this.#gate.leave(recipient, said, begun, now)) this.#waiting.wake(recipient);
    void this.callUp([recipient]);
  }

  /** A job without a place waits until it is called up; that counts as no attempt. */
  #park(job: ClaimedJob): Verdict {
    const { recipient } = job;
    const spread = FORGOTTEN_MS + this.#waiting.size(recipient) * FORGOTTEN_EACH_MS;
    const inMs = Math.ceil(Math.min(FORGOTTEN_MS + spread * Math.random(), LONGEST_PAUSE_MS));
    return { next: 'later', inMs, settled: () => this.#waiting.park(recipient, job) };
  }

  async #conclude(job: ClaimedJob, attempt: Attempt): Promise<Verdict> {
    const { uuid, recipient: empfaenger } = job;
    switch (attempt.outcome) {
      case 'delivered':
        reached('delivery.recorded', { uuid, empfaenger });
        return { next: 'done' };
      case 'interrupted':
        return { next: 'later', inMs: STORE_AWAY_MS };
      case 'busy':
        return this.#park(job);
      case 'failed':
      case 'refused': {
        const next = await this.#countAttempt(job, attempt.outcome, attempt.code);
        if (next !== undefined) return next;
        break;
      }
      case 'hopeless':
        break;
    }
    await this.giveUp(uuid, Buffer.from(job.sha256, 'hex'), attempt.code);
    // the ledger keeps the dead letter; left among the queue's failures, the job would be taken for one that its
    // workers died over as soon as the ledger is told to try again
    return { next: 'done' };
  }

  /** @returns undefined when that was the last attempt */
  async #countAttempt(job: ClaimedJob, outcome: 'failed' | 'refused', code: string): Promise<Verdict | undefined> {
    const { ledger, settings, fristOf } = this.#options;
    const { uuid, recipient: empfaenger } = job;
    const counted = await zaehleFehlversuch(ledger.pool, uuid, code, settings.backoffMs);
    reached('delivery.failed', { uuid, empfaenger, code });
    if (counted === undefined) return { next: 'done' };
    if (counted.alterMs >= fristOf(empfaenger).pushMs) return undefined;
    // a reader that is away is waited for; one that answers no to this Sendung again and again means it
    if (outcome === 'refused' && counted.versuche >= settings.attempts) return undefined;
    const inMs = pauseAfter(settings.backoffMs, counted.versuche, Math.random());
    return { next: 'later', inMs, settled: () => outcome === 'failed' && this.#waiting.rest(empfaenger, job) };
  }

  /** Makes a dead letter; the ledger keeps it until a person puts it back or it is handed back to its author. */
  async giveUp(uuid: string, sha256: Buffer, code: string): Promise<void> {
    const beleg = eventEvidence({ code });
    const leaf = makeLeaf({ ereignis: 'unzustellbar', uuid, sha256, zeit: new Date(), beleg });
    const { ledger, logger } = this.#options;
    const { changed } = await ledger.unzustellbar(uuid, code, leaf);
    reached('delivery.abandoned', { uuid, code });
    if (changed) logger?.warn({ uuid, code }, 'delivery given up: dead letter');
  }
}
