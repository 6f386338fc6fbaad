import {
  createPostgresBackend,
  DEFAULT_SCHEMA,
  LATEST_SCHEMA_VERSION,
  type PgPool,
  runMigrations,
  withBackend,
} from 'bullmq';
import pg from 'pg';
import { fault } from '../platform/errors.ts';
import type { DeliveryJob } from './job.ts';
import { asProcessor, type DeliveryQueue, queueOperations, workerOptions } from './queue.ts';

const { Queue, Worker } = withBackend(createPostgresBackend);

export interface PostgresQueueOptions {
  readonly databaseUrl: string;
  /** names the queue within BullMQ's schema */
  readonly prefix: string;
  /** database connections; one of them listens */
  readonly connections: number;
  readonly onTrouble: (error: Error) => void;
}

/**
 * A pool of its own: BullMQ's statements find their tables by the search path, and need no flush to disk, because
 * the ledger can rebuild whatever the queue loses.
 */
const openPool = ({ databaseUrl, connections, onTrouble }: PostgresQueueOptions): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'blaupause-queue',
    options: `-c search_path=${DEFAULT_SCHEMA} -c synchronous_commit=off`,
    max: Math.max(connections, 3),
    connectionTimeoutMillis: 5000,
    statement_timeout: 15_000,
    keepAlive: true,
  });
  pool.on('error', onTrouble);
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
};

/** Contract: true if BullMQ's schema is complete in this database; reads one row. */
const isComplete = async (pool: pg.Pool): Promise<boolean> => {
  const { rows } = await pool.query<{ ledger: string | null; job: string | null }>(
    'SELECT to_regclass($1) AS ledger, to_regclass($2) AS job',
    [`${DEFAULT_SCHEMA}.migration`, `${DEFAULT_SCHEMA}.job`],
  );
  return rows[0]?.ledger !== null && rows[0]?.job !== null;
};

const makeSchema = async (pool: pg.Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await runMigrations(client, DEFAULT_SCHEMA);
  } finally {
    client.release();
  }
};

/**
 * Opens the queue on PostgreSQL, in BullMQ's schema `bullmq` of the ledger's database; the role needs the right to
 * create it.
 *
 * @throws QUEUE if the database cannot be reached or the schema not be made
 */
export const openPostgresQueue = async (options: PostgresQueueOptions): Promise<DeliveryQueue> => {
  const pool = openPool(options);
  try {
    await makeSchema(pool);
  } catch (cause) {
    await pool.end().catch(() => {});
    const detail = `Schema ${DEFAULT_SCHEMA}, version ${LATEST_SCHEMA_VERSION}.`;
    throw fault('QUEUE', { detail, cause });
  }
  // BullMQ takes a pg.Pool; its structural type for one differs from @types/pg in the return type of `on`
  const connection = pool as unknown as PgPool;
  const name = `${options.prefix}-zustellung`;
  const queue = new Queue<DeliveryJob, void>(name, { connection });
  queue.on('error', options.onTrouble);
  return {
    backend: 'postgres',
    ...queueOperations(queue),
    // BullMQ has no call for it; `process_at_ms` is what its own statements compare with the clock
    async putOffBeyond(at, limit) {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT id FROM job WHERE queue = $1 AND state = 'delayed' AND process_at_ms > $2
         ORDER BY process_at_ms DESC LIMIT $3`,
        [name, Math.ceil(at), limit],
      );
      return rows.map(({ id }) => id);
    },
    async repair() {
      if (await isComplete(pool)) return false;
      await makeSchema(pool);
      return true;
    },
    async work(process, workOptions, onTrouble) {
      const worker = new Worker<DeliveryJob, void>(name, asProcessor(process), {
        connection,
        ...workerOptions(workOptions),
      });
      worker.on('error', onTrouble);
      worker.run().catch(onTrouble);
      return {
        pause: () => worker.pause(true),
        resume: () => worker.resume(),
        close: (force) => worker.close(force),
      };
    },
    async close() {
      await queue.close();
      await pool.end();
    },
  };
};
