/** Limits that keep one recipient from delaying the others (G8). */
export interface GateSettings {
  /** deliveries at once in this process */
  readonly concurrency: number;
  /** of these to one recipient */
  readonly perRecipient: number;
  /** failures in a row after which a recipient is left alone */
  readonly failuresToOpen: number;
  /** how long it is left alone the first time, in milliseconds; doubles with each failed probe */
  readonly openMs: number;
  /** longest time, in milliseconds */
  readonly maxOpenMs: number;
}

/** Whether a delivery may begin now, or when to ask again (milliseconds since 1970). */
export type Admission = { readonly admitted: true } | { readonly admitted: false; readonly at: number };

interface State {
  /** when each delivery in hand began */
  readonly begun: number[];
  /** deliveries at once that this recipient has earned */
  limit: number;
  failures: number;
  /** times in a row that a probe failed */
  openings: number;
  openUntil: number;
  /** moving mean of how long a delivery takes, in milliseconds */
  meanMs: number;
  /** when the next one that finds no room is to come back */
  slot: number;
}

/** Deliveries that take longer count as slow. */
const SLOW_MS = 2000;

/** Deliveries at once to a recipient of whom nothing is known yet, or that is slow. */
const FIRST_LIMIT = 2;

/** Shortest time that a delivery without room is put off. */
const MIN_WAIT_MS = 20;

/**
 * A cap and a circuit breaker per recipient. The cap grows with each success and halves with each failure. After
 * `failuresToOpen` failures in a row the circuit is open: nothing is sent for a while, then one probe decides.
 * Recipients that fail or are slow share at most half of the process's places, so that many of them together do not
 * take all. What finds no room comes back at the pace at which places become free, so that waiting costs little.
 * Time and chance come in from outside; there is one state for each recipient of the directory.
 */
export class Gate {
  readonly #settings: GateSettings;
  readonly #random: () => number;
  readonly #states = new Map<string, State>();

  constructor(settings: GateSettings, random: () => number = Math.random) {
    this.#settings = settings;
    this.#random = random;
  }

  /** recipients that are left alone at this instant */
  openCircuits(now: number): number {
    return [...this.#states.values()].filter((state) => state.openUntil > now).length;
  }

  /** Asks for a place; whoever is admitted must call {@link leave}. */
  enter(recipient: string, now: number): Admission {
    const state = this.#stateOf(recipient);
    const { openMs, failuresToOpen } = this.#settings;
    if (state.openUntil > now) return this.#refuse(state.openUntil + this.#random() * openMs);
    const active = state.begun.length;
    const halfOpen = state.failures >= failuresToOpen;
    if (halfOpen && active > 0) return this.#refuse(now + openMs * (0.5 + this.#random()));
    if (active >= this.#limitOf(state) || (this.#isSuspect(state) && this.#suspectsAreFull())) {
      return this.#refuse(this.#nextSlot(state, now));
    }
    state.begun.push(now);
    return { admitted: true };
  }

  /**
   * Gives the place back.
   *
   * @param outcome `neutral` says nothing about the recipient
   * @param begun the instant given to {@link enter}
   */
  leave(recipient: string, outcome: 'delivered' | 'failed' | 'neutral', begun: number, now: number): void {
    const state = this.#stateOf(recipient);
    const at = state.begun.indexOf(begun);
    if (at >= 0) state.begun.splice(at, 1);
    if (outcome === 'neutral') return;
    const tookMs = now - begun;
    state.meanMs = state.meanMs === 0 ? tookMs : state.meanMs * 0.8 + tookMs * 0.2;
    if (outcome === 'failed') {
      this.#fail(state, now);
      return;
    }
    const limit = Math.min(state.limit + 1, this.#settings.perRecipient);
    Object.assign(state, { failures: 0, openings: 0, openUntil: 0, limit });
  }

  #stateOf(recipient: string): State {
    const known = this.#states.get(recipient);
    if (known) return known;
    const limit = Math.min(FIRST_LIMIT, this.#settings.perRecipient);
    const state = { begun: [], limit, failures: 0, openings: 0, openUntil: 0, meanMs: 0, slot: 0 };
    this.#states.set(recipient, state);
    return state;
  }

  #limitOf(state: State): number {
    return state.meanMs > SLOW_MS ? Math.min(state.limit, FIRST_LIMIT) : state.limit;
  }

  /** Each one put off gets a time of its own; the longer the deliveries in hand take, the further apart. */
  #nextSlot(state: State, now: number): number {
    const oldest = state.begun[0];
    const expected = Math.max(state.meanMs, oldest === undefined ? 0 : now - oldest, 1);
    const slot = Math.max(state.slot, now) + (0.8 * expected) / this.#limitOf(state);
    state.slot = Math.min(Math.max(slot, now + MIN_WAIT_MS), now + this.#settings.maxOpenMs);
    return state.slot;
  }

  #fail(state: State, now: number): void {
    state.failures += 1;
    state.limit = Math.max(1, Math.floor(state.limit / 2));
    if (state.failures < this.#settings.failuresToOpen || state.openUntil > now) return;
    state.openUntil = now + Math.min(this.#settings.openMs * 2 ** state.openings, this.#settings.maxOpenMs);
    state.openings += 1;
  }

  #isSuspect(state: State): boolean {
    return state.failures > 0 || state.meanMs > SLOW_MS;
  }

  #suspectsAreFull(): boolean {
    let active = 0;
    for (const state of this.#states.values()) if (this.#isSuspect(state)) active += state.begun.length;
    return active >= Math.max(1, Math.floor(this.#settings.concurrency / 2));
  }

  #refuse(at: number): Admission {
    return { admitted: false, at: Math.ceil(at) };
  }
}
