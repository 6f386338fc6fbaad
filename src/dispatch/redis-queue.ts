import { createRedisBackend, withBackend } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { fault } from '../platform/errors.ts';
import type { DeliveryJob } from './job.ts';
import { asProcessor, type DeliveryQueue, queueOperations, workerOptions } from './queue.ts';

const { Queue, Worker } = withBackend(createRedisBackend);

export interface RedisQueueOptions {
  readonly redisUrl: string;
  /** prefix of all keys */
  readonly prefix: string;
  readonly onTrouble: (error: Error) => void;
}

const NAME = 'zustellung';

/** Tries again for ever, at most five seconds apart. */
const retryStrategy = (times: number): number => Math.min(100 * 2 ** Math.min(times, 6), 5000);

type Extra = Pick<RedisOptions, 'maxRetriesPerRequest' | 'connectionName'>;

const connect = (options: RedisQueueOptions, extra: Extra): Redis => {
  const client = new Redis(options.redisUrl, { connectTimeout: 5000, retryStrategy, ...extra });
  client.on('error', options.onTrouble);
  return client;
};

/**
 * Opens the queue on Redis or Valkey. Whoever adds hears at once that Redis is away; a worker waits until it is back.
 *
 * @throws QUEUE if Redis cannot be reached
 */
export const openRedisQueue = async (options: RedisQueueOptions): Promise<DeliveryQueue> => {
  const client = connect(options, { maxRetriesPerRequest: 1, connectionName: `${options.prefix}-queue` });
  try {
    await client.ping();
  } catch (cause) {
    client.disconnect();
    throw fault('QUEUE', { cause });
  }
  const queue = new Queue<DeliveryJob, void>(NAME, { connection: client, prefix: options.prefix });
  queue.on('error', options.onTrouble);
  return {
    backend: 'redis',
    ...queueOperations(queue),
    // keys appear with the first job; nothing has to be made beforehand
    async repair() {
      await client.ping();
      return false;
    },
    async work(process, workOptions, onTrouble) {
      const connection = connect(options, { maxRetriesPerRequest: null, connectionName: `${options.prefix}-worker` });
      const worker = new Worker<DeliveryJob, void>(NAME, asProcessor(process), {
        connection,
        prefix: options.prefix,
        ...workerOptions(workOptions),
      });
      worker.on('error', onTrouble);
      worker.run().catch(onTrouble);
      return {
        pause: () => worker.pause(true),
        resume: () => worker.resume(),
        async close(force) {
          await worker.close(force);
          connection.disconnect();
        },
      };
    },
    async close() {
      await queue.close();
      client.disconnect();
    },
  };
};
