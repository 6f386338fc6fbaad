import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Dispatcher, forgetRedisQueue, openQueue } from '../../src/dispatch/index.ts';
import { type TestDatabase, testDatabase } from '../store/database.ts';
import { until } from '../store/processes.ts';
import { hasRedis } from '../store/redis.ts';
import { newSendung } from '../store/sendung.ts';
import { type RedisGroup, testCluster, testSentinels } from './redis-groups.ts';

/** Sendungen before, while and after the master changes. */
const PHASE = 40;

describe.skipIf(!hasRedis())('a master of the queue that fails under load', () => {
  let database: TestDatabase;
  let open: (() => Promise<void>)[] = [];
  let run = 0;

  beforeAll(async () => {
    database = await testDatabase(24);
  });
  afterEach(async () => {
    for (const close of open.toReversed()) await close();
    open = [];
  });
  afterAll(() => database?.close());

  /** Two workers on this Redis, and what reached the reader. */
  const installation = async (redisUrl: string, prefix: string) => {
    const lines: string[] = [];
    const say = (_: object, text: string) => void lines.push(text);
    const logger = { error: say, info: say, warn: say, debug: () => {} } as never;
    const received = new Map<string, number>();
    for (const _worker of [1, 2]) {
      const dispatcher = new Dispatcher({
        queue: await openQueue({ redisUrl, databaseUrl: database.url, prefix, logger }),
        ledger: database.ledger,
        wayTo: () => ({ way: 'push', endpoint: 'https://leser.example' }),
        push: async (_endpoint, _bytes, _signal, { uuid }) => {
          received.set(uuid, (received.get(uuid) ?? 0) + 1);
          await new Promise((resolve) => setTimeout(resolve, 20));
          return { acknowledgement: Buffer.from('empfangen') };
        },
        settings: { pollMs: 50, reconcileMs: 500, lockMs: 1000, graceMs: 1000, concurrency: 4, perRecipient: 4 },
        logger,
      });
      open.push(() => dispatcher.close());
      await dispatcher.start();
    }
    return { received, lines };
  };

  const record = async (): Promise<string> => {
    const sendung = newSendung();
    await database.ledger.record(sendung);
    return sendung.uuid;
  };
  const delivered = async (uuids: readonly string[]): Promise<boolean> => {
    const found = await Promise.all(uuids.map((uuid) => database.ledger.findByUuid(uuid)));
    return found.every((one) => one?.status === 'zugestellt');
  };

  const lose = async (group: RedisGroup, signal: 'SIGKILL' | 'SIGSTOP'): Promise<void> => {
    open.push(() => group.close());
    run += 1;
    const prefix = `ausfall-${process.pid}-${run}`;
    const { received, lines } = await installation(group.url, prefix);
    const uuids: string[] = [];
    for (let at = 0; at < PHASE; at += 1) uuids.push(await record());
    await until(() => received.size > PHASE / 4);
    const key = group.url.includes('cluster') ? `{${prefix}}:x` : 'x';
    const old = await group.masterOf(key);
    old.signal(signal);
    for (let at = 0; at < PHASE; at += 1) uuids.push(await record());
    await until(async () => (await group.masterOf(key)).port !== old.port, 30_000);
    for (let at = 0; at < PHASE; at += 1) uuids.push(await record());
    await until(() => delivered(uuids), 60_000);
    // the failed one comes back as a replica: whoever still holds a connection to it must not stay there
    if (signal === 'SIGSTOP') old.signal('SIGCONT');
    else await old.start();
    for (let at = 0; at < PHASE; at += 1) uuids.push(await record());
    await until(() => delivered(uuids), 60_000);
    const effects = uuids.map((uuid) => received.get(uuid));
    expect(effects).toEqual(uuids.map(() => 1));
    expect((await group.masterOf(key)).port).not.toBe(old.port);
    // some lines for an outage, not one for each command that failed
    expect(lines.filter((line) => /^queue .*unavailable/.test(line)).length).toBeLessThan(20);
    const { rows } = await database.pool.query("SELECT 1 FROM blaupause.ausgang WHERE status <> 'zugestellt'");
    expect(rows).toEqual([]);
  };

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'sentinels choose another (%s): nothing lost, nothing twice',
    async (how) => {
      await lose(await testSentinels(), how);
    },
  );

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'the cluster chooses another (%s): nothing lost, nothing twice',
    async (how) => {
      await lose(await testCluster(1), how);
    },
  );

  it('a cluster without replicas waits for its node, and goes on from the outbox', async () => {
    const group = await testCluster(0);
    open.push(() => group.close());
    const prefix = `ohne-${process.pid}`;
    const { received } = await installation(group.url, prefix);
    const uuids = [await record(), await record()];
    await until(() => delivered(uuids));
    const node = await group.masterOf(`{${prefix}}:x`);
    node.signal('SIGKILL');
    for (let at = 0; at < PHASE; at += 1) uuids.push(await record());
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(received.size).toBe(2);
    await node.start();
    await until(() => delivered(uuids), 60_000);
    expect(uuids.map((uuid) => received.get(uuid))).toEqual(uuids.map(() => 1));
  });

  it('forgets a queue on each kind, and none of another installation', async () => {
    for (const group of await Promise.all([testSentinels(), testCluster(0)])) {
      open.push(() => group.close());
      const left = await openQueue({ redisUrl: group.url, databaseUrl: '', prefix: 'bleibt' });
      const gone = await openQueue({ redisUrl: group.url, databaseUrl: '', prefix: 'geht' });
      open.push(
        () => left.close(),
        () => gone.close(),
      );
      const job = { name: 'kba', data: { uuid: 'a', sha256: 'b' }, opts: { jobId: 'a' } };
      await left.add([job]);
      await gone.add([job]);
      await forgetRedisQueue(group.url, 'geht');
      expect([(await left.counts()).waiting, (await gone.counts()).waiting]).toEqual([1, 0]);
    }
  });
});
