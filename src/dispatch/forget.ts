import { Cluster, type Redis } from 'ioredis';
import { connectRedis, keyPrefix, redisAddress } from './redis-connection.ts';

/**
 * Deletes a queue on Redis with everything that BullMQ keeps for it: for installations that end for good. What is
 * still in the outbox would be put back by the next reconciliation, so nothing is lost by it.
 *
 * @param prefix of the installation; keys of other prefixes are not touched
 */
export async function forgetRedisQueue(redisUrl: string, prefix: string): Promise<void> {
  const address = redisAddress(redisUrl);
  const client = connectRedis(address, 'leaving', `${prefix}-forget`);
  client.on('error', () => {});
  try {
    await client.connect();
    const servers = client instanceof Cluster ? client.nodes('master') : [client];
    for (const server of servers) await forgetOn(server, `${keyPrefix(address, prefix)}:*`);
  } catch {
    // a Redis that has gone has nothing left to delete
  } finally {
    client.disconnect();
  }
}

async function forgetOn(server: Redis, match: string): Promise<void> {
  for await (const keys of server.scanStream({ match, count: 500 })) {
    if ((keys as string[]).length > 0) await server.unlink(keys as string[]);
  }
}
