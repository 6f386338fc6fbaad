import pg from 'pg';
import type { Home, Secrets } from './home.ts';
import { VERWALTER } from './initdb.ts';
import { SOCKET_PORT } from './postmaster.ts';

/** Role that owns the schema and runs migrations. */
export const EIGNER = 'blaupause_eigner';

/** Role of gateway and worker: no UPDATE or DELETE on evidence. */
export const ANWENDUNG = 'blaupause_anwendung';

/** Advisory lock under which roles and databases are made. */
const PROVISION_LOCK = 0x6270_0002;

type Role = keyof Secrets;

const roleNames: Readonly<Record<Role, string>> = { verwalter: VERWALTER, eigner: EIGNER, anwendung: ANWENDUNG };

/** libpq form of a connection over the socket folder: `postgresql://role:password@%2Ffolder:5432/database`. */
export function connectionUrl(home: Home, socket: string, role: Role, database: string): string {
  const host = encodeURIComponent(socket);
  return `postgresql://${roleNames[role]}:${home.secrets[role]}@${host}:${SOCKET_PORT}/${encodeURIComponent(database)}`;
}

/** Runs one function with a superuser connection to the maintenance database. */
export async function withVerwalter<T>(
  home: Home,
  socket: string,
  work: (client: pg.Client) => Promise<T>,
  name = 'blaupause-verwaltung',
): Promise<T> {
  const client = new pg.Client({
    connectionString: connectionUrl(home, socket, 'verwalter', 'postgres'),
    application_name: name,
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Makes the two roles and the database where they are missing. Every process may call it; the lock lets one work.
 * Names and passwords are ours (the passwords base64url), so quoting them as literals is safe.
 */
export async function provision(home: Home, socket: string, database: string): Promise<void> {
  await withVerwalter(home, socket, async (client) => {
    const ready = await client.query(
      `SELECT 1 FROM pg_database WHERE datname = $1 AND (SELECT count(*) FROM pg_roles WHERE rolname IN ($2, $3)) = 2`,
      [database, EIGNER, ANWENDUNG],
    );
    if (ready.rowCount === 1) return;
    await client.query('SELECT pg_advisory_lock($1)', [PROVISION_LOCK]);
    for (const role of ['eigner', 'anwendung'] as const) {
      const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [roleNames[role]]);
      if (known.rowCount === 0)
        await client.query(
          `CREATE ROLE ${client.escapeIdentifier(roleNames[role])} LOGIN PASSWORD ${client.escapeLiteral(home.secrets[role])}`,
        );
    }
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (known.rowCount === 0)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${EIGNER}`);
  });
}
