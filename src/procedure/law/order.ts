/** `error` refuses the message, `warning` is reported: the step may have happened outside the gateway. */
export type Schwere = 'error' | 'warning';

/** A message that answers or follows another one of the same Vorgang. */
export interface Vorgaenger {
  readonly rule: string;
  /** four digits of the message type */
  readonly nummer: string;
  /** one of these must have been seen before */
  readonly nach: readonly string[];
  readonly norm: string;
  readonly was: string;
  /** severity when none was seen */
  readonly schwere: Schwere;
  /** when one of these was seen, the case runs through the gateway and the missing step is an error */
  readonly fehlerWenn?: readonly string[];
}

const answer = (nummer: string, request: string | readonly string[], was: string, norm: string): Vorgaenger => ({
  rule: `ORDER-${nummer}`,
  nummer,
  nach: typeof request === 'string' ? [request] : request,
  norm,
  was,
  schwere: 'warning',
});

/** Which message needs which predecessor. Receipts 0010 and 0020 never change state and are always allowed. */
export const predecessorRules: readonly Vorgaenger[] = [
  answer('0031', ['0030', '0040'], 'Die Statusantwort', 'Verwaltungsmuster'),
  answer('0051', '0050', 'Die Antwort auf eine Rücknahme', 'Verwaltungsmuster'),
  answer('1011', '1010', 'Die Eingangsbestätigung', '§ 53 OWiG'),
  answer('1021', '1020', 'Das Ergebnis der Nachermittlung', '§ 46 Abs. 2 OWiG'),
  answer('1111', '1110', 'Die Halterauskunft', '§ 35 Abs. 1 Nr. 3, § 36 StVG'),
  answer('1121', '1120', 'Das Ergebnis der Fahrerermittlung', '§ 46 OWiG, §§ 161, 163 StPO'),
  answer('1122', '1120', 'Der Zwischenstand der Fahrerermittlung', '§ 46 OWiG, §§ 161, 163 StPO'),
  answer('1131', '1130', 'Die Antwort auf ein Lichtbildersuchen', '§ 24 PAuswG'),
  answer('1141', '1140', 'Die Auskunft zur Meldeanschrift', '§§ 34, 38 BMG'),
  answer('1151', '1150', 'Das Ergebnis der Aufenthaltsermittlung', '§ 46 OWiG'),
  answer('1161', '1160', 'Die Entscheidung über das Fahrtenbuch', '§ 31a StVZO'),
  answer('1191', '1190', 'Die Bestätigung des Abbruchs', '§ 47 Abs. 1 OWiG'),
  answer('1211', ['1210', '1230'], 'Die Übernahme', '§ 39 OWiG, § 3 BußAktÜbV'),
  answer('1212', ['1210', '1230'], 'Die Ablehnung der Übernahme', '§ 39 OWiG, § 3 BußAktÜbV'),
  answer('1230', '1211', 'Die Rückübertragung', '§ 39 Abs. 4 OWiG'),
  answer('1311', '1310', 'Das Ergebnis der Anhörung', '§ 55 OWiG'),
  answer('2011', '2010', 'Die Auftragsbestätigung', '§ 51 OWiG'),
  answer('2020', ['2010', '2030'], 'Der Zustellungsnachweis', '§ 51 OWiG, § 182 ZPO'),
  answer('2021', ['2010', '2030'], 'Die Meldung der Unzustellbarkeit', '§ 51 OWiG'),
  answer('2031', '2030', 'Der Nachweis der Amtshilfe', '§ 5 VwZG'),
  answer('2041', '2040', 'Die Meldung der Bekanntmachung', '§ 10 VwZG'),
  answer('2051', '2050', 'Die Bestätigung des Abbruchs', '§ 51 OWiG'),
  answer('2111', '2110', 'Die Eingangsbestätigung des Einspruchs', '§ 67 OWiG'),
  answer('2112', ['2110', '2111'], 'Die Entscheidung über den Einspruch', '§ 69 OWiG'),
  answer('2120', ['2110', '2111', '2112', '2122'], 'Die Aktenvorlage', '§ 69 Abs. 3 OWiG'),
  answer('2121', '2120', 'Die Meldung des Akteneingangs', '§ 33 Abs. 1 Nr. 10, § 69 OWiG'),
  answer('2122', ['2120', '2121'], 'Die Zurückverweisung', '§ 69 Abs. 5 OWiG'),
  answer('2123', ['2120', '2121'], 'Der Verfahrensausgang', '§ 49a OWiG, § 482 StPO'),
  answer('3010', ['2020', '2031', '2041', '2123'], 'Die Mitteilung der Rechtskraft', '§§ 51, 67, 89 OWiG'),
  {
    ...answer('3020', '3010', 'Das Vollstreckungsersuchen', '§§ 89, 95 OWiG'),
    fehlerWenn: ['2010', '2020', '2021', '2031', '2041', '2123'],
  },
  answer('3021', '3020', 'Die Annahme des Vollstreckungsersuchens', '§§ 90, 92 OWiG'),
  answer('3022', '3020', 'Die Ablehnung des Vollstreckungsersuchens', '§§ 90, 92 OWiG'),
  answer('3030', ['3010', '1330'], 'Die Zahlungsmitteilung', '§ 94 OWiG'),
  answer('3041', '3040', 'Die Entscheidung über Zahlungserleichterung', '§ 93 OWiG'),
  answer('3050', '3020', 'Die Rückgabe des Vollstreckungsersuchens', '§§ 90, 92 OWiG'),
  {
    ...answer('3060', '3010', 'Der Antrag auf Erzwingungshaft', '§§ 89, 96 OWiG'),
    fehlerWenn: ['2010', '2020', '2021', '2031', '2041', '2123'],
  },
  answer('3061', '3060', 'Die Entscheidung über Erzwingungshaft', '§ 96 OWiG'),
  answer('3062', '3061', 'Der Vollzug der Erzwingungshaft', '§ 97 OWiG'),
  answer('3070', ['3020', '3060'], 'Die Erledigung der Vollstreckung', '§§ 34, 95, 101 OWiG'),
  answer('3080', ['3020', '3060'], 'Die Einstellung der Vollstreckung', '§ 103 OWiG'),
  answer('3090', ['3010', '3020', '3060'], 'Die Rücknahme des Ersuchens', '§ 52 OWiG'),
  answer('3091', ['3090', '2113'], 'Die Bestätigung der Rücknahme', '§ 52 OWiG'),
  answer('3096', '3095', 'Die Antwort auf das Auslandsersuchen', '§ 87 IRG'),
  answer('3110', ['3010', '2123'], 'Die Mitteilung des Fahrverbots', '§ 25 StVG'),
  answer('3111', '3110', 'Die Meldung der Verwahrung', '§ 25 StVG'),
  answer('3121', '3120', 'Das Ergebnis der Beschlagnahme', '§ 25 Abs. 2 StVG'),
  answer('3130', ['3110', '3111'], 'Die Meldung des Endes des Fahrverbots', '§ 25 StVG'),
  answer('3210', ['3010', '2123', '2020'], 'Die Mitteilung an das Fahreignungsregister', '§ 28 Abs. 4 StVG'),
  answer('3211', '3210', 'Die Quittung des Fahreignungsregisters', '§ 28 StVG'),
  answer('3221', '3220', 'Die Auskunft aus dem Fahreignungsregister', '§ 30 StVG'),
  answer('4021', '4020', 'Die Antwort auf ein Akteneinsichtsgesuch', '§ 49 OWiG, § 147 StPO'),
];

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
