import { statfsSync } from 'node:fs';
import type pg from 'pg';
import { type Database, openPool } from '../../src/ledger/index.ts';

/** Room on the disk that a stored message and its write-ahead log may need, in bytes. */
const ROOM = 45_000;
/** Messages in one transaction. */
const PIECE = 5_000;
/** The stored messages came in over this time before now. */
const SPAN = '20 hours';

/** Tables that are copied by the id of a message, and what is new in each copy; all other columns stay as they are. */
const COPIED: readonly (readonly [table: string, key: string, fresh: Readonly<Record<string, string>>])[] = [
  [
    'sendung',
    'uuid',
    {
      uuid: 'k.neu',
      sha256: 'k.hash',
      vorgang: 'k.vorgang',
      eingegangen: 'k.zeit',
      erstellt: 'k.zeit',
      erstellungszeitpunkt: 'k.zeit',
    },
  ],
  ['inhalt', 'uuid', { uuid: 'k.neu' }],
  ['ausgang', 'uuid', { uuid: 'k.neu', sha256: 'k.hash', geaendert: 'k.zeit' }],
  ['ereignis', 'uuid', { uuid: 'k.neu', zeit: 'k.zeit' }],
  ['abholung', 'uuid', { uuid: 'k.neu', zeit: 'k.zeit' }],
  ['fristwache', 'vorgang', { vorgang: 'k.vorgang', quelle: 'k.neu' }],
  ['ersuchen', 'uuid', { uuid: 'k.neu', vorgang: 'k.vorgang', erstellt: 'k.zeit', beantwortet: 'k.zeit' }],
];

/**
 * Multiplies the messages that a gateway has really received and delivered until `wanted` are stored: each copy has a
 * UUID, a hash, a case, a time and leaves of its own, with everything else (content, receipt, verdicts, events,
 * acknowledgement, watch of the case) as the original has it. So tables and indexes are as large as after so many real
 * messages; signatures of copies do not fit their UUIDs. Written by sets, not message by message; the leaves are left
 * to the gateway's sequencer to put in order.
 *
 * @param tell progress
 */
export async function fill(database: Database, wanted: number, tell: (text: string) => void): Promise<void> {
  const { bavail, bsize } = statfsSync(database.folder ?? '.');
  if (bavail * bsize < wanted * ROOM)
    throw new Error(
      `${wanted} stored messages may need ${Math.ceil((wanted * ROOM) / 1e9)} GB of disk, too few are free`,
    );
  const pool = openPool(database.ownerUrl, { name: 'last', max: 2 });
  const client = await pool.connect();
  try {
    await client.query(`SET synchronous_commit = off; SET statement_timeout = 0; SET work_mem = '64MB'`);
    const copies: string[] = [];
    for (const [table, key, fresh] of COPIED) copies.push(await copyStatement(client, table, key, fresh));
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM blaupause.sendung');
    await client.query(
      `CREATE TEMP TABLE vorlage AS SELECT uuid, vorgang, row_number() OVER () - 1 AS nr FROM blaupause.sendung`,
    );
    const originals = Number(rows[0]?.n);
    for (let stored = originals; stored < wanted; ) {
      const piece = Math.min(PIECE, wanted - stored);
      tell(`stores messages: ${stored} of ${wanted}`);
      await client.query('BEGIN');
      await client.query(
        `CREATE TEMP TABLE kopie ON COMMIT DROP AS
         SELECT v.uuid AS alt, v.vorgang AS alter_vorgang, gen_random_uuid() AS neu, gen_random_uuid() AS vorgang,
           sha256(convert_to(gen_random_uuid()::text, 'UTF8')) AS hash,
           now() - interval '${SPAN}' * (1 - (i + $2)::float / $3) AS zeit
         FROM generate_series(1, $1::int) i JOIN vorlage v ON v.nr = (i % $4::int)`,
        [piece, stored, wanted, originals],
      );
      for (const copy of copies) await client.query(copy);
      await client.query(LEAVES);
      await client.query('COMMIT');
      stored += piece;
    }
    tell('vacuums');
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT').catch(() => {}); // only for PostgreSQL's own administrators
  } finally {
    client.release();
    await pool.end();
  }
}

/** One statement that copies the rows of a table, whatever columns it has. */
async function copyStatement(
  client: pg.ClientBase,
  table: string,
  key: string,
  fresh: Readonly<Record<string, string>>,
): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = 'blaupause' AND table_name = $1 AND is_identity = 'NO' AND is_generated = 'NEVER'
     ORDER BY ordinal_position`,
    [table],
  );
  const columns = rows.map(({ name }) => name);
  const values = columns.map((name) => fresh[name] ?? `t.${name}`);
  return `INSERT INTO blaupause.${table} (${columns.join(', ')}) SELECT ${values.join(', ')}
          FROM kopie k JOIN blaupause.${table} t ON t.${key} = k.${key === 'vorgang' ? 'alter_vorgang' : 'alt'}`;
}

/** The leaves of each copy: payload in the canonical form, hashed as RFC 6962 says, with a salt, to be ordered. */
const LEAVES = `
WITH n AS (
  INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit)
  SELECT sha256('\\x00'::bytea || p.payload), p.payload, p.neu, p.zeit
  FROM (
    SELECT k.neu, k.zeit, convert_to(format('{"ereignis":"%s","sha256":"%s","uuidHash":"%s","zeit":"%s"}',
        convert_from(b.payload, 'UTF8')::jsonb ->> 'ereignis', encode(k.hash, 'hex'),
        encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'),
        to_char(k.zeit AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), 'UTF8') AS payload
    FROM kopie k JOIN blaupause.log_blatt b ON b.bezug = k.alt ORDER BY b.id
  ) p
  RETURNING id
), o AS (
  INSERT INTO blaupause.log_offen (blatt) SELECT id FROM n
)
INSERT INTO blaupause.log_salz (blatt, salz) SELECT id, sha256(convert_to(gen_random_uuid()::text, 'UTF8')) FROM n`;
