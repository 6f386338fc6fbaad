import { zustellarten } from '../../law/service.ts';
import type { Datum } from '../../time/calendar.ts';
import {
  beschraenkungen,
  earlyEventTypes,
  enforcementEventTypes,
  entscheidungsfelder,
  gerichtsfelder,
  remedyEventTypes,
  type SpaetereFelder,
} from './later-events.ts';
import { prosecutionEventTypes, prosecutionFields, type Verfolgungsfelder } from './prosecution-events.ts';

/** What a field of an event may hold. */
export type Feldart =
  | { readonly art: 'datum' }
  | { readonly art: 'euro' }
  | { readonly art: 'ganzzahl'; readonly von: number; readonly bis: number }
  | { readonly art: 'wahrheitswert' }
  | { readonly art: 'text' }
  | { readonly art: 'code'; readonly werte: readonly string[] };

/** What an event of a type is called and which fields it may have. */
export interface Ereignisart {
  /** German words for the file note */
  readonly text: string;
  readonly felder?: Readonly<Record<string, Feldart>>;
}

const DATUM = { art: 'datum' } as const;
const EURO = { art: 'euro' } as const;
const FLAG = { art: 'wahrheitswert' } as const;

/** Fields that every event may have beside `typ` and `am`. */
export const commonFields: Readonly<Record<string, Feldart>> = {
  betrifft: { art: 'code', werte: ['betroffener', 'andere-person', 'unbekannt'] },
  alsStraftat: FLAG,
  inGeschaeftsgangAm: DATUM,
  dokument: { art: 'text' },
  bemerkung: { art: 'text' },
};

/** Every event type of a case, in the order of the procedure. */
export const eventTypes = {
  'anzeige-eingegangen': { text: 'Anzeige eingegangen' },
  'zeugenfragebogen-versandt': { text: 'Zeugenfragebogen an den Halter versandt', felder: { zugangAm: DATUM } },
  'anhoerung-angeordnet': { text: 'Anhörung angeordnet', felder: prosecutionFields.anhoerung },
  'anhoerung-bekanntgegeben': { text: 'Anhörung bekanntgegeben' },
  'vernehmung-betroffener': { text: 'Betroffene Person vernommen' },
  'verfahrenseinleitung-bekanntgegeben': { text: 'Einleitung des Verfahrens bekanntgegeben' },
  'richterliche-vernehmung': { text: 'Richterliche Vernehmung oder deren Anordnung' },
  'sachverstaendiger-beauftragt': { text: 'Sachverständige Person beauftragt' },
  'beschlagnahme-angeordnet': { text: 'Beschlagnahme angeordnet' },
  'durchsuchung-angeordnet': { text: 'Durchsuchung angeordnet' },
  'vorlaeufig-eingestellt-abwesenheit': {
    text: 'Verfahren wegen Abwesenheit vorläufig eingestellt',
    felder: prosecutionFields.abwesenheit,
  },
  'aufenthaltsermittlung-angeordnet': { text: 'Ermittlung des Aufenthalts angeordnet' },
  auslandsersuchen: { text: 'Ersuchen um Untersuchungshandlung im Ausland' },
  behoerdenanhoerung: { text: 'Gesetzlich bestimmte Anhörung einer anderen Behörde' },
  'abgabe-an-verwaltungsbehoerde': { text: 'Abgabe durch die Staatsanwaltschaft an die Verwaltungsbehörde' },
  'ruhen-beginn': { text: 'Verfolgung nach dem Gesetz gehindert', felder: prosecutionFields.ruhen },
  'ruhen-ende': { text: 'Hindernis der Verfolgung entfallen' },
  'verfahren-eingestellt': { text: 'Verfahren eingestellt' },
  ...prosecutionEventTypes,
  ...earlyEventTypes,
  'bescheid-erlassen': { text: 'Bußgeldbescheid erlassen', felder: entscheidungsfelder },
  'bescheid-zugestellt': {
    text: 'Bußgeldbescheid zugestellt',
    felder: {
      art: { art: 'code', werte: zustellarten },
      zugangAm: DATUM,
      unwirksam: FLAG,
      erlaubnis: FLAG,
      annahmeVerweigert: FLAG,
    },
  },
  'bescheid-unzustellbar': { text: 'Bußgeldbescheid unzustellbar' },
  'bescheid-zurueckgenommen': { text: 'Bußgeldbescheid zurückgenommen' },
  'einspruch-eingelegt': {
    text: 'Einspruch eingegangen',
    felder: { beschraenktAuf: { art: 'code', werte: beschraenkungen }, formfehler: FLAG },
  },
  'einspruch-zurueckgenommen': { text: 'Einspruch zurückgenommen' },
  einspruchsverzicht: { text: 'Auf Einspruch verzichtet' },
  'einspruch-verworfen': { text: 'Einspruch als unzulässig verworfen', felder: { zugestelltAm: DATUM } },
  'akten-eingang-staatsanwaltschaft': { text: 'Akten bei der Staatsanwaltschaft eingegangen' },
  'akten-eingang-amtsgericht': { text: 'Akten beim Amtsgericht eingegangen' },
  zurueckverweisung: { text: 'Sache an die Verwaltungsbehörde zurückverwiesen' },
  'hauptverhandlung-anberaumt': { text: 'Hauptverhandlung anberaumt' },
  'hinweis-72': { text: 'Hinweis auf Entscheidung ohne Hauptverhandlung', felder: { zugestelltAm: DATUM } },
  'anklage-erhoben': { text: 'Öffentliche Klage erhoben', felder: prosecutionFields.anklage },
  'hauptverfahren-eroeffnet': { text: 'Hauptverfahren eröffnet' },
  strafbefehl: { text: 'Strafbefehl oder gleichstehende Entscheidung' },
  'beschluss-72': { text: 'Beschluss nach § 72 OWiG', felder: gerichtsfelder },
  'urteil-erster-instanz': { text: 'Urteil des ersten Rechtszuges', felder: gerichtsfelder },
  ...remedyEventTypes,
  rechtskraft: { text: 'Rechtskraft festgestellt', felder: entscheidungsfelder },
  'wiedereinsetzung-gewaehrt': { text: 'Wiedereinsetzung gewährt' },
  'wiedereinsetzung-verworfen': { text: 'Wiedereinsetzung verworfen', felder: { zugestelltAm: DATUM } },
  zahlung: {
    text: 'Zahlung eingegangen',
    felder: {
      betrag: EURO,
      vollstaendig: FLAG,
      verrechnung: { art: 'code', werte: ['geldbusse', 'nebenfolgen', 'kosten'] },
    },
  },
  'zahlungserleichterung-bewilligt': {
    text: 'Zahlungserleichterung bewilligt',
    felder: { faelligAm: DATUM, bis: DATUM },
  },
  'zahlungserleichterung-beendet': {
    text: 'Zahlungserleichterung beendet',
    felder: { grund: { art: 'code', werte: ['rate-ausgeblieben', 'aufgehoben', 'abgelaufen'] } },
  },
  'vollstreckung-ausgesetzt': { text: 'Vollstreckung ausgesetzt', felder: { bis: DATUM } },
  'vollstreckung-fortgesetzt': { text: 'Vollstreckung fortgesetzt' },
  'fuehrerschein-verwahrt': { text: 'Führerschein in amtliche Verwahrung gelangt' },
  ...enforcementEventTypes,
} as const satisfies Readonly<Record<string, Ereignisart>>;

/** Names of the event types: kebab-case, as in an events file. */
export type Ereignistyp = keyof typeof eventTypes;

/** An event of the case after the schema check; dates are German legal days, amounts are cents. */
export interface Ereignis extends SpaetereFelder, Verfolgungsfelder {
  readonly typ: Ereignistyp;
  readonly am: Datum;
  /** time of day in Germany; only orders events of one day */
  readonly um?: string;
  readonly person?: string;
  readonly betrifft?: 'betroffener' | 'andere-person' | 'unbekannt';
  /** the act was directed at prosecution as a crime */
  readonly alsStraftat?: boolean;
  readonly inGeschaeftsgangAm?: Datum;
  readonly dokument?: string;
  readonly bemerkung?: string;
  readonly geldbusse?: number;
  readonly kosten?: number;
  readonly fahrverbotMonate?: number;
  readonly abs2a?: boolean;
  readonly art?: string;
  readonly zugangAm?: Datum;
  readonly zugestelltAm?: Datum;
  readonly unwirksam?: boolean;
  /** permission to serve at night or on a free day (§ 5 (3) VwZG) */
  readonly erlaubnis?: boolean;
  readonly annahmeVerweigert?: boolean;
  readonly betrag?: number;
  readonly vollstaendig?: boolean;
  readonly faelligAm?: Datum;
  readonly bis?: Datum;
}

/** German words of an event type. */
export const eventText = (typ: Ereignistyp): string => eventTypes[typ].text;
