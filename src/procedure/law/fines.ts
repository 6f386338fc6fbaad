import { LAW_TEXT, type Rule } from './rule.ts';

/** First day of the Verwarnungsgeld up to 55 € and of the register's threshold of 60 €; older law is not stored. */
const SINCE_2014 = '2014-05-01';
const OLDER =
  'Aufzählung in der Fassung der Quelle; ob sie vor dem 9. November 2021 ebenso lautete, ist offen: die älteren Fassungen lagen nicht vor.';
const SOURCE = `BKatV, ${LAW_TEXT}`;

const rule = <T>(id: string, norm: string, value: T, remark = '', validFrom = SINCE_2014): Rule<T> => ({
  id,
  norm,
  validFrom,
  source: SOURCE,
  remark,
  value,
});

/** Verwarnungsgeld, in cents. */
export interface Verwarnungsrecht {
  readonly mindestens: number;
  readonly hoechstens: number;
  readonly stufe: number;
  /** down to here it may be reduced for the evidently poor, where the Regelsatz is higher */
  readonly ermaessigtBis: number;
  /** as a rule, where the catalogue determines nothing else */
  readonly fussgaenger: number;
  readonly radfahrer: number;
}

export const verwarnungRules: readonly Rule<Verwarnungsrecht>[] = [
  rule(
    'verwarnungsgeld',
    '§ 56 Abs. 1 OWiG, § 2 Abs. 3 bis 5 BKatV',
    { mindestens: 500, hoechstens: 5_500, stufe: 500, ermaessigtBis: 2_000, fussgaenger: 500, radfahrer: 1_500 },
    'Bis zum 30. April 2014 reichte das Verwarnungsgeld bis 35 €; diese Fassung ist nicht hinterlegt. offen: Ob ein allgemeiner Satz des Katalogs im Sinn des § 2 Abs. 4 BKatV „anderes bestimmt“; gerechnet wird mit ihm.',
  ),
];

/** Above this Regelsatz in cents it is a Geldbuße, and § 3 BKatV applies (§ 1 (1) sentence 2, § 3 (3) to (6)). */
export const regelsatzRules: readonly Rule<number>[] = [
  rule('bussgeldregelsatz-mehr-als', '§ 1 Abs. 1 Satz 2, § 3 Abs. 3 bis 6 BKatV', 5_500, 'In Cent.'),
];

/** Numbers of the catalogue that reckon with entries in the register: one entry, several entries. */
export const eintragungRules: readonly Rule<Readonly<Record<string, readonly string[]>>>[] = [
  {
    ...rule(
      'voreintragungen',
      '§ 3 Abs. 1 BKatV',
      { '152': ['152.1'], '241': ['241.1', '241.2'], '242': ['242.1', '242.2'] },
      'Unter Nr. 242 standen damals die berauschenden Mittel, unter Nr. 243 das Alkoholverbot für Fahranfänger ohne Stufen.',
    ),
    validTo: '2024-08-21',
  },
  rule(
    'voreintragungen',
    '§ 3 Abs. 1 BKatV',
    {
      '152': ['152.1'],
      '241': ['241.1', '241.2'],
      '242': ['242.1', '242.2'],
      '243': ['243.1', '243.2'],
      '243a': ['243a.1', '243a.2'],
    },
    '',
    '2024-08-22',
  ),
];

/** What the Halter who drives himself pays: the Regelsatz for ordering or allowing. */
export const halterRules: readonly Rule<Readonly<Record<string, string>>>[] = [
  rule(
    'halter',
    '§ 3 Abs. 2 BKatV',
    {
      '119': '120',
      '198.1.2': '199.1.2',
      '198.1.3': '199.1.3',
      '198.1.4': '199.1.4',
      '198.1.5': '199.1.5',
      '198.1.6': '199.1.6',
      '198.1.7': '199.1.6',
      '212': '213',
      '214.1': '189.2.1',
      '214.2': '189.2.2',
      '223': '224',
    },
    `Die Norm nennt die Ausgangsnummern; die Gegenstücke folgen aus dem Wortlaut der Halternummern. Tabelle 3 hat für Halter keine Stufe über 30 v. H.; es bleibt bei der höchsten. ${OLDER}`,
  ),
];

/** Raising for marked vehicles with dangerous goods and buses with passengers; `.*` takes every number below. */
export interface Gefahrgut {
  readonly vomHundert: number;
  readonly fuehrer: readonly string[];
  readonly halter: readonly string[];
}

export const gefahrgutRules: readonly Rule<Gefahrgut>[] = [
  rule(
    'gefahrgut-kraftomnibus',
    '§ 3 Abs. 4 BKatV',
    {
      vomHundert: 50,
      fuehrer: [
        ...['8.1', '8.2', '15', '19', '19.1', '19.1.1', '19.1.2', '21', '21.1', '21.2', '212', '214.1', '214.2', '223'],
        ...['12.5.*', '12.6.*', '12.7.*', '198.1.*', '198.2.*'],
      ],
      halter: [
        ...['189.1.1', '189.1.2', '189.2.1', '189.2.2', '189.3.1', '189.3.2', '213', '224'],
        ...['199.1.*', '199.2.*'],
      ],
    },
    `Cent bleiben stehen (75 € werden 112,50 €): Absatz 4 rundet nicht, und der Tatbestandskatalog führt solche Sätze. ${OLDER}`,
  ),
];

/** Doubling for intent. Numbers from `abschnittIIAb` on are Abschnitt II: their Regelsatz presupposes intent. */
export interface Vorsatz {
  readonly faktor: number;
  readonly abschnittIIAb: number;
  /** the result is rounded down to whole multiples of this, in cents */
  readonly abrundenAuf: number;
}

export const vorsatzRules: readonly Rule<Vorsatz>[] = [
  rule('vorsatz', '§ 3 Abs. 4a, § 1 Abs. 2 Satz 2 BKatV', { faktor: 2, abschnittIIAb: 244, abrundenAuf: 100 }),
];

/** Halving for those who take part in traffic without a motor. */
export interface NichtMotorisiert {
  readonly teiler: number;
  /** below this, in cents, a Verwarnung comes first */
  readonly verwarnungUnter: number;
  /** numbers with a Tatbestand of their own for these people, which goes before halving */
  readonly besondere: Readonly<Record<string, string>>;
}

export const nichtMotorisiertRules: readonly Rule<NichtMotorisiert>[] = [
  rule(
    'nicht-motorisiert',
    '§ 3 Abs. 6 BKatV',
    {
      teiler: 2,
      verwarnungUnter: 6_000,
      besondere: {
        '132': '132a',
        '132.1': '132a.1',
        '132.2': '132a.2',
        '132.3': '132a.3',
        '132.3.1': '132a.3.1',
        '132.3.2': '132a.3.2',
        '244': '245',
        '246.1': '246.4',
        '246.2': '246.4',
        '246.3': '246.4',
      },
    },
    'Die halben Sätze werden nicht gerundet; als Verwarnungsgeld wird auf die Stufe des § 2 Abs. 3 BKatV abgerundet. offen: Die BKatV sagt zu dieser Rundung nichts; gewählt ist, was nicht schadet.',
  ),
];

/** Fahrverbot for persistent breach: speeding again within a time after a final Geldbuße for speeding. */
export interface Beharrlichkeit {
  readonly kmh: number;
  readonly innerhalbMonaten: number;
  readonly fahrverbotMonate: number;
}

export const beharrlichRules: readonly Rule<Beharrlichkeit>[] = [
  rule(
    'beharrlich',
    '§ 4 Abs. 2 BKatV',
    { kmh: 26, innerhalbMonaten: 12, fahrverbotMonate: 1 },
    'Das Jahr endet mit dem Tag vor dem, der dem Tag der Rechtskraft entspricht, weil die Entscheidung mit dessen Beginn rechtskräftig ist. offen: Nach anderer Ansicht zählt der gleiche Tag noch mit.',
  ),
];

/** No Fahrverbot within so many months before the act: it becomes effective only with deposit of the licence. */
export const schonfristRules: readonly Rule<number>[] = [
  rule(
    'fahrverbot-zwei-jahre',
    '§ 25 Abs. 2a StVG',
    24,
    'In Monaten vor der Tat. offen: Ob „verhängt“ Rechtskraft voraussetzt, ist streitig; gezählt wird der Tag, den der Aufrufer nennt.',
  ),
];

/** From this Geldbuße in cents a listed Ordnungswidrigkeit enters the Fahreignungsregister; without one by a Fahrverbot. */
export const registerRules: readonly Rule<number>[] = [
  rule('eintragung-ab', '§ 28 Abs. 3 Nr. 3 Buchst. a Doppelbuchst. bb StVG', 6_000, 'In Cent.'),
];

/** Points by the list of Anlage 13 FeV that names the number of the catalogue: the first figure of its running number. */
export const punkteRules: readonly Rule<Readonly<Record<string, number>>>[] = [
  rule('punkte', '§ 4 Abs. 2 Satz 2 StVG, § 40 FeV, Anlage 13 FeV', { '2': 2, '3': 1 }),
];

/** Values of a number of the catalogue that § 3 BKatV leads to and the stored list of Tatbestände does not hold. */
export interface Katalogwert {
  readonly bkat: string;
  readonly cent: number;
  readonly fahrverbotMonate: number;
  readonly anlage13: string;
}

const number = (
  bkat: string,
  euro: number,
  anlage13: string,
  remark = '',
  validFrom = '2021-11-09',
): Rule<Katalogwert> =>
  rule(
    `bkat-${bkat}`,
    `Nr. ${bkat} BKat`,
    { bkat, cent: 100 * euro, fahrverbotMonate: 0, anlage13 },
    `Ohne TBNR in der Tatbestandsliste. ${remark}`.trim(),
    validFrom,
  );

export const katalogRules: readonly Rule<Katalogwert>[] = [
  number('92.2', 70, '3.2.12', 'Ein höherer Satz aus Nr. 11 mit Tabelle 4 geht vor.'),
  number('224', 150, '3.5.10'),
];
