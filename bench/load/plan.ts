import { createHash } from 'node:crypto';
import type { Mix } from './template.ts';

/** How messages follow one another: at even distances, or as independent senders would (Poisson). */
export type Arrival = 'even' | 'poisson';

export interface PlanRequest {
  /** messages a second */
  readonly rate: number;
  readonly seconds: number;
  readonly arrival: Arrival;
  readonly seed: number;
  /** milliseconds between two messages of one case, at least */
  readonly gapMs: number;
}

/** One message of a run: when it is to leave, of which case it is, and which step of that case. */
export interface Planned {
  /** place in the plan */
  readonly n: number;
  /** milliseconds after the start */
  readonly at: number;
  /** number of the case */
  readonly serial: number;
  /** place of the case's template in the mix */
  readonly kind: number;
  readonly step: number;
}

interface OpenCase {
  readonly serial: number;
  readonly kind: number;
  step: number;
  readyAt: number;
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = createHash('sha256').update(String(seed)).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * When each message of a run is to leave, whatever the gateway does: an open loop. The same request always gives the
 * same plan, so that every process of a run can make it by itself.
 *
 * At each instant the case that has waited longest sends its next message; when none is ready, a new case begins. So
 * types come in the proportions of whole cases, but for the cases that the end of the run cuts off.
 */
export function makePlan(mix: Mix, request: PlanRequest): Planned[] {
  const { rate, seconds, arrival, seed, gapMs } = request;
  const chance = random(seed);
  const total = mix.reduce((sum, { weight }) => sum + weight, 0);
  const draw = (): number => {
    let left = chance() * total;
    return Math.max(
      0,
      mix.findIndex(({ weight }) => {
        left -= weight;
        return left < 0;
      }),
    );
  };
  const planned: Planned[] = [];
  /** in order of readiness: each case is put behind the others when it has sent */
  const open: OpenCase[] = [];
  let first = 0;
  let serial = 0;
  const distance = 1000 / rate;
  for (let at = 0; ; ) {
    at += arrival === 'even' ? distance : -Math.log(1 - chance()) * distance;
    if (at >= seconds * 1000) return planned;
    const waiting = open[first];
    let next: OpenCase;
    if (waiting !== undefined && waiting.readyAt <= at) {
      next = waiting;
      first += 1;
    } else {
      next = { serial, kind: draw(), step: 0, readyAt: 0 };
      serial += 1;
    }
    planned.push({ n: planned.length, at, serial: next.serial, kind: next.kind, step: next.step });
    next.step += 1;
    next.readyAt = at + gapMs;
    if (next.step < (mix[next.kind]?.one.steps.length ?? 0)) open.push(next);
    if (first > 10_000) first -= open.splice(0, first).length;
  }
}
