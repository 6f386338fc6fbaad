import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { BlaupauseError, fault } from '../platform/errors.ts';

export interface PoolOptions {
  /** which process speaks, shown in `pg_stat_activity` as `blaupause-<name>` */
  readonly name: string;
  /** connections at most, 16 by default */
  readonly max?: number | undefined;
}

/** Opens a pool with the limits that every user of the ledger shares; the caller ends it. */
export function openPool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `blaupause-${options.name}`,
    max: options.max ?? 16,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {});
  // The same for a connection in someone's hands: the query in flight fails, and whoever holds it hears of it there.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/**
 * Codes of PostgreSQL and of the socket that say the server is away, overloaded, restarting, or closed for connections
 * by its operator (55000).
 */
const AWAY = /^(08...|57P0.|53...|55000|55P03|57014|40001|40P01|E[A-Z]+)$/;

/** Whether a fault lies in reaching the server and the same call may succeed later. */
export function isAway(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return AWAY.test(code);
  return /connection terminated|connection error|timeout|not queryable/i.test(String(message));
}

/** Maps what `pg` throws to the catalogue: STORE_UNAVAILABLE while the server is away, INTERNAL for our own faults. */
export const storeFault = (error: unknown): BlaupauseError =>
  error instanceof BlaupauseError ? error : fault(isAway(error) ? 'STORE_UNAVAILABLE' : 'INTERNAL', { cause: error });

/** How long a call waits for a server that restarts before it gives up. */
const RESTART_PATIENCE_MS = 4_000;

/**
 * Runs work that may be repeated (every statement of the ledger is idempotent: a transaction that was committed
 * before the connection broke is found done at the second try), waiting for a server that restarts.
 *
 * @throws STORE_UNAVAILABLE after {@link RESTART_PATIENCE_MS}, INTERNAL
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + RESTART_PATIENCE_MS;
  for (let pause = 25; ; pause = Math.min(2 * pause, 400)) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || performance.now() + pause > until) throw storeFault(error);
      await sleep(pause);
    }
  }
}
