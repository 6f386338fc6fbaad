import type pg from 'pg';
import { alone } from './alone.ts';
import { storeFault } from './pool.ts';

/** Advisory lock of the one run at a time that warns and reminds. */
const WATCH_LOCK = 0x6270_0005;

/** A turn sends messages and plans many rows over other connections, while its own one only holds the lock. */
const LONGEST_PAUSE = "SET LOCAL idle_in_transaction_session_timeout = '10min'";

/**
 * Runs a turn of warnings and reminders that no other gateway shares. One that hangs loses the turn; every step of it is
 * a transaction of its own and harmless when another gateway does it too.
 *
 * @returns undefined when another one is at it
 * @throws STORE_UNAVAILABLE, and whatever `work` throws
 */
export const asWatch = <T>(pool: pg.Pool, work: () => Promise<T>): Promise<T | undefined> =>
  alone(pool, WATCH_LOCK, async (client) => {
    await client.query(LONGEST_PAUSE);
    return work();
  }).catch((error: unknown) => {
    throw storeFault(error);
  });
