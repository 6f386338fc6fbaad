import type pg from 'pg';
import { openRefusal } from '../envelope/index.ts';
import { refusalEvidence } from '../ledger/index.ts';
import { type Blatt, deckt } from './blaetter.ts';
import { instant, zeit } from './lesen.ts';
import type { Pruefumfang } from './sendungen.ts';

/** A row of `abweisung` as it is checked. */
export interface AbweisungRow {
  readonly id: string;
  readonly uuid: string | null;
  readonly sha256: Buffer;
  readonly absender: string | null;
  readonly code: string;
  readonly grund: string;
  readonly zeit: string;
  readonly antwort: Buffer;
  readonly alarm: boolean;
}

const PAGE = 200;

/** The next refusals by id. */
export async function leseAbweisungen(client: pg.Client, after: string | undefined): Promise<AbweisungRow[]> {
  const { rows } = await client.query<AbweisungRow>(
    `SELECT id, uuid, sha256, absender, code, grund, ${zeit('zeit')} AS zeit, antwort, alarm FROM blaupause.abweisung
     WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT ${PAGE}`,
    [after ?? null],
  );
  return rows;
}

/** Checks a refusal: its row, its signed answer and its leaf. */
export async function pruefeAbweisung(
  { befunde, trust, signaturen }: Pruefumfang,
  row: AbweisungRow,
  blaetter: readonly Blatt[],
): Promise<void> {
  const expect = (holds: boolean, befund: string) => befunde.expect(holds, 'abweisung', row.id, befund);
  const sha256 = row.sha256.toString('hex');
  const [leaf] = blaetter;
  expect(blaetter.length === 1, `Es gibt ${blaetter.length} Blätter statt einem.`);
  if (leaf !== undefined) {
    expect(leaf.inhalt?.ereignis === 'abgewiesen', 'Ihr Blatt nennt ein anderes Ereignis.');
    expect(leaf.inhalt?.sha256 === sha256, 'Der Hash ist ein anderer als im Blatt.');
    expect(leaf.zeit === instant(row.zeit), 'Der Zeitpunkt ist ein anderer als im Blatt.');
    const { uuid, absender, ...rest } = row;
    const evidence = refusalEvidence({
      ...rest,
      uuid: uuid ?? undefined,
      absender: absender ?? undefined,
      zeit: instant(row.zeit),
    });
    expect(deckt(leaf, evidence), 'Die Zeile ist eine andere, als ihr Blatt belegt.');
  }
  if (!signaturen(row.id)) return;
  try {
    const refusal = await openRefusal(row.antwort, { trust, at: new Date(row.zeit) });
    const same =
      refusal.kennung === row.id &&
      refusal.code === row.code &&
      refusal.grund === row.grund &&
      refusal.zeitpunkt.toISOString() === instant(row.zeit) &&
      (refusal.sha256 === undefined || refusal.sha256 === sha256) &&
      (refusal.nachrichtenUUID === undefined || refusal.nachrichtenUUID.toLowerCase() === row.uuid);
    expect(same, 'Die signierte Antwort nennt anderes als die Zeile.');
  } catch (error) {
    const { code = '' } = error as { code?: string };
    const abhilfe = code.startsWith('TRUST_') ? 'schluessel' : 'wiederherstellen';
    befunde.add('abweisung', row.id, `Die Antwort ist nicht gültig signiert (${code}).`, abhilfe);
  }
}
