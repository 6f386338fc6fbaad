import { type Wahlfrage, wahlen } from '../law/choices.ts';
import type { Datum } from '../time/calendar.ts';

/** Names of the periods and dates that the engine reckons. */
export type Fristname =
  | 'verfolgungsverjaehrung'
  | 'verfolgungsverjaehrung-absolut'
  | 'zustellung-nach-erlass'
  | 'einspruchsfrist'
  | 'gerichtliche-entscheidung'
  | 'verwarnungsgeld'
  | 'halterbefragung'
  | 'fahrtenbuch-aufbewahrung'
  | 'wiedereinsetzungsantrag'
  | 'widerspruch-72'
  | 'rechtsbeschwerde'
  | 'rechtsbeschwerde-begruendung'
  | 'wiedereinsetzung-gericht'
  | 'kosten-rechtsbehelf'
  | 'halterkosten-rechtsbehelf'
  | 'rechtskraft'
  | 'zahlungsfrist'
  | 'beitreibung-ab'
  | 'erzwingungshaft-ab'
  | 'sofortige-beschwerde'
  | 'wiederaufnahme'
  | 'vollstreckungsverjaehrung'
  | 'fahrverbot-spaetestens-wirksam'
  | 'fahrverbot-ende'
  | 'punkte-tilgung'
  | 'punkte-loeschung'
  | 'aufbewahrung-loeschung'
  | 'aufbewahrung-pruefung'
  | 'aufbewahrung-protokoll';

/**
 * State of a period on the Stichtag: `laeuft`, `abgelaufen`, `bedingt` (holds under the condition in the reasons),
 * `gewahrt` or `versaeumt` (the act came in time, or too late), `eingetreten` (a date that has come), `ruht`,
 * `gehemmt` (does not end before the proceedings do), `erledigt` (no longer matters), `aufgehoben` (undone).
 */
export type Status =
  | 'laeuft'
  | 'abgelaufen'
  | 'bedingt'
  | 'gewahrt'
  | 'versaeumt'
  | 'eingetreten'
  | 'ruht'
  | 'gehemmt'
  | 'erledigt'
  | 'aufgehoben';

/** One reading of the law, with the day it leads to. */
export interface Lesart {
  readonly text: string;
  readonly ende: Datum | null;
  /** the reading the engine follows */
  readonly gewaehlt: boolean;
  readonly norm: string;
}

/** A condition of the law with what the file shows of it on the Stichtag. */
export interface Voraussetzung {
  readonly text: string;
  readonly norm: string;
  readonly ergebnis: 'erfuellt' | 'offen' | 'nicht-erfuellt';
  /** German sentence that names the event, or what is missing */
  readonly grund: string;
}

/** A period of a case with its reasons; `ende` is null where it has no end yet. Days are German legal days. */
export interface Frist {
  readonly name: Fristname;
  readonly bezeichnung: string;
  /** `letzter-tag`: runs to the end of `ende`; `ab`: takes effect with the beginning of `ende`, 0:00 in Germany */
  readonly art: 'letzter-tag' | 'ab';
  /** day of the event that starts it; null where there is none yet */
  readonly beginn: Datum | null;
  /** null while it cannot be told, see `status` */
  readonly ende: Datum | null;
  readonly norm: string;
  readonly status: Status;
  /** German sentences with the provisions and dates used */
  readonly begruendung: readonly string[];
  /** the readings, where the law is disputed or a fact of the place is missing */
  readonly lesarten?: readonly Lesart[];
  /** conditions beside the day, each with its result */
  readonly voraussetzungen?: readonly Voraussetzung[];
}

/** German names of the periods, as a file note calls them. */
export const bezeichnungen: Readonly<Record<Fristname, string>> = {
  verfolgungsverjaehrung: 'Verfolgungsverjährung',
  'verfolgungsverjaehrung-absolut': 'Absolute Verfolgungsverjährung',
  'zustellung-nach-erlass': 'Zustellung des Bescheids, damit schon der Erlass unterbricht',
  einspruchsfrist: 'Einspruchsfrist',
  'gerichtliche-entscheidung': 'Antrag auf gerichtliche Entscheidung',
  rechtskraft: 'Rechtskraft',
  zahlungsfrist: 'Zahlungsfrist',
  'beitreibung-ab': 'Beitreibung frühestens',
  vollstreckungsverjaehrung: 'Vollstreckungsverjährung',
  'fahrverbot-spaetestens-wirksam': 'Fahrverbot spätestens wirksam',
  'fahrverbot-ende': 'Ende des Fahrverbots',
  verwarnungsgeld: 'Zahlung des Verwarnungsgelds',
  halterbefragung: 'Befragung des Halters (Fahrtenbuch)',
  'fahrtenbuch-aufbewahrung': 'Aufbewahrung des Fahrtenbuchs',
  wiedereinsetzungsantrag: 'Antrag auf Wiedereinsetzung',
  'widerspruch-72': 'Widerspruch gegen Entscheidung durch Beschluss',
  rechtsbeschwerde: 'Rechtsbeschwerde oder Antrag auf ihre Zulassung',
  'rechtsbeschwerde-begruendung': 'Begründung der Rechtsbeschwerde',
  'wiedereinsetzung-gericht': 'Wiedereinsetzung gegen Urteil oder Beschluss',
  'kosten-rechtsbehelf': 'Antrag gegen den Kostenbescheid',
  'halterkosten-rechtsbehelf': 'Antrag gegen die Halterkosten',
  'erzwingungshaft-ab': 'Erzwingungshaft frühestens',
  'sofortige-beschwerde': 'Sofortige Beschwerde',
  wiederaufnahme: 'Wiederaufnahme wegen neuer Tatsachen',
  'punkte-tilgung': 'Tilgungsreife der Punkte',
  'punkte-loeschung': 'Löschung aus dem Fahreignungsregister',
  'aufbewahrung-loeschung': 'Löschung der Verfahrensdaten',
  'aufbewahrung-pruefung': 'Prüfung der weiteren Speicherung',
  'aufbewahrung-protokoll': 'Löschung der Protokolldaten',
};

/** Readings as a property: left out where there is only one. */
export const withReadings = (lesarten: readonly Lesart[]): { lesarten?: readonly Lesart[] } =>
  lesarten.length > 1 ? { lesarten } : {};

/** A period with its German name. */
export const frist = (
  name: Fristname,
  art: Frist['art'],
  { bezeichnung, ...rest }: Omit<Frist, 'name' | 'bezeichnung' | 'art'> & { readonly bezeichnung?: string },
): Frist => ({ name, bezeichnung: bezeichnung ?? bezeichnungen[name], art, ...rest });

/** State of a period within which a person has to act: by the act, or by the Stichtag where there is none. */
export const actStatus = (stichtag: Datum, ende: Datum, act: Datum | undefined): Status => {
  if (act !== undefined) return act <= ende ? 'gewahrt' : 'versaeumt';
  return stichtag > ende ? 'abgelaufen' : 'laeuft';
};

/** Both answers to a disputed question with their days, the one that is followed first; nothing where they agree. */
export const zweiLesarten = (frage: Wahlfrage, ende: Datum | null, andere: Datum | null): Lesart[] => {
  const { norm, gewaehlt, andere: other } = wahlen[frage];
  if (ende === andere) return [];
  return [
    { text: gewaehlt, ende, gewaehlt: true, norm },
    { text: other, ende: andere, gewaehlt: false, norm },
  ];
};
