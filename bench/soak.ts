/** Takes as many messages in as the argument says and writes a {@link MemoryResult} as JSON. */
import { liveDocuments } from '../src/xml/index.ts';
import { arrivalOf } from './arrival.ts';
import { inParallel } from './measure.ts';
import { Soak } from './memory.ts';
import { Ground, openWorld, WIDTH } from './world.ts';

const ground = new Ground();
const world = await openWorld(ground, 'ec');
const soak = new Soak(Number(process.argv[2]), WIDTH);
while (soak.goesOn) {
  await inParallel(soak.step, WIDTH, async () => arrivalOf(world, await world.stock.seal())(world.gateway.context));
  soak.sample();
}
const result = soak.result(liveDocuments());
await world.close();
await ground.close();
process.stdout.write(JSON.stringify(result));
