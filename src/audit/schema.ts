import type pg from 'pg';
import { knownMigrations } from '../ledger/index.ts';
import { fault } from '../platform/errors.ts';
import type { Befunde } from './befund.ts';

/**
 * Holds the applied migrations against those of this program.
 *
 * @throws DATABASE where this is no store, or one that another version has to migrate first
 */
export async function pruefeSchema(client: pg.Client, befunde: Befunde): Promise<number> {
  const found = await client.query("SELECT to_regclass('blaupause.migration') AS name");
  if ((found.rows[0] as { name: unknown } | undefined)?.name == null)
    throw fault('DATABASE', { detail: 'In dieser Datenbank liegt kein Speicher.' });
  const { rows } = await client.query<{ version: number; name: string; sha256: string }>(
    'SELECT version, name, sha256 FROM blaupause.migration ORDER BY version',
  );
  const known = new Map(knownMigrations().map((one) => [one.version, one]));
  for (const { version, name, sha256 } of rows) {
    const one = known.get(version);
    if (one === undefined)
      befunde.add('migration', String(version), 'Diese Migration kennt das Programm nicht.', 'programm');
    else
      befunde.expect(
        one.name === name && one.sha256 === sha256,
        'migration',
        String(version),
        'Name oder Prüfsumme der Migration sind andere als im Programm.',
        'programm',
      );
    known.delete(version);
  }
  const [missing] = known.keys();
  if (missing !== undefined && befunde.total === 0)
    throw fault('DATABASE', {
      detail: `Der Speicher hat Migration ${missing} noch nicht; Gateway oder Worker dieser Version wenden sie beim Start an.`,
    });
  return rows.length;
}
