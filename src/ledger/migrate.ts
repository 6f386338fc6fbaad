import pg from 'pg';
import { fault } from '../platform/errors.ts';
import { sha256Hex } from '../platform/ids.ts';
import { migrations } from './migrations/index.ts';
import { grantStatements } from './rights.ts';

/** One step of the schema, forward only. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** plain SQL, run in one transaction */
  readonly sql: string;
}

/** The migrations of this program with the checksums under which they are noted. */
export const knownMigrations = (): { readonly version: number; readonly name: string; readonly sha256: string }[] =>
  migrations.map(({ version, name, sql }) => ({ version, name, sha256: sha256Hex(sql) }));

/** Advisory lock under which migrations run, one process at a time. */
const MIGRATION_LOCK = 0x6270_0003;

const TABLE = `
CREATE SCHEMA IF NOT EXISTS blaupause;
CREATE TABLE IF NOT EXISTS blaupause.migration (
  version integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, zeit timestamptz NOT NULL DEFAULT now()
)`;

export interface MigrateOptions {
  /** role of the application; gets its rights anew at each run. Left out where owner and application are one */
  readonly applicationRole?: string | undefined;
  /** other steps than the room's own; for tests */
  readonly steps?: readonly Migration[];
}

/**
 * Brings a database to the current schema and sets the application role's rights. Safe to call from every process at
 * every start.
 *
 * @param ownerUrl connection of the role that owns the schema
 * @returns versions applied by this call
 * @throws DATABASE when the server is unreachable, an applied step was edited, or the database is newer than the program
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<number[]> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'blaupause-migration',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await apply(client, options.steps ?? migrations);
    const { rows } = await client.query<{ rolle: string; datenbank: string }>(
      'SELECT current_user AS rolle, current_database() AS datenbank',
    );
    const role = options.applicationRole;
    if (role !== undefined && role !== rows[0]?.rolle)
      await client.query(
        grantStatements(client.escapeIdentifier(role), client.escapeIdentifier(rows[0]?.datenbank ?? '')),
      );
    return applied;
  } catch (cause) {
    throw cause instanceof Error && cause.name === 'BlaupauseError'
      ? cause
      : fault('DATABASE', { detail: `Die Migration ist gescheitert: ${(cause as Error).message}`, cause });
  } finally {
    await client.end().catch(() => {});
  }
}

async function apply(client: pg.Client, steps: readonly Migration[]): Promise<number[]> {
  await client.query(TABLE);
  const known = await client.query<{ version: number; sha256: string }>(
    'SELECT version, sha256 FROM blaupause.migration ORDER BY version',
  );
  const sums = new Map(known.rows.map((row) => [row.version, row.sha256]));
  for (const version of sums.keys())
    if (!steps.some((step) => step.version === version))
      throw fault('DATABASE', { detail: `Die Datenbank ist neuer als dieses Programm (Migration ${version}).` });
  const applied: number[] = [];
  for (const step of steps) {
    const sum = sha256Hex(step.sql);
    const stored = sums.get(step.version);
    if (stored === sum) continue;
    if (stored !== undefined)
      throw fault('DATABASE', { detail: `Die angewandte Migration ${step.version} wurde nachträglich geändert.` });
    await client.query('BEGIN');
    try {
      await client.query(step.sql);
      await client.query('INSERT INTO blaupause.migration (version, name, sha256) VALUES ($1, $2, $3)', [
        step.version,
        step.name,
        sum,
      ]);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
    applied.push(step.version);
  }
  return applied;
}
