/** Validates a message as often as the argument says, valid and faulty in turn, and writes a {@link MemoryResult}. */
import { Validator } from '../src/standard/index.ts';
import { liveDocuments } from '../src/xml/index.ts';
import { Soak } from './memory.ts';
import { messageOf } from './messages.ts';

const validator = new Validator();
const valid = messageOf(10_240);
const faulty = Buffer.from(valid.toString().replaceAll('<code>', '<code>x').replaceAll('Muster', 'Muster2'));
const soak = new Soak(Number(process.argv[2]));
while (soak.goesOn) {
  for (let n = 0; n < soak.step; n += 1) {
    const { total } = validator.validate(n % 2 === 0 ? valid : faulty);
    if (total > 0 !== (n % 2 === 1)) throw new RangeError(`${total} findings`);
  }
  // as in a service, the loop turns: only then does the engine's registry of documents let go of what was disposed
  await new Promise(setImmediate);
  soak.sample();
}
process.stdout.write(JSON.stringify(soak.result(liveDocuments())));
