/** Takes as many messages in as the argument says and writes a {@link MemoryResult} as JSON. */
import { liveDocuments } from '../src/xml/index.ts';
import { arrivalOf } from './arrival.ts';
import { inParallel, median } from './measure.ts';
import type { MemoryResult } from './memory.ts';
import { Ground, openWorld, WIDTH } from './world.ts';

const SAMPLES = 40;
const messages = Number(process.argv[2]);
const step = Math.max(WIDTH, Math.round(messages / SAMPLES));

const ground = new Ground();
const world = await openWorld(ground, 'ec');
const samples: number[] = [resident()];
let done = 0;
while (done < messages) {
  await inParallel(step, WIDTH, async () => arrivalOf(world, await world.stock.seal())(world.gateway.context));
  done += step;
  samples.push(resident());
}
const steady = samples.slice(Math.ceil(samples.length / 4));
const result: MemoryResult = {
  messages: done,
  start: samples[0] ?? Number.NaN,
  warm: median(steady.slice(0, 3)),
  end: median(steady.slice(-3)),
  bytesPerMessage: slope(steady) / step,
  liveDocuments: liveDocuments(),
};
await world.close();
await ground.close();
process.stdout.write(JSON.stringify(result));

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

/** Median of the slopes between all pairs, per sample: a few odd samples do not move it. */
function slope(values: readonly number[]): number {
  return median(values.flatMap((value, i) => values.slice(i + 1).map((later, k) => (later - value) / (k + 1))));
}
