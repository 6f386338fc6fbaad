import { eventEvidence, type Ledger } from '../ledger/index.ts';
import { asFault } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';
import { reached } from '../platform/steps.ts';
import { makeLeaf } from '../transparency/index.ts';
import { type Attempt, deliver, type Push, type WayTo } from './delivery.ts';
import { Gate } from './gate.ts';
import { pauseAfter } from './job.ts';
import type { ClaimedJob, Verdict } from './queue.ts';
import type { DispatchSettings } from './settings.ts';

export interface CourierOptions {
  readonly ledger: Ledger;
  readonly wayTo: WayTo;
  readonly push: Push;
  readonly settings: DispatchSettings;
  readonly logger: Logger | undefined;
  /** aborts pushes in hand when the process ends */
  readonly closing: AbortSignal;
}

/** How long a job waits while the ledger is away, in milliseconds. */
const STORE_AWAY_MS = 5000;

/** How long a job waits whose Sendung is being delivered in this process already, in milliseconds. */
const IN_HAND_MS = 500;

/** What a worker does with one job: find the way, get a place at the gate, deliver, and settle the outcome. */
export class Courier {
  readonly #ledger: Ledger;
  readonly #wayTo: WayTo;
  readonly #push: Push;
  readonly #settings: DispatchSettings;
  readonly #logger: Logger | undefined;
  readonly #closing: AbortSignal;
  readonly #gate: Gate;
  readonly #inHand = new Set<string>();

  constructor({ ledger, wayTo, push, settings, logger, closing }: CourierOptions) {
    this.#ledger = ledger;
    this.#wayTo = wayTo;
    this.#push = push;
    this.#settings = settings;
    this.#logger = logger;
    this.#closing = closing;
    this.#gate = new Gate(settings);
  }

  /** recipients that are left alone at this instant */
  openCircuits(): number {
    return this.#gate.openCircuits(Date.now());
  }

  /**
   * Handles one job to its verdict; never rejects for the recipient's sake. A job that comes back while its first run
   * is still in hand, because the queue lost it in between, waits for that run.
   */
  async process(job: ClaimedJob): Promise<Verdict> {
    if (this.#inHand.has(job.uuid)) return { next: 'later', at: Date.now() + IN_HAND_MS };
    this.#inHand.add(job.uuid);
    try {
      return await this.#handle(job);
    } finally {
      this.#inHand.delete(job.uuid);
    }
  }

  async #handle(job: ClaimedJob): Promise<Verdict> {
    const begun = Date.now();
    const { uuid, recipient: empfaenger } = job;
    reached('delivery.claimed', { uuid, empfaenger });
    try {
      const way = await this.#wayTo(job.recipient);
      const place = way.way === 'push' ? this.#gate.enter(job.recipient, begun) : undefined;
      if (place?.admitted === false) return await this.#putOff(job, place.at);
      const context = {
        ledger: this.#ledger,
        push: this.#push,
        timeoutMs: this.#settings.timeoutMs,
        closing: this.#closing,
      };
      const attempt = await deliver(context, job, way);
      if (place) {
        const { outcome } = attempt;
        const verdict = outcome === 'delivered' || outcome === 'failed' ? outcome : 'neutral';
        this.#gate.leave(job.recipient, verdict, begun, Date.now());
      }
      return await this.#conclude(job, attempt);
    } catch (error) {
      const { code } = asFault(error);
      if (code === 'STORE_UNAVAILABLE') return { next: 'later', at: Date.now() + STORE_AWAY_MS };
      return await this.#conclude(job, { outcome: 'failed', code });
    }
  }

  /** Without a place the job goes back; it counts as no attempt, but not for ever. */
  async #putOff(job: ClaimedJob, at: number): Promise<Verdict> {
    if (!this.#isTooOld(job)) return { next: 'later', at };
    return this.#conclude(job, { outcome: 'hopeless', code: 'DELIVERY_FAILED' });
  }

  #isTooOld({ enqueuedAt }: ClaimedJob): boolean {
    return Date.now() - enqueuedAt >= this.#settings.giveUpMs;
  }

  async #conclude(job: ClaimedJob, attempt: Attempt): Promise<Verdict> {
    const { uuid, recipient: empfaenger } = job;
    switch (attempt.outcome) {
      case 'delivered':
        reached('delivery.recorded', { uuid, empfaenger });
        return { next: 'done' };
      case 'interrupted':
        return { next: 'later', at: Date.now() + STORE_AWAY_MS };
      case 'failed': {
        const next = new Date(Date.now() + pauseAfter(this.#settings.backoffMs, job.attemptsMade + 1, 0.5));
        await this.#ledger.versuchGescheitert(uuid, attempt.code, next);
        reached('delivery.failed', { uuid, empfaenger, code: attempt.code });
        if (job.attemptsMade + 1 < job.attempts && !this.#isTooOld(job)) return { next: 'retry', code: attempt.code };
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

  /** Makes a dead letter; the ledger keeps it until a person puts it back. */
  async giveUp(uuid: string, sha256: Buffer, code: string): Promise<void> {
    const beleg = eventEvidence({ code });
    const leaf = makeLeaf({ ereignis: 'unzustellbar', uuid, sha256, zeit: new Date(), beleg });
    const { changed } = await this.#ledger.unzustellbar(uuid, code, leaf);
    reached('delivery.abandoned', { uuid, code });
    if (changed) this.#logger?.warn({ uuid, code }, 'delivery given up: dead letter');
  }
}
