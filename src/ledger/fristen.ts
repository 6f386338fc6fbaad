import type pg from 'pg';
import { type NeuesErsuchen, type Wachtstand, wartet } from './frist-record.ts';
import { toJson } from './json.ts';
import { patiently } from './pool.ts';

/** What is watched of a case, with what has been said already. Days are ISO dates. */
export interface Wacht extends Wachtstand {
  readonly vorgang: string;
  /** stage of the last warning in days, of which end, to whom */
  readonly gewarnt?: { readonly stufe: number; readonly ende: string; readonly an: string };
}

/** A request with its answer period. */
export interface Ersuchen {
  readonly uuid: string;
  readonly vorgang: string;
  readonly nachrichtentyp: string;
  /** who asked */
  readonly ersuchend: string;
  /** who was asked */
  readonly ersucht: string;
  readonly erstellt: Date;
  readonly rechtsgrundlage: string;
  /** last day for the answer */
  readonly faellig: string;
  /** reminders seen so far, whoever sent them */
  readonly erinnert: number;
  /** stage of the gateway's last reminder in per cent; 0 before the first */
  readonly stufe: number;
}

interface WachtRow {
  vorgang: string;
  zustaendig: string | null;
  fristende: string | null;
  absolutes_ende: string | null;
  quelle: string | null;
  naechste: string | null;
  gewarnt_stufe: number | null;
  gewarnt_ende: string | null;
  gewarnt_an: string | null;
}

const WACHT = `vorgang, zustaendig, fristende::text, absolutes_ende::text, quelle, naechste::text, gewarnt_stufe,
  gewarnt_ende::text, gewarnt_an`;
const ERSUCHEN =
  'uuid, vorgang, nachrichtentyp, ersuchend, ersucht, erstellt, rechtsgrundlage, faellig::text, erinnert, stufe';

const toWacht = (row: WachtRow): Wacht => ({
  vorgang: row.vorgang,
  zustaendig: row.zustaendig ?? undefined,
  fristende: row.fristende ?? undefined,
  absolutesEnde: row.absolutes_ende ?? undefined,
  quelle: row.quelle ?? undefined,
  naechste: row.naechste ?? undefined,
  ...(row.gewarnt_stufe === null || row.gewarnt_ende === null || row.gewarnt_an === null
    ? {}
    : { gewarnt: { stufe: row.gewarnt_stufe, ende: row.gewarnt_ende, an: row.gewarnt_an } }),
});

/**
 * Cases whose next warning is due on a day, longest due first. Reads index entries of these alone, however many cases
 * there are.
 */
export async function faelligeWachten(pool: pg.Pool, heute: string, limit: number): Promise<Wacht[]> {
  const { rows } = await patiently(() =>
    pool.query<WachtRow>({ name: 'warnings-due', text: WARNINGS_DUE, values: [heute, limit] }),
  );
  return rows.map(toWacht);
}

/** Statements of the recurring run; exported so that tests can look at their plans. */
export const WARNINGS_DUE = `SELECT ${WACHT} FROM blaupause.fristwache WHERE naechste <= $1 AND NOT veraltet
  ORDER BY naechste, fristende LIMIT $2`;
export const REMINDERS_DUE = `SELECT ${ERSUCHEN} FROM blaupause.ersuchen WHERE naechste <= $1
  ORDER BY naechste, faellig LIMIT $2`;
export const STALE = 'SELECT vorgang, nachrichten FROM blaupause.fristwache WHERE veraltet LIMIT $1';

/** Requests whose next reminder is due on a day, longest due first. */
export async function faelligeErsuchen(pool: pg.Pool, heute: string, limit: number): Promise<Ersuchen[]> {
  const { rows } = await patiently(() =>
    pool.query<Ersuchen>({ name: 'reminders-due', text: REMINDERS_DUE, values: [heute, limit] }),
  );
  return rows;
}

/** Requests of a case that wait for an answer, the most urgent first. */
export async function offeneErsuchen(pool: pg.Pool, vorgang: string): Promise<Ersuchen[]> {
  const { rows } = await patiently(() =>
    pool.query<Ersuchen>({
      name: 'requests-open',
      text: `SELECT ${ERSUCHEN} FROM blaupause.ersuchen e WHERE vorgang = $1 AND ${wartet('e')} ORDER BY e.faellig, uuid`,
      values: [vorgang],
    }),
  );
  return rows;
}

/** What is watched of one case. */
export async function wachtOf(pool: pg.Pool, vorgang: string): Promise<Wacht | undefined> {
  const { rows } = await patiently(() =>
    pool.query<WachtRow>({
      name: 'watch',
      text: `SELECT ${WACHT} FROM blaupause.fristwache WHERE vorgang = $1`,
      values: [vorgang],
    }),
  );
  return rows[0] && toWacht(rows[0]);
}

/** Cases whose watch has to be read anew, with the number of messages that {@link erneuern} is to find unchanged. */
export async function veralteteWachten(
  pool: pg.Pool,
  limit: number,
): Promise<{ vorgang: string; nachrichten: number }[]> {
  const { rows } = await patiently(() =>
    pool.query<{ vorgang: string; nachrichten: number }>({ name: 'watch-stale', text: STALE, values: [limit] }),
  );
  return rows;
}

/** A case as read anew from its messages. */
export interface Gelesen {
  /** how many messages were read */
  readonly nachrichten: number;
  readonly stand: Wachtstand;
  /** requests that wait */
  readonly wartend: readonly (NeuesErsuchen & { readonly uuid: string })[];
  /** requests that wait no more, with the message that ended it */
  readonly beantwortet: readonly { readonly uuid: string; readonly durch?: string | undefined }[];
}

/**
 * Contract: one statement.
 * In:    $1 case, $2 number of messages found with the row, $3 number of messages read, $4 state, $5 requests that
 *        wait, $6 requests that wait no more
 * Out:   a row when written; none when a message came meanwhile, which then left the row veraltet
 * Holds: an answer or a reminder that was noted before stays noted
 */
const RENEW = `
WITH n AS (
  SELECT * FROM jsonb_to_record($4::jsonb) AS n (zustaendig text, fristende date, "absolutesEnde" date, quelle uuid,
    naechste date)
), w AS (
  UPDATE blaupause.fristwache AS w SET nachrichten = $3, veraltet = false, zustaendig = n.zustaendig,
    fristende = n.fristende, absolutes_ende = n."absolutesEnde", quelle = n.quelle,
    naechste = CASE WHEN (w.fristende, w.zustaendig) IS DISTINCT FROM (n.fristende, n.zustaendig)
      THEN n.naechste ELSE w.naechste END
  FROM n WHERE w.vorgang = $1 AND w.nachrichten = $2 AND w.veraltet RETURNING w.vorgang
), e AS (
  INSERT INTO blaupause.ersuchen (uuid, vorgang, nachrichtentyp, ersuchend, ersucht, erstellt, rechtsgrundlage,
    faellig, naechste)
  SELECT r.uuid, s.vorgang, s.nachrichtentyp, s.absender, s.empfaenger, s.erstellungszeitpunkt, r.rechtsgrundlage,
    r.faellig, r.naechste
  FROM w, jsonb_to_recordset($5::jsonb) AS r (uuid uuid, faellig date, rechtsgrundlage text, naechste date)
  JOIN blaupause.sendung s USING (uuid) ON CONFLICT (uuid) DO NOTHING
), a AS (
  UPDATE blaupause.ersuchen AS e SET beantwortet = coalesce(s.eingegangen, now()), durch = r.durch, naechste = NULL
  FROM w, jsonb_to_recordset($6::jsonb) AS r (uuid uuid, durch uuid) LEFT JOIN blaupause.sendung s ON s.uuid = r.durch
  WHERE e.vorgang = w.vorgang AND e.uuid = r.uuid AND ${wartet('e')}
)
SELECT 1 FROM w`;

/** Writes what was read anew from a case's messages. @returns false when a message came meanwhile */
export async function erneuern(
  pool: pg.Pool,
  gefunden: { readonly vorgang: string; readonly nachrichten: number },
  { nachrichten, stand, wartend, beantwortet }: Gelesen,
): Promise<boolean> {
  const { rowCount } = await patiently(() =>
    pool.query({
      name: 'watch-renew',
      text: RENEW,
      values: [
        ...[gefunden.vorgang, gefunden.nachrichten, nachrichten],
        ...[toJson(stand), toJson(wartend), toJson(beantwortet)],
      ],
    }),
  );
  return rowCount === 1;
}

/**
 * Plans the next warning of a case as long as its end and holder are those that the plan was made for.
 *
 * @param next undefined when none is to come
 * @param stufe stage that counts as said, where one does
 */
export async function planWarnung(
  pool: pg.Pool,
  { vorgang, fristende, zustaendig }: Wacht,
  next: string | undefined,
  stufe?: number,
): Promise<void> {
  await patiently(() =>
    pool.query({
      name: 'watch-plan',
      text: `UPDATE blaupause.fristwache SET naechste = $4, gewarnt_stufe = coalesce($5, gewarnt_stufe),
               gewarnt_ende = CASE WHEN $5::smallint IS NULL THEN gewarnt_ende ELSE fristende END,
               gewarnt_an = CASE WHEN $5::smallint IS NULL THEN gewarnt_an ELSE zustaendig END
             WHERE vorgang = $1 AND fristende IS NOT DISTINCT FROM $2 AND zustaendig IS NOT DISTINCT FROM $3`,
      values: [vorgang, fristende ?? null, zustaendig ?? null, next ?? null, stufe ?? null],
    }),
  );
}

/** Marks a case for a new reading. */
export async function alsVeraltet(pool: pg.Pool, vorgang: string): Promise<void> {
  await patiently(() =>
    pool.query('UPDATE blaupause.fristwache SET veraltet = true WHERE vorgang = $1 AND NOT veraltet', [vorgang]),
  );
}

/** Plans the next reminder of a request that still waits. @param stufe stage in per cent that counts as said */
export async function planErinnerung(
  pool: pg.Pool,
  uuid: string,
  stufe: number,
  next: string | undefined,
): Promise<void> {
  await patiently(() =>
    pool.query({
      name: 'request-plan',
      text: `UPDATE blaupause.ersuchen e SET stufe = $2, naechste = $3 WHERE uuid = $1 AND ${wartet('e')}`,
      values: [uuid, stufe, next ?? null],
    }),
  );
}
