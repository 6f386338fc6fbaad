import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, ensureDatabase } from '../../src/ledger/embedded/ensure.ts';
import { Ledger, migrate, openPool, roleOf } from '../../src/ledger/index.ts';

/** A fresh, migrated database of its own on the server that the test run shares. */
export interface TestDatabase {
  /** restricted application role */
  readonly url: string;
  /** owner of the schema */
  readonly ownerUrl: string;
  readonly pool: pg.Pool;
  readonly ledger: Ledger;
  /** folder of the server that the test run shares */
  readonly dataDir: string;
  /** Closes ledger and pool, drops the database and lets go of the server. */
  close(): Promise<void>;
}

/** One folder per user and checkout: test files of one run, and runs at the same time, share the server. */
const dataDir = join(tmpdir(), `blaupause-test-${process.getuid?.() ?? 0}`);

const at = (url: string, database: string): string => url.replace(/\/[^/]*$/, `/${database}`);

/**
 * Gives a test file a migrated database: the embedded server starts with the first one (about a second) and stops
 * with the last one; each database takes some 50 ms.
 */
export async function testDatabase(max = 16): Promise<TestDatabase> {
  const database = `test_${randomBytes(6).toString('hex')}`;
  const server: Database = await ensureDatabase({ dataDir, database });
  await migrate(server.ownerUrl, { applicationRole: roleOf(server.url) });
  const pool = openPool(server.url, { name: 'test', max });
  const ledger = await Ledger.open(pool);
  return {
    url: server.url,
    ownerUrl: server.ownerUrl,
    pool,
    ledger,
    dataDir,
    close: async () => {
      await ledger.close();
      await pool.end();
      await drop(server.ownerUrl, database);
      await server.release();
    },
  };
}

/** A database without any table, for tests of migrations. */
export async function emptyDatabase(): Promise<Pick<TestDatabase, 'url' | 'ownerUrl' | 'close'>> {
  const database = `test_${randomBytes(6).toString('hex')}`;
  const server = await ensureDatabase({ dataDir, database });
  return {
    url: server.url,
    ownerUrl: server.ownerUrl,
    close: async () => {
      await drop(server.ownerUrl, database);
      await server.release();
    },
  };
}

/** Deletes a test database. */
export async function drop(ownerUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: at(ownerUrl, 'postgres') });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
