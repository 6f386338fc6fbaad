import type pg from 'pg';
import { openAcknowledgement } from '../envelope/index.ts';
import { type EreignisArt, eventEvidence, type OutboxStatus } from '../ledger/index.ts';
import { sha256Hex } from '../platform/ids.ts';
import { type Blatt, deckt } from './blaetter.ts';
import { instant, zeit } from './lesen.ts';
import type { Pruefumfang, SendungRow } from './sendungen.ts';

/** What is stored of the delivery of some Sendungen, by UUID. */
export interface Zustellung {
  readonly ereignisse: readonly EreignisRow[];
  readonly ausgang: AusgangRow | undefined;
  readonly abholung: AbholungRow | undefined;
}

/** Events that are stored as such; the others are rows of their own. */
type Art = Exclude<EreignisArt, 'eingegangen' | 'geprueft' | 'abgewiesen'>;

interface EreignisRow {
  readonly id: string;
  readonly uuid: string;
  readonly art: Art;
  readonly zeit: string;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

interface AusgangRow {
  readonly uuid: string;
  readonly sha256: Buffer;
  readonly empfaenger: string;
  readonly status: OutboxStatus;
}

interface AbholungRow {
  readonly uuid: string;
  readonly bytes: Buffer;
  readonly zeit: string;
}

/** The state that each event leaves; undefined where it leaves the state as it was. */
const STAND: Readonly<Record<Art, OutboxStatus | undefined>> = {
  bereitgestellt: 'bereitgestellt',
  zugestellt: 'zugestellt',
  abgeholt: 'abgeholt',
  verarbeitet: undefined,
  unzustellbar: 'unzustellbar',
  wiedervorgelegt: 'wartet',
  zurueckgegeben: 'zurueckgegeben',
};

/** States in which the reader has taken over: an acknowledgement is there. */
const UEBERNOMMEN: ReadonlySet<OutboxStatus> = new Set<OutboxStatus>(['zugestellt', 'abgeholt']);

/** States in which the content may be gone. */
const ABGESCHLOSSEN: ReadonlySet<OutboxStatus> = new Set<OutboxStatus>([...UEBERNOMMEN, 'zurueckgegeben']);

/** What is stored of the delivery of these Sendungen. */
export async function leseZustellung(client: pg.Client, uuids: readonly string[]): Promise<Map<string, Zustellung>> {
  const query = async <Row extends pg.QueryResultRow>(text: string) => (await client.query<Row>(text, [uuids])).rows;
  const events = await query<EreignisRow>(
    `SELECT id, uuid, art, ${zeit('zeit')} AS zeit, detail FROM blaupause.ereignis WHERE uuid = ANY ($1::uuid[]) ORDER BY id`,
  );
  const outbox = await query<AusgangRow>(
    'SELECT uuid, sha256, empfaenger, status FROM blaupause.ausgang WHERE uuid = ANY ($1::uuid[])',
  );
  const taken = await query<AbholungRow>(
    `SELECT uuid, bytes, ${zeit('zeit')} AS zeit FROM blaupause.abholung WHERE uuid = ANY ($1::uuid[])`,
  );
  const byUuid = Map.groupBy(events, ({ uuid }) => uuid);
  const rowsOf = <Row extends { uuid: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.uuid, row]));
  const [ausgang, abholung] = [rowsOf(outbox), rowsOf(taken)];
  return new Map(
    uuids.map((uuid) => [
      uuid,
      { ereignisse: byUuid.get(uuid) ?? [], ausgang: ausgang.get(uuid), abholung: abholung.get(uuid) },
    ]),
  );
}

/** Checks the events of a Sendung against their leaves, the outbox against the events, and the acknowledgement. */
export async function pruefeZustellung(
  umfang: Pruefumfang,
  sendung: SendungRow,
  { ereignisse, ausgang, abholung }: Zustellung,
  blaetter: readonly Blatt[],
): Promise<{ readonly ohneBlatt: number }> {
  const { befunde } = umfang;
  const open = new Set(blaetter.filter(({ inhalt }) => inhalt?.ereignis !== 'eingegangen'));
  let stand: OutboxStatus = 'wartet';
  let ohneBlatt = 0;
  for (const { id, art, zeit: wann, detail } of ereignisse) {
    stand = STAND[art] ?? stand;
    const leaf = [...open].find(({ inhalt, zeit: when }) => inhalt?.ereignis === art && when === instant(wann));
    if (leaf === undefined) {
      // versions before wrote this one event without a leaf
      if (art === 'verarbeitet' && ![...open].some(({ inhalt }) => inhalt?.ereignis === art)) ohneBlatt += 1;
      else befunde.add('ereignis', `${sendung.uuid} (${id})`, `Zum Ereignis ${art} fehlt das Blatt dieses Zeitpunkts.`);
      continue;
    }
    open.delete(leaf);
    const taken = UEBERNOMMEN.has(art as OutboxStatus) && abholung ? sha256Hex(abholung.bytes) : undefined;
    const row = `${sendung.uuid} (${id})`;
    befunde.expect(
      deckt(leaf, eventEvidence(detail ?? undefined, taken)),
      'ereignis',
      row,
      `Das Ereignis ${art} ist ein anderes, als sein Blatt belegt.`,
    );
    befunde.expect(
      leaf.inhalt?.sha256 === sendung.sha256.toString('hex'),
      'log_blatt',
      leaf.id,
      'Das Blatt nennt den Hash einer anderen Sendung.',
    );
    if (taken !== undefined)
      befunde.expect(
        abholung?.zeit === wann,
        'abholung',
        sendung.uuid,
        'Der Zeitpunkt ist ein anderer als der des Ereignisses.',
      );
  }
  for (const { id, inhalt } of open)
    befunde.add('log_blatt', id, `Zum Blatt ${inhalt?.ereignis ?? ''} fehlt das Ereignis.`);
  pruefeAusgang(umfang, sendung, ausgang, stand);
  const uebernommen = UEBERNOMMEN.has(stand);
  befunde.expect(
    ABGESCHLOSSEN.has(stand) || sendung.inhalt !== null,
    'inhalt',
    sendung.uuid,
    'Der Inhalt fehlt, obwohl die Zustellung nicht abgeschlossen ist.',
  );
  befunde.expect(
    uebernommen === (abholung !== undefined),
    'abholung',
    sendung.uuid,
    uebernommen ? 'Die Empfangsbestätigung fehlt.' : 'Es gibt eine Empfangsbestätigung ohne Übernahme.',
  );
  if (abholung !== undefined && umfang.signaturen(sendung.uuid)) await pruefeAbholung(umfang, sendung, abholung);
  return { ohneBlatt };
}

function pruefeAusgang(
  { befunde }: Pruefumfang,
  { uuid, sha256, empfaenger }: SendungRow,
  ausgang: AusgangRow | undefined,
  stand: OutboxStatus,
): void {
  if (ausgang === undefined) {
    befunde.add('ausgang', uuid, 'Der Eintrag im Ausgang fehlt.', 'ausgang');
    return;
  }
  const expect = (holds: boolean, befund: string) => befunde.expect(holds, 'ausgang', uuid, befund, 'ausgang');
  expect(ausgang.sha256.equals(sha256), 'Der Hash ist ein anderer als der der Sendung.');
  expect(ausgang.empfaenger === empfaenger, 'Der Empfänger ist ein anderer als der der Sendung.');
  expect(ausgang.status === stand, `Der Stand ist ${ausgang.status}, die Ereignisse ergeben ${stand}.`);
}

async function pruefeAbholung({ trust, befunde }: Pruefumfang, row: SendungRow, stored: AbholungRow): Promise<void> {
  try {
    const { acknowledgement } = await openAcknowledgement(stored.bytes, { trust, at: new Date(stored.zeit) });
    const same =
      acknowledgement.nachrichtenUUID === row.uuid &&
      acknowledgement.sha256 === row.sha256.toString('hex') &&
      acknowledgement.leser === row.empfaenger;
    befunde.expect(same, 'abholung', row.uuid, 'Die Empfangsbestätigung gehört zu einer anderen Sendung.');
  } catch (error) {
    const { code = '' } = error as { code?: string };
    const abhilfe = code.startsWith('TRUST_') ? 'schluessel' : 'wiederherstellen';
    befunde.add('abholung', row.uuid, `Die Empfangsbestätigung ist nicht gültig signiert (${code}).`, abhilfe);
  }
}
