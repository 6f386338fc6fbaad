import type pg from 'pg';
import { patiently } from './pool.ts';

/** A failed attempt as it was counted. */
export interface Fehlversuch {
  /** failed attempts in all */
  readonly versuche: number;
  /** since its acceptance, or since a person put it back, in milliseconds of the database's clock */
  readonly alterMs: number;
}

/** Since when a Sendung is being delivered: since its acceptance, or since a person put it back. */
export const SEIT = `coalesce(
  (SELECT max(e.zeit) FROM blaupause.ereignis e WHERE e.uuid = s.uuid AND e.art = 'wiedervorgelegt'), s.eingegangen)`;

/** Milliseconds since an instant, by the database's clock. */
export const msSince = (seit: string): string => `(extract(epoch FROM now() - ${seit}) * 1000)::float8`;

/**
 * Counts a failed attempt of something that still waits.
 *
 * @param backoffMs pause after the first failed attempt; from it, when the next one comes at the latest
 * @returns undefined where it waits no more; then nothing is counted
 * @throws STORE_UNAVAILABLE
 */
export async function zaehleFehlversuch(
  pool: pg.Pool,
  uuid: string,
  code: string,
  backoffMs?: number,
): Promise<Fehlversuch | undefined> {
  const { rows } = await patiently(() =>
    pool.query<{ versuche: number; alter: number }>({
      name: 'failed-attempt',
      text: `UPDATE blaupause.ausgang a SET versuche = versuche + 1, fehlercode = $2, geaendert = now(),
               naechster_versuch = now() + least($3::float8 * 2 ^ least(versuche, 30), 3600000) * interval '1 ms'
             FROM blaupause.sendung s WHERE a.uuid = $1 AND s.uuid = a.uuid AND a.status = 'wartet'
             RETURNING a.versuche, ${msSince(SEIT)} AS alter`,
      values: [uuid, code, backoffMs ?? null],
    }),
  );
  return rows[0] && { versuche: rows[0].versuche, alterMs: rows[0].alter };
}

/** A Sendung that may have waited for too long. */
export interface Wartende {
  readonly nr: number;
  readonly uuid: string;
  readonly sha256: Buffer;
  readonly empfaenger: string;
  /** code of the last failed attempt */
  readonly fehlercode: string | null;
  /** since its acceptance, in milliseconds of the database's clock: the next ones in order are hardly older */
  readonly alterMs: number;
  /** how long it has waited: since its acceptance or since it was put back, in the mailbox since it lies there */
  readonly wartetMs: number;
}

type Row = Omit<Wartende, 'nr'> & { readonly nr: string };

const toWartende = (row: Row): Wartende => ({ ...row, nr: Number(row.nr) });

/** What waits for dispatch, in order of acceptance, with its age. @param after the last `nr` of the page before */
export async function wartendeNachAlter(pool: pg.Pool, limit: number, after: number): Promise<Wartende[]> {
  const { rows } = await patiently(() =>
    pool.query<Row>({
      name: 'waiting-by-age',
      text: `SELECT a.nr, a.uuid, a.sha256, a.empfaenger, a.fehlercode, ${msSince('s.eingegangen')} AS "alterMs",
               ${msSince(SEIT)} AS "wartetMs"
             FROM blaupause.ausgang a JOIN blaupause.sendung s USING (uuid)
             WHERE a.status = 'wartet' AND a.nr > $2 ORDER BY a.nr LIMIT $1`,
      values: [limit, after],
    }),
  );
  return rows.map(toWartende);
}

/** What lies in one mailbox, in order of acceptance, with its age. @param after the last `nr` of the page before */
export async function postfachNachAlter(
  pool: pg.Pool,
  empfaenger: string,
  limit: number,
  after: number,
): Promise<Wartende[]> {
  const { rows } = await patiently(() =>
    pool.query<Row>({
      name: 'mailbox-by-age',
      text: `SELECT a.nr, a.uuid, a.sha256, a.empfaenger, a.fehlercode, ${msSince('s.eingegangen')} AS "alterMs",
               ${msSince('a.geaendert')} AS "wartetMs"
             FROM blaupause.ausgang a JOIN blaupause.sendung s USING (uuid)
             WHERE a.empfaenger = $3 AND a.status = 'bereitgestellt' AND a.nr > $2 ORDER BY a.nr LIMIT $1`,
      values: [limit, after, empfaenger],
    }),
  );
  return rows.map(toWartende);
}

/** Whose mailboxes hold something. Reads one index entry for each, however much lies there. */
export async function vollePostfaecher(pool: pg.Pool): Promise<string[]> {
  const { rows } = await patiently(() =>
    pool.query<{ empfaenger: string }>({
      name: 'mailboxes',
      text: `WITH RECURSIVE e AS (
               (SELECT empfaenger FROM blaupause.ausgang WHERE status = 'bereitgestellt' ORDER BY empfaenger LIMIT 1)
               UNION ALL
               SELECT (SELECT a.empfaenger FROM blaupause.ausgang a
                       WHERE a.status = 'bereitgestellt' AND a.empfaenger > e.empfaenger ORDER BY a.empfaenger LIMIT 1)
               FROM e WHERE e.empfaenger IS NOT NULL
             ) SELECT empfaenger FROM e WHERE empfaenger IS NOT NULL`,
    }),
  );
  return rows.map(({ empfaenger }) => empfaenger);
}

/** Where the delivery of one Sendung stands, for operators: references and times only. */
export interface Zustellstand {
  readonly prioritaet: number;
  readonly versuche: number;
  readonly fehlercode: string | null;
  readonly naechsterVersuch: Date | null;
  /** since when its state is what it is, or the last failed attempt */
  readonly geaendert: Date;
  /** since when it is being delivered */
  readonly seit: Date;
  /** the refusal to its author, where it was handed back */
  readonly rueckweisung: string | null;
  /** whether the refusal was sent */
  readonly gesagt: boolean | null;
}

/** Where the delivery of one Sendung stands. @returns undefined for an unknown one */
export async function zustellstand(pool: pg.Pool, uuid: string): Promise<Zustellstand | undefined> {
  const { rows } = await patiently(() =>
    pool.query<Zustellstand>(
      `SELECT a.prioritaet, a.versuche, a.fehlercode, a.naechster_versuch AS "naechsterVersuch", a.geaendert,
         ${SEIT} AS seit, r.rueckweisung, r.naechste IS NULL AND r.uuid IS NOT NULL AS gesagt
       FROM blaupause.ausgang a JOIN blaupause.sendung s USING (uuid) LEFT JOIN blaupause.rueckgabe r USING (uuid)
       WHERE a.uuid = $1`,
      [uuid],
    ),
  );
  return rows[0];
}
