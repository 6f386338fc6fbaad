/** What the disturber can do, each with the German words of the report. */
export const ARTEN = {
  manipuliert: 'Verschlüsselter Inhalt nachträglich verändert',
  wiederholt: 'Angenommene Sendung noch einmal gesendet',
  'gleiche-uuid-anderer-inhalt': 'Bekannte Nachrichten-UUID mit anderem Inhalt',
  'falsch-adressiert': 'An eine Behörde gerichtet, die das nicht annimmt',
  'unbekannter-empfaenger': 'An eine Behörde gerichtet, die es nicht gibt',
  'fremder-absender': 'Sendung einer anderen Behörde eingereicht',
  veraltet: 'Zeitfenster längst abgelaufen',
  'nicht-berechtigt': 'Nachrichtentyp, den die Behörde nicht senden darf',
  'fremder-inhalt': 'Signierten Inhalt eines anderen in eigenen Umschlag gelegt',
  'fremder-inhalt-verdeckt': 'Ebenso, aber am Gateway vorbei verschlüsselt',
  'leser-ausgesperrt': 'Für den Leser mit falschem Schlüssel verschlüsselt',
} as const;

/** A kind of disturbance. */
export type Stoerungsart = keyof typeof ARTEN;
