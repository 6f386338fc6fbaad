import type pg from 'pg';
import { patiently } from './pool.ts';

/**
 * When a content was deleted, as far as the protocol of retention tells: it has counts by type and the closing of the
 * oldest, never UUIDs, so several of its entries may be the one.
 */
export interface Loeschzeit {
  /** the first entry that may have deleted it */
  readonly von: Date;
  /** the last one; the same where only one can be it */
  readonly bis: Date;
}

/**
 * Contract: one statement.
 * In:    $1 uuid
 * Out:   first and last entry that may have deleted the content; null where none can have
 * Holds: an entry deleted contents of a type that were closed before its limit, the oldest of them at `aeltester`. A
 *        delivery is closed by the acknowledgement, by the return, or by both, if the acknowledgement came late. Times
 *        in the protocol are cut to milliseconds.
 */
const DELETED = `
WITH e AS (
  SELECT h.zeit FROM blaupause.abholung h WHERE h.uuid = $1
  UNION ALL SELECT zeit FROM blaupause.ereignis WHERE uuid = $1 AND art = 'zurueckgegeben'
  UNION ALL SELECT geaendert FROM blaupause.ausgang WHERE uuid = $1 AND status = 'zurueckgegeben'
), g AS (SELECT date_trunc('milliseconds', min(zeit)) AS von, max(zeit) AS bis FROM e)
SELECT min(l.zeit) AS von, max(l.zeit) AS bis
FROM blaupause.sendung s CROSS JOIN g JOIN blaupause.loeschung l
  ON l.bericht -> 'inhalte' ? s.nachrichtentyp AND l.zeit >= g.von
  AND (l.bericht ->> 'aeltester')::timestamptz <= g.bis AND (l.bericht -> 'grenzen' ->> 'inhalt')::timestamptz > g.von
WHERE s.uuid = $1`;

/** When the content of a Sendung that has none any more was deleted. @returns undefined where the protocol has no entry */
export async function loeschzeit(pool: pg.Pool, uuid: string): Promise<Loeschzeit | undefined> {
  const { rows } = await patiently(() => pool.query<{ von: Date | null; bis: Date | null }>(DELETED, [uuid]));
  const [row] = rows;
  return row === undefined || row.von === null || row.bis === null ? undefined : { von: row.von, bis: row.bis };
}
