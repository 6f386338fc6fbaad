import { once } from 'node:events';
import { createRedisBackend, withBackend } from 'bullmq';
import { Cluster } from 'ioredis';
import { fault } from '../platform/errors.ts';
import type { RedisAddress } from '../platform/redis-address.ts';
import type { DeliveryJob } from './job.ts';
import { asProcessor, type DeliveryQueue, queueOperations, workerOptions } from './queue.ts';
import { connectRedis, keyPrefix, type RedisClient, redisAddress } from './redis-connection.ts';
import { RedisWorker, type StartedWorker } from './redis-worker.ts';

const { Queue, Worker } = withBackend(createRedisBackend);

export interface RedisQueueOptions {
  /** one server, sentinels or a cluster; see `platform/redis-address.ts` */
  readonly redisUrl: string;
  /** prefix of all keys */
  readonly prefix: string;
  readonly onTrouble: (error: Error) => void;
}

const NAME = 'zustellung';

/** Places that BullMQ's order of delayed jobs has for each millisecond. */
const SCORES_EACH_MS = 0x1000;

/** How long a cluster may take to answer for the first time, in milliseconds. */
const FIRST_ANSWER_MS = 10_000;

/** Characters of a reason that are shown. */
const LONGEST_REASON = 200;

const connect = ({ redisUrl, prefix, onTrouble }: RedisQueueOptions, purpose: 'asking' | 'working'): RedisClient => {
  const client = connectRedis(
    redisAddress(redisUrl),
    purpose,
    `${prefix}-${purpose === 'asking' ? 'queue' : 'worker'}`,
  );
  client.on('error', onTrouble);
  return client;
};

/** A worker's own connection, and the copies of it that BullMQ makes for its blocking commands. */
const workingConnections = (options: RedisQueueOptions): { first: RedisClient; end: () => void } => {
  const first = connect(options, 'working');
  const all: RedisClient[] = [first];
  const duplicate = first.duplicate.bind(first) as (...args: never[]) => RedisClient;
  first.duplicate = ((...args: never[]) => {
    const copy = duplicate(...args);
    all.push(copy);
    return copy;
  }) as never;
  return { first, end: () => all.forEach((client) => void client.disconnect()) };
};

/** Resolves when a cluster knows its nodes; one server answers its first command when it is there. */
const answers = async (client: RedisClient): Promise<void> => {
  if (client instanceof Cluster && client.status !== 'ready') {
    // the first failure counts: the cluster itself would go on trying for ever
    await once(client, 'ready', { signal: AbortSignal.timeout(FIRST_ANSWER_MS) });
  }
  await client.ping();
};

/** Which servers were asked, and what they or the network said; never a password. */
const unreachable = ({ kind, nodes, master }: RedisAddress, cause: unknown): string => {
  const servers = nodes.map(({ host, port }) => `${host}:${port}`).join(', ');
  const asked = { single: servers, sentinel: `Sentinel ${servers} für ${master}`, cluster: `Cluster ${servers}` }[kind];
  const { message, lastNodeError } = cause as { message?: unknown; lastNodeError?: { message?: unknown } };
  const reason = String(lastNodeError?.message ?? message)
    .replace(/Retrying from scratch after \d+ms\. /, '')
    .slice(0, LONGEST_REASON)
    .replace(/[\s.]+$/, '');
  return `${asked}: ${reason}.`;
};

/**
 * Opens the queue on Redis or Valkey: one server, one behind sentinels, or a cluster. Whoever adds hears at once that
 * Redis is away; a worker waits until it is back.
 *
 * @throws QUEUE if Redis cannot be reached, SETTINGS for an address of no known form, FILE
 */
export const openRedisQueue = async (options: RedisQueueOptions): Promise<DeliveryQueue> => {
  const client = connect(options, 'asking');
  const address = redisAddress(options.redisUrl);
  const prefix = keyPrefix(address, options.prefix);
  // a command that fails says that there is no connection; why, the connection has said before
  let trouble: Error | undefined;
  const note = (error: Error): void => {
    trouble = error;
  };
  client.on('error', note);
  try {
    await answers(client);
  } catch (cause) {
    client.disconnect();
    throw fault('QUEUE', { detail: unreachable(address, trouble ?? cause), cause });
  }
  client.off('error', note);
  const queue = new Queue<DeliveryJob, void>(NAME, { connection: client, prefix });
  queue.on('error', options.onTrouble);
  const operations = queueOperations(queue);
  return {
    backend: 'redis',
    ...operations,
    // BullMQ has no call for it; the score of a delayed job is its instant times SCORES_EACH_MS
    putOffBeyond: (at, limit) =>
      client.zrevrangebyscore(queue.toKey('delayed'), '+inf', `(${Math.ceil(at) * SCORES_EACH_MS}`, 'LIMIT', 0, limit),
    // keys appear with the first job; nothing has to be made beforehand
    async repair() {
      await client.ping();
      return false;
    },
    async work(process, workOptions, onTrouble) {
      const start = (onTaken: () => void): StartedWorker => {
        const connections = workingConnections(options);
        const worker = new Worker<DeliveryJob, void>(
          NAME,
          asProcessor((job) => {
            onTaken();
            return process(job);
          }),
          { connection: connections.first, prefix, ...workerOptions(workOptions) },
        );
        let retired = false;
        worker.on('error', (error) => (retired ? undefined : onTrouble(error)));
        worker.run().catch(onTrouble);
        return {
          pause: () => worker.pause(true),
          retire: () => {
            retired = true;
          },
          async close(force) {
            const closed = worker.close(force);
            // BullMQ waits for answers that may never come
            if (force) closed.catch(() => {});
            else await closed;
            connections.end();
          },
        };
      };
      const waiting = async () => (await operations.counts()).waiting;
      const onStandstill = () => onTrouble(new Error('the worker took nothing although jobs wait, and was replaced'));
      return new RedisWorker({ start, waiting, onStandstill });
    },
    async close() {
      await queue.close();
      client.disconnect();
    },
  };
};
