import type { ShownVerdict } from '../gateway/index.ts';
import type { Blattlage, Folgenachricht, Loeschzeit, StoredRefusal, Werdegang } from '../ledger/index.ts';

/** One entry of a message's way, in order of time. */
export interface Station {
  readonly zeit: Date;
  /** kind: that of the Laufzettel, or `abgewiesen`, `nachweis`, `folgenachricht`, `geloescht` */
  readonly art: string;
  /** German */
  readonly text: string;
  /** further lines, German */
  readonly einzelheiten: readonly string[];
}

const EVENTS: Readonly<Record<string, string>> = {
  bereitgestellt: 'ins Postfach des Empfängers gelegt',
  zugestellt: 'dem Empfänger zugestellt, von ihm quittiert',
  abgeholt: 'vom Empfänger abgeholt und quittiert',
  verarbeitet: 'vom Empfänger verarbeitet',
  unzustellbar: 'als unzustellbar aufgegeben',
  wiedervorgelegt: 'wieder vorgelegt',
  zurueckgegeben: 'an den Autor zurückgegeben, wird nicht mehr zugestellt',
};

const VERDICTS: Readonly<Record<string, string>> = {
  bestanden: 'bestanden',
  hinweis: 'mit Hinweis',
  'nicht-geprueft': 'nicht geprüft',
};

const detailText = (detail: Readonly<Record<string, unknown>> | undefined): string[] =>
  Object.entries(detail ?? {}).flatMap(([key, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [`${key}: ${value}`] : [],
  );

const verdictLines = (verdicts: readonly ShownVerdict[]): string[] =>
  verdicts.flatMap(({ schritt, ergebnis, ausnahmeBis, befunde }) => [
    `${schritt}: ${VERDICTS[ergebnis] ?? ergebnis}${ausnahmeBis === undefined ? '' : ` (Ausnahme bis ${ausnahmeBis})`}`,
    ...(befunde ?? []).map(({ rule, text }) => `  ${rule}: ${text}`),
  ]);

const refusalStation = ({ id, code, grund, zeit, absender, alarm, sha256 }: StoredRefusal): Station => ({
  zeit,
  art: 'abgewiesen',
  text: `abgewiesen: ${code}${alarm ? ' (Alarm)' : ''}`,
  einzelheiten: [
    `Rückweisungsgrund ${grund}, Kennung ${id}`,
    `gesendet von ${absender ?? 'unbekannt'}, SHA-256 ${sha256.toString('hex')}`,
  ],
});

const leafStation = ({ index, checkpoint, blatt }: Blattlage): Station[] =>
  checkpoint === undefined
    ? []
    : [
        {
          zeit: checkpoint.zeit,
          art: 'nachweis',
          text: `Blatt ${index} im Transparenzlog, Checkpoint ${checkpoint.groesse}`,
          einzelheiten: [blatt],
        },
      ];

const followingStation = ({ uuid, nachrichtentyp, absender, eingegangen }: Folgenachricht): Station => ({
  zeit: eingegangen,
  art: 'folgenachricht',
  text: `Folgenachricht ${nachrichtentyp} von ${absender}`,
  einzelheiten: [uuid],
});

/** At the last instant that can be it: until then the content may have been there. */
const deletedStation = ({ von, bis }: Loeschzeit): Station => ({
  zeit: bis,
  art: 'geloescht',
  text: `Inhalt nach Ablauf der Aufbewahrung gelöscht${von < bis ? ', spätestens jetzt' : ''}`,
  einzelheiten:
    von < bis ? [`frühestens ${von.toISOString()}: das Löschprotokoll nennt Anzahlen, keine Nachrichten`] : [],
});

/** When content was deleted, for the summary. */
const deletedText = (deleted: Loeschzeit | undefined): string => {
  if (deleted === undefined) return 'nicht mehr da, im Löschprotokoll steht keine passende Löschung';
  const [von, bis] = [deleted.von, deleted.bis].map((at) => at.toISOString());
  return `gelöscht ${von === bis ? `am ${von}` : `zwischen ${von} und ${bis}`}, die Nachweise bleiben`;
};

/** What the refusals alone say, where nothing was accepted under the UUID. */
export const refusedStations = (refusals: readonly StoredRefusal[]): Station[] => byTime(refusals.map(refusalStation));

/** The way of a message, in order of time. */
export function stationsOf(found: Werdegang, verdicts: readonly ShownVerdict[]): Station[] {
  const { sendung, ereignisse, blaetter, folgenachrichten, abweisungen, inhaltGeloescht } = found;
  const events = ereignisse.map(({ ereignis, zeit, detail }): Station => {
    const common = { zeit, art: ereignis };
    if (ereignis === 'eingegangen')
      return {
        ...common,
        text: `eingegangen: ${sendung.nachrichtentyp}`,
        einzelheiten: [
          `von ${sendung.absender} an ${sendung.empfaenger}, ${sendung.groesse} Bytes`,
          `SHA-256 ${sendung.sha256.toString('hex')}`,
        ],
      };
    if (ereignis === 'geprueft')
      return { ...common, text: 'geprüft, angenommen, quittiert', einzelheiten: verdictLines(verdicts) };
    return { ...common, text: EVENTS[ereignis] ?? ereignis, einzelheiten: detailText(detail) };
  });
  return byTime([
    ...events,
    ...abweisungen.map(refusalStation),
    ...blaetter.flatMap(leafStation),
    ...folgenachrichten.map(followingStation),
    ...(inhaltGeloescht === undefined ? [] : [deletedStation(inhaltGeloescht)]),
  ]);
}

/** Stable: what has one time keeps the order of the Laufzettel. */
const byTime = (stations: readonly Station[]): Station[] =>
  [...stations].sort((a, b) => a.zeit.getTime() - b.zeit.getTime());

const STATUS: Readonly<Record<string, string>> = {
  wartet: 'wartet auf Zustellung',
  bereitgestellt: 'liegt im Postfach',
  zugestellt: 'zugestellt',
  abgeholt: 'abgeholt',
  unzustellbar: 'unzustellbar',
  zurueckgegeben: 'an den Autor zurückgegeben',
};

/** What a person wants to know first: where it stands now. */
export function summaryLines(found: Werdegang): string[] {
  const { sendung, bezug, zustellung, inhaltVorhanden, inhaltGeloescht, blaetter } = found;
  const { versuche, fehlercode, naechsterVersuch } = zustellung;
  const open = blaetter.filter(({ checkpoint }) => checkpoint === undefined).length;
  return [
    `Stand         ${STATUS[sendung.status] ?? sendung.status}`,
    `Vorgang       ${sendung.vorgangsUUID}`,
    ...(bezug === undefined ? [] : [`Antwort auf   ${bezug}`]),
    ...(versuche === 0 ? [] : [`Fehlversuche  ${versuche}, zuletzt ${fehlercode ?? 'ohne Code'}`]),
    ...(sendung.status === 'wartet' && naechsterVersuch !== undefined
      ? [`Nächster      ${naechsterVersuch.toISOString()}`]
      : []),
    `Inhalt        ${inhaltVorhanden ? 'gespeichert (versiegelt)' : deletedText(inhaltGeloescht)}`,
    `Transparenz   ${blaetter.length - open} von ${blaetter.length} Blättern in einem Checkpoint`,
  ];
}
