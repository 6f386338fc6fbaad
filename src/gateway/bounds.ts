import { availableParallelism } from 'node:os';
import type { Settings } from '../platform/settings.ts';
import type { ClosedBecause } from './connections.ts';
import { InFlight } from './in-flight.ts';
import { LIMITS } from './limits.ts';
import { Shares } from './shares.ts';
import { Waits } from './waits.ts';

/** What the routes of one gateway share, each with its bound of {@link LIMITS}. */
export interface Bounds {
  /** bytes of bodies from their announcement to the answer */
  readonly bodies: InFlight;
  /** bytes of contents from the look into the store until the reader has taken them */
  readonly answers: InFlight;
  /** Sendungen and acknowledgements from their first byte to the answer */
  readonly places: InFlight;
  /** turns for Sendungen that are checked in the event loop, and for acknowledgements */
  readonly small: Shares;
  /** turns for Sendungen that are checked in threads */
  readonly large: Shares;
  /** turns for looks into the store */
  readonly reads: Shares;
  /** requests that wait for post */
  readonly waits: Waits;
  /** counts a connection that is closed before its client wanted it */
  closed(because: ClosedBecause): void;
}

/** Makes the bounds of one gateway. */
export function boundsOf(settings: Settings, closed: Bounds['closed']): Bounds {
  const { maxBytes, requestTimeoutMs: patienceMs } = settings;
  const threads = settings.checkThreads ?? Math.max(1, availableParallelism() - 1);
  const { places, placesEach, sendungen, sendungenAlone, sendungenEach, reads, readsAlone, readsEach } = LIMITS;
  const largeEach = threads + LIMITS.largeAhead.value;
  return {
    closed,
    bodies: new InFlight(LIMITS.bodies.value * maxBytes),
    answers: new InFlight(LIMITS.answers.value * maxBytes),
    places: new InFlight(places.value, placesEach.value),
    small: new Shares({
      ...{ alone: sendungenAlone.value, each: sendungenEach.value, most: sendungen.value },
      ...{ open: LIMITS.sendungenOpen.value, waiting: places.value, patienceMs },
    }),
    large: new Shares({
      ...{ alone: largeEach, each: largeEach, most: sendungen.value },
      ...{ waiting: places.value, patienceMs },
    }),
    reads: new Shares({
      ...{ alone: readsAlone.value, each: readsEach.value, most: reads.value },
      ...{ waiting: LIMITS.readsWaiting.value, patienceMs },
    }),
    waits: new Waits(LIMITS.waits.value, LIMITS.waitsEach.value),
  };
}
