import type pg from 'pg';
import { fault } from '../platform/errors.ts';
import type { Fristnotiz } from './frist-record.ts';
import * as outbox from './outbox.ts';
import { patiently } from './pool.ts';
import * as queries from './queries.ts';
import { recordRefusal } from './record.ts';
import { Recorder } from './recorder.ts';
import { Signal } from './signal.ts';
import type {
  Ereignis,
  NewLeaf,
  NewRefusal,
  NewSendung,
  OutboxRef,
  OutboxStatus,
  Overtaken,
  PostfachEntry,
  RecordOutcome,
  StoredRefusal,
  StoredSendung,
  ToteSendung,
  Transition,
  VorgangEntry,
} from './types.ts';

/** Longest time in which a lost wake-up goes unnoticed. */
const RECHECK_MS = 5_000;

/**
 * The durable record and outbox. Every method may throw STORE_UNAVAILABLE while PostgreSQL is away (after waiting a
 * few seconds for a restart); every method can be repeated.
 */
export class Ledger {
  /** the pool, for rooms that keep their own tables in the ledger's database */
  readonly pool: pg.Pool;
  readonly #signal: Signal;
  readonly #recorder: Recorder;

  private constructor(pool: pg.Pool, signal: Signal) {
    this.pool = pool;
    this.#recorder = new Recorder(pool);
    this.#signal = signal;
  }

  /** Opens the ledger on a migrated database. The pool stays the caller's. @throws STORE_UNAVAILABLE */
  static async open(pool: pg.Pool): Promise<Ledger> {
    const signal = new Signal(pool);
    await patiently(() => signal.open());
    return new Ledger(pool, signal);
  }

  /** Ends listening; the pool stays open. */
  async close(): Promise<void> {
    await this.#signal.close();
  }

  /** One round trip to PostgreSQL, for readiness checks. */
  async ping(): Promise<void> {
    await patiently(() => this.pool.query('SELECT 1'));
  }

  /**
   * Makes a Sendung durable, perhaps in one transaction with others; see {@link Recorder}.
   *
   * @param frist what it changes in the watch of its case; never strict, see {@link recordInOrder}
   */
  async record(sendung: NewSendung, frist?: Fristnotiz): Promise<RecordOutcome> {
    const outcome = await this.#record(sendung, frist && { ...frist, streng: undefined });
    if (outcome.outcome === 'overtaken') throw fault('INTERNAL', { detail: 'nobody asked for the order' });
    return outcome;
  }

  /**
   * The same, unless the case has got another message since `frist.gezaehlt` was counted: of two messages that were
   * judged by the same history only one is recorded, and unrelated cases do not wait for each other.
   */
  recordInOrder(sendung: NewSendung, frist: Fristnotiz): Promise<RecordOutcome | Overtaken> {
    return this.#record(sendung, { ...frist, streng: true });
  }

  async #record(sendung: NewSendung, frist: Fristnotiz | undefined): Promise<RecordOutcome | Overtaken> {
    const outcome = await this.#recorder.record(sendung, frist);
    if (outcome.outcome === 'recorded') this.#signal.wake('ausgang');
    return outcome;
  }

  /** Makes a refusal durable with its signed answer. */
  recordRefusal(refusal: NewRefusal): Promise<void> {
    return recordRefusal(this.pool, refusal);
  }

  /** The Sendung that had exactly these bytes. */
  findBySha256(sha256: Buffer): Promise<{ uuid: string; absender: string; quittung: Buffer } | undefined> {
    return queries.findBySha256(this.pool, sha256);
  }

  /** A Sendung with its state, without content. */
  findByUuid(uuid: string): Promise<StoredSendung | undefined> {
    return queries.findByUuid(this.pool, uuid);
  }

  /** A Sendung with its bytes; undefined when unknown or deleted by retention. */
  content(uuid: string): Promise<(StoredSendung & { bytes: Buffer }) | undefined> {
    return queries.content(this.pool, uuid);
  }

  /** What waits for dispatch, in order of acceptance. */
  openOutbox(page: { limit: number; after?: number }): Promise<OutboxRef[]> {
    return outbox.openOutbox(this.pool, page.limit, page.after);
  }

  /** Calls `listener` whenever something new may wait for dispatch. @returns ends the subscription */
  onOutbox(listener: () => void): () => void {
    return this.#signal.on('ausgang', listener);
  }

  /** `wartet` → `bereitgestellt`; wakes the reader. @throws NOT_FOUND */
  async bereitstellen(uuid: string, leaf?: NewLeaf): Promise<Transition> {
    const result = await outbox.bereitstellen(this.pool, uuid, leaf);
    if (result.empfaenger !== undefined) this.#signal.wake('postfach', result.empfaenger);
    return result;
  }

  /** → `zugestellt` with the reader's acknowledgement. @throws NOT_FOUND */
  zugestellt(uuid: string, abholung: Buffer, leaf?: NewLeaf): Promise<Transition> {
    return outbox.zugestellt(this.pool, uuid, abholung, leaf);
  }

  /** → `abgeholt` with the reader's acknowledgement. @throws NOT_FOUND */
  abgeholt(uuid: string, abholung: Buffer, leaf?: NewLeaf): Promise<Transition> {
    return outbox.abgeholt(this.pool, uuid, abholung, leaf);
  }

  /** → `unzustellbar` with a catalogue code. @throws NOT_FOUND */
  unzustellbar(uuid: string, code: string, leaf?: NewLeaf): Promise<Transition> {
    return outbox.unzustellbar(this.pool, uuid, code, leaf);
  }

  /** `unzustellbar` → `wartet`; wakes the dispatcher. @throws NOT_FOUND */
  async wiedervorlegen(uuid: string, leaf?: NewLeaf): Promise<Transition> {
    const result = await outbox.wiedervorlegen(this.pool, uuid, leaf);
    if (result.changed) this.#signal.wake('ausgang');
    return result;
  }

  /** Adds `verarbeitet` to the Laufzettel, once. */
  verarbeitet(uuid: string, detail?: object, leaf?: NewLeaf): Promise<void> {
    return queries.verarbeitet(this.pool, uuid, detail, leaf);
  }

  /** The reader's signed acknowledgement. */
  abholung(uuid: string): Promise<{ bytes: Buffer; zeit: Date } | undefined> {
    return queries.abholung(this.pool, uuid);
  }

  /** What lies in a mailbox, in order of acceptance; `after` is the last UUID of the page before. */
  postfach(empfaenger: string, page: { limit: number; after?: string }): Promise<PostfachEntry[]> {
    return queries.postfach(this.pool, empfaenger, page.limit, page.after);
  }

  /**
   * Waits until a mailbox holds something.
   *
   * @param ms longest time to wait, in milliseconds
   * @returns true when there is post; false when time is up or the signal aborts
   */
  async waitForPost(empfaenger: string, ms: number, signal?: AbortSignal): Promise<boolean> {
    const until = performance.now() + ms;
    let woken = Promise.withResolvers<void>();
    const wake = (): void => woken.resolve();
    // Subscribed before the first look, so that nothing falls between.
    const off = this.#signal.on('postfach', (key) => {
      if (key === '' || key === empfaenger) wake();
    });
    signal?.addEventListener('abort', wake);
    try {
      for (;;) {
        if (signal?.aborted) return false;
        if (await queries.hasPost(this.pool, empfaenger)) return true;
        const left = until - performance.now();
        if (left <= 0) return false;
        const timer = setTimeout(wake, Math.min(left, RECHECK_MS));
        await woken.promise;
        clearTimeout(timer);
        woken = Promise.withResolvers<void>();
      }
    } finally {
      off();
      signal?.removeEventListener('abort', wake);
    }
  }

  /** What happened to a Sendung, in order; for one never accepted, its refusals. */
  laufzettel(uuid: string): Promise<Ereignis[]> {
    return queries.laufzettel(this.pool, uuid);
  }

  /** What was given up and waits for a person. */
  toteSendungen(page: { limit: number; after?: number } = { limit: 100 }): Promise<ToteSendung[]> {
    return outbox.toteSendungen(this.pool, page.limit, page.after);
  }

  /** Refusals of a claimed UUID, or the newest ones. */
  abweisungen(filter: { uuid?: string; alarm?: boolean; limit?: number } = {}): Promise<StoredRefusal[]> {
    return queries.abweisungen(this.pool, filter);
  }

  /** Earlier accepted messages of a case: types and legal dates only. */
  vorgang(vorgangsUUID: string): Promise<VorgangEntry[]> {
    return queries.vorgang(this.pool, vorgangsUUID);
  }

  /** How many Sendungen stand in each open state, for metrics. */
  async counts(): Promise<Record<Exclude<OutboxStatus, 'zugestellt' | 'abgeholt' | 'zurueckgegeben'>, number>> {
    const { rows } = await patiently(() =>
      this.pool.query<{ status: OutboxStatus; n: string }>(
        `SELECT status, count(*) AS n FROM blaupause.ausgang WHERE status = 'wartet' GROUP BY 1
         UNION ALL SELECT status, count(*) FROM blaupause.ausgang WHERE status = 'bereitgestellt' GROUP BY 1
         UNION ALL SELECT status, count(*) FROM blaupause.ausgang WHERE status = 'unzustellbar' GROUP BY 1`,
      ),
    );
    const of = (status: OutboxStatus): number => Number(rows.find((row) => row.status === status)?.n ?? 0);
    return { wartet: of('wartet'), bereitgestellt: of('bereitgestellt'), unzustellbar: of('unzustellbar') };
  }
}
