import type pg from 'pg';
import { FRIST_RECORD, type Fristnotiz, fristParameter, OVERTAKEN } from './frist-record.ts';
import { claim, toJson } from './json.ts';
import { patiently } from './pool.ts';
import type { NewRefusal, NewSendung, Overtaken, RecordOutcome } from './types.ts';

/**
 * Contract: one statement, so one transaction and one round trip.
 * In:    $1 uuid … $20 salt, $21 legal dates, $22 the watch of the case, $23 bytes; the largest comes last, since the client
 *        copies what it has of the parameters whenever the next one has no room
 * Out:   one row when the Sendung is new; no row when the UUID is known (then nothing at all was written)
 * Holds: sendung with receipt and verdicts, content, outbox row and leaf become durable together or not at all (G2);
 *        of several transactions with one UUID the primary key lets one write, and the others wait for its end (G1)
 */
const RECORD = `
WITH s AS (
  INSERT INTO blaupause.sendung (uuid, sha256, groesse, nachrichtentyp, standard, absender, empfaenger, vorgang, bezug,
    erstellt, gueltig_bis, erstellungszeitpunkt, test, eingegangen, pruefungen, quittung, daten)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $21)
  ON CONFLICT (uuid) DO NOTHING
  RETURNING uuid, sha256, nachrichtentyp, absender, empfaenger, vorgang, erstellungszeitpunkt, eingegangen
), i AS (
  INSERT INTO blaupause.inhalt (uuid, bytes) SELECT uuid, $23 FROM s
), a AS (
  INSERT INTO blaupause.ausgang (uuid, sha256, empfaenger, prioritaet, geaendert)
  SELECT uuid, sha256, empfaenger, $17, eingegangen FROM s
), b AS (
  INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit) SELECT $18, $19, uuid, eingegangen FROM s RETURNING id
), o AS (
  INSERT INTO blaupause.log_offen (blatt) SELECT id FROM b
), z AS (
  INSERT INTO blaupause.log_salz (blatt, salz) SELECT id, $20 FROM b
)${FRIST_RECORD}
SELECT 1 FROM s`;

const RECEIPT = 'SELECT sha256 = $2 AS same, quittung FROM blaupause.sendung WHERE uuid = $1';

/** Whether another message of the same case was recorded between its reading and this one. */
const overtaken = (error: unknown): boolean => {
  const { code, table, column } = (error ?? {}) as { code?: unknown; table?: unknown; column?: unknown };
  return code === OVERTAKEN.code && table === OVERTAKEN.table && column === OVERTAKEN.column;
};

/**
 * Makes a Sendung durable. When this returns `recorded`, PostgreSQL has flushed it to disk.
 *
 * @param frist what it changes in the watch of its case, in the same transaction
 * @throws STORE_UNAVAILABLE while PostgreSQL is away; the same call later is safe
 */
export const record = (pool: pg.Pool, n: NewSendung, frist?: Fristnotiz): Promise<RecordOutcome> =>
  write(pool, n, fristParameter(frist));

/**
 * The same, unless the case has got another message since `frist.gezaehlt` was counted: of two messages that were
 * judged by the same history only one is recorded, and unrelated cases do not wait for each other.
 */
export async function recordInOrder(
  pool: pg.Pool,
  n: NewSendung,
  frist: Fristnotiz,
): Promise<RecordOutcome | Overtaken> {
  try {
    return await write(pool, n, fristParameter({ ...frist, streng: true }));
  } catch (error) {
    if (overtaken((error as Error).cause)) return { outcome: 'overtaken' };
    throw error;
  }
}

function write(pool: pg.Pool, n: NewSendung, frist: string | null): Promise<RecordOutcome> {
  const { kopf, leaf } = n;
  return patiently(async () => {
    const written = await pool.query({
      name: 'record',
      text: RECORD,
      values: [
        ...[n.uuid, n.sha256, n.bytes.length, kopf.nachrichtentyp, kopf.standard, kopf.absender, kopf.empfaenger],
        ...[kopf.vorgangsUUID, n.referenzUUID ?? null, kopf.erstellt, kopf.gueltigBis],
        ...[n.erstellungszeitpunkt ?? kopf.erstellt, kopf.test, n.eingegangen, toJson(n.pruefungen), n.quittung],
        ...[n.prioritaet, leaf.hash, leaf.payload, leaf.salt, toJson(n.daten ?? {}), frist, n.bytes],
      ],
    });
    if (written.rowCount === 1) return { outcome: 'recorded', quittung: n.quittung };
    const known = await pool.query<{ same: boolean; quittung: Buffer }>({
      name: 'receipt',
      text: RECEIPT,
      values: [n.uuid, n.sha256],
    });
    const row = known.rows[0];
    // The other transaction was rolled back after ours had waited for it: the UUID is free again.
    if (!row) throw Object.assign(new Error('the row that won the UUID is gone'), { code: '40001' });
    return { outcome: row.same ? 'same' : 'conflict', quittung: row.quittung };
  });
}

/**
 * Contract: one statement. Holds: the signed answer and its leaf become durable together; a second call with the
 * same id writes nothing.
 */
const RECORD_REFUSAL = `
WITH r AS (
  INSERT INTO blaupause.abweisung (id, uuid, sha256, absender, code, grund, zeit, antwort, alarm)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING RETURNING id, zeit
), b AS (
  INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit) SELECT $10, $11, id, zeit FROM r RETURNING id
), o AS (
  INSERT INTO blaupause.log_offen (blatt) SELECT id FROM b
)
INSERT INTO blaupause.log_salz (blatt, salz) SELECT id, $12 FROM b`;

/** Makes a refusal durable (G6). @throws STORE_UNAVAILABLE */
export async function recordRefusal(pool: pg.Pool, n: NewRefusal): Promise<void> {
  await patiently(() =>
    pool.query({
      name: 'refusal',
      text: RECORD_REFUSAL,
      values: [
        ...[n.id, claim(n.uuid?.toLowerCase()), n.sha256, claim(n.absender), n.code, n.grund, n.zeit, n.antwort],
        ...[n.alarm, n.leaf.hash, n.leaf.payload, n.leaf.salt],
      ],
    }),
  );
}
