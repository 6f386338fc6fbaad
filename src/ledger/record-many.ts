import type pg from 'pg';
import { byteaArray } from './bytea-array.ts';
import { FRIST_RECORD_EACH } from './frist-record.ts';
import { toJson } from './json.ts';
import type { NewSendung } from './types.ts';

/** A Sendung with the change of its case's watch, as it is recorded. */
export interface Entry {
  readonly sendung: NewSendung;
  /** the one JSON parameter of the watch; null without one */
  readonly frist: string | null;
}

/**
 * Contract: one statement, so one transaction, one round trip and one flush for several Sendungen.
 * In:    $1 … $23 one array for each column; Sendungen of different UUIDs and cases; $24 longest wait for a row
 * Out:   the UUIDs of those that are new; of a known one nothing at all was written
 * Holds: what the statement for one Sendung holds (record.ts), for each of them; all become durable together. Rows are
 *        written in order of UUID, watches in order of case, so that two such statements wait for each other in one
 *        direction alone. The longest wait holds from before the first row to the end of the transaction
 */
const RECORD_MANY = `
WITH p AS MATERIALIZED (
  SELECT set_config('lock_timeout', $24, true)
), e AS MATERIALIZED (
  SELECT t.* FROM p, unnest($1::uuid[], $2::bytea[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[],
    $9::uuid[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::boolean[], $14::timestamptz[], $15::text[],
    $16::bytea[], $17::integer[], $18::bytea[], $19::bytea[], $20::bytea[], $21::text[], $22::text[], $23::bytea[]
  ) AS t (uuid, sha256, groesse, nachrichtentyp, standard, absender, empfaenger, vorgang, bezug, erstellt, gueltig_bis,
    erstellungszeitpunkt, test, eingegangen, pruefungen, quittung, prioritaet, leaf_hash, payload, salz, daten, frist, bytes)
), s AS (
  INSERT INTO blaupause.sendung (uuid, sha256, groesse, nachrichtentyp, standard, absender, empfaenger, vorgang, bezug,
    erstellt, gueltig_bis, erstellungszeitpunkt, test, eingegangen, pruefungen, quittung, daten)
  SELECT uuid, sha256, groesse, nachrichtentyp, standard, absender, empfaenger, vorgang, bezug, erstellt, gueltig_bis,
    erstellungszeitpunkt, test, eingegangen, pruefungen::jsonb, quittung, daten::jsonb FROM e ORDER BY uuid
  ON CONFLICT (uuid) DO NOTHING
  RETURNING uuid, sha256, nachrichtentyp, absender, empfaenger, vorgang, erstellungszeitpunkt, eingegangen
), i AS (
  INSERT INTO blaupause.inhalt (uuid, bytes) SELECT uuid, bytes FROM s JOIN e USING (uuid)
), a AS (
  INSERT INTO blaupause.ausgang (uuid, sha256, empfaenger, prioritaet, geaendert)
  SELECT uuid, s.sha256, s.empfaenger, prioritaet, s.eingegangen FROM s JOIN e USING (uuid)
), b AS (
  INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit)
  SELECT leaf_hash, payload, uuid, s.eingegangen FROM s JOIN e USING (uuid) RETURNING id, bezug
), o AS (
  INSERT INTO blaupause.log_offen (blatt) SELECT id FROM b
), z AS (
  INSERT INTO blaupause.log_salz (blatt, salz) SELECT id, salz FROM b JOIN e ON e.uuid = b.bezug
)${FRIST_RECORD_EACH}
SELECT uuid FROM s`;

/**
 * Records Sendungen of different UUIDs and cases in one transaction, all or none.
 *
 * @param patienceMs longest wait for a row that another transaction holds; a longer one ends the statement
 * @returns the UUIDs of the new ones in lower case
 */
export async function recordMany(
  pool: pg.Pool,
  entries: readonly Entry[],
  patienceMs: number,
): Promise<ReadonlySet<string>> {
  const of = <T>(value: (sendung: NewSendung) => T): T[] => entries.map(({ sendung }) => value(sendung));
  const { rows } = await pool.query<{ uuid: string }>({
    name: 'record-many',
    text: RECORD_MANY,
    values: [
      ...[of((n) => n.uuid), byteaArray(of((n) => n.sha256)), of((n) => n.bytes.length)],
      ...[of((n) => n.kopf.nachrichtentyp), of((n) => n.kopf.standard), of((n) => n.kopf.absender)],
      ...[of((n) => n.kopf.empfaenger), of((n) => n.kopf.vorgangsUUID), of((n) => n.referenzUUID ?? null)],
      ...[of((n) => n.kopf.erstellt), of((n) => n.kopf.gueltigBis)],
      ...[of((n) => n.erstellungszeitpunkt ?? n.kopf.erstellt), of((n) => n.kopf.test), of((n) => n.eingegangen)],
      ...[of((n) => toJson(n.pruefungen)), byteaArray(of((n) => n.quittung)), of((n) => n.prioritaet)],
      ...[byteaArray(of((n) => n.leaf.hash)), byteaArray(of((n) => n.leaf.payload))],
      ...[byteaArray(of((n) => n.leaf.salt)), of((n) => toJson(n.daten ?? {})), entries.map(({ frist }) => frist)],
      ...[byteaArray(of((n) => n.bytes)), `${patienceMs}ms`],
    ],
  });
  return new Set(rows.map(({ uuid }) => uuid));
}
