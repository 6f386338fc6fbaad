import { join } from 'node:path';
import type pg from 'pg';
import type { Database, OpenedLedger } from '../ledger/index.ts';
import type { Settings } from '../platform/settings.ts';

/** Connections that one command takes at most. */
const CONNECTIONS = 4;

const databaseOf = ({ dataDir, databaseUrl, databaseOwnerUrl }: Settings) => ({
  dataDir: join(dataDir, 'postgres'),
  url: databaseUrl,
  ownerUrl: databaseOwnerUrl,
});

/** Opens the ledger for one command, as gateway and worker do (with migrations), and closes it. */
export async function withStore<T>(settings: Settings, work: (opened: OpenedLedger) => Promise<T>): Promise<T> {
  const { openLedger } = await import('../ledger/index.ts');
  const opened = await openLedger({ name: 'cli', max: CONNECTIONS, ...databaseOf(settings) });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/** Finds the database for one command that looks at it as it is: no migration runs. */
export async function withDatabase<T>(settings: Settings, work: (database: Database) => Promise<T>): Promise<T> {
  const { ensureDatabase } = await import('../ledger/index.ts');
  const database = await ensureDatabase(databaseOf(settings));
  try {
    return await work(database);
  } finally {
    await database.release();
  }
}

/** The same with connections of the application's role. */
export async function withPool<T>(settings: Settings, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const { openPool, storeFault } = await import('../ledger/index.ts');
  return withDatabase(settings, async ({ url }) => {
    const pool = openPool(url, { name: 'cli', max: CONNECTIONS });
    try {
      return await work(pool);
    } catch (error) {
      throw storeFault(error);
    } finally {
      await pool.end();
    }
  });
}
