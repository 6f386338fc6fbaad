import type { Antwortfrist, MessageDefinition, Rolle } from '../../../src/standard/index.ts';

/** Roles in German, as they stand on the pages. */
const ROLES: Readonly<Record<Rolle, string>> = {
  alle: 'jede Stelle',
  messstelle: 'Messstelle',
  polizei: 'Polizei',
  bussgeldbehoerde: 'Bußgeldbehörde',
  ordnungsbehoerde: 'Ordnungsbehörde',
  aufsichtsbehoerde: 'Aufsichtsbehörde',
  kba: 'Kraftfahrt-Bundesamt',
  zulassungsbehoerde: 'Zulassungsbehörde',
  fahrerlaubnisbehoerde: 'Fahrerlaubnisbehörde',
  meldebehoerde: 'Meldebehörde',
  ausweisbehoerde: 'Pass- und Ausweisbehörde',
  auslaenderbehoerde: 'Ausländerbehörde',
  zustelldienst: 'Zustelldienst',
  bekanntmachungsstelle: 'Bekanntmachungsstelle',
  kasse: 'Kasse',
  vollstreckungsbehoerde: 'Vollstreckungsbehörde',
  staatsanwaltschaft: 'Staatsanwaltschaft',
  gericht: 'Gericht',
  'bundesamt-fuer-justiz': 'Bundesamt für Justiz',
  portal: 'Portal',
  gateway: 'Gateway',
};

/** One role in German. */
export const roleName = (role: Rolle): string => ROLES[role];

/** Several roles in German: `Messstelle, Polizei`. */
export const roleNames = (roles: readonly Rolle[]): string => roles.map(roleName).join(', ');

const UNITS: Readonly<Record<Antwortfrist['einheit'], readonly [one: string, many: string]>> = {
  stunde: ['Stunde', 'Stunden'],
  werktag: ['Werktag', 'Werktage'],
  tag: ['Tag', 'Tage'],
  unverzueglich: ['unverzüglich', 'unverzüglich'],
};

/** A period in words: `2 Werktage`. */
export const period = ({ menge, einheit }: Antwortfrist): string => {
  const [one, many] = UNITS[einheit];
  if (einheit === 'unverzueglich') return one;
  return menge === 0 ? 'sofort' : `${menge} ${menge === 1 ? one : many}`;
};

/** When the answer, or the message itself, is due; the brief sign of a table. */
export const shortPeriod = ({ frist }: MessageDefinition): string =>
  frist === undefined ? '' : `${period(frist)} (${frist.art})`;

/** Messages of these numbers may be sent while the offence can still become time-barred. */
const mayLapse = (number: string): boolean => number >= '1000' && number < '3000';

/** The same as sentences; `rule` is what warns of a day too late. */
export const periodText = ({ number, frist, antworten }: MessageDefinition, rule: string): string => {
  if (frist === undefined) return 'keine';
  const what = antworten.length > 0 ? 'Fachliche Antwort' : 'Die Nachricht selbst';
  const time = frist.einheit === 'unverzueglich' || frist.menge === 0 ? period(frist) : `binnen ${dative(frist)}`;
  if (frist.art === 'L') return `${what}: ${time} (L, gesetzlich).`;
  const agreed = `${what}: ${time} (B, betrieblicher Vorschlag des Standards).`;
  // hours end before any limitation does
  if (antworten.length === 0 || frist.einheit === 'stunde' || !mayLapse(number)) return agreed;
  return `${agreed} Solange die Tat verjähren kann, gilt der frühere Tag: min(${period(frist)}, Ende der Verjährung − 10 Tage); ${rule} warnt, wenn \`erbetenBis\` später liegt.`;
};

const dative = (frist: Antwortfrist): string => period(frist).replace(/([Tt])age$/, '$1agen');
