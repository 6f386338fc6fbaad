/** A worker that takes a job and never ends it; its parent kills it. */
import { Dispatcher, openQueue } from '../../src/dispatch/index.ts';
import { Ledger, openPool } from '../../src/ledger/index.ts';

const { redisUrl, databaseUrl, prefix } = JSON.parse(process.env['QUEUE'] ?? '{}');
const pool = openPool(databaseUrl, { name: 'child' });
const dispatcher = new Dispatcher({
  queue: await openQueue({ redisUrl, databaseUrl, prefix }),
  ledger: await Ledger.open(pool),
  wayTo: (empfaenger) => ({ way: 'push', endpoint: empfaenger }),
  push: async () => {
    process.stdout.write('pushing\n');
    return new Promise(() => {});
  },
  settings: { concurrency: 4, perRecipient: 4, pollMs: 50, lockMs: 1000, timeoutMs: 60_000 },
});
await dispatcher.start();
process.stdout.write('ready\n');
setInterval(() => {}, 1000);
