/** Where a message touches a standard or interface that is already in force. */
export interface Counterpart {
  readonly numbers: readonly string[];
  readonly standard: string;
  /** what corresponds, and how far */
  readonly text: string;
}

/**
 * What exists beside this draft. None of it is connected in this project; names of messages are those that the
 * standards' own publications use.
 */
export const counterparts: readonly Counterpart[] = [
  {
    numbers: ['1110', '1111'],
    standard: 'KBA, ZEVIS/SDÜ (Zentrales Fahrzeugregister)',
    text: 'Halterauskunft im automatisierten Abruf; im Echtbetrieb setzt ein Adapter auf die Schnittstelle des KBA um.',
  },
  {
    numbers: ['1130', '1131'],
    standard: 'XPassAusweis (XInneres)',
    text: 'Lichtbildabruf nach der PPeKDAV; im Echtbetrieb verbindlich, diese Nachricht ersetzt ihn nicht.',
  },
  {
    numbers: ['1140', '1141'],
    standard: 'XMeld (XInneres)',
    text: 'Datenabruf aus dem Melderegister; im Echtbetrieb verbindlich, diese Nachricht ersetzt ihn nicht.',
  },
  {
    numbers: ['1210', '1211', '1212', '1230'],
    standard: 'BußAktÜbV; XJustiz (Aktenübermittlung)',
    text: 'Übernahmeersuchen, Mindestdatensatz und die Meldung „übernommen“ folgen §§ 2, 3 BußAktÜbV.',
  },
  {
    numbers: ['2120', '3060'],
    standard: 'XJustiz',
    text: '`nachricht.straf.owi.verfahrensmitteilung.externAnJustiz.0500010`; ein Adapter setzt auf XJustiz um.',
  },
  {
    numbers: ['2123'],
    standard: 'XJustiz',
    text: '`nachricht.straf.verfahrensausgangsmitteilung.justizZuExtern.0500006`; ein Adapter setzt aus XJustiz um.',
  },
  {
    numbers: ['3061'],
    standard: 'XJustiz',
    text: '`nachricht.straf.owi.einleitungErzwingungshaft.0500021` läuft zwischen Gericht und Staatsanwaltschaft; hier erfährt die Behörde die Entscheidung.',
  },
  {
    numbers: ['3210', '3211'],
    standard: 'KBA, SDÜ-FAER-MIT (Fahreignungsregister)',
    text: 'Mitteilung an das FAER; im Echtbetrieb setzt ein Adapter auf den Standard des KBA um.',
  },
  {
    numbers: ['3220', '3221'],
    standard: 'KBA, SDÜ-FAER-ANF (Fahreignungsregister)',
    text: 'Auskunft aus dem FAER; im Echtbetrieb setzt ein Adapter auf den Standard des KBA um.',
  },
  {
    numbers: ['3030', '1330'],
    standard: 'XBezahldienste, XFinanz, ePayBL',
    text: 'Zahlung und Buchung; XBußgeld meldet nur das Ergebnis zum Verfahren.',
  },
  {
    numbers: ['0010', '0020', '0110', '0120', '0130'],
    standard: 'XÖV-Verwaltungsmuster',
    text: 'Rückweisung, Quittung und Weiterleitung, wie XÖV-Standards auf der Basisnachricht G2G sie führen.',
  },
];

/** What every message has in common. */
export const TRANSPORT =
  'Transport jeder Nachricht im Echtbetrieb: OSCI-Transport 1.2 oder XTA 2.1.1; hier übernimmt ihn die Sendung des Gateways.';
