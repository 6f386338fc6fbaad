import { type Ledger, type OutboxRef, zaehleFehlversuch } from '../ledger/index.ts';
import { reached } from '../platform/steps.ts';
import { toJob } from './job.ts';
import type { DeliveryQueue } from './queue.ts';

/** Outbox rows in one read. */
const PAGE = 500;

/**
 * Rows become visible in another order than they are numbered. A row that is numbered lower but committed later is
 * found as long as it comes within this time; whatever comes later still, the reconciler finds.
 */
const LATE_MS = 2000;

/** What a comparison of outbox and queue found. */
export interface Reconciliation {
  /** outbox rows that wait for dispatch */
  readonly open: number;
  /** jobs that the queue had lost and has again; an estimate while workers run */
  readonly restored: number;
  /** whether the queue's own tables had to be made again */
  readonly repaired: boolean;
  /** open rows whose job the queue had given up, because workers died over it */
  readonly abandoned: number;
}

export interface FeederOptions {
  readonly queue: DeliveryQueue;
  readonly ledger: Pick<Ledger, 'openOutbox' | 'pool'>;
  /** attempts after which a Sendung that its workers die over is given up */
  readonly attempts: number;
  /** gives a Sendung up for good */
  readonly giveUp: (uuid: string, sha256: Buffer, code: string) => Promise<void>;
}

/** Brings outbox rows into the queue: new ones quickly, lost ones surely. Everything it does may be repeated. */
export class Feeder {
  readonly #options: FeederOptions;
  /** rows put into the queue lately: uuid → nr */
  readonly #recent = new Map<string, number>();
  #floor = 0;
  #high = 0;
  #marks: { at: number; nr: number }[] = [];

  constructor(options: FeederOptions) {
    this.#options = options;
  }

  /**
   * Puts new outbox rows into the queue.
   *
   * @param now milliseconds of a steady clock
   * @returns number of rows added
   * @throws what ledger and queue throw; nothing is forgotten then
   */
  async feed(now: number): Promise<number> {
    this.#advance(now);
    let added = 0;
    for await (const page of this.#pages(this.#floor)) {
      const fresh = page.filter(({ uuid }) => !this.#recent.has(uuid));
      await this.#add(fresh, fresh);
      for (const { uuid, nr } of fresh) this.#recent.set(uuid, nr);
      this.#high = Math.max(this.#high, page.at(-1)?.nr ?? 0);
      added += fresh.length;
    }
    return added;
  }

  /** Compares all open outbox rows with the queue and puts back what the queue lost. */
  async reconcile(): Promise<Reconciliation> {
    const { queue } = this.#options;
    const repaired = await queue.repair();
    const before = await this.#total();
    const failed = new Set(await queue.failed());
    let open = 0;
    let abandoned = 0;
    for await (const page of this.#pages(0)) {
      const dead = new Set<string>();
      for (const ref of page.filter(({ uuid }) => failed.has(uuid))) {
        if (await this.#abandoned(ref)) dead.add(ref.uuid);
        abandoned += 1;
      }
      await this.#add(page.filter(({ uuid }) => !dead.has(uuid)));
      open += page.length;
    }
    const restored = Math.max(0, (await this.#total()) - before);
    return { open, restored, repaired, abandoned };
  }

  /** Counts the attempt that nobody lived to count. @returns whether that was the last one */
  async #abandoned({ uuid, sha256 }: OutboxRef): Promise<boolean> {
    const { queue, ledger, attempts, giveUp } = this.#options;
    const counted = await zaehleFehlversuch(ledger.pool, uuid, 'DELIVERY_FAILED');
    const last = counted !== undefined && counted.versuche >= attempts;
    if (last) await giveUp(uuid, sha256, 'DELIVERY_FAILED');
    else await queue.remove(uuid);
    return last;
  }

  async *#pages(after: number): AsyncGenerator<OutboxRef[]> {
    for (let last = after; ; ) {
      const page = await this.#options.ledger.openOutbox({ limit: PAGE, after: last });
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      last = page.at(-1)?.nr ?? last;
    }
  }

  /** @param fresh those that go into the queue for the first time as far as is known; the others may well be in it */
  async #add(refs: readonly OutboxRef[], fresh: readonly OutboxRef[] = []): Promise<void> {
    if (refs.length === 0) return;
    reached('outbox.read', { uuid: refs[0]?.uuid, alle: fresh });
    await this.#options.queue.add(refs.map(toJob));
    reached('queue.added', { uuid: refs[0]?.uuid, alle: fresh });
  }

  async #total(): Promise<number> {
    const { waiting, active, delayed } = await this.#options.queue.counts();
    return waiting + active + delayed;
  }

  /** Moves the place from which rows are read to what was seen long enough ago, and forgets what lies before it. */
  #advance(now: number): void {
    const old = this.#marks.filter(({ at }) => at <= now - LATE_MS);
    this.#marks = [...this.#marks.slice(old.length), { at: now, nr: this.#high }];
    const floor = old.at(-1)?.nr ?? this.#floor;
    if (floor === this.#floor) return;
    this.#floor = floor;
    for (const [uuid, nr] of this.#recent) if (nr <= floor) this.#recent.delete(uuid);
  }
}
