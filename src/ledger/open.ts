import type pg from 'pg';
import { fault } from '../platform/errors.ts';
import { type Database, type DatabaseOptions, ensureDatabase } from './embedded/ensure.ts';
import { Ledger } from './ledger.ts';
import { migrate } from './migrate.ts';
import { openPool, patiently } from './pool.ts';

export interface OpenLedgerOptions extends DatabaseOptions {
  /** which process speaks: `gateway`, `worker`, … */
  readonly name: string;
  /** connections at most */
  readonly max?: number | undefined;
}

/** A ledger ready for use with everything that has to be closed after it. */
export interface OpenedLedger {
  readonly ledger: Ledger;
  readonly pool: pg.Pool;
  readonly database: Database;
  /** Closes listening, pool and the share in the embedded server, in this order. */
  close(): Promise<void>;
}

/**
 * Database, migrations, pool and ledger in one call, as gateway and worker start.
 *
 * @throws TOOL_MISSING, FILE, STORE_UNAVAILABLE; DATABASE also where the server confirms what is not on disk
 */
export async function openLedger(options: OpenLedgerOptions): Promise<OpenedLedger> {
  const database = await ensureDatabase(options);
  try {
    await migrate(database.ownerUrl, { applicationRole: roleOf(database.url) });
    const pool = openPool(database.url, { name: options.name, max: options.max });
    try {
      await assertDurable(pool);
      const ledger = await Ledger.open(pool);
      const close = async (): Promise<void> => {
        await ledger.close();
        await pool.end();
        await database.release();
      };
      return { ledger, pool, database, close };
    } catch (error) {
      await pool.end();
      throw error;
    }
  } catch (error) {
    await database.release();
    throw error;
  }
}

/**
 * A receipt promises that a Sendung is on disk (G2): a server, database or role that confirms before that is refused.
 *
 * @throws DATABASE with the setting
 */
async function assertDurable(pool: pg.Pool): Promise<void> {
  const { rows } = await patiently(() =>
    pool.query<{ name: string }>(
      `SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off'`,
    ),
  );
  const [off] = rows;
  if (off) throw fault('DATABASE', { detail: `Die Einstellung ${off.name} ist ausgeschaltet; sie muss an sein.` });
}

/** The role that a connection URL names. */
export const roleOf = (url: string): string | undefined => {
  const user = decodeURIComponent(new URL(url).username);
  return user === '' ? undefined : user;
};
