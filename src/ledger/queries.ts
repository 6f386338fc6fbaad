import type pg from 'pg';
import { isUuid } from '../platform/ids.ts';
import { toJson } from './json.ts';
import { patiently } from './pool.ts';
import type {
  Ereignis,
  EreignisArt,
  NewLeaf,
  OutboxStatus,
  PostfachEntry,
  StoredRefusal,
  StoredSendung,
  VorgangEntry,
} from './types.ts';

interface SendungRow extends Omit<StoredSendung, 'vorgangsUUID' | 'gueltigBis'> {
  vorgang: string;
  gueltig_bis: Date;
  status: OutboxStatus;
}

const COLUMNS = `s.uuid, s.sha256, s.groesse, s.nachrichtentyp, s.standard, s.absender, s.empfaenger, s.vorgang,
  s.erstellt, s.gueltig_bis, s.erstellungszeitpunkt, s.test, s.eingegangen, s.pruefungen, s.quittung, a.status`;

const toSendung = ({ vorgang, gueltig_bis, ...row }: SendungRow): StoredSendung => ({
  ...row,
  vorgangsUUID: vorgang,
  gueltigBis: gueltig_bis,
});

/** The Sendung that had exactly these bytes; the first answer to a replay. */
export async function findBySha256(
  pool: pg.Pool,
  sha256: Buffer,
): Promise<{ uuid: string; absender: string; quittung: Buffer } | undefined> {
  const { rows } = await patiently(() =>
    pool.query<{ uuid: string; absender: string; quittung: Buffer }>({
      name: 'by-sha256',
      text: 'SELECT uuid, absender, quittung FROM blaupause.sendung WHERE sha256 = $1 LIMIT 1',
      values: [sha256],
    }),
  );
  return rows[0];
}

/** A Sendung with its state, whether or not its content is still stored. */
export async function findByUuid(pool: pg.Pool, uuid: string): Promise<StoredSendung | undefined> {
  if (!isUuid(uuid)) return undefined;
  const { rows } = await patiently(() =>
    pool.query<SendungRow>({
      name: 'by-uuid',
      text: `SELECT ${COLUMNS} FROM blaupause.sendung s JOIN blaupause.ausgang a USING (uuid) WHERE s.uuid = $1`,
      values: [uuid],
    }),
  );
  return rows[0] && toSendung(rows[0]);
}

/** A Sendung with the bytes as handed in; undefined when unknown or when retention has deleted the content. */
export async function content(pool: pg.Pool, uuid: string): Promise<(StoredSendung & { bytes: Buffer }) | undefined> {
  if (!isUuid(uuid)) return undefined;
  const { rows } = await patiently(() =>
    pool.query<SendungRow & { bytes: Buffer }>({
      name: 'content',
      text: `SELECT ${COLUMNS}, i.bytes FROM blaupause.sendung s JOIN blaupause.ausgang a USING (uuid)
             JOIN blaupause.inhalt i USING (uuid) WHERE s.uuid = $1`,
      values: [uuid],
    }),
  );
  const row = rows[0];
  return row && { ...toSendung(row), bytes: row.bytes };
}

/** The reader's signed acknowledgement of a closed delivery. */
export async function abholung(pool: pg.Pool, uuid: string): Promise<{ bytes: Buffer; zeit: Date } | undefined> {
  if (!isUuid(uuid)) return undefined;
  const { rows } = await patiently(() =>
    pool.query<{ bytes: Buffer; zeit: Date }>('SELECT bytes, zeit FROM blaupause.abholung WHERE uuid = $1', [uuid]),
  );
  return rows[0];
}

/** What lies in a mailbox, in order of acceptance. @param after UUID of the last entry of the page before */
export async function postfach(
  pool: pg.Pool,
  empfaenger: string,
  limit: number,
  after?: string,
): Promise<PostfachEntry[]> {
  const start = after !== undefined && isUuid(after) ? after : null;
  const { rows } = await patiently(() =>
    pool.query<PostfachEntry>({
      name: 'mailbox',
      text: `SELECT s.uuid, s.nachrichtentyp, s.absender, s.eingegangen, s.groesse
             FROM blaupause.ausgang a JOIN blaupause.sendung s USING (uuid)
             WHERE a.empfaenger = $1 AND a.status = 'bereitgestellt'
               AND a.nr > coalesce((SELECT nr FROM blaupause.ausgang WHERE uuid = $3 AND empfaenger = $1), 0)
             ORDER BY a.nr LIMIT $2`,
      values: [empfaenger, limit, start],
    }),
  );
  return rows;
}

/** Whether a mailbox holds anything. */
export async function hasPost(pool: pg.Pool, empfaenger: string): Promise<boolean> {
  const { rowCount } = await patiently(() =>
    pool.query({
      name: 'has-post',
      text: `SELECT 1 FROM blaupause.ausgang WHERE empfaenger = $1 AND status = 'bereitgestellt' LIMIT 1`,
      values: [empfaenger],
    }),
  );
  return rowCount === 1;
}

/**
 * What happened to a Sendung, in order; for one that was never accepted, its refusals. The first two events are the
 * stored Sendung itself: its row exists only with all checks passed.
 */
export async function laufzettel(pool: pg.Pool, uuid: string): Promise<Ereignis[]> {
  if (!isUuid(uuid)) return [];
  const { rows } = await patiently(() =>
    pool.query<{ art: EreignisArt; zeit: Date; detail: Record<string, unknown> | null }>(
      `SELECT 'eingegangen' AS art, eingegangen AS zeit, NULL::jsonb AS detail, -2 AS id FROM blaupause.sendung WHERE uuid = $1
       UNION ALL SELECT 'geprueft', eingegangen, NULL, -1 FROM blaupause.sendung WHERE uuid = $1
       UNION ALL SELECT art, zeit, detail, id FROM blaupause.ereignis WHERE uuid = $1 ORDER BY id`,
      [uuid],
    ),
  );
  if (rows.length > 0)
    return rows.map(({ art, zeit, detail }) => ({ ereignis: art, zeit, ...(detail === null ? {} : { detail }) }));
  const refusals = await abweisungen(pool, { uuid });
  return refusals.map(({ id, code, grund, zeit }) => ({ ereignis: 'abgewiesen', zeit, detail: { id, code, grund } }));
}

/** Adds `verarbeitet` to a Laufzettel, once; a second call changes nothing. Event and leaf are written together. */
export async function verarbeitet(
  pool: pg.Pool,
  uuid: string,
  detail: object | undefined,
  leaf: NewLeaf | undefined,
): Promise<void> {
  await patiently(() =>
    pool.query({
      name: 'processed',
      text: `WITH e AS (
         INSERT INTO blaupause.ereignis (uuid, art, zeit, detail)
         SELECT uuid, 'verarbeitet', coalesce($6, now()), $2 FROM blaupause.sendung WHERE uuid = $1
         ON CONFLICT DO NOTHING RETURNING uuid, zeit
       ), b AS (
         INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit)
         SELECT $3, $4, uuid, zeit FROM e WHERE $3::bytea IS NOT NULL RETURNING id
       ), o AS (
         INSERT INTO blaupause.log_offen (blatt) SELECT id FROM b
       )
       INSERT INTO blaupause.log_salz (blatt, salz) SELECT id, $5 FROM b`,
      values: [
        ...[uuid, detail === undefined ? null : toJson(detail)],
        ...[leaf?.hash ?? null, leaf?.payload ?? null, leaf?.salt ?? null, leaf?.zeit ?? null],
      ],
    }),
  );
}

interface RefusalRow extends Omit<StoredRefusal, 'uuid' | 'absender'> {
  uuid: string | null;
  absender: string | null;
}

/** Refusals of a claimed UUID, or the newest ones; with `alarm` only those that a person has to look at. */
export async function abweisungen(
  pool: pg.Pool,
  filter: { uuid?: string; alarm?: boolean; limit?: number },
): Promise<StoredRefusal[]> {
  const { rows } = await patiently(() =>
    pool.query<RefusalRow>(
      `SELECT id, uuid, sha256, absender, code, grund, zeit, antwort, alarm FROM blaupause.abweisung
       WHERE ($1::text IS NULL OR uuid = $1) AND (NOT $2 OR alarm) ORDER BY zeit DESC, id LIMIT $3`,
      [filter.uuid?.toLowerCase() ?? null, filter.alarm ?? false, filter.limit ?? 100],
    ),
  );
  return rows.map(({ uuid, absender, ...row }) => ({
    ...row,
    ...(uuid === null ? {} : { uuid }),
    ...(absender === null ? {} : { absender }),
  }));
}

/** A case of real life has a few dozen messages; one made longer than this must not cost each further one more. */
const LONGEST_CASE = 1000;

/** Earlier accepted messages of a case by legal time: types and dates only, at most a thousand. */
export async function vorgang(pool: pg.Pool, vorgangsUUID: string): Promise<VorgangEntry[]> {
  if (!isUuid(vorgangsUUID)) return [];
  const { rows } = await patiently(() =>
    pool.query<Omit<VorgangEntry, 'nummer' | 'referenzUUID' | 'erbetenBis'> & { bezug: string | null }>({
      name: 'case',
      text: `SELECT uuid, nachrichtentyp, absender, empfaenger, erstellungszeitpunkt, eingegangen, bezug, daten
             FROM blaupause.sendung WHERE vorgang = $1 ORDER BY erstellungszeitpunkt, eingegangen LIMIT $2`,
      values: [vorgangsUUID, LONGEST_CASE],
    }),
  );
  return rows.map(({ bezug, ...row }) => ({
    ...row,
    nummer: row.nachrichtentyp.slice(row.nachrichtentyp.lastIndexOf('.') + 1),
    ...(bezug === null ? {} : { referenzUUID: bezug }),
    ...(typeof row.daten['erbetenBis'] === 'string' ? { erbetenBis: row.daten['erbetenBis'] } : {}),
  }));
}
