import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { loadKeyStore, TrustStore, tlsOptions } from '../src/crypto/index.ts';
import { type DeliveryQueue, Dispatcher, openQueue, type Push, type Way } from '../src/dispatch/index.ts';
import { openAcknowledgement } from '../src/envelope/index.ts';
import { PUSH_PATH, TlsClient } from '../src/konnektor/index.ts';
import { Ledger, openPool } from '../src/ledger/index.ts';
import { newUuid, sha256 } from '../src/platform/index.ts';
import { makeLeaf } from '../src/transparency/index.ts';
import { inParallel, type Task } from './measure.ts';
import type { Operation } from './operations.ts';
import type { Recipe } from './primitives.ts';
import { READER } from './stock.ts';
import { type Ground, type Served, WIDTH, type World } from './world.ts';

const WRITE = `PostgreSQL insert ×${WIDTH}`;
const READ = `PostgreSQL select ×${WIDTH}`;

/** Job, look-up of the content, hash before it leaves, the durable change of state. */
const MAILBOX: Recipe = { 'BullMQ job': 1, [READ]: 1, 'SHA-256 of Sendung': 1, [WRITE]: 1 };
/** The same, the request, and at the reader: hash, shape, signed acknowledgement, durable inbox; then its verification. */
const PUSH: Recipe = {
  ...MAILBOX,
  [WRITE]: 2,
  [`Fastify POST ×${WIDTH}`]: 1,
  'SHA-256 of Sendung': 2,
  'precheck Sendung': 1,
  'parse Sendung': 1,
  'XSD of Sendung': 1,
  'signature make': 1,
  'signature verify': 1,
};

/** Outbox to reader through the queue, by mailbox and by push, on a ledger of its own. @param jobs in one measurement */
export async function deliveries(
  ground: Ground,
  world: World,
  reader: Served,
  jobs: number,
): Promise<{ operations: Operation[]; close(): Promise<void> }> {
  const database = await ground.database(`bench_${world.suite}_delivery`);
  const pool = openPool(database.url, { name: 'bench', max: WIDTH });
  const ledger = await Ledger.open(pool);
  const open = (prefix: string) =>
    openQueue({ redisUrl: process.env['BLAUPAUSE_REDIS_URL'], databaseUrl: database.url, prefix });
  const bare = await open('leer');
  const push = pusher(world, reader.url);
  const delivery = (name: string, way: Way): Task => ({
    name,
    least: jobs,
    most: jobs,
    prepare: async (count) => {
      await world.stock.fill(count);
      await inParallel(count, WIDTH, () => put(ledger, world));
    },
    run: async () => {
      const dispatcher = new Dispatcher({
        queue: await open('zustellung'),
        ledger,
        wayTo: () => way,
        push: push.push,
        settings: { concurrency: WIDTH, perRecipient: WIDTH, pollMs: 1000 },
      });
      await dispatcher.start();
      await drained(pool);
      await dispatcher.close();
    },
  });
  return {
    operations: [
      { task: delivery('delivery to mailbox', { way: 'postfach' }), recipe: MAILBOX },
      { task: delivery('delivery by push', { way: 'push', endpoint: reader.url }), recipe: PUSH, elsewhere: true },
      { task: bareJobs(bare, jobs), recipe: {} },
    ],
    close: async () => {
      await push.close();
      await bare.close();
      await ledger.close();
      await pool.end();
    },
  };
}

/** Lays an accepted Sendung into the ledger, as the intake does at its end. */
async function put(ledger: Ledger, { stock, gateway }: World): Promise<void> {
  const { kopf, bytes } = stock.take();
  const hash = sha256(bytes);
  const eingegangen = new Date();
  await ledger.record({
    uuid: kopf.nachrichtenUUID,
    sha256: hash,
    bytes,
    kopf,
    eingegangen,
    quittung: Buffer.from(gateway.url),
    leaf: makeLeaf({ ereignis: 'eingegangen', uuid: kopf.nachrichtenUUID, sha256: hash, zeit: eingegangen }),
    pruefungen: [],
    prioritaet: 20,
  });
}

/** Waits until nothing waits for dispatch. */
async function drained(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(`SELECT 1 FROM blaupause.ausgang WHERE status = 'wartet' LIMIT 1`);
    if (rowCount === 0) return;
    await sleep(5);
  }
}

/** Push as the worker does it: mutual TLS with the gateway's certificate, then the verified acknowledgement. */
function pusher({ gateway, settings }: World, url: string): { push: Push; close(): Promise<void> } {
  const { profile, trust } = gateway.context;
  const { anchors, intermediates } = TrustStore.fromFolder(settings.pkiDir).material();
  const { key, cert } = tlsOptions(loadKeyStore(settings.pkiDir, profile.gateway.schluessel).tls);
  const client = new TlsClient(url, { key, certificate: cert, ca: [...anchors, ...intermediates] });
  return {
    push: async (_endpoint, bytes, signal, { uuid }) => {
      const { status, body } = await client.call('POST', PUSH_PATH, bytes, signal);
      if (status !== 200) throw new Error(`HTTP ${status}`);
      const { acknowledgement } = await openAcknowledgement(body, { trust, at: new Date() });
      if (acknowledgement.nachrichtenUUID !== uuid) throw new Error('another acknowledgement');
      return { acknowledgement: body };
    },
    close: () => client.close(),
  };
}

/** Jobs that do nothing, from adding to the last one's end. */
const bareJobs = (queue: DeliveryQueue, jobs: number): Task => ({
  name: 'BullMQ job',
  least: jobs,
  most: jobs,
  run: async (count) => {
    const done = Promise.withResolvers<void>();
    let left = count;
    await queue.add(Array.from({ length: count }, bareJob));
    const worker = await queue.work(
      async () => {
        left -= 1;
        if (left === 0) done.resolve();
        return { next: 'done' };
      },
      { concurrency: WIDTH, lockMs: 30_000 },
      done.reject,
    );
    await done.promise;
    await worker.close(false);
  },
});

const bareJob = () => {
  const uuid = newUuid();
  const opts = { jobId: uuid, priority: 20, removeOnComplete: true };
  return { name: READER, data: { uuid, sha256: '' }, opts };
};
