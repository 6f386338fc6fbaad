import type { Logger } from '../platform/log.ts';

const reasonOf = (error: unknown): string => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return [code, message].filter((part) => typeof part === 'string' && part !== '').join(' ') || 'unknown';
};

/** One log line when a service goes away and one when it is back, however many calls fail between. */
export class Outage {
  readonly #what: string;
  readonly #logger: Logger | undefined;
  #since: number | undefined;

  /** @param what what is away, in English, e.g. `queue (redis)` */
  constructor(what: string, logger: Logger | undefined) {
    this.#what = what;
    this.#logger = logger;
  }

  /** whether the service is away as far as is known */
  get ongoing(): boolean {
    return this.#since !== undefined;
  }

  /** A call failed. @returns whether this began the outage */
  failed(error: unknown): boolean {
    if (this.#since !== undefined) return false;
    this.#since = performance.now();
    this.#logger?.error({ reason: reasonOf(error) }, `${this.#what} unavailable, trying again`);
    return true;
  }

  /** A call succeeded. */
  over(): void {
    if (this.#since === undefined) return;
    const ms = Math.round(performance.now() - this.#since);
    this.#since = undefined;
    this.#logger?.info({ ms }, `${this.#what} available again`);
  }
}
