/**
 * A question after the decision on which the law is read in two ways. The engine shows the day of either answer and
 * follows the one that cannot harm the person and cannot miss a limitation.
 */
export interface Wahl {
  readonly norm: string;
  readonly frage: string;
  /** the answer that is followed */
  readonly gewaehlt: string;
  readonly andere: string;
  /** why it is followed */
  readonly warum: string;
}

const choices = {
  'zahlung-beginn': {
    norm: '§ 66 Abs. 2 Nr. 2, § 95 Abs. 1 OWiG, § 43 Abs. 1 StPO',
    frage: 'Welcher Tag ist das Ereignis, nach dem die zwei Wochen der Zahlungsfrist beginnen?',
    gewaehlt: 'Der Tag, mit dessen Beginn die Entscheidung rechtskräftig ist, ist der Tag des Ereignisses',
    andere: 'Der Tag, mit dessen Ablauf sie rechtskräftig wird, ist der Tag des Ereignisses',
    warum: 'Der spätere Tag: Niemand wird zu früh beigetrieben.',
  },
  'rechtskraft-zaehlt': {
    norm: '§ 34 Abs. 3 OWiG',
    frage: 'Zählt der Tag der Rechtskraft in der Vollstreckungsverjährung mit?',
    gewaehlt: 'Der Tag der Rechtskraft zählt mit',
    andere: 'Der Tag der Rechtskraft zählt nicht mit',
    warum: 'Der frühere Tag: Keine Verjährung wird versäumt.',
  },
  'vier-monate': {
    norm: '§ 25 Abs. 2a StVG',
    frage: 'Zählt der Tag der Rechtskraft in den vier Monaten mit?',
    gewaehlt: 'Der Tag der Rechtskraft zählt mit',
    andere: 'Der Tag der Rechtskraft zählt nicht mit',
    warum:
      'Rechtskraft tritt um 0:00 Uhr ein; mit dem früheren Tag wird vor einer Fahrt trotz Fahrverbots rechtzeitig gewarnt.',
  },
  teilrechtskraft: {
    norm: '§ 67 Abs. 2, § 89 OWiG',
    frage: 'Wird bei beschränktem Einspruch der nicht angegriffene Teil allein rechtskräftig und vollstreckbar?',
    gewaehlt: 'Bis über den beschränkten Einspruch entschieden ist, wird nichts vollstreckt',
    andere: 'Der nicht angegriffene Teil ist mit Ablauf der Einspruchsfrist rechtskräftig',
    warum: 'Was noch aufgehoben werden kann, wird nicht vollstreckt.',
  },
  'ruecknahme-verzicht': {
    norm: '§ 67 Abs. 1 Satz 2 OWiG, § 302 StPO',
    frage: 'Enthält die Rücknahme vor Fristablauf den Verzicht auf einen neuen Einspruch?',
    gewaehlt: 'Ein neuer Einspruch bleibt bis zum Ende der Frist möglich',
    andere: 'Die Rücknahme enthält den Verzicht auf einen neuen Einspruch',
    warum: 'Der spätere Tag: Der Person bleibt die volle Frist.',
  },
  'begruendung-beginn': {
    norm: '§ 79 Abs. 3 OWiG, § 345 Abs. 1 StPO',
    frage: 'Mit welchem Tag beginnt der Monat für die Begründung der Rechtsbeschwerde?',
    gewaehlt: 'Der letzte Tag der Einlegungsfrist ist der Tag des Ereignisses',
    andere: 'Der Monat beginnt erst am Tag danach',
    warum:
      'Der frühere Tag: Wer sich nach ihm richtet, ist in jedem Fall rechtzeitig; eine Maßnahme der Behörde hängt nicht davon ab.',
  },
  'halter-zugang': {
    norm: '§ 31a Abs. 1 StVZO',
    frage: 'Genügt für die zwei Wochen die Absendung des Zeugenfragebogens, oder zählt sein Zugang?',
    gewaehlt: 'Der Zugang beim Halter zählt: verspätet',
    andere: 'Die Absendung zählt: rechtzeitig',
    warum:
      'Die Erinnerung des Halters beginnt erst mit der Kenntnis; eine spätere Anordnung soll nicht daran scheitern.',
  },
} as const satisfies Readonly<Record<string, Wahl>>;

export type Wahlfrage = keyof typeof choices;

/** Every such question by its name. */
export const wahlen: Readonly<Record<Wahlfrage, Wahl>> = choices;
