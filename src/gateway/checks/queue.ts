/** What waits, and for whom. */
interface Waiting<T> {
  readonly who: string;
  readonly item: T;
}

/**
 * A bounded queue that serves those who wait in turn: one authority with many Sendungen does not put off the others
 * (G8), and holds at most half of the places.
 */
export class FairQueue<T> {
  readonly #most: number;
  /** in the order in which they are served next */
  readonly #lanes = new Map<string, T[]>();
  #size = 0;

  /** @param most places in all */
  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** @returns whether there was a place */
  put({ who, item }: Waiting<T>): boolean {
    const lane = this.#lanes.get(who) ?? [];
    if (this.#size >= this.#most || lane.length >= this.#most / 2) return false;
    lane.push(item);
    this.#lanes.set(who, lane);
    this.#size += 1;
    return true;
  }

  /** The next one in turn; who was served goes to the end. */
  take(): T | undefined {
    const [first] = this.#lanes;
    if (first === undefined) return undefined;
    const [who, lane] = first;
    const item = lane.shift();
    this.#lanes.delete(who);
    if (lane.length > 0) this.#lanes.set(who, lane);
    this.#size -= 1;
    return item;
  }
}
