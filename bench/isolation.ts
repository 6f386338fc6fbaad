import { setTimeout as sleep } from 'node:timers/promises';
import { median, quantile } from './measure.ts';
import type { World } from './world.ts';

/** How long small Sendungen take while large ones are checked, against the same gateway without them. */
export interface IsolationRow {
  /** where the gateway checks large Sendungen */
  readonly checks: 'threads' | 'event loop';
  /** milliseconds from request to receipt, without large Sendungen */
  readonly idle: Latency;
  readonly busy: Latency;
  /** of the 99th percentiles, busy to idle; median of the rounds */
  readonly ratio: number;
}

export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** A small Sendung follows the one before after this pause, in milliseconds. */
const PAUSE_MS = 10;

/** Small Sendungen at most while the large ones come. */
const MOST = 1_000;

/**
 * A gateway in a process of its own takes small Sendungen one after the other; then as many as there is time for while
 * another process sends large ones without pause. Once with threads for checks, once without.
 *
 * @param samples small Sendungen without large ones
 */
export async function isolation(world: World, rounds: number, samples: number): Promise<IsolationRow[]> {
  const rows: IsolationRow[] = [];
  for (const checks of ['threads', 'event loop'] as const) {
    const gateway = await world.serve('gateway', checks === 'threads' ? {} : { checkThreads: 0 });
    const turns: { idle: number[]; busy: number[] }[] = [];
    await world.stock.fill(MOST);
    await latencies(world, gateway.url, samples);
    for (let round = 0; round < rounds; round += 1) {
      await world.stock.fill(samples);
      const idle = await latencies(world, gateway.url, samples);
      await world.stock.fill(MOST);
      const flood = await world.serve('flood', {}, gateway.url);
      let over = false;
      const ended = flood.close().then(() => {
        over = true;
      });
      const busy = await latencies(world, gateway.url, MOST, () => over);
      await ended;
      turns.push({ idle, busy });
    }
    await gateway.close();
    const of = (when: 'idle' | 'busy'): Latency => ({
      p50: median(turns.map((turn) => quantile(turn[when], 0.5))),
      p99: median(turns.map((turn) => quantile(turn[when], 0.99))),
    });
    const ratio = median(turns.map(({ idle, busy }) => quantile(busy, 0.99) / quantile(idle, 0.99)));
    rows.push({ checks, idle: of('idle'), busy: of('busy'), ratio });
  }
  return rows;
}

async function latencies({ stock, client }: World, url: string, most: number, over = () => false): Promise<number[]> {
  const sender = client(url);
  const taken: number[] = [];
  for (let at = 0; at < most && !over(); at += 1) {
    const { bytes } = stock.take();
    const started = performance.now();
    const { status } = await sender.call('POST', '/v1/sendungen', bytes);
    taken.push(performance.now() - started);
    if (status !== 202) throw new Error(`HTTP ${status}`);
    await sleep(PAUSE_MS);
  }
  await sender.close();
  return taken.toSorted((a, b) => a - b);
}
