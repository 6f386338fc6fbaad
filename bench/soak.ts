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
const samples = [sample()];
let done = 0;
while (done < messages) {
  await inParallel(step, WIDTH, async () => arrivalOf(world, await world.stock.seal())(world.gateway.context));
  done += step;
  samples.push(sample());
}
const steady = samples.slice(Math.ceil(samples.length / 4));
const resident = steady.map((one) => one.resident);
const heap = steady.map((one) => one.heap);
const result: MemoryResult = {
  messages: done,
  start: samples[0]?.resident ?? Number.NaN,
  warm: median(resident.slice(0, 3)),
  end: median(resident.slice(-3)),
  bytesPerMessage: slope(resident) / step,
  heapWarm: median(heap.slice(0, 3)),
  heapEnd: median(heap.slice(-3)),
  liveDocuments: liveDocuments(),
};
await world.close();
await ground.close();
process.stdout.write(JSON.stringify(result));

function sample(): { resident: number; heap: number } {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { resident: rss, heap: heapUsed };
}

/** Median of the slopes between all pairs, per sample: a few odd samples do not move it. */
function slope(values: readonly number[]): number {
  return median(values.flatMap((value, i) => values.slice(i + 1).map((later, k) => (later - value) / (k + 1))));
}
