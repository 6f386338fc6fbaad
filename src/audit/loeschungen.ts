import type pg from 'pg';
import { canonicalJson } from '../platform/canonical-json.ts';
import { sha256Hex } from '../platform/ids.ts';
import type { Befunde } from './befund.ts';
import type { Blatt } from './blaetter.ts';
import { instant, zeit } from './lesen.ts';

/** A row of `loeschung` as it is checked. */
export interface LoeschungRow {
  readonly id: string;
  readonly zeit: string;
  readonly bericht: unknown;
}

/** The next protocols of deletions by id. */
export async function leseLoeschungen(client: pg.Client, after: string | undefined): Promise<LoeschungRow[]> {
  const { rows } = await client.query<LoeschungRow>(
    `SELECT id, ${zeit('zeit')} AS zeit, bericht FROM blaupause.loeschung
     WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT 500`,
    [after ?? null],
  );
  return rows;
}

/** Checks the protocol of a deletion against its leaf, which bears its hash. */
export function pruefeLoeschung(row: LoeschungRow, blaetter: readonly Blatt[], befunde: Befunde): void {
  const expect = (holds: boolean, befund: string) => befunde.expect(holds, 'loeschung', row.id, befund);
  const [leaf] = blaetter;
  expect(blaetter.length === 1, `Es gibt ${blaetter.length} Blätter statt einem.`);
  if (leaf === undefined) return;
  expect(leaf.inhalt?.ereignis === 'geloescht', 'Ihr Blatt nennt ein anderes Ereignis.');
  expect(
    leaf.inhalt?.sha256 === sha256Hex(canonicalJson(row.bericht)),
    'Der Bericht hat nicht den Hash, den sein Blatt nennt.',
  );
  expect(leaf.zeit === instant(row.zeit), 'Der Zeitpunkt ist ein anderer als im Blatt.');
}
