import type pg from 'pg';
import { openReceipt, type Receipt, type Trust } from '../envelope/index.ts';
import { columnsEvidence } from '../ledger/index.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { sha256Hex } from '../platform/ids.ts';
import type { Befunde } from './befund.ts';
import { type Blatt, deckt } from './blaetter.ts';
import { pruefeInhalt } from './inhalt.ts';
import { instant, zeit } from './lesen.ts';

/** A row of `sendung` as it is checked: times as text with all their digits. */
export interface SendungRow {
  readonly uuid: string;
  readonly sha256: Buffer;
  readonly groesse: number;
  readonly nachrichtentyp: string;
  readonly standard: string;
  readonly absender: string;
  readonly empfaenger: string;
  readonly vorgang: string;
  readonly bezug: string | null;
  readonly erstellt: string;
  readonly gueltig_bis: string;
  readonly erstellungszeitpunkt: string;
  readonly test: boolean;
  readonly eingegangen: string;
  readonly pruefungen: readonly { readonly schritt?: string; readonly ergebnis?: string }[];
  readonly daten: unknown;
  readonly quittung: Buffer;
  readonly quittung_sha256: Buffer | null;
  /** bytes of the content; null where retention deleted it */
  readonly inhalt: number | null;
}

const COLUMNS = `s.uuid, s.sha256, s.groesse, s.nachrichtentyp, s.standard, s.absender, s.empfaenger, s.vorgang, s.bezug,
  ${zeit('s.erstellt')} AS erstellt, ${zeit('s.gueltig_bis')} AS gueltig_bis,
  ${zeit('s.erstellungszeitpunkt')} AS erstellungszeitpunkt, s.test, ${zeit('s.eingegangen')} AS eingegangen,
  s.pruefungen, s.daten, s.quittung, s.quittung_sha256, length(i.bytes) AS inhalt`;

/** Rows in one page: their receipts lie in memory together, their contents do not. */
const PAGE = 200;

/** The next Sendungen by UUID. */
export async function leseSendungen(client: pg.Client, after: string | undefined): Promise<SendungRow[]> {
  const { rows } = await client.query<SendungRow>(
    `SELECT ${COLUMNS} FROM blaupause.sendung s LEFT JOIN blaupause.inhalt i USING (uuid)
     WHERE $1::uuid IS NULL OR s.uuid > $1 ORDER BY s.uuid LIMIT ${PAGE}`,
    [after ?? null],
  );
  return rows;
}

/** How a Sendung is checked. */
export interface Pruefumfang {
  readonly client: pg.Client;
  readonly trust: Trust;
  readonly befunde: Befunde;
  /** whether signatures are verified for this row; hashes are always */
  readonly signaturen: (uuid: string) => boolean;
}

/** Checks a Sendung's own row, its receipt, its content and the leaf of its arrival. */
export async function pruefeSendung(umfang: Pruefumfang, row: SendungRow, blaetter: readonly Blatt[]): Promise<void> {
  const { befunde } = umfang;
  const expect = (holds: boolean, befund: string) => befunde.expect(holds, 'sendung', row.uuid, befund);
  const arrivals = blaetter.filter(({ inhalt }) => inhalt?.ereignis === 'eingegangen');
  const [arrival] = arrivals;
  expect(arrivals.length === 1, `Es gibt ${arrivals.length} Blätter ihres Eingangs statt einem.`);
  if (arrival !== undefined) {
    expect(
      arrival.inhalt?.sha256 === row.sha256.toString('hex'),
      'Der Hash ist ein anderer als im Blatt ihres Eingangs.',
    );
    expect(arrival.zeit === instant(row.eingegangen), 'Der Eingang ist ein anderer als im Blatt.');
    expect(deckt(arrival, evidenceOf(row)), 'Die Zeile ist eine andere, als das Blatt ihres Eingangs belegt.');
  }
  if (row.quittung_sha256 !== null)
    expect(row.quittung_sha256.toString('hex') === sha256Hex(row.quittung), 'Die Quittung hat nicht ihre Prüfsumme.');
  if (umfang.signaturen(row.uuid)) await pruefeQuittung(umfang, row, arrival);
  await pruefeInhalt(umfang, row);
}

const evidenceOf = ({ sha256, gueltig_bis, ...row }: SendungRow): unknown =>
  columnsEvidence({
    uuid: row.uuid,
    sha256: sha256.toString('hex'),
    groesse: row.groesse,
    nachrichtentyp: row.nachrichtentyp,
    standard: row.standard,
    absender: row.absender,
    empfaenger: row.empfaenger,
    vorgang: row.vorgang,
    bezug: row.bezug,
    erstellt: instant(row.erstellt),
    gueltigBis: instant(gueltig_bis),
    erstellungszeitpunkt: instant(row.erstellungszeitpunkt),
    test: row.test,
    eingegangen: instant(row.eingegangen),
    pruefungen: row.pruefungen,
    daten: row.daten,
  });

async function pruefeQuittung(
  { trust, befunde }: Pruefumfang,
  row: SendungRow,
  arrival: Blatt | undefined,
): Promise<void> {
  const expect = (holds: boolean, was: string) =>
    befunde.expect(holds, 'sendung', row.uuid, `Die Quittung nennt ${was} als die Zeile.`);
  let receipt: Receipt;
  try {
    receipt = await openReceipt(row.quittung, { trust, at: new Date(row.eingegangen) });
  } catch (error) {
    const { code = '' } = error as { code?: string };
    const abhilfe = code.startsWith('TRUST_') ? 'schluessel' : 'wiederherstellen';
    befunde.add('sendung', row.uuid, `Die Quittung ist nicht gültig signiert (${code}).`, abhilfe);
    return;
  }
  expect(receipt.nachrichtenUUID.toLowerCase() === row.uuid, 'eine andere UUID');
  expect(receipt.absender === row.absender, 'einen anderen Absender');
  expect(receipt.empfaenger === row.empfaenger, 'einen anderen Empfänger');
  expect(receipt.sha256 === row.sha256.toString('hex'), 'einen anderen Hash');
  expect(receipt.groesse === row.groesse, 'eine andere Größe');
  expect(receipt.eingegangen.toISOString() === instant(row.eingegangen), 'einen anderen Eingang');
  expect(arrival === undefined || receipt.log.blatt === arrival.hash, 'ein anderes Blatt');
  const verdicts = row.pruefungen.map(({ schritt, ergebnis }) => ({ schritt, ergebnis }));
  expect(canonicalJson(receipt.pruefungen) === canonicalJson(verdicts), 'andere Ergebnisse der Prüfungen');
}
