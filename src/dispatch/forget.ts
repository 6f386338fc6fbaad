import { Redis } from 'ioredis';

/**
 * Deletes a queue on Redis with everything that BullMQ keeps for it: for installations that end for good. What is
 * still in the outbox would be put back by the next reconciliation, so nothing is lost by it.
 *
 * @param prefix of the installation; keys of other prefixes are not touched
 */
export async function forgetRedisQueue(redisUrl: string, prefix: string): Promise<void> {
  const client = new Redis(redisUrl, { maxRetriesPerRequest: 1, retryStrategy: () => null, lazyConnect: true });
  client.on('error', () => {});
  try {
    await client.connect();
    for await (const keys of client.scanStream({ match: `${prefix}:*`, count: 500 })) {
      if ((keys as string[]).length > 0) await client.unlink(keys as string[]);
    }
  } catch {
    // a Redis that has gone has nothing left to delete
  } finally {
    client.disconnect();
  }
}
