import type pg from 'pg';
import { wartet } from './frist-record.ts';
import { patiently } from './pool.ts';

/** A case whose limitation ends soon, as an operator sees it. */
export interface Gefaehrdet {
  readonly vorgang: string;
  readonly zustaendig: string | undefined;
  readonly fristende: string;
  readonly absolutesEnde: string | undefined;
  /** days from today to the end; negative once it has passed */
  readonly restTage: number;
  /** stage of the last warning in days */
  readonly gewarnt: number | undefined;
  readonly offeneErsuchen: readonly {
    readonly uuid: string;
    readonly nachrichtentyp: string;
    readonly ersucht: string;
    readonly faellig: string;
  }[];
}

/** Days after the end for which a case that ran out still counts and is listed. */
const PAST_DAYS = 30;

/** Cases whose limitation ends within some days, those that ran out lately among them, the most urgent first. */
export async function gefaehrdete(pool: pg.Pool, heute: string, tage: number, limit: number): Promise<Gefaehrdet[]> {
  const { rows } = await patiently(() =>
    pool.query<{
      vorgang: string;
      zustaendig: string | null;
      fristende: string;
      absolutes_ende: string | null;
      rest: number;
      gewarnt: number | null;
      ersuchen: Gefaehrdet['offeneErsuchen'] | null;
    }>(
      `SELECT w.vorgang, w.zustaendig, w.fristende::text, w.absolutes_ende::text, w.fristende - $1::date AS rest,
         CASE WHEN w.gewarnt_ende = w.fristende AND w.gewarnt_an = w.zustaendig THEN w.gewarnt_stufe END AS gewarnt,
         (SELECT json_agg(json_build_object('uuid', e.uuid, 'nachrichtentyp', e.nachrichtentyp, 'ersucht', e.ersucht,
            'faellig', e.faellig::text) ORDER BY e.faellig, e.uuid)
          FROM blaupause.ersuchen e WHERE e.vorgang = w.vorgang AND ${wartet('e')}) AS ersuchen
       FROM blaupause.fristwache w
       WHERE w.fristende BETWEEN $1::date - $2::integer AND $1::date + $3::integer
       ORDER BY w.fristende, w.vorgang LIMIT $4`,
      [heute, PAST_DAYS, tage, limit],
    ),
  );
  return rows.map((row) => ({
    vorgang: row.vorgang,
    zustaendig: row.zustaendig ?? undefined,
    fristende: row.fristende,
    absolutesEnde: row.absolutes_ende ?? undefined,
    restTage: row.rest,
    gewarnt: row.gewarnt ?? undefined,
    offeneErsuchen: row.ersuchen ?? [],
  }));
}

/** Numbers for metrics. */
export interface Fristzahlen {
  /** cases by days left: each stage counts those with at most so many days that no smaller stage counts */
  readonly gefaehrdet: ReadonlyMap<number, number>;
  /** cases whose limitation ended within the last 30 days */
  readonly abgelaufen: number;
  /** requests past their last day */
  readonly ueberfaellig: number;
  /** cases that wait to be read anew */
  readonly veraltet: number;
}

/** Counts for metrics by index alone. @param stufen days before the end, in any order */
export async function fristzahlen(pool: pg.Pool, heute: string, stufen: readonly number[]): Promise<Fristzahlen> {
  const ordered = [...stufen].sort((a, b) => a - b);
  const last = ordered.at(-1) ?? 0;
  const { rows } = await patiently(() =>
    pool.query<{ bucket: number; n: string }>(
      `SELECT CASE WHEN fristende < $1::date THEN 0
                   ELSE 1 + (SELECT count(*) FROM unnest($2::integer[]) AS t (tage) WHERE $1::date + tage < fristende) END::integer
                AS bucket, count(*) AS n
       FROM blaupause.fristwache WHERE fristende BETWEEN $1::date - $4::integer AND $1::date + $3::integer GROUP BY 1
       UNION ALL SELECT -1, count(*) FROM blaupause.ersuchen WHERE beantwortet IS NULL AND faellig < $1::date
       UNION ALL SELECT -2, count(*) FROM blaupause.fristwache WHERE veraltet`,
      [heute, ordered, last, PAST_DAYS],
    ),
  );
  const of = (bucket: number): number => Number(rows.find((row) => row.bucket === bucket)?.n ?? 0);
  return {
    gefaehrdet: new Map(ordered.map((tage, index) => [tage, of(index + 1)])),
    abgelaufen: of(0),
    ueberfaellig: of(-1),
    veraltet: of(-2),
  };
}
