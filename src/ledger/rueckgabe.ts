import type pg from 'pg';
import { alone } from './alone.ts';
import { toJson } from './json.ts';
import { patiently, storeFault } from './pool.ts';
import type { NewLeaf } from './types.ts';
import { msSince, SEIT } from './zustellung.ts';

/** Advisory lock of the one run at a time that hands back. */
const RETURN_LOCK = 0x6270_0007;

/**
 * Runs a turn of handing back that no other gateway shares; see `asWatch`.
 *
 * @returns undefined when another one is at it
 * @throws STORE_UNAVAILABLE, and whatever `work` throws
 */
export const alsRueckgeber = <T>(pool: pg.Pool, work: () => Promise<T>): Promise<T | undefined> =>
  alone(pool, RETURN_LOCK, async (client) => {
    await client.query("SET LOCAL idle_in_transaction_session_timeout = '10min'");
    return work();
  }).catch((error: unknown) => {
    throw storeFault(error);
  });

/** A dead letter with what decides whether it goes back, without content. */
export interface Unzustellbare {
  readonly nr: number;
  readonly uuid: string;
  readonly sha256: Buffer;
  readonly absender: string;
  readonly empfaenger: string;
  readonly nachrichtentyp: string;
  readonly fehlercode: string;
  /** since its acceptance or since a person put it back, in milliseconds of the database's clock */
  readonly wartetMs: number;
  /** since it was given up, in milliseconds */
  readonly totMs: number;
}

const COLUMNS = `a.nr::float8 AS nr, a.uuid, a.sha256, s.absender, a.empfaenger, s.nachrichtentyp,
  coalesce(a.fehlercode, '') AS fehlercode, ${msSince(SEIT)} AS "wartetMs", ${msSince('a.geaendert')} AS "totMs"`;

/** Dead letters of others than one authority, oldest first. @param after the last `nr` of the page before */
export async function unzustellbareNachAlter(
  pool: pg.Pool,
  { ohne, limit, after }: { readonly ohne: string; readonly limit: number; readonly after: number },
): Promise<Unzustellbare[]> {
  const { rows } = await patiently(() =>
    pool.query<Unzustellbare>({
      name: 'dead-by-age',
      text: `SELECT ${COLUMNS} FROM blaupause.ausgang a JOIN blaupause.sendung s USING (uuid)
             WHERE a.status = 'unzustellbar' AND a.nr > $2 AND s.absender <> $3 ORDER BY a.nr LIMIT $1`,
      values: [limit, after, ohne],
    }),
  );
  return rows;
}

/** One dead letter. @returns undefined when it is not dead */
export async function unzustellbare(pool: pg.Pool, uuid: string): Promise<Unzustellbare | undefined> {
  const { rows } = await patiently(() =>
    pool.query<Unzustellbare>(
      `SELECT ${COLUMNS} FROM blaupause.ausgang a JOIN blaupause.sendung s USING (uuid)
       WHERE a.uuid = $1 AND a.status = 'unzustellbar'`,
      [uuid],
    ),
  );
  return rows[0];
}

/**
 * Contract: one statement.
 * In:    $1 uuid, $2 detail of the event, $3 UUID of the refusal, $4–$6 leaf, $7 its instant
 * Out:   a row when it was handed back by this call; none when it is not dead
 * Holds: state, event, leaf and the duty to tell the author become durable together; from then on nothing delivers it
 */
const RETURN = `
WITH a AS (
  UPDATE blaupause.ausgang SET status = 'zurueckgegeben', naechster_versuch = NULL, geaendert = now()
  WHERE uuid = $1 AND status = 'unzustellbar' RETURNING uuid
), e AS (
  INSERT INTO blaupause.ereignis (uuid, art, zeit, detail) SELECT uuid, 'zurueckgegeben', $7, $2 FROM a
), r AS (
  INSERT INTO blaupause.rueckgabe (uuid, rueckweisung, naechste) SELECT uuid, $3, now() FROM a
), b AS (
  INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit) SELECT $4, $5, uuid, $7 FROM a RETURNING id
), o AS (
  INSERT INTO blaupause.log_offen (blatt) SELECT id FROM b
), z AS (
  INSERT INTO blaupause.log_salz (blatt, salz) SELECT id, $6 FROM b
)
SELECT 1 FROM a`;

/** `unzustellbar` → `zurueckgegeben`. @returns whether this call did it */
export async function zurueckgeben(
  pool: pg.Pool,
  uuid: string,
  detail: { readonly code: string; readonly rueckweisung: string },
  leaf: NewLeaf & { readonly zeit: Date },
): Promise<boolean> {
  const { rowCount } = await patiently(() =>
    pool.query({
      name: 'hand-back',
      text: RETURN,
      values: [uuid, toJson(detail), detail.rueckweisung, leaf.hash, leaf.payload, leaf.salt, leaf.zeit],
    }),
  );
  return rowCount === 1;
}

/** A Sendung that was handed back and whose author has to be told. */
export interface OffeneRueckgabe {
  readonly uuid: string;
  readonly rueckweisung: string;
  /** code under which it was given up */
  readonly code: string;
}

/** What is to be told now, longest due first. */
export async function offeneRueckgaben(pool: pg.Pool, limit: number): Promise<OffeneRueckgabe[]> {
  const { rows } = await patiently(() =>
    pool.query<OffeneRueckgabe>({
      name: 'returns-due',
      text: `SELECT r.uuid, r.rueckweisung, coalesce(a.fehlercode, '') AS code
             FROM blaupause.rueckgabe r JOIN blaupause.ausgang a USING (uuid)
             WHERE r.naechste <= now() ORDER BY r.naechste LIMIT $1`,
      values: [limit],
    }),
  );
  return rows;
}

/** Notes that the author was told, or when to try again and why it failed. */
export async function planRueckgabe(
  pool: pg.Pool,
  uuid: string,
  again?: { readonly inMs: number; readonly code: string },
): Promise<void> {
  await patiently(() =>
    pool.query({
      name: 'return-plan',
      text: `UPDATE blaupause.rueckgabe SET naechste = now() + $2::float8 * interval '1 ms', fehlercode = $3 WHERE uuid = $1`,
      values: [uuid, again?.inMs ?? null, again?.code ?? null],
    }),
  );
}

/** A Sendung that was handed back, for operators. */
export interface Zurueckgegebene {
  readonly uuid: string;
  readonly absender: string;
  readonly empfaenger: string;
  readonly nachrichtentyp: string;
  readonly fehlercode: string;
  readonly versuche: number;
  readonly seit: Date;
  readonly rueckweisung: string;
  /** whether the refusal is on its way to the author, or lies there */
  readonly gesagt: boolean;
}

/** What was handed back since an instant, newest first. */
export async function zurueckgegebene(pool: pg.Pool, seit: Date, limit: number): Promise<Zurueckgegebene[]> {
  const { rows } = await patiently(() =>
    pool.query<Zurueckgegebene>(
      `SELECT r.uuid, s.absender, s.empfaenger, s.nachrichtentyp, coalesce(a.fehlercode, '') AS fehlercode, a.versuche,
              r.zeit AS seit, r.rueckweisung, r.naechste IS NULL AS gesagt
       FROM blaupause.rueckgabe r JOIN blaupause.ausgang a USING (uuid) JOIN blaupause.sendung s USING (uuid)
       WHERE r.zeit >= $1 ORDER BY r.zeit DESC LIMIT $2`,
      [seit, limit],
    ),
  );
  return rows;
}
