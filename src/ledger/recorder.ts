import type pg from 'pg';
import { type Fristnotiz, fristParameter } from './frist-record.ts';
import { record, recordInOrder } from './record.ts';
import { type Entry, recordMany } from './record-many.ts';
import type { NewSendung, Overtaken, RecordOutcome } from './types.ts';

/** Statements under way at once; what comes meanwhile waits for the next one together. */
const UNDER_WAY = 2;
/** Sendungen in one statement at most. */
const MOST = 32;
/** Bytes of Sendungen in one statement at most; beyond, PostgreSQL would put them on disk twice. */
const MOST_BYTES = 1_048_576;
/** So long one waits for a row that another transaction holds, in milliseconds; then it waits alone. */
const PATIENCE_MS = 50;
/** From this size on a Sendung is recorded by itself, in bytes: nobody waits for its way to the disk. */
const ALONE_FROM = 262_144;

type Outcome = RecordOutcome | Overtaken;

interface Waiting extends Entry {
  /** the same without company */
  alone(): Promise<Outcome>;
  readonly done: PromiseWithResolvers<Outcome>;
}

/**
 * Makes Sendungen durable together that are ready at the same time (group commit): one statement, one transaction, one
 * flush. Nobody waits for company: what is ready in one turn of the event loop goes at its end, and what comes while
 * statements are under way goes with the next. Each keeps what it has alone: its receipt leaves after the commit that holds it, a UUID is recorded once, and
 * what is wrong with one is no other's fault, because then each is recorded by itself. Nobody waits for a case that is not
 * his own.
 */
export class Recorder {
  readonly #pool: pg.Pool;
  #waiting: Waiting[] = [];
  #underWay = 0;
  #turn: NodeJS.Immediate | undefined;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** As {@link record}; where `frist` is strict, as {@link recordInOrder}. */
  record(sendung: NewSendung, frist?: Fristnotiz): Promise<Outcome> {
    const alone = (): Promise<Outcome> =>
      frist?.streng ? recordInOrder(this.#pool, sendung, frist) : record(this.#pool, sendung, frist);
    if (sendung.bytes.length >= ALONE_FROM) return alone();
    const done = Promise.withResolvers<Outcome>();
    this.#waiting.push({ sendung, frist: fristParameter(frist), alone, done });
    // those who are ready in the same turn of the event loop go together
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      this.#start();
    });
    return done.promise;
  }

  #start(): void {
    while (this.#underWay < UNDER_WAY && this.#waiting.length > 0) {
      this.#underWay += 1;
      void this.#write(this.#take()).finally(() => {
        this.#underWay -= 1;
        this.#start();
      });
    }
  }

  /** Those who go together: as many as there is room for, the first ones first, of each UUID and each case one. */
  #take(): Waiting[] {
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    const seen = new Set<string>();
    let bytes = 0;
    for (const one of this.#waiting) {
      const { uuid, kopf, bytes: content } = one.sendung;
      const names = [`u${uuid.toLowerCase()}`, `v${kopf.vorgangsUUID.toLowerCase()}`];
      const fits = taken.length < MOST && bytes + content.length <= MOST_BYTES && !names.some((name) => seen.has(name));
      (fits ? taken : left).push(one);
      // who waits for the next statement keeps its place before others of its UUID and case
      for (const name of names) seen.add(name);
      if (fits) bytes += content.length;
    }
    this.#waiting = left;
    return taken;
  }

  /** Records those who go together, or each by itself. @returns when the next ones may go */
  async #write(together: readonly Waiting[]): Promise<void> {
    const [only] = together;
    if (together.length === 1 && only !== undefined) return soon(settle(only));
    try {
      const recorded = await recordMany(this.#pool, together, PATIENCE_MS);
      for (const one of together) {
        if (!recorded.has(one.sendung.uuid.toLowerCase())) void settle(one);
        else one.done.resolve({ outcome: 'recorded', quittung: one.sendung.quittung });
      }
    } catch {
      // whatever it was: it is found again by whom it concerns, and with patience where PostgreSQL is away
      for (const one of together) void settle(one);
    }
  }
}

/** Waits for work, but no longer than {@link PATIENCE_MS}: it may wait for a case that somebody holds. */
async function soon(work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, PATIENCE_MS);
  await Promise.race([work, late.promise]);
  clearTimeout(timer);
}

/** Records one by itself, and tells who waits for it. */
const settle = ({ alone, done }: Waiting): Promise<void> => alone().then(done.resolve, done.reject);
