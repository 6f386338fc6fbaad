import type pg from 'pg';
import type { ABHILFE, Befunde } from './befund.ts';

/** Rows that belong to nothing, or lack what belongs to them: each a statement that gives their keys, and what is said of them. */
const WAISEN: readonly {
  readonly tabelle: string;
  readonly sql: string;
  readonly befund: string;
  readonly abhilfe?: keyof typeof ABHILFE;
}[] = [
  ...['inhalt', 'ereignis', 'abholung', 'ausgang'].map((tabelle) => ({
    tabelle,
    sql: `SELECT t.uuid::text AS zeile FROM blaupause.${tabelle} t
          WHERE NOT EXISTS (SELECT 1 FROM blaupause.sendung s WHERE s.uuid = t.uuid)`,
    befund: 'Zu dieser Zeile gibt es keine Sendung.',
  })),
  {
    tabelle: 'log_blatt',
    sql: `SELECT b.id::text AS zeile FROM blaupause.log_blatt b
          WHERE NOT EXISTS (SELECT 1 FROM blaupause.sendung s WHERE s.uuid = b.bezug)
            AND NOT EXISTS (SELECT 1 FROM blaupause.abweisung a WHERE a.id = b.bezug)
            AND NOT EXISTS (SELECT 1 FROM blaupause.loeschung l WHERE l.id = b.bezug)`,
    befund: 'Zu diesem Blatt gibt es weder Sendung noch Abweisung noch Löschung.',
  },
  {
    tabelle: 'log_blatt',
    sql: `SELECT b.id::text AS zeile FROM blaupause.log_blatt b
          WHERE NOT EXISTS (SELECT 1 FROM blaupause.log_index i WHERE i.blatt = b.id)
            AND NOT EXISTS (SELECT 1 FROM blaupause.log_offen o WHERE o.blatt = b.id)`,
    befund: 'Das Blatt hat keinen Platz im Protokoll und wartet auf keinen.',
  },
  {
    tabelle: 'log_offen',
    sql: `SELECT o.blatt::text AS zeile FROM blaupause.log_offen o
          WHERE NOT EXISTS (SELECT 1 FROM blaupause.log_blatt b WHERE b.id = o.blatt)
             OR EXISTS (SELECT 1 FROM blaupause.log_index i WHERE i.blatt = o.blatt)`,
    befund: 'Der Eintrag der Arbeitsliste gehört zu keinem Blatt ohne Platz.',
  },
  {
    tabelle: 'log_index',
    sql: `SELECT i.seq::text AS zeile FROM blaupause.log_index i
          WHERE NOT EXISTS (SELECT 1 FROM blaupause.log_blatt b WHERE b.id = i.blatt)`,
    befund: 'Zu diesem Platz gibt es kein Blatt.',
  },
  {
    tabelle: 'log_salz',
    sql: `SELECT z.blatt::text AS zeile FROM blaupause.log_salz z
          WHERE NOT EXISTS (SELECT 1 FROM blaupause.log_blatt b WHERE b.id = z.blatt)`,
    befund: 'Das Salz gehört zu keinem Blatt.',
  },
  {
    tabelle: 'rueckgabe',
    sql: `SELECT coalesce(r.uuid, e.uuid)::text AS zeile
          FROM (SELECT uuid, detail FROM blaupause.ereignis WHERE art = 'zurueckgegeben') AS e
          FULL JOIN blaupause.rueckgabe r ON r.uuid = e.uuid AND r.rueckweisung::text = e.detail->>'rueckweisung'
          WHERE r.uuid IS NULL OR e.uuid IS NULL`,
    befund: 'Rückgabe und Auftrag, den Autor zu benachrichtigen, gehören nicht zusammen.',
    abhilfe: 'ausgang',
  },
];

/** Of each kind so many are named. */
const NAMED = 100;

/** Finds rows that belong to nothing. */
export async function pruefeWaisen(client: pg.Client, befunde: Befunde): Promise<void> {
  for (const { tabelle, sql, befund, abhilfe } of WAISEN) {
    const { rows } = await client.query<{ zeile: string }>(`${sql} LIMIT ${NAMED}`);
    for (const { zeile } of rows) befunde.add(tabelle, zeile, befund, abhilfe);
  }
}
