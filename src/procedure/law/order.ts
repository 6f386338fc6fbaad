import type { Datum } from '../time/calendar.ts';
import type { Verfahrensstand } from './stages.ts';

/** `error` refuses the message, `warning` is reported: the step may have happened outside the gateway. */
export type Schwere = 'error' | 'warning';

/** Which part in the case a message belongs to. */
export const senders = {
  jede: 'jede Stelle',
  aktenfuehrend: 'die Behörde, die das Verfahren führt',
  'aktenfuehrend-oder-justiz': 'die Behörde, die das Verfahren führt, oder die Staatsanwaltschaft',
  gefragt: 'die Stelle, an die das Ersuchen ging',
  fragend: 'die Stelle, von der das Ersuchen kam, oder wer das Verfahren übernommen hat',
  vollstreckend: 'Kasse oder Vollstreckungsstelle',
  beteiligt: 'die Behörde, die das Verfahren führt, Kasse oder Vollstreckungsstelle',
  justiz: 'Staatsanwaltschaft oder Gericht',
  aufsicht: 'gemeinsame höhere Behörde oder Gericht',
  gateway: 'das Gateway',
} as const;

export type Absender = keyof typeof senders;

/** One line of the state machine: a message, who sends it, when, and after what. */
export interface Zug {
  /** four digits of the message type */
  readonly nummer: string;
  readonly was: string;
  readonly norm: string;
  readonly von: Absender;
  /** stages of the case in which it is expected; missing: in every one */
  readonly in?: readonly Verfahrensstand[];
  /** one of these must have been seen before */
  readonly nach?: readonly string[];
  /** when one of these was seen, the case runs through the gateway and the missing step is an error */
  readonly fehlerWenn?: readonly string[];
  /** rests on the file, so that it cannot come from an authority whose file a transfer has frozen */
  readonly gesperrt?: true;
  /** from this day on the line is right as far as its sources show it */
  readonly validFrom: Datum;
}

/** The oldest provision that the lines rest on as they stand: BußAktÜbV and the Act on electronic files. */
const SINCE: Datum = '2018-01-01';

const row = (
  nummer: string,
  was: string,
  norm: string,
  von: Absender,
  more: Partial<Pick<Zug, 'in' | 'nach' | 'fehlerWenn' | 'gesperrt'>> = {},
): Zug => ({ nummer, was, norm, von, ...more, validFrom: SINCE });

/** The answer of the authority that was asked. */
const answer = (nummer: string, nach: readonly string[], was: string, norm: string, stages?: Zug['in']): Zug =>
  row(nummer, was, norm, 'gefragt', stages === undefined ? { nach } : { nach, in: stages });

/** Before a decision, where the facts are found. */
const VERFOLGUNG = ['unbekannt', 'ermittlung', 'anhoerung', 'vorlaeufig-eingestellt'] as const;
/** As long as the authority prosecutes: until court or Rechtskraft. */
const VERWALTUNG = [...VERFOLGUNG, 'bescheid-erlassen', 'bescheid-zugestellt', 'zwischenverfahren'] as const;
/** As long as nothing is final. */
const OFFEN = [...VERWALTUNG, 'gericht', 'kostenbescheid'] as const;
/** Once a decision has been issued, until it is enforced. */
const BESCHIEDEN = ['unbekannt', 'bescheid-erlassen', 'bescheid-zugestellt', 'zwischenverfahren', 'gericht'] as const;
const RECHTSKRAFT = ['unbekannt', 'rechtskraeftig', 'vollstreckung'] as const;
/** A ban and its entry outlive the payment of the fine. */
const FOLGEN = [...RECHTSKRAFT, 'erledigt'] as const;

const DECIDED = ['2010', '2020', '2021', '2031', '2041', '2123'] as const;
const SERVED = ['2020', '2031', '2041', '2123'] as const;

/** Every message of the standard in the order of its numbers. Receipts 0010 and 0020 never change anything. */
export const moves: readonly Zug[] = [
  row('0010', 'Die Rückweisung', 'Verwaltungsmuster', 'jede'),
  row('0020', 'Die Quittung', 'Verwaltungsmuster', 'jede'),
  row('0030', 'Die Statusanfrage', 'Verwaltungsmuster', 'jede'),
  answer('0031', ['0030', '0040'], 'Die Statusantwort', 'Verwaltungsmuster'),
  row('0040', 'Die Erinnerung', 'Verwaltungsmuster', 'fragend'),
  row('0050', 'Die Rücknahme', 'Verwaltungsmuster', 'fragend'),
  answer('0051', ['0050'], 'Die Antwort auf eine Rücknahme', 'Verwaltungsmuster'),
  row('0110', 'Die Weiterleitung', '§§ 36 bis 39 OWiG', 'gefragt'),
  row('0120', 'Die Nachricht über eine Weiterleitung', '§§ 36 bis 39 OWiG', 'gefragt'),
  row('0130', 'Die Nichtzuständigkeit', '§ 37 OWiG', 'gefragt'),
  row('1010', 'Die Anzeige', '§ 53 OWiG', 'jede', { in: ['unbekannt', 'ermittlung', 'anhoerung'] }),
  answer('1011', ['1010'], 'Die Eingangsbestätigung', '§ 53 OWiG'),
  row('1020', 'Das Ersuchen um Nachermittlung', '§ 46 Abs. 2, § 69 Abs. 2 OWiG', 'aktenfuehrend', {
    gesperrt: true,
    in: OFFEN,
  }),
  answer('1021', ['1020'], 'Das Ergebnis der Nachermittlung', '§ 46 Abs. 2 OWiG'),
  row('1110', 'Das Ersuchen um Halterauskunft', '§ 36 StVG', 'aktenfuehrend', {
    gesperrt: true,
    in: [...VERWALTUNG, 'eingestellt'],
  }),
  answer('1111', ['1110'], 'Die Halterauskunft', '§ 35 Abs. 1 Nr. 3, § 36 StVG'),
  row('1120', 'Das Ersuchen um Fahrerermittlung', '§ 46 OWiG, §§ 161, 163 StPO', 'aktenfuehrend', {
    gesperrt: true,
    in: VERWALTUNG,
  }),
  answer('1121', ['1120'], 'Das Ergebnis der Fahrerermittlung', '§ 46 OWiG, §§ 161, 163 StPO'),
  answer('1122', ['1120'], 'Der Zwischenstand der Fahrerermittlung', '§ 46 OWiG, §§ 161, 163 StPO'),
  row('1130', 'Das Ersuchen um ein Lichtbild', '§ 24 PAuswG', 'jede', { in: VERWALTUNG }),
  answer('1131', ['1130'], 'Die Antwort auf ein Lichtbildersuchen', '§ 24 PAuswG'),
  row('1140', 'Das Ersuchen um Meldeanschrift', '§§ 34, 38 BMG', 'aktenfuehrend', { gesperrt: true }),
  answer('1141', ['1140'], 'Die Auskunft zur Meldeanschrift', '§§ 34, 38 BMG'),
  row('1150', 'Das Ersuchen um Aufenthaltsermittlung', '§ 33 Abs. 1 Nr. 5, § 46 OWiG', 'aktenfuehrend', {
    gesperrt: true,
    in: [...VERWALTUNG, ...RECHTSKRAFT],
  }),
  answer('1151', ['1150'], 'Das Ergebnis der Aufenthaltsermittlung', '§ 46 OWiG'),
  row('1160', 'Die Anregung eines Fahrtenbuchs', '§ 31a StVZO', 'aktenfuehrend', {
    gesperrt: true,
    in: [...VERFOLGUNG, 'eingestellt', 'kostenbescheid'],
  }),
  answer('1161', ['1160'], 'Die Entscheidung über das Fahrtenbuch', '§ 31a StVZO'),
  row('1190', 'Der Abbruch einer Ermittlung', '§ 47 Abs. 1 OWiG', 'fragend'),
  answer('1191', ['1190'], 'Die Bestätigung des Abbruchs', '§ 47 Abs. 1 OWiG'),
  row('1210', 'Das Übernahmeersuchen', '§ 39 OWiG, §§ 2, 3 BußAktÜbV', 'aktenfuehrend', {
    in: VERWALTUNG,
    gesperrt: true,
  }),
  answer('1211', ['1210', '1230'], 'Die Übernahme', '§ 39 OWiG, § 3 BußAktÜbV'),
  answer('1212', ['1210', '1230'], 'Die Ablehnung der Übernahme', '§ 39 OWiG, § 3 BußAktÜbV'),
  row('1220', 'Die Bestimmung der Zuständigkeit', '§ 39 Abs. 3 OWiG', 'aufsicht'),
  row('1230', 'Die Rückübertragung', '§ 39 Abs. 4 OWiG', 'aktenfuehrend', {
    in: VERWALTUNG,
    nach: ['1211'],
    gesperrt: true,
  }),
  row('1310', 'Das Ersuchen um Anhörung', '§ 55 OWiG', 'aktenfuehrend', {
    in: [...VERFOLGUNG, 'zwischenverfahren'],
    gesperrt: true,
  }),
  answer('1311', ['1310'], 'Das Ergebnis der Anhörung', '§ 55 OWiG'),
  row('1320', 'Die Weitergabe einer Stellungnahme', '§ 55 OWiG', 'jede'),
  row('1330', 'Das Angebot einer Verwarnung', '§ 56 OWiG', 'aktenfuehrend', {
    in: ['unbekannt', 'ermittlung', 'anhoerung'],
    gesperrt: true,
  }),
  row('2010', 'Der Zustellungsauftrag', '§§ 51, 66 OWiG', 'aktenfuehrend', {
    in: [...VERWALTUNG, 'kostenbescheid'],
    gesperrt: true,
  }),
  answer('2011', ['2010'], 'Die Auftragsbestätigung', '§ 51 OWiG'),
  answer('2020', ['2010', '2030', '3310'], 'Der Zustellungsnachweis', '§ 51 OWiG, § 182 ZPO'),
  answer('2021', ['2010', '2030', '3310'], 'Die Meldung der Unzustellbarkeit', '§ 51 OWiG'),
  row('2030', 'Das Ersuchen um Zustellung in Amtshilfe', '§ 51 OWiG, § 5 VwZG', 'aktenfuehrend', {
    in: [...VERWALTUNG, 'kostenbescheid'],
    gesperrt: true,
  }),
  answer('2031', ['2030'], 'Der Nachweis der Amtshilfe', '§ 5 VwZG'),
  row('2040', 'Der Auftrag zur öffentlichen Zustellung', '§ 51 OWiG, § 10 VwZG', 'aktenfuehrend', {
    in: [...VERWALTUNG, 'kostenbescheid'],
    gesperrt: true,
  }),
  answer('2041', ['2040'], 'Die Meldung der Bekanntmachung', '§ 10 VwZG'),
  row('2050', 'Der Abbruch einer Zustellung', '§ 51 OWiG', 'fragend'),
  answer('2051', ['2050'], 'Die Bestätigung des Abbruchs', '§ 51 OWiG'),
  row('2060', 'Die Rücknahme des Bescheids', '§ 69 Abs. 2, § 47 Abs. 1 OWiG', 'aktenfuehrend', {
    in: ['unbekannt', 'bescheid-erlassen', 'bescheid-zugestellt', 'zwischenverfahren', 'ermittlung'],
    gesperrt: true,
  }),
  row('2110', 'Die Weiterleitung eines Einspruchs', '§ 67 OWiG', 'jede'),
  answer('2111', ['2110'], 'Die Eingangsbestätigung des Einspruchs', '§ 67 OWiG'),
  row('2112', 'Die Entscheidung über den Einspruch', '§ 69 OWiG', 'aktenfuehrend', {
    nach: ['2110', '2111'],
    gesperrt: true,
  }),
  row('2113', 'Die Wiedereinsetzung', '§ 52 OWiG, §§ 44 bis 47 StPO', 'aktenfuehrend', {
    in: [...BESCHIEDEN, ...RECHTSKRAFT, 'erledigt', 'kostenbescheid'],
  }),
  row('2120', 'Die Aktenvorlage', '§ 69 Abs. 3 OWiG', 'aktenfuehrend-oder-justiz', {
    nach: ['2110', '2111', '2112', '2122'],
    gesperrt: true,
  }),
  row('2121', 'Die Meldung des Akteneingangs', '§ 33 Abs. 1 Nr. 10, § 69 OWiG', 'justiz', { nach: ['2120'] }),
  row('2122', 'Die Zurückverweisung', '§ 69 Abs. 5 OWiG', 'justiz', { nach: ['2120', '2121'] }),
  row('2123', 'Der Verfahrensausgang', '§ 49a OWiG, § 482 StPO', 'justiz', { nach: ['2120', '2121'] }),
  row('3010', 'Die Mitteilung der Rechtskraft', '§§ 51, 67, 89 OWiG', 'aktenfuehrend', {
    in: [...BESCHIEDEN, ...RECHTSKRAFT, 'kostenbescheid', 'erledigt'],
    nach: SERVED,
    gesperrt: true,
  }),
  row('3020', 'Das Vollstreckungsersuchen', '§§ 89, 95 OWiG', 'aktenfuehrend', {
    in: [...RECHTSKRAFT, 'kostenbescheid'],
    nach: ['3010'],
    fehlerWenn: DECIDED,
    gesperrt: true,
  }),
  answer('3021', ['3020'], 'Die Annahme des Vollstreckungsersuchens', '§§ 90, 92 OWiG'),
  answer('3022', ['3020'], 'Die Ablehnung des Vollstreckungsersuchens', '§§ 90, 92 OWiG'),
  row('3030', 'Die Zahlungsmitteilung', '§ 94 OWiG', 'vollstreckend', { nach: ['3010', '1330'] }),
  row('3040', 'Der Antrag auf Zahlungserleichterung', '§§ 18, 93 OWiG', 'jede'),
  answer('3041', ['3040'], 'Die Entscheidung über Zahlungserleichterung', '§ 93 OWiG'),
  answer('3050', ['3020'], 'Die Rückgabe des Vollstreckungsersuchens', '§§ 90, 92 OWiG'),
  row('3060', 'Der Antrag auf Erzwingungshaft', '§§ 89, 96 OWiG', 'aktenfuehrend', {
    in: RECHTSKRAFT,
    nach: ['3010'],
    fehlerWenn: DECIDED,
    gesperrt: true,
  }),
  answer('3061', ['3060'], 'Die Entscheidung über Erzwingungshaft', '§ 96 OWiG'),
  row('3062', 'Der Vollzug der Erzwingungshaft', '§ 97 OWiG', 'justiz', { nach: ['3061'] }),
  row('3070', 'Die Erledigung der Vollstreckung', '§§ 34, 95, 101 OWiG', 'beteiligt', {
    nach: ['3010', '3020', '3060'],
  }),
  row('3080', 'Die Einstellung der Vollstreckung', '§ 103 OWiG', 'aktenfuehrend', { nach: ['3020', '3060'] }),
  row('3090', 'Die Rücknahme des Ersuchens', '§ 52 OWiG', 'fragend', { nach: ['3010', '3020', '3060'] }),
  answer('3091', ['3090', '2113'], 'Die Bestätigung der Rücknahme', '§ 52 OWiG'),
  row('3095', 'Das Auslandsersuchen', '§ 87p IRG', 'aktenfuehrend', {
    in: [...RECHTSKRAFT, 'kostenbescheid'],
    gesperrt: true,
  }),
  answer('3096', ['3095'], 'Die Antwort auf das Auslandsersuchen', '§ 87 IRG'),
  row('3110', 'Die Mitteilung des Fahrverbots', '§ 25 StVG', 'aktenfuehrend', {
    in: FOLGEN,
    nach: ['3010', '2123'],
    gesperrt: true,
  }),
  answer('3111', ['3110'], 'Die Meldung der Verwahrung', '§ 25 StVG'),
  row('3120', 'Das Ersuchen um Beschlagnahme', '§ 25 Abs. 2 StVG', 'aktenfuehrend', { in: FOLGEN, gesperrt: true }),
  answer('3121', ['3120'], 'Das Ergebnis der Beschlagnahme', '§ 25 Abs. 2 StVG'),
  row('3130', 'Die Meldung des Endes des Fahrverbots', '§ 25 StVG', 'aktenfuehrend', {
    in: FOLGEN,
    nach: ['3110', '3111'],
  }),
  row('3210', 'Die Mitteilung an das Fahreignungsregister', '§ 28 Abs. 4 StVG', 'aktenfuehrend', {
    nach: ['3010', '2123', '2020'],
    gesperrt: true,
  }),
  answer('3211', ['3210'], 'Die Quittung des Fahreignungsregisters', '§ 28 StVG'),
  row('3220', 'Das Ersuchen um Auskunft aus dem Fahreignungsregister', '§ 30 StVG', 'aktenfuehrend', {
    gesperrt: true,
  }),
  answer('3221', ['3220'], 'Die Auskunft aus dem Fahreignungsregister', '§ 30 StVG'),
  row('3310', 'Der Kostenbescheid gegen den Halter', '§ 25a StVG', 'aktenfuehrend', {
    in: [...VERFOLGUNG, 'eingestellt'],
    gesperrt: true,
  }),
  row('4010', 'Die Mitteilung des Verfahrensausgangs', '§ 49a OWiG', 'aktenfuehrend'),
  row('4020', 'Der Antrag auf Akteneinsicht', '§§ 49, 49b OWiG, § 147 StPO', 'jede'),
  answer('4021', ['4020'], 'Die Antwort auf ein Akteneinsichtsgesuch', '§ 49 OWiG, § 147 StPO'),
  row('4030', 'Die Verjährungswarnung', '§§ 31 bis 33 OWiG', 'gateway'),
  row('4040', 'Die Berichtigung', '§§ 74, 75 BDSG', 'jede'),
];

const byNumber = new Map(moves.map((move) => [move.nummer, move]));

/** The line of a message; undefined for what the standard does not know. */
export const moveOf = (nummer: string): Zug | undefined => byNumber.get(nummer);

/** Messages that never change the state of a case. */
export const alwaysAllowed: readonly string[] = ['0010', '0020'];

/** Codes of the list `erledigungsart` after which nothing is left to enforce. */
export const finalSettlements: readonly string[] = [
  'bezahlt',
  'bezahlt-staatsanwaltschaft',
  'bezahlt-bussgeldstelle',
  'vollstreckungsverjaehrung',
  'verjaehrt',
  'verstorben',
  'wiederaufnahme',
];
