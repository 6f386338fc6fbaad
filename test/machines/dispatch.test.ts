import { afterAll, beforeAll, describe } from 'vitest';
import { type TestDatabase, testDatabase } from '../store/database.ts';
import { dispatchContract } from '../store/dispatch-contract.ts';
import { hasRedis } from '../store/redis.ts';
import { type RedisGroup, testCluster, testSentinels } from './redis-groups.ts';

/** The queue's contract on the ways in which Redis runs on more than one machine. */
describe.skipIf(!hasRedis())('with several Redis servers', () => {
  let database: TestDatabase;
  let sentinels: RedisGroup;
  let cluster: RedisGroup;

  beforeAll(async () => {
    [database, sentinels, cluster] = await Promise.all([testDatabase(24), testSentinels(), testCluster(0)]);
  });
  afterAll(async () => {
    await Promise.all([database?.close(), sentinels?.close(), cluster?.close()]);
  });

  dispatchContract({
    name: 'Redis behind sentinels',
    database: () => database,
    redisUrl: () => sentinels.url,
    loseEverything: () => sentinels.flush(),
  });
  dispatchContract({
    name: 'Redis Cluster',
    database: () => database,
    redisUrl: () => cluster.url,
    loseEverything: () => cluster.flush(),
  });
});
