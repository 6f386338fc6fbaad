import type pg from 'pg';
import { patiently } from './pool.ts';
import type { OutboxStatus } from './types.ts';

/** What lies where, as numbers for metrics. */
export interface Bestand {
  /** what is not yet at its reader, by reader and state */
  readonly empfaenger: readonly {
    readonly empfaenger: string;
    readonly status: Exclude<OutboxStatus, 'zugestellt' | 'abgeholt' | 'zurueckgegeben'>;
    readonly anzahl: number;
    /** how many of them are at most as urgent as each of the priorities asked for */
    readonly faellig: readonly number[];
    /** seconds since the state of the longest one last changed */
    readonly seit: number;
  }[];
  /** seconds since the oldest Sendung that waits for dispatch was received */
  readonly aeltesteWartende: number | undefined;
  readonly rueckgaben: {
    /** handed back to their authors within the last 24 hours */
    readonly anzahl: number;
    /** handed back at any time, and the author is not told yet */
    readonly ungesagt: number;
    /** seconds since the first of these was handed back */
    readonly aeltesteUngesagte: number | undefined;
  };
  readonly log: {
    /** leaves without a place */
    readonly offen: number;
    /** seconds since the first of them was written */
    readonly aeltestes: number | undefined;
    /** of the newest checkpoint */
    readonly groesse: number;
    readonly checkpoint: Date | undefined;
  };
  /** size of the database on disk */
  readonly bytes: number;
}

interface ReaderRow {
  empfaenger: string;
  status: Bestand['empfaenger'][number]['status'];
  n: string;
  faellig: string[];
  seit: number;
}

interface RestRow {
  wartet: number | null;
  zurueck: string;
  ungesagt: string;
  stumm: number | null;
  offen: string;
  blatt: number | null;
  groesse: string | null;
  zeit: Date | null;
  bytes: string;
}

/** One state of the outbox by reader. The state stands in the text, so that its partial index is used. */
const ofState = (status: string): string =>
  `SELECT empfaenger, '${status}' AS status, count(*) AS n,
          array_agg(prioritaet) FILTER (WHERE prioritaet <= (SELECT max(p) FROM unnest($1::integer[]) AS t (p))) AS eilig,
          extract(epoch FROM now() - min(geaendert))::float8 AS seit
   FROM blaupause.ausgang WHERE status = '${status}' GROUP BY empfaenger`;

const BY_READER = `
SELECT empfaenger, status, n, seit,
       ARRAY(SELECT count(*) FILTER (WHERE e.p <= g.p) FROM unnest($1::integer[]) WITH ORDINALITY AS g (p, ord)
             LEFT JOIN unnest(eilig) AS e (p) ON true GROUP BY g.ord ORDER BY g.ord) AS faellig
FROM (${['wartet', 'bereitgestellt', 'unzustellbar'].map(ofState).join(' UNION ALL ')}) AS s`;

/** Seconds since the first open leaf was written; looked up by its key, whatever statistics say of the open ones. */
export const OLDEST_OPEN_LEAF = `
SELECT extract(epoch FROM now() - b.zeit)::float8 FROM blaupause.log_blatt b
WHERE b.id = (SELECT blatt FROM blaupause.log_offen ORDER BY blatt LIMIT 1)`;

const REST = `
SELECT (SELECT extract(epoch FROM now() - s.eingegangen)::float8 FROM blaupause.ausgang a JOIN blaupause.sendung s USING (uuid)
        WHERE a.status = 'wartet' ORDER BY a.nr LIMIT 1) AS wartet,
       (SELECT count(*) FROM blaupause.rueckgabe WHERE zeit > now() - interval '1 day') AS zurueck,
       (SELECT count(*) FROM blaupause.rueckgabe WHERE naechste IS NOT NULL) AS ungesagt,
       (SELECT extract(epoch FROM now() - min(zeit))::float8 FROM blaupause.rueckgabe WHERE naechste IS NOT NULL) AS stumm,
       (SELECT count(*) FROM blaupause.log_offen) AS offen,
       (${OLDEST_OPEN_LEAF}) AS blatt,
       c.groesse, c.zeit, pg_database_size(current_database()) AS bytes
FROM (SELECT 1) AS one
LEFT JOIN (SELECT groesse, zeit FROM blaupause.log_checkpoint ORDER BY groesse DESC LIMIT 1) AS c ON true`;

/**
 * Counts what lies where.
 *
 * @param prioritaeten priorities of the queue; for each, whatever is at most as large counts as due
 * @throws STORE_UNAVAILABLE
 */
export async function bestand(pool: pg.Pool, prioritaeten: readonly number[]): Promise<Bestand> {
  return patiently(async () => {
    const readers = await pool.query<ReaderRow>({ name: 'stock-readers', text: BY_READER, values: [prioritaeten] });
    const { rows } = await pool.query<RestRow>({ name: 'stock-rest', text: REST });
    const rest = rows[0];
    const seconds = (value: number | null | undefined): number | undefined =>
      value === null || value === undefined ? undefined : Math.max(0, value);
    return {
      empfaenger: readers.rows.map(({ empfaenger, status, n, faellig, seit }) => ({
        empfaenger,
        status,
        anzahl: Number(n),
        faellig: faellig.map(Number),
        seit: Math.max(0, seit),
      })),
      aeltesteWartende: seconds(rest?.wartet),
      rueckgaben: {
        anzahl: Number(rest?.zurueck ?? 0),
        ungesagt: Number(rest?.ungesagt ?? 0),
        aeltesteUngesagte: seconds(rest?.stumm),
      },
      log: {
        offen: Number(rest?.offen ?? 0),
        aeltestes: seconds(rest?.blatt),
        groesse: Number(rest?.groesse ?? 0),
        checkpoint: rest?.zeit ?? undefined,
      },
      bytes: Number(rest?.bytes ?? 0),
    };
  });
}
