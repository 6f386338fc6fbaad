import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Dispatcher, openQueue } from '../../src/dispatch/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { dispatchContract, until } from './dispatch-contract.ts';
import { hasRedis, type TestRedis, testRedis } from './redis.ts';
import { newSendung } from './sendung.ts';

let database: TestDatabase;
let redis: TestRedis | undefined;

beforeAll(async () => {
  database = await testDatabase(24);
  if (hasRedis()) redis = await testRedis();
});
afterAll(async () => {
  await database?.close();
  await redis?.close();
});

dispatchContract({
  name: 'PostgreSQL',
  database: () => database,
  redisUrl: () => undefined,
  loseEverything: async () => {
    // the worker's statements may win a deadlock against the one that takes everything away
    const drop = (): Promise<unknown> =>
      database.pool
        .query('DROP SCHEMA bullmq CASCADE')
        .catch((error: { code?: string }) => (error.code === '40P01' ? drop() : Promise.reject(error)));
    await drop();
  },
});

describe.skipIf(!hasRedis())('with Redis', () => {
  dispatchContract({
    name: 'Redis',
    database: () => database,
    redisUrl: () => redis?.url,
    loseEverything: async () => {
      const client = new Redis(redis?.url ?? '');
      await client.flushall();
      client.disconnect();
    },
  });

  it('survives the death of Redis with one log line, and delivers everything when an empty one is back', async () => {
    const lines: string[] = [];
    const say = (_: object, text: string) => void lines.push(text);
    const logger = { error: say, info: say, warn: say, debug: () => {} } as never;
    const received = new Map<string, number>();
    const queue = await openQueue({ redisUrl: redis?.url, databaseUrl: database.url, prefix: 'ausfall', logger });
    const dispatcher = new Dispatcher({
      queue,
      ledger: database.ledger,
      wayTo: () => ({ way: 'push', endpoint: 'https://leser.example' }),
      push: async (_endpoint, _bytes, _signal, { uuid }) => {
        received.set(uuid, (received.get(uuid) ?? 0) + 1);
        return { acknowledgement: Buffer.from('empfangen') };
      },
      settings: { pollMs: 50, reconcileMs: 200, lockMs: 1000, graceMs: 500 },
      logger,
    });
    await dispatcher.start();
    await redis?.kill();
    const uuids: string[] = [];
    for (let at = 0; at < 10; at += 1) {
      const sendung = newSendung();
      await database.ledger.record(sendung);
      uuids.push(sendung.uuid);
    }
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(received.size).toBe(0);
    expect(lines.filter((line) => /unavailable/.test(line)).length).toBeLessThanOrEqual(3);
    await redis?.start();
    await until(async () => {
      const found = await Promise.all(uuids.map((uuid) => database.ledger.findByUuid(uuid)));
      return found.every((one) => one?.status === 'zugestellt');
    }, 'all delivered');
    expect(uuids.map((uuid) => received.get(uuid))).toEqual(uuids.map(() => 1));
    expect(lines.filter((line) => /available again/.test(line)).length).toBeGreaterThan(0);
    await dispatcher.close();
  });
});

describe('dispatch on PostgreSQL under outages', () => {
  it('survives the loss of all its connections again and again, and delivers every Sendung', async () => {
    const lines: string[] = [];
    const say = (_: object, text: string) => void lines.push(text);
    const logger = { error: say, info: say, warn: say, debug: () => {} } as never;
    const received = new Map<string, number>();
    const dispatcher = new Dispatcher({
      queue: await openQueue({ databaseUrl: database.url, prefix: 'abriss', logger }),
      ledger: database.ledger,
      wayTo: () => ({ way: 'push', endpoint: 'https://leser.example' }),
      push: async (_endpoint, _bytes, _signal, { uuid }) => {
        received.set(uuid, (received.get(uuid) ?? 0) + 1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { acknowledgement: Buffer.from('empfangen') };
      },
      settings: { pollMs: 50, reconcileMs: 300, lockMs: 1000, backoffMs: 50, concurrency: 4 },
      logger,
    });
    await dispatcher.start();
    const uuids: string[] = [];
    for (let at = 0; at < 100; at += 1) {
      const sendung = newSendung();
      await database.ledger.record(sendung);
      uuids.push(sendung.uuid);
      if (at % 30 === 15) {
        await database.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
      }
    }
    await until(async () => {
      const found = await Promise.all(uuids.map((uuid) => database.ledger.findByUuid(uuid)));
      return found.every((one) => one?.status === 'zugestellt');
    }, 'all delivered');
    // a push whose acknowledgement could not be stored is repeated: the reader gets the same bytes again
    expect([...received.values()].filter((count) => count > 2)).toEqual([]);
    expect(lines.filter((line) => /unavailable/.test(line)).length).toBeLessThanOrEqual(12);
    await dispatcher.close();
  });
});

describe('queue', () => {
  it('names the fault when Redis cannot be reached', async () => {
    const options = { redisUrl: 'redis://127.0.0.1:1', databaseUrl: '', prefix: 'keine' };
    await expect(openQueue(options)).rejects.toMatchObject({ code: 'QUEUE' });
  });

  it('names the fault when the database cannot be reached', async () => {
    const options = { databaseUrl: 'postgresql://niemand@127.0.0.1:1/nichts', prefix: 'keine' };
    await expect(openQueue(options)).rejects.toMatchObject({ code: 'QUEUE' });
  });
});
