/** Records without end and prints each UUID after its acknowledgement; killed by the test. Argument: database URL. */
import { Ledger, openPool } from '../../../src/ledger/index.ts';
import { newSendung } from '../sendung.ts';

const pool = openPool(process.argv[2] ?? '', { name: 'child', max: 6 });
const ledger = await Ledger.open(pool);
await Promise.all(
  Array.from({ length: 4 }, async () => {
    for (;;) {
      const sendung = newSendung();
      await ledger.record(sendung);
      process.stdout.write(`${sendung.uuid}\n`);
    }
  }),
);
