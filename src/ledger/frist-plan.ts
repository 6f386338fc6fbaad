import type pg from 'pg';
import { patiently } from './pool.ts';

/** Rows in one statement, so that each ends well within its time. */
const AT_ONCE = 10_000;

/** Days before the end at which warnings come, and shares of an answer period in per cent at which reminders come. */
export interface Stufen {
  readonly warnung: readonly number[];
  readonly erinnerung: readonly number[];
}

/**
 * Contract: one statement, repeated until it changes nothing.
 * In:    $1 stages in days, $2 today, $3 rows at most
 * Holds: a case has its next warning at the first stage that is more urgent than what its holder has heard of this end;
 *        one that changes meanwhile keeps what its message wrote
 */
const PLAN_WARNINGS = `
UPDATE blaupause.fristwache AS w SET naechste = p.tag FROM (
  SELECT vorgang, fristende, tag FROM (
    SELECT vorgang, fristende, naechste, fristende - (SELECT max(t) FROM unnest($1::integer[]) AS t
      WHERE (gewarnt_ende, gewarnt_an) IS DISTINCT FROM (fristende, zustaendig) OR t < gewarnt_stufe) AS tag
    FROM blaupause.fristwache WHERE fristende >= $2
  ) AS alle WHERE naechste IS DISTINCT FROM tag LIMIT $3
) AS p WHERE w.vorgang = p.vorgang AND w.fristende = p.fristende`;

/** Contract: as above; every request that waits is looked at today, and planned then. */
const PLAN_REMINDERS = `
UPDATE blaupause.ersuchen SET naechste = $1 WHERE uuid IN (
  SELECT uuid FROM blaupause.ersuchen WHERE beantwortet IS NULL AND naechste IS DISTINCT FROM $1 LIMIT $2
) AND beantwortet IS NULL`;

/**
 * Plans everything anew where the stages have changed since it was planned.
 *
 * @param heute ISO date
 * @returns whether they had changed
 */
export async function planStufen(pool: pg.Pool, heute: string, stufen: Stufen): Promise<boolean> {
  const wanted = JSON.stringify({ erinnerung: stufen.erinnerung, warnung: stufen.warnung });
  const { rowCount: same } = await patiently(() =>
    pool.query({
      name: 'stages',
      text: 'SELECT 1 FROM blaupause.fristplan WHERE stufen = $1::jsonb',
      values: [wanted],
    }),
  );
  if (same === 1) return false;
  const all = async (text: string, values: readonly unknown[]): Promise<void> => {
    for (;;) {
      const { rowCount } = await patiently(() => pool.query(text, [...values, AT_ONCE]));
      if ((rowCount ?? 0) < AT_ONCE) return;
    }
  };
  await all(PLAN_WARNINGS, [stufen.warnung, heute]);
  await all(PLAN_REMINDERS, [heute]);
  await patiently(() =>
    pool.query(
      `INSERT INTO blaupause.fristplan (stufen) VALUES ($1)
       ON CONFLICT (einzig) DO UPDATE SET stufen = EXCLUDED.stufen`,
      [wanted],
    ),
  );
  return true;
}
