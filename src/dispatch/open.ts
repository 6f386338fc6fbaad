import type { Logger } from '../platform/log.ts';
import { Outage } from './outage.ts';
import { openPostgresQueue } from './postgres-queue.ts';
import type { DeliveryQueue } from './queue.ts';
import { openRedisQueue } from './redis-queue.ts';

export interface QueueOptions {
  /** Redis or Valkey; unset, PostgreSQL carries the queue */
  readonly redisUrl?: string | undefined;
  /** database of the ledger, for the queue on PostgreSQL */
  readonly databaseUrl: string;
  /** lets several installations share one Redis or database; lower-case letters, digits, `_` and `-` */
  readonly prefix: string;
  /** database connections of the queue on PostgreSQL; default 8 */
  readonly connections?: number | undefined;
  readonly logger?: Logger | undefined;
}

/**
 * Opens the queue: on Redis where configured, otherwise on PostgreSQL.
 *
 * @throws QUEUE if it cannot be reached
 */
export const openQueue = async (options: QueueOptions): Promise<DeliveryQueue> => {
  const { redisUrl, databaseUrl, prefix, logger } = options;
  const outage = new Outage(`queue (${redisUrl ? 'redis' : 'postgres'})`, logger);
  const onTrouble = (error: Error): void => void outage.failed(error);
  const queue = redisUrl
    ? await openRedisQueue({ redisUrl, prefix, onTrouble })
    : await openPostgresQueue({ databaseUrl, prefix, connections: options.connections ?? 8, onTrouble });
  return {
    ...queue,
    async counts() {
      const counts = await queue.counts();
      outage.over();
      return counts;
    },
  };
};
