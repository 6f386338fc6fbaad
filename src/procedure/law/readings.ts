/** A question on which the law is read in two ways. The engine reckons both and takes the date that cannot do harm. */
export interface Streitfrage {
  readonly id: Frage;
  readonly norm: string;
  readonly frage: string;
  /** result text of either answer */
  readonly nein: string;
  readonly ja: string;
}

export type Frage =
  | 'nr9-werktag'
  | 'fiktion-werktag'
  | 'fiktion-landesrecht'
  | 'letzte-zustellung'
  | 'geschaeftsgang'
  | 'wiedereinsetzung-neu'
  | 'ruecknahme-kurz'
  | 'zweite-zurueckverweisung';

/** Questions that move the end of prosecution limitation. */
export const streitfragen: readonly Streitfrage[] = [
  {
    id: 'nr9-werktag',
    norm: '§ 33 Abs. 1 Nr. 9 OWiG, § 43 Abs. 2 StPO',
    frage: 'Verlängert ein Wochenende oder Feiertag die zwei Wochen zwischen Erlass und Zustellung?',
    nein: 'Die zwei Wochen der Nr. 9 enden auch an einem Samstag, Sonntag oder Feiertag',
    ja: 'Die zwei Wochen der Nr. 9 enden erst am nächsten Werktag',
  },
  {
    id: 'fiktion-werktag',
    norm: '§§ 4, 5 VwZG',
    frage: 'Verschiebt sich der fingierte Tag der Zustellung auf den nächsten Werktag?',
    nein: 'Die Zustellungsfiktion tritt auch an einem Samstag, Sonntag oder Feiertag ein',
    ja: 'Die Zustellungsfiktion tritt erst am nächsten Werktag ein',
  },
  {
    id: 'fiktion-landesrecht',
    norm: '§ 51 Abs. 1 OWiG, Zustellungsrecht des Landes',
    frage: 'Gilt im Zustellungsrecht des Landes noch der dritte statt des vierten Tages?',
    nein: 'Die Zustellungsfiktion tritt wie im VwZG am vierten Tag ein',
    ja: 'Die Zustellungsfiktion tritt nach Landesrecht schon am dritten Tag ein',
  },
  {
    id: 'letzte-zustellung',
    norm: '§ 51 Abs. 4, § 33 Abs. 1 Nr. 9 OWiG',
    frage: 'Welche von mehreren Zustellungen zählt für die Unterbrechung?',
    nein: 'Für die Unterbrechung zählt die erste Zustellung',
    ja: 'Für die Unterbrechung zählt die letzte Zustellung',
  },
  {
    id: 'geschaeftsgang',
    norm: '§ 33 Abs. 2 OWiG',
    frage: 'Kam das Schriftstück alsbald nach der Abfassung in den Geschäftsgang?',
    nein: 'Es gilt der Tag der Abfassung',
    ja: 'Es gilt der Tag, an dem das Schriftstück in den Geschäftsgang kam',
  },
  {
    id: 'wiedereinsetzung-neu',
    norm: '§ 52 OWiG, §§ 32, 33 OWiG',
    frage: 'Wie läuft die Verfolgungsverjährung nach einer Wiedereinsetzung weiter?',
    nein: 'Die Frist läuft nach der Wiedereinsetzung mit dem Rest weiter, der bei Rechtskraft offen war',
    ja: 'Die Frist beginnt mit der Wiedereinsetzung neu',
  },
  {
    id: 'ruecknahme-kurz',
    norm: '§ 26 Abs. 3 Satz 1 StVG',
    frage: 'Welche Frist gilt, wenn der Bescheid zurückgenommen ist?',
    nein: 'Auch nach Rücknahme des Bescheids gilt die längere Frist',
    ja: 'Nach Rücknahme des Bescheids gilt wieder die kürzere Frist',
  },
  {
    id: 'zweite-zurueckverweisung',
    norm: '§ 33 Abs. 1 Satz 1 Nr. 10, § 69 Abs. 5 Satz 1, 2 OWiG',
    frage:
      'Unterbricht auch eine zweite Zurückverweisung, obwohl nach erneuter Übersendung die endgültige Rückgabe vorgesehen ist?',
    nein: 'Auch eine zweite Zurückverweisung unterbricht',
    ja: 'Eine zweite Zurückverweisung ist die endgültige Rückgabe und unterbricht nicht',
  },
];
