import { fault } from '../platform/errors.ts';
import type { RedisAddress } from '../platform/redis-address.ts';
import { connectRedis, redisAddress } from './redis-connection.ts';

/** What an operator should know of a Redis beside that it answers. */
export interface RedisState {
  readonly kind: RedisAddress['kind'];
  /** servers, sentinels or nodes that the address names */
  readonly named: number;
  /** what it does when its memory is full; must be `noeviction`. Undefined where it does not say */
  readonly policy: string | undefined;
}

/**
 * Asks Redis once how it is set up.
 *
 * @throws QUEUE if it does not answer, SETTINGS for an address of no known form, FILE
 */
export async function redisState(redisUrl: string, name: string): Promise<RedisState> {
  const address = redisAddress(redisUrl);
  const client = connectRedis(address, 'leaving', name);
  client.on('error', () => {}); // the first answer says it
  try {
    await client.connect();
    const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info('memory'))?.[1];
    return { kind: address.kind, named: address.nodes.length, policy };
  } catch (cause) {
    throw fault('QUEUE', { cause });
  } finally {
    client.disconnect();
  }
}
