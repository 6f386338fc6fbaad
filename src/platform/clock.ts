/** Time comes in from outside everywhere; only edges create a clock. */
export interface Clock {
  /** the current instant */
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until told otherwise; for virtual legal time and for tests. */
export class ManualClock implements Clock {
  #now: Date;

  /** @param start instant at which the clock stands */
  constructor(start: Date) {
    this.#now = new Date(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves the clock to an instant, forwards or backwards. */
  set(instant: Date): void {
    this.#now = new Date(instant);
  }
}
