/** Why prosecution is legally impossible; a missing Antrag or Ermächtigung alone gives no rest (§ 32 (1) Satz 2 OWiG). */
export const ruhensgruende = ['verfolgungshindernis', 'antrag-fehlt', 'ermaechtigung-fehlt'] as const;

const FLAG = { art: 'wahrheitswert' } as const;

/** Fields of events that touch limitation of prosecution, by event type. */
export const prosecutionFields = {
  /** false: the order names no person and interrupts nothing */
  anhoerung: { personBezeichnet: FLAG },
  /** true: the authority itself caused the error about the residence */
  abwesenheit: { irrtumDerBehoerde: FLAG },
  ruhen: { grund: { art: 'code', werte: ruhensgruende } },
  /** limitation of the crime in years where the act is charged as crime too (§ 33 (3) Satz 3 OWiG) */
  anklage: { strafverjaehrungJahre: { art: 'ganzzahl', von: 3, bis: 30 } },
} as const;

/** Acts of the authority beside those that every case has. */
export const prosecutionEventTypes = {
  'beschlagnahme-bestaetigt': { text: 'Beschlagnahme oder Durchsuchung richterlich aufrechterhalten' },
  'beweissicherung-angeordnet': { text: 'Sicherung von Beweisen angeordnet' },
  'ermittlungen-abgeschlossen': { text: 'Abschluss der Ermittlungen vermerkt' },
  'verfahren-fortgesetzt': { text: 'Eingestelltes Verfahren fortgesetzt' },
} as const;

/** The fields above after the schema check. */
export interface Verfolgungsfelder {
  readonly personBezeichnet?: boolean;
  readonly irrtumDerBehoerde?: boolean;
  readonly strafverjaehrungJahre?: number;
}
