import { fault } from '../platform/errors.ts';

/** Bounds of shares. */
export interface ShareOptions {
  /** what one may have at work while nobody else comes */
  readonly alone: number;
  /** what one may have at work while others come too */
  readonly each: number;
  /** what one may have begun and not ended, with what has yielded its turn; no bound of its own if left out */
  readonly open?: number;
  /** what may be at work in all */
  readonly most: number;
  /** what may wait for its turn in all; nobody has more than half of the places */
  readonly waiting: number;
  /** how long a turn may be waited for, in milliseconds */
  readonly patienceMs: number;
  /** milliseconds of any clock that does not go back; another one in tests */
  readonly now?: () => number;
}

/** Who came within this time counts as coming, in milliseconds. */
export const RECENT_MS = 60_000;

/** One that waits for its turn. */
interface Waiting {
  readonly begin: () => void;
}

/** Those of one sender. */
interface Lane {
  atWork: number;
  /** begun and not ended */
  open: number;
  /** number of its latest beginning; a newcomer has none */
  served: number;
  readonly waiting: Waiting[];
}

/**
 * Fair shares of work: whoever has least at work is next, among equals each in turn. Work that has begun cannot be
 * stopped, so a newcomer waits for what the others have begun; therefore one that floods may begin little at once as
 * long as others come at all, and much only while it is alone. So a flood delays its sender, and hardly anybody else
 * (G8).
 */
export class Shares {
  readonly #options: ShareOptions;
  readonly #now: () => number;
  readonly #lanes = new Map<string, Lane>();
  #atWork = 0;
  #waiting = 0;
  #begun = 0;
  #latest: { who: string; at: number } | undefined;
  /** when somebody else than the latest was seen last */
  #otherAt = Number.NEGATIVE_INFINITY;

  constructor(options: ShareOptions) {
    this.#options = options;
    this.#now = options.now ?? performance.now.bind(performance);
  }

  /** What is at work. */
  get atWork(): number {
    return this.#atWork;
  }

  /** What waits for its turn. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Does the work in its turn.
   *
   * @param who on whose behalf
   * @param work may yield its turn early, when it only waits for others from then on
   * @param gone nobody wants the result any more: work that has not begun is left undone
   * @throws LIMIT_RATE where the own places are taken, LIMIT_BUSY where all are or the turn does not come, LIMIT_TIMEOUT
   *   when gone
   */
  async run<T>(who: string, work: (yieldTurn: () => void) => Promise<T>, gone?: AbortSignal): Promise<T> {
    this.#see(who);
    const lane = this.#laneOf(who);
    if (lane.waiting.length > 0 || !this.#mayBegin(who, lane)) await this.#turn(who, lane, gone);
    else this.#begin(lane);
    let inTurn = true;
    const yieldTurn = (): void => {
      if (!inTurn) return;
      inTurn = false;
      lane.atWork -= 1;
      this.#atWork -= 1;
      this.#next();
    };
    try {
      return await work(yieldTurn);
    } finally {
      lane.open -= 1;
      yieldTurn();
      this.#tidy(who, lane);
      this.#next();
    }
  }

  #see(who: string): void {
    const at = this.#now();
    if (this.#latest !== undefined && this.#latest.who !== who) this.#otherAt = this.#latest.at;
    this.#latest = { who, at };
  }

  #isAlone(who: string): boolean {
    const others = this.#latest?.who === who ? this.#otherAt : (this.#latest?.at ?? Number.NEGATIVE_INFINITY);
    return others + RECENT_MS <= this.#now();
  }

  #laneOf(who: string): Lane {
    const lane = this.#lanes.get(who) ?? { atWork: 0, open: 0, served: 0, waiting: [] };
    this.#lanes.set(who, lane);
    return lane;
  }

  #tidy(who: string, lane: Lane): void {
    if (lane.open === 0 && lane.waiting.length === 0) this.#lanes.delete(who);
  }

  #mayBegin(who: string, lane: Lane): boolean {
    const { alone, each, most, open = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#atWork >= most || lane.open >= open) return false;
    return lane.atWork < each || (lane.atWork < alone && this.#isAlone(who));
  }

  #begin(lane: Lane): void {
    this.#begun += 1;
    lane.served = this.#begun;
    lane.atWork += 1;
    lane.open += 1;
    this.#atWork += 1;
  }

  /** Waits until the work may begin; it has begun when this returns. */
  #turn(who: string, lane: Lane, gone: AbortSignal | undefined): Promise<void> {
    const { waiting: places, patienceMs } = this.#options;
    const own = lane.waiting.length >= places / 2;
    if (own || this.#waiting >= places) {
      this.#tidy(who, lane);
      return Promise.reject(fault(own ? 'LIMIT_RATE' : 'LIMIT_BUSY'));
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const one: Waiting = {
      begin: () => {
        settled();
        this.#begin(lane);
        resolve();
      },
    };
    const leave = (code: 'LIMIT_TIMEOUT' | 'LIMIT_BUSY') => {
      settled();
      lane.waiting.splice(lane.waiting.indexOf(one), 1);
      this.#waiting -= 1;
      this.#tidy(who, lane);
      reject(fault(code));
    };
    const onGone = () => leave('LIMIT_TIMEOUT');
    const late = setTimeout(() => leave('LIMIT_BUSY'), patienceMs);
    const settled = () => {
      clearTimeout(late);
      gone?.removeEventListener('abort', onGone);
    };
    lane.waiting.push(one);
    this.#waiting += 1;
    gone?.addEventListener('abort', onGone);
    if (gone?.aborted) onGone();
    return promise;
  }

  /** Lets begin what may: first of those who have least at work, among them of whoever was served longest ago. */
  #next(): void {
    while (this.#waiting > 0) {
      let next: Lane | undefined;
      for (const [who, lane] of this.#lanes) {
        if (lane.waiting.length === 0 || !this.#mayBegin(who, lane)) continue;
        if (next === undefined || isBefore(lane, next)) next = lane;
      }
      const one = next?.waiting.shift();
      if (one === undefined) return;
      this.#waiting -= 1;
      one.begin();
    }
  }
}

const isBefore = (one: Lane, other: Lane): boolean =>
  one.atWork === other.atWork ? one.served < other.served : one.atWork < other.atWork;
