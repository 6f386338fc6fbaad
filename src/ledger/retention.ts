import type pg from 'pg';
import { alone } from './alone.ts';
import { toJson } from './json.ts';
import { patiently, storeFault } from './pool.ts';
import type { NewLeaf } from './types.ts';

/** Advisory lock of the one deletion at a time. */
const RETENTION_LOCK = 0x6270_0008;

/** Rows looked at in one transaction. */
const PAGE = 1000;

/** Until when what must have been closed to be deleted now. */
export interface Loeschgrenzen {
  /** contents whose reader took over before, or that went back to their author before */
  readonly inhalt: Date;
  /** salts of leaves written before */
  readonly salze: Date;
}

/** What retention deletes, or would delete: counts, never UUIDs. */
export interface Loeschbericht {
  /** contents by message type */
  readonly inhalte: Readonly<Record<string, number>>;
  /** when the oldest of them was taken over, ISO 8601 */
  readonly aeltester?: string;
  readonly salze: number;
}

/** What stays, and why. */
export interface Verbleib {
  /** contents whose delivery is not closed */
  readonly offen: number;
  /** contents whose delivery is closed, but not for long enough */
  readonly jung: number;
}

/** Makes the leaf of a protocol: its id, the protocol, and when. */
export type Protokollblatt = (id: string, bericht: unknown, zeit: Date) => NewLeaf;

interface InhaltRow {
  uuid: string;
  nachrichtentyp: string;
  /** when the delivery was closed; null while it is open */
  ende: Date | null;
}

/**
 * Contents along their key. Content without a row of its own in the outbox is left alone: fsck names it.
 * A delivery is closed with the reader's acknowledgement or with the return to the author.
 */
const SEITE = `
SELECT i.uuid, s.nachrichtentyp,
  CASE WHEN a.status IN ('zugestellt', 'abgeholt') THEN h.zeit WHEN a.status = 'zurueckgegeben' THEN a.geaendert END AS ende
FROM blaupause.inhalt i JOIN blaupause.ausgang a USING (uuid) JOIN blaupause.sendung s USING (uuid)
LEFT JOIN blaupause.abholung h USING (uuid)
WHERE $1::uuid IS NULL OR i.uuid > $1 ORDER BY i.uuid LIMIT ${PAGE}`;

/** The oldest salts that are still there; a leaf's id grows with its age. */
const SALZE = `
SELECT z.blatt, b.zeit < $1 AS reif FROM blaupause.log_salz z JOIN blaupause.log_blatt b ON b.id = z.blatt
WHERE z.blatt > $2 ORDER BY z.blatt LIMIT ${PAGE}`;

type Db = Pick<pg.Pool | pg.PoolClient, 'query'>;

const seite = async (db: Db, after: string | undefined): Promise<InhaltRow[]> =>
  (await db.query<InhaltRow>(SEITE, [after ?? null])).rows;

const bericht = (reif: readonly InhaltRow[], salze: number): Loeschbericht => {
  const counts = new Map<string, number>();
  for (const { nachrichtentyp } of reif) counts.set(nachrichtentyp, (counts.get(nachrichtentyp) ?? 0) + 1);
  const times = reif.flatMap(({ ende }) => (ende === null ? [] : [ende.getTime()]));
  return {
    inhalte: Object.fromEntries([...counts].sort()),
    ...(times.length === 0 ? {} : { aeltester: new Date(times.reduce((a, b) => Math.min(a, b))).toISOString() }),
    salze,
  };
};

/** Two reports as one. */
export const zusammen = (a: Loeschbericht, b: Loeschbericht): Loeschbericht => {
  const types = [...new Set([...Object.keys(a.inhalte), ...Object.keys(b.inhalte)])].sort();
  const aeltester = [a.aeltester, b.aeltester].filter((one) => one !== undefined).sort()[0];
  return {
    inhalte: Object.fromEntries(types.map((typ) => [typ, (a.inhalte[typ] ?? 0) + (b.inhalte[typ] ?? 0)])),
    ...(aeltester === undefined ? {} : { aeltester }),
    salze: a.salze + b.salze,
  };
};

const LEER: Loeschbericht = { inhalte: {}, salze: 0 };

/** Which contents would be deleted now, and which stay. Changes nothing. @throws STORE_UNAVAILABLE */
export async function inhaltsplan(
  pool: pg.Pool,
  grenzen: Pick<Loeschgrenzen, 'inhalt'>,
): Promise<Omit<Loeschbericht, 'salze'> & Verbleib> {
  let plan = LEER;
  let [offen, jung] = [0, 0];
  for (let after: string | undefined; ; ) {
    const rows = await patiently(() => seite(pool, after));
    const closed = rows.filter(({ ende }) => ende !== null);
    const reif = closed.filter(({ ende }) => ende !== null && ende < grenzen.inhalt);
    plan = zusammen(plan, bericht(reif, 0));
    offen += rows.length - closed.length;
    jung += closed.length - reif.length;
    after = rows.at(-1)?.uuid;
    if (rows.length < PAGE) break;
  }
  const { inhalte, aeltester } = plan;
  return { inhalte, ...(aeltester === undefined ? {} : { aeltester }), offen, jung };
}

/** What would be deleted now, and what stays. Changes nothing. @throws STORE_UNAVAILABLE */
export async function loeschplan(pool: pg.Pool, grenzen: Loeschgrenzen): Promise<Loeschbericht & Verbleib> {
  const plan = await inhaltsplan(pool, grenzen);
  const { rows } = await patiently(() =>
    pool.query<{ n: string }>(
      'SELECT count(*) AS n FROM blaupause.log_salz z JOIN blaupause.log_blatt b ON b.id = z.blatt WHERE b.zeit < $1',
      [grenzen.salze],
    ),
  );
  return { ...plan, salze: Number(rows[0]?.n ?? 0) };
}

/**
 * Deletes what is ripe: contents of closed deliveries and salts of old leaves. Evidence stays (G5), and a replay of the
 * same bytes still gets the same receipt. Each page is one transaction with its protocol and the leaf of that protocol:
 * what was deleted is noted, and what was not noted was not deleted. Ends early when another process is at it.
 *
 * @param blatt makes the leaf of a protocol
 * @param signal ends it after the page in hand
 * @returns what this call deleted
 * @throws STORE_UNAVAILABLE; what was deleted until then is noted
 */
export async function loesche(
  pool: pg.Pool,
  grenzen: Loeschgrenzen,
  blatt: Protokollblatt,
  signal?: AbortSignal,
): Promise<Loeschbericht> {
  let done = LEER;
  const pages = async (page: (client: pg.PoolClient) => Promise<Loeschbericht | 'ende'>): Promise<void> => {
    while (!signal?.aborted) {
      const deleted = await alone(pool, RETENTION_LOCK, page).catch((error: unknown) => {
        throw storeFault(error);
      });
      if (deleted === undefined || deleted === 'ende') return;
      done = zusammen(done, deleted);
    }
  };
  let after: string | undefined;
  await pages(async (client) => {
    const rows = await seite(client, after);
    const reif = rows.filter(({ ende }) => ende !== null && ende < grenzen.inhalt);
    if (reif.length > 0)
      await client.query('DELETE FROM blaupause.inhalt WHERE uuid = ANY ($1::uuid[])', [reif.map(({ uuid }) => uuid)]);
    const deleted = bericht(reif, 0);
    await notiere(client, deleted, grenzen, blatt);
    if (rows.length === 0) return 'ende';
    after = rows.at(-1)?.uuid;
    return deleted;
  });
  let last = '0';
  await pages(async (client) => {
    const { rows } = await client.query<{ blatt: string; reif: boolean }>(SALZE, [grenzen.salze, last]);
    const reif = rows.filter((row) => row.reif).map((row) => row.blatt);
    // ids grow with age: a page without an old leaf has only younger ones behind it
    if (reif.length === 0) return 'ende';
    await client.query('DELETE FROM blaupause.log_salz WHERE blatt = ANY ($1::bigint[])', [reif]);
    const deleted = bericht([], reif.length);
    await notiere(client, deleted, grenzen, blatt);
    last = rows.at(-1)?.blatt ?? last;
    return deleted;
  });
  return done;
}

/** Contract: protocol and leaf in the transaction of the deletion; nothing is noted where nothing was deleted. */
async function notiere(
  client: pg.PoolClient,
  deleted: Loeschbericht,
  grenzen: Loeschgrenzen,
  blatt: Protokollblatt,
): Promise<void> {
  if (deleted.salze === 0 && Object.keys(deleted.inhalte).length === 0) return;
  const { rows } = await client.query<{ id: string }>('SELECT gen_random_uuid() AS id');
  const id = rows[0]?.id ?? '';
  const zeit = new Date();
  const note = JSON.parse(toJson({ ...deleted, grenzen })) as unknown;
  const leaf = blatt(id, note, zeit);
  await client.query('INSERT INTO blaupause.loeschung (id, zeit, bericht) VALUES ($1, $2, $3)', [
    ...[id, zeit, toJson(note)],
  ]);
  await client.query(
    `WITH b AS (
       INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit) VALUES ($1, $2, $3, $4) RETURNING id
     ), o AS (
       INSERT INTO blaupause.log_offen (blatt) SELECT id FROM b
     )
     INSERT INTO blaupause.log_salz (blatt, salz) SELECT id, $5 FROM b`,
    [leaf.hash, leaf.payload, id, zeit, leaf.salt],
  );
}
