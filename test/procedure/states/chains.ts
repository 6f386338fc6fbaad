import type { Schritt } from '../../../src/procedure/index.ts';
import { requestKinds } from '../../../src/procedure/law/requests.ts';

/** Authorities of the test cases. */
export const A = 'bgb:145110000001';
export const B = 'bgb:053150000001';
export const HOEHERE = 'auf:145000000001';
const PARTIES: Readonly<Record<string, readonly [string, string]>> = {
  '10': ['zst:145110000001', A],
  '11': [A, 'pol:092761440001'],
  '12': [A, B],
  '13': [A, 'pol:053150000001'],
  '20': [A, 'zud:145110000001'],
  '21': ['pol:092761440001', A],
  '30': [A, 'vbh:053150000001'],
  '31': [A, 'fab:053150000001'],
  '32': [A, 'kba:010010000001'],
  '33': [A, 'zud:145110000001'],
  '40': [A, 'zst:145110000001'],
  '00': [A, 'pol:092761440001'],
  '01': ['pol:092761440001', 'pol:053150000001'],
};
/** Who writes where it is not the usual direction of the theme. */
const OWN: Readonly<Record<string, readonly [string, string]>> = {
  '1020': [A, 'zst:145110000001'],
  '1110': [A, 'kba:010010000001'],
  '1140': [A, 'mld:053150000001'],
  '1220': [HOEHERE, A],
  '1320': ['pol:092761440001', A],
  '1330': [A, 'kas:145110000001'],
  '2112': [A, 'kas:145110000001'],
  '2113': [A, 'vbh:053150000001'],
  '2120': [A, 'sta:145110000001'],
  '2122': ['gct:145110000001', A],
  '2123': ['gct:145110000001', A],
  '3030': ['vbh:053150000001', A],
  '3040': ['vbh:053150000001', A],
  '3060': [A, 'gct:145110000001'],
  '3062': ['gct:145110000001', A],
  '3070': ['vbh:053150000001', A],
  '3095': [A, 'bfj:053140000001'],
  '4020': ['pol:092761440001', A],
  '4030': ['gwy:146120000001', A],
};

/** One message as a test writes it: number, day, and what differs from the usual. */
export type Line = readonly [nummer: string, am: string, more?: Partial<Schritt>];

const kindsAnsweredBy = (nummer: string) =>
  requestKinds.filter(({ antworten, ablehnungen, zwischen }) =>
    [...antworten, ...ablehnungen, ...zwischen].includes(nummer),
  );

let count = 0;
const uuid = (nummer: string): string => {
  count += 1;
  return `${nummer}0000-0000-4000-8000-${String(count).padStart(12, '0')}`;
};

/** UUIDs that a message about another one names: the last request before it. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  '1190': ['1120', '1130', '1140', '1150', '1310', '1110'],
  '2050': ['2010', '2030', '2040'],
  '3090': ['3020', '3060', '3110', '3095'],
  '0050': requestKinds.map(({ nummer }) => nummer),
  '0040': requestKinds.map(({ nummer }) => nummer),
  '0110': requestKinds.map(({ nummer }) => nummer),
  '0120': requestKinds.map(({ nummer }) => nummer),
  '0130': requestKinds.map(({ nummer }) => nummer),
};
const CONFIRMS: Readonly<Record<string, string>> = { '0051': '0050', '1191': '1190', '2051': '2050', '3091': '3090' };

/** Makes the next message of a case: an answer goes back to where its request came from and names it. */
export const nextStep = (history: readonly Schritt[], [nummer, am, more = {}]: Line): Schritt => {
  const asked = history.findLast((step) => kindsAnsweredBy(nummer).some((kind) => kind.nummer === step.nummer));
  const confirmed = history.findLast((step) => step.nummer === CONFIRMS[nummer]);
  const about = history.findLast((step) => ABOUT[nummer]?.includes(step.nummer) === true);
  const request = confirmed ?? asked;
  const [von, an] = OWN[nummer] ??
    (request?.von !== undefined && request.an !== undefined ? [request.an, request.von] : undefined) ??
    (nummer.startsWith('00') && about?.von !== undefined && about.an !== undefined
      ? [about.von, about.an]
      : undefined) ??
    (['1190', '2050', '3090'].includes(nummer) && about?.an !== undefined ? [A, about.an] : undefined) ??
    (['0110', '0120', '0130'].includes(nummer) && about?.an !== undefined ? [about.an, B] : undefined) ??
    PARTIES[nummer.slice(0, 2)] ?? ['', ''];
  return {
    nummer,
    am,
    uuid: uuid(nummer),
    von,
    an,
    ...(request?.uuid === undefined ? {} : { bezug: request.uuid }),
    ...more,
    daten: { ...(about?.uuid === undefined ? {} : { betrifftUUID: about.uuid }), ...more.daten },
  };
};

/** A whole case. */
export const chain = (...lines: readonly Line[]): Schritt[] => {
  const steps: Schritt[] = [];
  for (const line of lines) steps.push(nextStep(steps, line));
  return steps;
};

const ISSUED = { erlassdatum: '2026-12-01', geldbusse: '180.00', gebuehr: '25.00' };
const SERVED = { zustelldatum: '2026-12-11', zustellart: 'pzu', ersatzzustellungsgrund: '180-briefkasten' };
const FINAL = { rechtskraftAm: '2026-12-29', erlassdatum: '2026-12-01', zustelldatum: '2026-12-11' };
const ENFORCED = { rechtskraftAm: '2026-12-29', vollstreckungsverjaehrungEnde: '2029-12-28' };

const START: readonly Line[] = [
  ['1010', '2026-08-15', { daten: { tatAm: '2026-08-15T10:42:07+02:00', tbnr: '141713' } }],
  ['1011', '2026-08-17'],
  ['1110', '2026-08-17'],
  ['1111', '2026-08-17'],
  ['1120', '2026-09-21', { erbetenBis: '2026-10-05' }],
  ['1122', '2026-09-28'],
  ['1121', '2026-10-05', { daten: { ergebnis: 'fahrer-festgestellt' } }],
  ['1140', '2026-10-06'],
  ['1141', '2026-10-06'],
];
const HEARD: readonly Line[] = [
  ['1310', '2026-10-20', { daten: { angeordnetAm: '2026-10-20' } }],
  ['1311', '2026-11-03', { daten: { ergebnis: 'schweigt', vernommenAm: '2026-11-03' } }],
];
const ISSUE: readonly Line[] = [
  ['2010', '2026-12-01', { daten: ISSUED }],
  ['2011', '2026-12-02'],
];
const SERVE: Line = ['2020', '2026-12-14', { daten: SERVED }];
const REST: readonly Line[] = [
  ['3010', '2026-12-29', { daten: FINAL }],
  ['3210', '2026-12-29', { daten: { rechtskraftAm: '2026-12-29' } }],
  ['3211', '2026-12-30'],
];
const ENFORCE: readonly Line[] = [
  ['3020', '2027-01-13', { daten: ENFORCED }],
  ['3021', '2027-01-18'],
];
const OBJECT: readonly Line[] = [
  ['2110', '2026-12-21', { daten: { eingangszeitpunkt: '2026-12-20T10:00:00+01:00' } }],
  ['2111', '2026-12-22', { daten: { rechtzeitig: true, eingegangenAm: '2026-12-21' } }],
];
const PAID: readonly Line[] = [
  ['3030', '2027-02-10', { daten: { betrag: '208.50', valuta: '2027-02-10', rest: '0.00' } }],
  ['3070', '2027-02-11', { daten: { erledigungsart: 'bezahlt', erledigtAm: '2027-02-11' } }],
];

/** Legitimate cases from beginning to end (DOMAIN 8.13 and its variants). */
export const legitimate: Readonly<Record<string, readonly Line[]>> = {
  'demonstration with enforcement': [...START, ...HEARD, ...ISSUE, SERVE, ...REST, ...ENFORCE, ...PAID],
  'first service failed': [
    ...START,
    ...ISSUE,
    ['2021', '2026-12-10', { daten: { festgestelltAm: '2026-12-09' } }],
    ['1140', '2026-12-10'],
    ['1141', '2026-12-10'],
    ['2010', '2026-12-11', { daten: ISSUED }],
    ['2011', '2026-12-12'],
    ['2020', '2026-12-21', { daten: { ...SERVED, zustelldatum: '2026-12-20' } }],
    ['3010', '2027-01-05', { daten: { ...FINAL, zustelldatum: '2026-12-20', rechtskraftAm: '2027-01-05' } }],
    ['3030', '2027-01-15', { daten: { rest: '0.00', valuta: '2027-01-15', betrag: '208.50' } }],
  ],
  'public notice after unknown residence': [
    ...START,
    ['1150', '2026-10-20', { daten: { vorlaeufigEingestelltAm: '2026-10-20', angeordnetAm: '2026-10-20' } }],
    ['1151', '2026-11-10', { daten: { ergebnis: 'nicht-ermittelt' } }],
    ['2040', '2026-12-01', { daten: { angeordnetAm: '2026-12-01' } }],
    ['2041', '2026-12-17', { daten: { bekanntgemachtAm: '2026-12-02', zugestelltAm: '2026-12-16' } }],
  ],
  'Einspruch, court, conviction': [
    ...START,
    ...ISSUE,
    SERVE,
    ...OBJECT,
    ['2112', '2026-12-28', { daten: { entscheidung: 'vorlage', entschiedenAm: '2026-12-28' } }],
    ['4020', '2026-12-28'],
    ['4021', '2026-12-29'],
    ['2120', '2027-01-04'],
    ['2121', '2027-01-08', { daten: { eingangStaatsanwaltschaft: '2027-01-07' } }],
    ['2121', '2027-01-15', { von: 'gct:145110000001', daten: { eingangAmtsgericht: '2027-01-14' } }],
    ['2122', '2027-02-15', { daten: { entschiedenAm: '2027-02-12' } }],
    ['1020', '2027-02-16'],
    ['1021', '2027-02-20'],
    ['2120', '2027-02-22'],
    ['2121', '2027-03-01', { daten: { eingangAmtsgericht: '2027-02-26' } }],
    [
      '2123',
      '2027-05-20',
      { daten: { erledigung: 'verurteilung', rechtskraftAm: '2027-05-19', entschiedenAm: '2027-05-11' } },
    ],
    ['3010', '2027-05-21', { daten: { rechtskraftAm: '2027-05-19' } }],
    ['3110', '2027-05-21', { daten: { rechtskraftAm: '2027-05-19' } }],
    ['3111', '2027-06-01', { daten: { verwahrtAm: '2027-06-01' } }],
    ['3130', '2027-07-02'],
    ['3210', '2027-05-22', { daten: { rechtskraftAm: '2027-05-19' } }],
  ],
  'Einspruch rejected as late': [
    ...START,
    ...ISSUE,
    SERVE,
    ['2110', '2026-12-29'],
    ['2111', '2026-12-29', { daten: { rechtzeitig: false } }],
    ['2112', '2027-01-05', { daten: { entscheidung: 'verwerfung', entschiedenAm: '2027-01-05' } }],
    ['3010', '2027-01-25', { daten: { rechtskraftAm: '2027-01-20' } }],
  ],
  'Einspruch leads to a new Bescheid': [
    ...START,
    ...ISSUE,
    SERVE,
    ...OBJECT,
    ['2112', '2027-01-05', { daten: { entscheidung: 'neuer-bescheid', entschiedenAm: '2027-01-05' } }],
    ['2060', '2027-01-05', { daten: { zurueckgenommenAm: '2027-01-05' } }],
    ['2010', '2027-01-08', { daten: { erlassdatum: '2027-01-08' } }],
    ['2020', '2027-01-15', { daten: { ...SERVED, zustelldatum: '2027-01-14' } }],
    ['3010', '2027-02-01', { daten: { rechtskraftAm: '2027-01-29' } }],
  ],
  'Wiedereinsetzung recalls the enforcement': [
    ...START,
    ...ISSUE,
    SERVE,
    ...REST,
    ...ENFORCE,
    ['2110', '2027-01-18'],
    ['2113', '2027-01-20', { daten: { stand: 'gewaehrt', entschiedenAm: '2027-01-20' } }],
    ['3090', '2027-01-20', { daten: { rechtskraftEntfallen: true, grund: 'wiedereinsetzung' } }],
    ['3091', '2027-01-21', { daten: { ergebnis: 'teilweise' } }],
    ['2120', '2027-01-25'],
  ],
  'fruitless enforcement, Erzwingungshaft': [
    ...START,
    ...ISSUE,
    SERVE,
    ...REST,
    ...ENFORCE,
    ['3050', '2027-02-26', { daten: { grund: 'fruchtlos', zurueckAm: '2027-02-26' } }],
    ['3060', '2027-03-15', { daten: ENFORCED }],
    ['3061', '2027-04-12', { daten: { entscheidung: 'angeordnet' } }],
    ['3062', '2027-06-04', { daten: { ergebnis: 'vollzogen', festgestelltAm: '2027-06-04' } }],
    ['3020', '2027-06-20', { daten: ENFORCED }],
    ['3080', '2027-07-01', { daten: { einstellung: 'vorlaeufig', grund: 'aussetzung-gericht' } }],
  ],
  'instalments, then default': [
    ...START,
    ...ISSUE,
    SERVE,
    ...REST,
    ['3040', '2027-01-04'],
    ['3041', '2027-01-08', { daten: { entscheidung: 'teilbetraege', ersteFaelligkeit: '2027-02-01' } }],
    ['3041', '2027-03-10', { bezug: 'unknown', daten: { entscheidung: 'entfallen' } }],
    ['3020', '2027-03-11', { daten: ENFORCED }],
  ],
  'transfer to the residence and back': [
    ...START.slice(0, 7),
    ['1210', '2026-10-07', { daten: { abgabeart: 'aktenfuehrung' } }],
    ['1211', '2026-10-09', { daten: { abgabeart: 'aktenfuehrung' } }],
    ['1140', '2026-10-12', { von: B }],
    ['1141', '2026-10-12', { an: B }],
    ['1230', '2026-10-20', { von: B, an: A, daten: { abgabeart: 'aktenfuehrung' } }],
    ['1211', '2026-10-22', { daten: { abgabeart: 'aktenfuehrung' } }],
    ['1310', '2026-10-23', { daten: { angeordnetAm: '2026-10-23' } }],
  ],
  'transfer refused': [
    ...START.slice(0, 7),
    ['1210', '2026-10-07', { daten: { abgabeart: 'aktenfuehrung' } }],
    ['0040', '2026-10-15'],
    ['1212', '2026-10-16', { daten: { grund: 'unvollstaendig' } }],
    ['1310', '2026-10-20', { daten: { angeordnetAm: '2026-10-20' } }],
  ],
  'request passed on to the competent police': [
    ...START.slice(0, 4),
    ['1120', '2026-09-21'],
    ['0110', '2026-09-22', { von: 'pol:092761440001', an: 'pol:053150000001' }],
    ['0120', '2026-09-22', { von: 'pol:092761440001', an: A, daten: { zustaendigeStelle: 'pol:053150000001' } }],
    ['1121', '2026-10-05', { von: 'pol:053150000001' }],
  ],
  'driver not found: costs to the holder of the car': [
    ...START.slice(0, 6),
    ['1121', '2026-10-05', { daten: { ergebnis: 'nicht-ermittelbar' } }],
    ['3310', '2026-11-02'],
    ['1160', '2026-11-03'],
    ['1161', '2027-01-15'],
    ['4010', '2026-11-03', { daten: { ausgang: 'kostenbescheid' } }],
  ],
  'Verwarnung accepted': [
    ['1010', '2026-08-15'],
    ['1330', '2026-09-01'],
    ['3030', '2026-09-08', { daten: { rest: '0.00', betrag: '55.00', valuta: '2026-09-07' } }],
    ['4010', '2026-09-09', { daten: { ausgang: 'verwarnung' } }],
  ],
  'investigation called off': [
    ...START.slice(0, 6),
    ['1190', '2026-10-01'],
    ['1191', '2026-10-02', { daten: { ergebnis: 'abgebrochen' } }],
    ['1310', '2026-10-05', { daten: { angeordnetAm: '2026-10-05' } }],
  ],
  'enforcement abroad': [
    ...START,
    ...ISSUE,
    SERVE,
    ...REST,
    ['3095', '2027-02-15', { daten: ENFORCED }],
    ['3096', '2027-03-01', { daten: { stand: 'eingegangen' } }],
    ['3096', '2027-09-01', { daten: { stand: 'vollstreckt' } }],
  ],
};

/** A history that leads to each stage. */
export const reaching: Readonly<Record<string, readonly Line[]>> = {
  unbekannt: [],
  ermittlung: START,
  anhoerung: [...START, ...HEARD],
  'vorlaeufig-eingestellt': [...START, ['1150', '2026-11-05', { daten: { angeordnetAm: '2026-11-05' } }]],
  'bescheid-erlassen': [...START, ...ISSUE],
  'bescheid-zugestellt': [...START, ...ISSUE, SERVE],
  zwischenverfahren: [...START, ...ISSUE, SERVE, ...OBJECT],
  gericht: [...START, ...ISSUE, SERVE, ...OBJECT, ['2120', '2026-12-23'], ['2121', '2026-12-28']],
  rechtskraeftig: [...START, ...ISSUE, SERVE, ...REST],
  vollstreckung: [...START, ...ISSUE, SERVE, ...REST, ...ENFORCE],
  kostenbescheid: [...START, ['3310', '2026-11-02']],
  erledigt: [...START, ...ISSUE, SERVE, ...REST, ...ENFORCE, ...PAID],
  eingestellt: [...START, ['4010', '2026-11-02', { daten: { ausgang: 'einstellung-tatverdacht' } }]],
};
