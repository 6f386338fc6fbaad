import type { ServerResponse } from 'node:http';
import { fault } from '../platform/errors.ts';

/** Requests of one authority that may wait for post at the same time; each costs a look into the store per wake-up. */
const WAITS_EACH = 16;

/** The requests that wait for post: few of each authority, none beyond its connection or the end of the gateway. */
export class Waits {
  readonly #waiting = new Map<string, Set<AbortController>>();
  #ended = false;

  /**
   * Waits on behalf of a request.
   *
   * @param who the authority that waits
   * @param response where the answer will go; when its connection goes, the wait ends
   * @param wait ends early when the signal comes
   * @throws LIMIT_RATE if this authority waits too often already
   */
  async hold(who: string, response: ServerResponse, wait: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    if (this.#ended || response.destroyed) return;
    const own = this.#waiting.get(who) ?? new Set();
    if (own.size >= WAITS_EACH) throw fault('LIMIT_RATE');
    const gone = new AbortController();
    const leave = () => gone.abort();
    this.#waiting.set(who, own.add(gone));
    response.once('close', leave);
    try {
      await wait(gone.signal);
    } finally {
      response.off('close', leave);
      own.delete(gone);
      if (own.size === 0) this.#waiting.delete(who);
    }
  }

  /** Ends all waits, so that none holds up the end of the gateway. */
  end(): void {
    this.#ended = true;
    for (const own of this.#waiting.values()) for (const gone of own) gone.abort();
  }
}
