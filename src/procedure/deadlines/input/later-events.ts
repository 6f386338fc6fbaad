import type { Datum } from '../../time/calendar.ts';

const DATUM = { art: 'datum' } as const;
const EURO = { art: 'euro' } as const;
const FLAG = { art: 'wahrheitswert' } as const;
const MONATE = { art: 'ganzzahl', von: 0, bis: 3 } as const;

/** Driving licence of the person at the time of the decision, as § 25 (2), (3) StVG tells them apart. */
export const fuehrerscheinarten = [
  'deutsch',
  'eu-wohnsitz-inland',
  'eu-wohnsitz-ausland',
  'drittstaat',
  'keiner',
] as const;
/** To what an Einspruch is limited (§ 67 (2) OWiG). */
export const beschraenkungen = ['geldbusse', 'fahrverbot', 'rechtsfolgen', 'kosten', 'einzelne-taten'] as const;
/** How a court ends the instance. */
export const gerichtsentscheidungen = [
  'verurteilung',
  'freispruch',
  'einstellung',
  'verwerfung',
  'unzulaessig',
] as const;

/** What a decision on the Geldbuße says; the last one that says it counts. */
export const entscheidungsfelder = {
  geldbusse: EURO,
  kosten: EURO,
  fahrverbotMonate: MONATE,
  abs2a: FLAG,
  punkte: { art: 'ganzzahl', von: 0, bis: 3 },
  belehrungErzwingungshaft: FLAG,
  fuehrerschein: { art: 'code', werte: fuehrerscheinarten },
  anrechnungAusgeschlossen: FLAG,
} as const;

/** A decision of a court of first instance. */
export const gerichtsfelder = {
  ...entscheidungsfelder,
  entscheidung: { art: 'code', werte: gerichtsentscheidungen },
  inAbwesenheit: FLAG,
  zugestelltAm: DATUM,
} as const;

/** Verwarnung and Halter, before a Bescheid. */
export const earlyEventTypes = {
  'verwarnung-angeboten': {
    text: 'Verwarnung mit Verwarnungsgeld angeboten',
    felder: { verwarnungsgeld: EURO, zugangAm: DATUM, fristBis: DATUM },
  },
  'verwarnung-abgelehnt': { text: 'Verwarnung abgelehnt' },
  'verwarnungsgeld-gezahlt': { text: 'Verwarnungsgeld gezahlt', felder: { betrag: EURO } },
  'fahrtenbuch-angeordnet': { text: 'Fahrtenbuch angeordnet', felder: { bis: DATUM } },
} as const;

/** Remedies against decisions of authority and court. */
export const remedyEventTypes = {
  'hindernis-weggefallen': { text: 'Hindernis für die Wahrung der Frist weggefallen' },
  'wiedereinsetzung-beantragt': { text: 'Wiedereinsetzung beantragt', felder: { handlungNachgeholt: FLAG } },
  'gerichtliche-entscheidung-beantragt': { text: 'Gerichtliche Entscheidung beantragt' },
  'gerichtliche-entscheidung': {
    text: 'Gericht hat über den Antrag entschieden',
    felder: { ergebnis: { art: 'code', werte: ['bestaetigt', 'aufgehoben'] }, zugestelltAm: DATUM },
  },
  'einspruch-verworfen-gericht': {
    text: 'Einspruch vom Gericht durch Beschluss als unzulässig verworfen',
    felder: { zugestelltAm: DATUM },
  },
  'widerspruch-72': { text: 'Widerspruch gegen Entscheidung ohne Hauptverhandlung' },
  rechtsmittelverzicht: { text: 'Auf Rechtsmittel verzichtet' },
  'rechtsbeschwerde-eingelegt': { text: 'Rechtsbeschwerde eingelegt' },
  'rechtsbeschwerde-zulassung-beantragt': { text: 'Zulassung der Rechtsbeschwerde beantragt' },
  'rechtsbeschwerde-begruendet': { text: 'Rechtsbeschwerde begründet' },
  'rechtsbeschwerde-zurueckgenommen': { text: 'Rechtsbeschwerde zurückgenommen' },
  'rechtsbeschwerde-verworfen': { text: 'Rechtsbeschwerde oder Antrag auf Zulassung verworfen' },
  'urteil-aufgehoben': { text: 'Urteil im Rechtsbeschwerdeverfahren aufgehoben und zurückverwiesen' },
  'kostenbescheid-erlassen': {
    text: 'Selbständiger Kostenbescheid erlassen',
    felder: { zugestelltAm: DATUM, betrag: EURO },
  },
  'kostenfestsetzung-erlassen': {
    text: 'Kostenfestsetzungsbescheid erlassen',
    felder: { zugestelltAm: DATUM, betrag: EURO },
  },
  'halterkostenbescheid-erlassen': {
    text: 'Kostenbescheid gegen den Halter erlassen',
    felder: { zugestelltAm: DATUM, betrag: EURO },
  },
} as const;

/** Payment, enforcement, Fahrverbot, register and files. */
export const enforcementEventTypes = {
  'zahlungsunfaehigkeit-dargetan': { text: 'Zahlungsunfähigkeit dargetan' },
  'zahlungsunfaehigkeit-bekannt': { text: 'Umstände bekannt, die Zahlungsunfähigkeit ergeben' },
  'zahlungsunfaehigkeit-widerlegt': { text: 'Zahlungsunfähigkeit geprüft und verneint' },
  'zahlungsentziehung-erkennbar': { text: 'Absicht erkennbar, sich der Zahlung zu entziehen' },
  'vollstreckung-unterbleibt': { text: 'Angeordnet, dass die Vollstreckung unterbleibt' },
  'vollstreckung-gehindert': { text: 'Vollstreckung nach dem Gesetz gehindert', felder: { bis: DATUM } },
  'vollstreckung-wieder-moeglich': { text: 'Hindernis der Vollstreckung entfallen' },
  'einwendung-vollstreckung': { text: 'Einwendung gegen die Vollstreckung erhoben' },
  'erzwingungshaft-beantragt': { text: 'Erzwingungshaft beantragt' },
  'erzwingungshaft-angeordnet': {
    text: 'Erzwingungshaft angeordnet',
    felder: { tage: { art: 'ganzzahl', von: 1, bis: 92 }, zugestelltAm: DATUM, mehrereGeldbussen: FLAG },
  },
  'sofortige-beschwerde-eingelegt': { text: 'Sofortige Beschwerde eingelegt' },
  'erzwingungshaft-abgelehnt': { text: 'Erzwingungshaft abgelehnt' },
  'erzwingungshaft-vollzogen': { text: 'Erzwingungshaft vollzogen' },
  'person-verstorben': { text: 'Betroffene Person verstorben' },
  'fahrverbot-vermerkt': { text: 'Fahrverbot im ausländischen Führerschein vermerkt' },
  'fuehrerschein-zurueckgegeben': { text: 'Führerschein zurückgegeben' },
  'anstaltsverwahrung-beginn': { text: 'Verwahrung in einer Anstalt begonnen', felder: { bis: DATUM } },
  'anstaltsverwahrung-ende': { text: 'Verwahrung in einer Anstalt beendet' },
  'fahrerlaubnis-vorlaeufig-entzogen': {
    text: 'Fahrerlaubnis vorläufig entzogen oder Führerschein sichergestellt',
    felder: { bis: DATUM },
  },
  'fahrerlaubnis-zurueckerhalten': { text: 'Vorläufige Entziehung oder Sicherstellung aufgehoben' },
  'anderes-fahrverbot': {
    text: 'Fahrverbot aus anderem Verfahren',
    felder: { wirksamAm: DATUM, angeordnetAm: DATUM, tatAm: DATUM, verbotsfristEnde: DATUM, fahrverbotMonate: MONATE },
  },
  'punktestand-mitgeteilt': {
    text: 'Punktestand aus dem Fahreignungsregister mitgeteilt',
    felder: { punktestand: { art: 'ganzzahl', von: 0, bis: 99 } },
  },
  'register-abgerufen': { text: 'Daten automatisiert abgerufen' },
} as const;

/** Fields of the events above after the schema check; amounts in cents. */
export interface SpaetereFelder {
  readonly punkte?: number;
  readonly belehrungErzwingungshaft?: boolean;
  readonly fuehrerschein?: (typeof fuehrerscheinarten)[number];
  readonly anrechnungAusgeschlossen?: boolean;
  readonly entscheidung?: (typeof gerichtsentscheidungen)[number];
  readonly inAbwesenheit?: boolean;
  readonly verwarnungsgeld?: number;
  readonly fristBis?: Datum;
  readonly handlungNachgeholt?: boolean;
  readonly ergebnis?: 'bestaetigt' | 'aufgehoben';
  readonly tage?: number;
  readonly mehrereGeldbussen?: boolean;
  readonly wirksamAm?: Datum;
  readonly angeordnetAm?: Datum;
  readonly tatAm?: Datum;
  readonly verbotsfristEnde?: Datum;
  readonly punktestand?: number;
  readonly beschraenktAuf?: (typeof beschraenkungen)[number];
  readonly formfehler?: boolean;
  readonly verrechnung?: 'geldbusse' | 'nebenfolgen' | 'kosten';
  readonly grund?: string;
}
