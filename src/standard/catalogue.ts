import type { MessageType } from './message.ts';

/** Part that an authority plays in the procedure; `alle` for messages that every participant may send and receive. */
export type Rolle =
  | 'alle'
  | 'messstelle'
  | 'polizei'
  | 'bussgeldbehoerde'
  | 'kba'
  | 'meldebehoerde'
  | 'zustelldienst'
  | 'kasse'
  | 'vollstreckungsbehoerde';

/** Within which time a domain answer is expected. */
export interface Antwortfrist {
  /** L: the law says so; B: operational proposal of the standard, a setting of the profile */
  readonly art: 'L' | 'B';
  /** in this many units; 0 with unit `unverzueglich` */
  readonly menge: number;
  readonly einheit: 'stunde' | 'werktag' | 'tag' | 'unverzueglich';
}

/** One message of the standard. */
export interface MessageDefinition {
  /** four digits, unique */
  readonly number: string;
  readonly name: MessageType;
  readonly thema: string;
  /** German title, as in the schema */
  readonly titel: string;
  /** legal basis, as in the schema */
  readonly rechtsgrundlage: string;
  readonly from: readonly Rolle[];
  readonly to: readonly Rolle[];
  /** numbers of the messages that can answer it */
  readonly antworten: readonly string[];
  /** the reader confirms with 0020 because no domain answer follows */
  readonly quittung: boolean;
  readonly frist?: Antwortfrist;
}

const B = (menge: number, einheit: Antwortfrist['einheit']): { frist: Antwortfrist } => ({
  frist: { art: 'B', menge, einheit },
});

type Rest = Partial<Pick<MessageDefinition, 'antworten' | 'quittung' | 'frist'>>;

const define = (
  name: MessageType,
  titel: string,
  rechtsgrundlage: string,
  from: readonly Rolle[],
  to: readonly Rolle[],
  rest: Rest = {},
): MessageDefinition => ({
  number: name.slice(-4),
  name,
  thema: name.slice(0, name.indexOf('.')),
  titel,
  rechtsgrundlage,
  from,
  to,
  antworten: rest.antworten ?? [],
  quittung: rest.quittung ?? false,
  ...(rest.frist === undefined ? {} : { frist: rest.frist }),
});

const MUSTER = 'XÖV-Verwaltungsmuster';
const ANZEIGE = '§ 53 Abs. 1, § 46 Abs. 2 OWiG';
const HALTER = '§ 35 Abs. 1 Nr. 3, § 36 StVG';
const ERMITTLUNG = '§ 46 Abs. 1, 2 OWiG i. V. m. §§ 161, 163 StPO; § 53 OWiG';
const MELDE = '§§ 34, 38 BMG';
const ZUSTELLUNG = '§§ 50, 51, 66 OWiG; §§ 3 bis 5a VwZG; § 33 Abs. 1 Nr. 9 OWiG';
const VOLLSTRECKUNG = '§§ 89, 90, 92, 95 OWiG; Verwaltungsvollstreckungsgesetz des Landes';

const QUITTUNG = { quittung: true };
const ANZEIGER: readonly Rolle[] = ['messstelle', 'polizei'];
const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const ZAHLSTELLEN: readonly Rolle[] = ['kasse', 'vollstreckungsbehoerde'];

/** All messages of the standard in the order of their numbers. */
export const catalogue: readonly MessageDefinition[] = [
  define('administration.rueckweisung.0010', 'Rückweisung', MUSTER, ['alle'], ['alle']),
  define('administration.quittung.0020', 'Quittung', MUSTER, ['alle'], ['alle']),
  define('anzeige.uebermittlung.1010', 'Übermittlung einer Anzeige', ANZEIGE, ANZEIGER, BUSSGELD, {
    antworten: ['1011'],
    ...B(2, 'werktag'),
  }),
  define('anzeige.eingang.1011', 'Eingang einer Anzeige', ANZEIGE, BUSSGELD, ANZEIGER),
  define('fahrerermittlung.halterauskunft.1110', 'Ersuchen um Halterauskunft', HALTER, BUSSGELD, ['kba'], {
    antworten: ['1111'],
    ...B(1, 'tag'),
  }),
  define('fahrerermittlung.halterauskunftantwort.1111', 'Halterauskunft', HALTER, ['kba'], BUSSGELD),
  define('fahrerermittlung.ersuchen.1120', 'Ersuchen um Fahrerermittlung', ERMITTLUNG, BUSSGELD, ['polizei'], {
    antworten: ['1121', '1122'],
    ...B(14, 'tag'),
  }),
  define(
    'fahrerermittlung.ergebnis.1121',
    'Ergebnis der Fahrerermittlung',
    '§ 33 Abs. 1 Nr. 1 OWiG',
    ['polizei'],
    BUSSGELD,
  ),
  define(
    'fahrerermittlung.zwischenstand.1122',
    'Zwischenstand der Fahrerermittlung',
    ERMITTLUNG,
    ['polizei'],
    BUSSGELD,
  ),
  define(
    'fahrerermittlung.anschriftenersuchen.1140',
    'Ersuchen um Meldeanschrift',
    MELDE,
    BUSSGELD,
    ['meldebehoerde'],
    { antworten: ['1141'], ...B(1, 'tag') },
  ),
  define(
    'fahrerermittlung.anschriftenauskunft.1141',
    'Auskunft zur Meldeanschrift',
    MELDE,
    ['meldebehoerde'],
    BUSSGELD,
  ),
  define('zustellung.auftrag.2010', 'Zustellungsauftrag', ZUSTELLUNG, BUSSGELD, ['zustelldienst'], {
    antworten: ['2011', '2020', '2021'],
    ...B(1, 'werktag'),
  }),
  define(
    'zustellung.auftragsbestaetigung.2011',
    'Bestätigung eines Zustellungsauftrags',
    ZUSTELLUNG,
    ['zustelldienst'],
    BUSSGELD,
  ),
  define(
    'zustellung.nachweis.2020',
    'Nachweis der Zustellung',
    '§ 182 ZPO, § 5 Abs. 7 VwZG',
    ['zustelldienst'],
    BUSSGELD,
    QUITTUNG,
  ),
  define('zustellung.unzustellbar.2021', 'Unzustellbarkeit', '§ 182 ZPO, § 5 VwZG', ['zustelldienst'], BUSSGELD),
  define(
    'vollstreckung.rechtskraft.3010',
    'Mitteilung der Rechtskraft',
    '§ 66 Abs. 2, § 89 OWiG',
    BUSSGELD,
    ['kasse', 'vollstreckungsbehoerde', 'messstelle', 'polizei'],
    QUITTUNG,
  ),
  define(
    'vollstreckung.ersuchen.3020',
    'Ersuchen um Vollstreckung',
    VOLLSTRECKUNG,
    BUSSGELD,
    ['vollstreckungsbehoerde'],
    { antworten: ['3021'], ...B(10, 'werktag') },
  ),
  define(
    'vollstreckung.annahme.3021',
    'Annahme eines Vollstreckungsersuchens',
    VOLLSTRECKUNG,
    ['vollstreckungsbehoerde'],
    BUSSGELD,
  ),
  define('vollstreckung.zahlung.3030', 'Mitteilung einer Zahlung', '§ 94 OWiG', ZAHLSTELLEN, BUSSGELD, QUITTUNG),
  define(
    'vollstreckung.rueckgabe.3050',
    'Rückgabe eines Vollstreckungsersuchens',
    VOLLSTRECKUNG,
    ['vollstreckungsbehoerde'],
    BUSSGELD,
  ),
  define(
    'vollstreckung.erledigung.3070',
    'Erledigung der Vollstreckung',
    '§§ 34, 95 Abs. 2, § 101 OWiG',
    ['bussgeldbehoerde', 'kasse', 'vollstreckungsbehoerde'],
    ['bussgeldbehoerde', 'kasse', 'vollstreckungsbehoerde'],
    QUITTUNG,
  ),
];

const byName = new Map(catalogue.map((definition) => [definition.name as string, definition]));
const byNumber = new Map(catalogue.map((definition) => [definition.number, definition]));

/** Definition by full name or four-digit number; undefined for what the standard does not know. */
export const definitionOf = (nameOrNumber: string): MessageDefinition | undefined =>
  byName.get(nameOrNumber) ?? byNumber.get(nameOrNumber);

/** Full name of the message with a four-digit number. */
export const typeByNumber = (number: string): MessageType | undefined => byNumber.get(number)?.name;

/** Whether a text is the full name of a message of the standard. */
export const isMessageType = (name: string): name is MessageType => byName.has(name);
