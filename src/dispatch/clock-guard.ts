import { LONGEST_PAUSE_MS } from './job.ts';
import type { DeliveryQueue } from './queue.ts';

/** Jobs called up in one run at most; what is left comes with the next. */
const MOST = 1000;

/** By how much the clocks of several machines may differ, in milliseconds. */
const TOLERANCE_MS = 60_000;

/** By how much a clock has to go back between two runs to count as set anew, in milliseconds. */
const STEP_BACK_MS = 2000;

/**
 * The queue puts jobs off by calendar time. Where a clock was ahead and is right again, or is set back, they would wait
 * for as long as it was off. Nothing is ever put off for longer than {@link LONGEST_PAUSE_MS}: a job beyond that is called
 * up, whichever process put it off. Where the own clock was set back, everything that is put off is called up once.
 */
export class ClockGuard {
  readonly #queue: Pick<DeliveryQueue, 'callUp' | 'putOffBeyond'>;
  readonly #now: () => number;
  readonly #steady: () => number;
  /** calendar time at the beginning of the steady clock, when last looked at */
  #beginning: number;

  /**
   * @param now calendar time in milliseconds since 1970
   * @param steady milliseconds of a clock that nobody sets
   */
  constructor(
    queue: Pick<DeliveryQueue, 'callUp' | 'putOffBeyond'>,
    now: () => number = () => Date.now(),
    steady: () => number = () => performance.now(),
  ) {
    this.#queue = queue;
    this.#now = now;
    this.#steady = steady;
    this.#beginning = now() - steady();
  }

  /** Looks once. @returns how many were called up @throws what the queue throws; the next run looks again */
  async run(): Promise<number> {
    const now = this.#now();
    const beginning = now - this.#steady();
    const setBack = beginning < this.#beginning - STEP_BACK_MS;
    const late = await this.#queue.putOffBeyond(setBack ? now : now + LONGEST_PAUSE_MS + TOLERANCE_MS, MOST);
    let called = 0;
    for (const uuid of late) if (await this.#queue.callUp(uuid)) called += 1;
    this.#beginning = beginning;
    return called;
  }
}
