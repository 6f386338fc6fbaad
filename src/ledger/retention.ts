import type pg from 'pg';
import { patiently } from './pool.ts';

/**
 * Deletes the content of Sendungen received before an instant whose delivery is closed. Evidence stays (G5), and a
 * replay of the same bytes still gets the same receipt.
 *
 * @returns how many were deleted; call again while it equals `limit`
 */
export async function deleteContent(pool: pg.Pool, before: Date, limit = 1000): Promise<number> {
  const { rowCount } = await patiently(() =>
    pool.query(
      `DELETE FROM blaupause.inhalt WHERE uuid IN (
         SELECT s.uuid FROM blaupause.sendung s JOIN blaupause.ausgang a USING (uuid) JOIN blaupause.inhalt USING (uuid)
         WHERE s.eingegangen < $1 AND a.status IN ('zugestellt', 'abgeholt') LIMIT $2)`,
      [before, limit],
    ),
  );
  return rowCount ?? 0;
}

/**
 * Deletes the salts of leaves written before an instant: the leaves stay in the log and can no longer be tied to a
 * case.
 *
 * @returns how many were deleted; call again while it equals `limit`
 */
export async function deleteSalts(pool: pg.Pool, before: Date, limit = 1000): Promise<number> {
  const { rowCount } = await patiently(() =>
    pool.query(
      `DELETE FROM blaupause.log_salz WHERE blatt IN (
         SELECT z.blatt FROM blaupause.log_salz z JOIN blaupause.log_blatt b ON b.id = z.blatt
         WHERE b.zeit < $1 LIMIT $2)`,
      [before, limit],
    ),
  );
  return rowCount ?? 0;
}
