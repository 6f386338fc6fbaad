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

/** How a delivery ended as far as it says something about the recipient; `neutral` says nothing. */
export type Outcome = 'delivered' | 'failed' | 'neutral';

interface State {
  /** when each delivery in hand began */
  readonly begun: number[];
  /** deliveries at once that this recipient has earned */
  limit: number;
  /** whether it ever took a delivery over from this process */
  proven: boolean;
  failures: number;
  /** times in a row that a probe failed */
  openings: number;
  /** until when it is left alone, because it fails or because it asked for that */
  aloneUntil: number;
  /** whether it asked to be left alone and has taken nothing over since */
  asked: boolean;
  /** moving mean of how long a delivery takes, in milliseconds */
  meanMs: number;
}

/** Deliveries that take longer count as slow. */
const SLOW_MS = 2000;

/** Deliveries at once to a recipient of whom nothing is known yet, or that is slow. */
const FIRST_LIMIT = 2;

/**
 * A cap and a circuit breaker per recipient. The cap grows with each success and halves with each failure, so that a
 * recipient that is back gets its post gently. After `failuresToOpen` failures in a row the circuit is open: nothing is
 * sent for a while, then one probe decides. A recipient that asks for a pause gets it.
 *
 * Half of the process's places are kept for recipients that have shown that they take their post. The others share the
 * rest, and of that those that are slow or do not answer have half: many of them together delay neither those that work
 * nor those of whom nothing is known yet, nor one that is back after failures. Time comes in from outside; there is one state for each
 * recipient of the directory.
 */
export class Gate {
  readonly #settings: GateSettings;
  readonly #states = new Map<string, State>();

  constructor(settings: GateSettings) {
    this.#settings = settings;
  }

  /** Recipients that are left alone: after failures until a delivery succeeds, or for the pause that they asked for. */
  openCircuits(now: number): string[] {
    const isOpen = ({ aloneUntil, failures }: State): boolean =>
      aloneUntil > now || failures >= this.#settings.failuresToOpen;
    return [...this.#states].flatMap(([recipient, state]) => (isOpen(state) ? [recipient] : []));
  }

  /** Whether the recipient failed, or asked for a pause, and has taken nothing over since. */
  isAway(recipient: string): boolean {
    const state = this.#states.get(recipient);
    return state !== undefined && (state.failures > 0 || state.asked);
  }

  /** Takes a place if there is one; whoever gets it must call {@link leave} or {@link hold}. */
  enter(recipient: string, now: number): boolean {
    if (this.room(recipient, now) < 1) return false;
    this.#stateOf(recipient).begun.push(now);
    return true;
  }

  /** How many more deliveries to a recipient may begin now. */
  room(recipient: string, now: number): number {
    const state = this.#stateOf(recipient);
    if (state.aloneUntil > now) return 0;
    const probing = state.failures >= this.#settings.failuresToOpen;
    const own = (probing ? 1 : this.#limitOf(state)) - state.begun.length;
    return Math.max(0, Math.min(own, this.#shareOf(state, now)));
  }

  /**
   * Gives the place back.
   *
   * @param begun the instant given to {@link enter}
   * @returns whether the recipient is back after failures or a pause
   */
  leave(recipient: string, outcome: Outcome, begun: number, now: number): boolean {
    const state = this.#release(recipient, begun);
    if (outcome === 'neutral') return false;
    const tookMs = now - begun;
    const back = outcome === 'delivered' && (state.failures > 0 || state.asked);
    // how slow it was before says nothing of a recipient that is back
    state.meanMs = state.meanMs === 0 || back ? tookMs : state.meanMs * 0.8 + tookMs * 0.2;
    if (outcome === 'failed') {
      this.#fail(state, now);
      return false;
    }
    const limit = Math.min(state.limit + 1, this.#settings.perRecipient);
    Object.assign(state, { proven: true, asked: false, failures: 0, openings: 0, aloneUntil: 0, limit });
    return back;
  }

  /** Gives the place back to a recipient that asked to be left alone until an instant; that is no failure. */
  hold(recipient: string, begun: number, until: number): void {
    const state = this.#release(recipient, begun);
    state.asked = true;
    state.limit = Math.max(1, Math.floor(state.limit / 2));
    state.aloneUntil = Math.max(state.aloneUntil, until);
  }

  #release(recipient: string, begun: number): State {
    const state = this.#stateOf(recipient);
    const at = state.begun.indexOf(begun);
    if (at >= 0) state.begun.splice(at, 1);
    return state;
  }

  #stateOf(recipient: string): State {
    const known = this.#states.get(recipient);
    if (known) return known;
    const limit = Math.min(FIRST_LIMIT, this.#settings.perRecipient);
    const state: State = {
      ...{ begun: [], limit, proven: false, asked: false },
      ...{ failures: 0, openings: 0, aloneUntil: 0, meanMs: 0 },
    };
    this.#states.set(recipient, state);
    return state;
  }

  #limitOf(state: State): number {
    return state.meanMs > SLOW_MS ? Math.min(state.limit, FIRST_LIMIT) : state.limit;
  }

  #fail(state: State, now: number): void {
    state.failures += 1;
    state.limit = Math.max(1, Math.floor(state.limit / 2));
    if (state.failures < this.#settings.failuresToOpen || state.aloneUntil > now) return;
    state.aloneUntil = now + Math.min(this.#settings.openMs * 2 ** state.openings, this.#settings.maxOpenMs);
    state.openings += 1;
  }

  /** Whether a recipient is slow, or has not answered a delivery for long. */
  #isSlow({ meanMs, begun }: State, now: number): boolean {
    return meanMs > SLOW_MS || now - (begun[0] ?? now) > SLOW_MS;
  }

  /** Places of the process that are left for the kind of recipient that this one is. */
  #shareOf(state: State, now: number): number {
    const works = ({ proven, failures, asked }: State): boolean => proven && failures === 0 && !asked;
    const isSlow = this.#isSlow(state, now);
    if (works(state) && !isSlow) return Number.POSITIVE_INFINITY;
    let slow = 0;
    let others = 0;
    for (const other of this.#states.values()) {
      if (this.#isSlow(other, now)) slow += other.begun.length;
      else if (!works(other)) others += other.begun.length;
    }
    const { concurrency } = this.#settings;
    const left = Math.max(1, Math.floor(concurrency / 2)) - slow - others;
    return isSlow ? Math.min(left, Math.max(1, Math.floor(concurrency / 4)) - slow) : left;
  }
}
