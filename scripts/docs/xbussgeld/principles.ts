/** A basic rule of the standard and where it is checked. */
export interface Principle {
  readonly id: string;
  readonly text: string;
  /** where, honestly, also if nowhere */
  readonly where: string;
  /** ids of the business rules that belong to it */
  readonly prefixes: readonly RegExp[];
}

const numbered = (number: number): RegExp => new RegExp(`^R${number}\\.`);

const ORDER = '[Reihenfolge](../../src/procedure/law/order.ts)';

/** The twenty basic rules. */
export const principles: readonly Principle[] = [
  {
    id: 'R1',
    text: 'Eine nachrichtenUUID gibt es einmal. Dieselben Bytes noch einmal: dieselbe Quittung. Dieselbe UUID mit anderem Inhalt: Rückweisung S100 und Alarm.',
    where: 'Gateway, Schritt 8 (`DUPLICATE_UUID`); [Test](../../test/attacks/replay/attack.test.ts)',
    prefixes: [],
  },
  {
    id: 'R2',
    text: 'Der Leser der Nachricht ist der Empfänger der Sendung und nimmt diesen Nachrichtentyp an, sonst T080.',
    where: 'Gateway und Konnektor (`BIND_RECIPIENT`, `BIND_SERVICE`, `OPEN_READER`); Form des Schlüssels: Schematron',
    prefixes: [/^K[56]$/],
  },
  {
    id: 'R3',
    text: 'Test und Echtbetrieb bleiben getrennt: Das Attribut test steht genau in der Testumgebung.',
    where: 'Gateway (`BIND_TEST`, `OPEN_HEADER`); Testvorgang ohne Kennzeichen: Schematron',
    prefixes: [/^R3$/],
  },
  {
    id: 'R4',
    text: 'Texte in Unicode NFC und im Zeichenvorrat ihres Datentyps nach DIN 91379.',
    where: 'Validator (`DIN91379`), grob auch im Schema; [Test](../../test/standard/din91379.test.ts)',
    prefixes: [],
  },
  {
    id: 'R5',
    text: 'Tatbestandsnummer mit sechs Ziffern, am Tag der Tat gültig, passend zu Bußgeldkatalog, Überschreitung und Ort; Geldbuße und Fahrverbot im Rahmen der BKatV.',
    where: 'Schematron mit Codeliste tatbestand',
    prefixes: [numbered(5)],
  },
  {
    id: 'R6',
    text: 'Verwarnungsgeld von 5 bis 55 Euro in Schritten von 5 Euro.',
    where: 'Schematron',
    prefixes: [numbered(6)],
  },
  {
    id: 'R7',
    text: 'Der Bescheid hat den Inhalt des § 66 OWiG; der Verteidiger nur, wenn es einen gibt.',
    where: 'Schematron, an den Angaben über den Bescheid; das Dokument selbst liest niemand',
    prefixes: [numbered(7)],
  },
  {
    id: 'R8',
    text: 'Gebühr fünf vom Hundert, mindestens 25 und höchstens 7500 Euro; Auslagen der Zustellung.',
    where: 'Schematron',
    prefixes: [numbered(8)],
  },
  {
    id: 'R9',
    text: 'Fahrverbot ein bis drei Monate; Angabe zu § 25 Abs. 2a StVG stimmig.',
    where: 'Schematron; mit den Voreintragungen vergleicht die Bußgeldbehörde',
    prefixes: [numbered(9)],
  },
  {
    id: 'R10',
    text: 'Mitteilungspflicht zum Fahreignungsregister passt zu Geldbuße, Punkten und Fahrverbot.',
    where: 'Schematron',
    prefixes: [numbered(10)],
  },
  {
    id: 'R11',
    text: 'Zustellung nicht vor dem Erlass; nach mehr als zwei Wochen unterbricht erst sie die Verjährung.',
    where: 'Schematron; über Nachrichten hinweg im Gateway (Reihenfolge)',
    prefixes: [numbered(11)],
  },
  {
    id: 'R12',
    text: 'Vollstreckung erst nach Rechtskraft und zwei Wochen (§ 95 Abs. 1 OWiG), nicht nach Verjährung.',
    where: `Schematron; über Nachrichten hinweg im Gateway (${ORDER})`,
    prefixes: [numbered(12)],
  },
  {
    id: 'R13',
    text: 'Erzwingungshaft nur mit allen vier Voraussetzungen des § 96 Abs. 1 OWiG und Belehrung.',
    where: 'Schematron',
    prefixes: [numbered(13)],
  },
  {
    id: 'R14',
    text: 'Lichtbildersuchen nur mit Begründung der Subsidiarität (§ 25 Abs. 2 PAuswG).',
    where: 'Schema (Pflichtangaben) und Schematron',
    prefixes: [numbered(14)],
  },
  {
    id: 'R15',
    text: 'Kostenbescheid gegen den Halter nur bei Halt- und Parkverstößen (§ 25a StVG).',
    where: 'Schematron mit Codeliste tatbestand',
    prefixes: [numbered(15)],
  },
  {
    id: 'R16',
    text: 'Abgabe nur mit Übernahmeersuchen, Übernahme oder Ablehnung; dazwischen ruht die Akte des Abgebenden ([Mindestdatensatz](mindestdatensatz.md)).',
    where: `Gateway (${ORDER}), einzelne Angaben: Schematron; das Einfrieren der Akte selbst leistet das Fachverfahren`,
    prefixes: [numbered(16)],
  },
  {
    id: 'R17',
    text: 'Kein Verfahren gegen Kinder unter vierzehn Jahren; Hinweis bei Jugendlichen.',
    where: 'Schematron; das Alter bei der Tat, wo Tat und Geburtsdatum in einer Nachricht stehen',
    prefixes: [numbered(17)],
  },
  {
    id: 'R18',
    text: 'Nur die personenbezogenen Daten, die die Nachricht braucht.',
    where: 'Schema: Jede Nachricht hat nur die Elemente ihres Zwecks; einzelne Fälle: Schematron',
    prefixes: [numbered(18)],
  },
  {
    id: 'R19',
    text: 'Keine besonderen Kategorien personenbezogener Daten in Freitexten.',
    where: 'Schematron warnt bei Wörtern der Codeliste besonderekategorie; den Sinn eines Freitextes prüft der Autor',
    prefixes: [numbered(19)],
  },
  {
    id: 'R20',
    text: 'Nachrichten über Landesgrenzen gehen auf dem dafür vorgeschriebenen Weg (OSCI), nicht über eine örtliche Abkürzung.',
    where:
      'Schematron warnt, wenn die Dienstkennung des Verzeichnisses fehlt; an OSCI ist dieses Projekt nicht angeschlossen',
    prefixes: [/^R20$/],
  },
];
