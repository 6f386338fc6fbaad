import pg from 'pg';
import { fault } from '../platform/errors.ts';

/** A snapshot of the store: all that is read through it is of one instant, whatever the gateway writes meanwhile. */
export interface Abbild {
  readonly client: pg.Client;
  close(): Promise<void>;
}

/**
 * Opens a snapshot on a connection of its own that cannot write.
 *
 * @throws DATABASE when the server is unreachable
 */
export async function openAbbild(url: string): Promise<Abbild> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'blaupause-audit',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = '10min'");
  } catch (cause) {
    await client.end().catch(() => {});
    throw fault('DATABASE', { cause, detail: String((cause as Error).message) });
  }
  return {
    client,
    close: async () => {
      await client.query('ROLLBACK').catch(() => {});
      await client.end().catch(() => {});
    },
  };
}

/** A column of time as text with microseconds, because a date of JavaScript would hide the last three digits. */
export const zeit = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The same instant in the form of `Date.toISOString` where it has whole milliseconds. */
export const instant = (text: string): string => (text.endsWith('000Z') ? `${text.slice(0, -4)}Z` : text);

/** What a faulty page or row makes PostgreSQL say: damage on disk, seen by its own checksums. */
export const isDamage = (error: unknown): boolean => {
  const code = String((error as { code?: unknown } | undefined)?.code);
  return code.startsWith('XX') || code.startsWith('22');
};

/**
 * Reads a table in pages along its key.
 *
 * @param read reads the rows behind a key, ordered by it
 * @param key gives the key of a row
 */
export async function* seiten<Row, Key>(
  read: (after: Key | undefined) => Promise<readonly Row[]>,
  key: (row: Row) => Key,
): AsyncGenerator<readonly Row[]> {
  for (let after: Key | undefined; ; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = key(last);
  }
}
