import type { ServerResponse } from 'node:http';
import { fault } from '../platform/errors.ts';
import { InFlight } from './in-flight.ts';

/** The requests that wait for post: few of each authority, none beyond its connection or the end of the gateway. */
export class Waits {
  readonly #places: InFlight;
  readonly #waiting = new Set<AbortController>();
  #ended = false;

  /** @param most in all @param each of one authority; each costs a look into the store per wake-up */
  constructor(most: number, each: number) {
    this.#places = new InFlight(most, each);
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /**
   * Waits on behalf of a request.
   *
   * @param who the authority that waits
   * @param response where the answer will go; when its connection goes, the wait ends
   * @param wait ends early when the signal comes
   * @throws LIMIT_RATE if this authority waits too often already, LIMIT_BUSY if too many wait in all
   */
  async hold(who: string, response: ServerResponse, wait: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    if (this.#ended || response.destroyed) return;
    const release = this.#places.take(who, 1);
    if (release === undefined) throw fault(this.#places.isOver(who, 1) ? 'LIMIT_RATE' : 'LIMIT_BUSY');
    const gone = new AbortController();
    const leave = () => gone.abort();
    this.#waiting.add(gone);
    response.once('close', leave);
    try {
      await wait(gone.signal);
    } finally {
      response.off('close', leave);
      this.#waiting.delete(gone);
      release();
    }
  }

  /** Ends all waits, so that none holds up the end of the gateway. */
  end(): void {
    this.#ended = true;
    for (const gone of this.#waiting) gone.abort();
  }
}
