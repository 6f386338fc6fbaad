import type pg from 'pg';
import { fault } from '../platform/errors.ts';
import { isUuid } from '../platform/ids.ts';
import { toJson } from './json.ts';
import { patiently } from './pool.ts';
import type { EreignisArt, NewLeaf, OutboxRef, OutboxStatus, ToteSendung, Transition } from './types.ts';

/** What a transition needs; see {@link transition}. */
interface Step {
  readonly from: readonly OutboxStatus[];
  readonly to: OutboxStatus;
  readonly art: EreignisArt;
  readonly code?: string;
  readonly abholung?: Buffer;
  readonly leaf?: NewLeaf | undefined;
}

/**
 * Contract: one statement.
 * In:    $1 uuid, $2 allowed states, $3 new state, $4 event, $5 detail, $6 acknowledgement, $7 code, $8–$10 leaf, $11 its instant
 * Out:   the reader's key when the state changed; no row when it had changed before or does not allow the step
 * Holds: what waits again has all its attempts before it; state, event, acknowledgement and leaf change together; of two callers one changes, because the second
 *        waits for the row and then finds another state. The first acknowledgement stays
 */
const TRANSITION = `
WITH a AS (
  UPDATE blaupause.ausgang SET status = $3, fehlercode = $7, naechster_versuch = NULL, geaendert = now(),
    versuche = CASE WHEN $3 = 'wartet' THEN 0 ELSE versuche END
  WHERE uuid = $1 AND status = ANY ($2::text[]) RETURNING uuid, empfaenger
), e AS (
  INSERT INTO blaupause.ereignis (uuid, art, zeit, detail) SELECT uuid, $4, coalesce($11, now()), $5 FROM a
), h AS (
  INSERT INTO blaupause.abholung (uuid, bytes, zeit) SELECT uuid, $6, coalesce($11, now()) FROM a WHERE $6::bytea IS NOT NULL
  ON CONFLICT (uuid) DO NOTHING
), b AS (
  INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit)
  SELECT $8, $9, uuid, coalesce($11, now()) FROM a WHERE $8::bytea IS NOT NULL RETURNING id
), o AS (
  INSERT INTO blaupause.log_offen (blatt) SELECT id FROM b
), z AS (
  INSERT INTO blaupause.log_salz (blatt, salz) SELECT id, $10 FROM b
)
SELECT empfaenger FROM a`;

/** Moves one outbox entry on; at most once. @throws NOT_FOUND, STORE_UNAVAILABLE */
async function transition(pool: pg.Pool, uuid: string, step: Step): Promise<Transition> {
  if (!isUuid(uuid)) throw fault('NOT_FOUND', { detail: uuid.slice(0, 40) });
  return patiently(async () => {
    const moved = await pool.query<{ empfaenger: string }>({
      name: 'transition',
      text: TRANSITION,
      values: [
        ...[uuid, step.from, step.to, step.art, step.code === undefined ? null : toJson({ code: step.code })],
        ...[step.abholung ?? null, step.code ?? null],
        ...[step.leaf?.hash ?? null, step.leaf?.payload ?? null, step.leaf?.salt ?? null, step.leaf?.zeit ?? null],
      ],
    });
    if (moved.rows[0]) return { changed: true, status: step.to, empfaenger: moved.rows[0].empfaenger };
    const found = await pool.query<{ status: OutboxStatus }>('SELECT status FROM blaupause.ausgang WHERE uuid = $1', [
      uuid,
    ]);
    if (!found.rows[0]) throw fault('NOT_FOUND', { detail: uuid });
    return { changed: false, status: found.rows[0].status };
  });
}

/** `wartet` → `bereitgestellt`: it lies in the reader's mailbox. */
export const bereitstellen = (pool: pg.Pool, uuid: string, leaf?: NewLeaf) =>
  transition(pool, uuid, { from: ['wartet'], to: 'bereitgestellt', art: 'bereitgestellt', leaf });

/** → `zugestellt`: the reader acknowledged the push, even if late: what it took over is evidence, whatever came after. */
export const zugestellt = (pool: pg.Pool, uuid: string, abholung: Buffer, leaf?: NewLeaf) =>
  transition(pool, uuid, {
    from: ['wartet', 'unzustellbar', 'zurueckgegeben'],
    to: 'zugestellt',
    art: 'zugestellt',
    abholung,
    leaf,
  });

/** → `abgeholt`: the reader acknowledged what it fetched from the mailbox, even if late or put back meanwhile. */
export const abgeholt = (pool: pg.Pool, uuid: string, abholung: Buffer, leaf?: NewLeaf) =>
  transition(pool, uuid, {
    from: ['wartet', 'bereitgestellt', 'unzustellbar'],
    to: 'abgeholt',
    art: 'abgeholt',
    abholung,
    leaf,
  });

/** → `unzustellbar`: given up with a catalogue code, until a person puts it back. */
export const unzustellbar = (pool: pg.Pool, uuid: string, code: string, leaf?: NewLeaf) =>
  transition(pool, uuid, { from: ['wartet', 'bereitgestellt'], to: 'unzustellbar', art: 'unzustellbar', code, leaf });

/** `unzustellbar` → `wartet`: a person puts it back. */
export const wiedervorlegen = (pool: pg.Pool, uuid: string, leaf?: NewLeaf) =>
  transition(pool, uuid, { from: ['unzustellbar'], to: 'wartet', art: 'wiedervorgelegt', leaf });

interface OutboxRow {
  nr: string;
  uuid: string;
  sha256: Buffer;
  empfaenger: string;
  prioritaet: number;
  versuche: number;
  naechster_versuch: Date | null;
}

/** What waits for dispatch, in order of acceptance. @param after the last `nr` of the page before */
export async function openOutbox(pool: pg.Pool, limit: number, after = 0): Promise<OutboxRef[]> {
  const { rows } = await patiently(() =>
    pool.query<OutboxRow>({
      name: 'outbox',
      text: `SELECT nr, uuid, sha256, empfaenger, prioritaet, versuche, naechster_versuch FROM blaupause.ausgang
             WHERE status = 'wartet' AND nr > $2 ORDER BY nr LIMIT $1`,
      values: [limit, after],
    }),
  );
  return rows.map((row) => ({
    nr: Number(row.nr),
    uuid: row.uuid,
    sha256: row.sha256,
    empfaenger: row.empfaenger,
    prioritaet: row.prioritaet,
    versuche: row.versuche,
    ...(row.naechster_versuch === null ? {} : { naechsterVersuch: row.naechster_versuch }),
  }));
}

/** What was given up and waits for a person, oldest first. */
export async function toteSendungen(pool: pg.Pool, limit: number, after = 0): Promise<ToteSendung[]> {
  const { rows } = await patiently(() =>
    pool.query<Omit<ToteSendung, 'nr'> & { nr: string }>(
      `SELECT a.nr, a.uuid, a.empfaenger, s.nachrichtentyp, coalesce(a.fehlercode, '') AS fehlercode, a.versuche,
              a.geaendert AS seit
       FROM blaupause.ausgang a JOIN blaupause.sendung s USING (uuid)
       WHERE a.status = 'unzustellbar' AND a.nr > $2 ORDER BY a.nr LIMIT $1`,
      [limit, after],
    ),
  );
  return rows.map((row) => ({ ...row, nr: Number(row.nr) }));
}
