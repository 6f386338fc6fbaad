import { type Ereignistyp, eventTypes } from './events.ts';

/** Codes of the lists zustellart and ersatzzustellungsgrund, and short forms, by what they mean. */
export const shortCodes: Readonly<Record<string, string>> = {
  pzu: 'pzu-uebergabe',
  behoerde: 'behoerde-uebergabe',
  '178-wohnung': 'pzu-ersatzzustellung',
  '178-geschaeftsraum': 'pzu-ersatzzustellung',
  '178-gemeinschaftseinrichtung': 'pzu-ersatzzustellung',
  '179-annahmeverweigerung': 'pzu-annahmeverweigerung',
  '180-briefkasten': 'pzu-briefkasten',
  '181-niederlegung': 'pzu-niederlegung',
  uebergabe: 'pzu-uebergabe',
  ersatzzustellung: 'pzu-ersatzzustellung',
  briefkasten: 'pzu-briefkasten',
  einlegung: 'pzu-briefkasten',
  'pzu-einlegung': 'pzu-briefkasten',
  niederlegung: 'pzu-niederlegung',
  annahmeverweigerung: 'pzu-annahmeverweigerung',
  'einschreiben-uebergabe': 'einschreiben',
  elektronisch: 'empfangsbekenntnis',
  'oeffentliche-zustellung': 'oeffentlich',
};

/** Other words for an event type that can mean nothing else. */
export const otherWords: Readonly<Record<string, Ereignistyp>> = {
  erzwingungshaftantrag: 'erzwingungshaft-beantragt',
  verstorben: 'person-verstorben',
  tod: 'person-verstorben',
  'verwarnung-bezahlt': 'verwarnungsgeld-gezahlt',
  verwarnungsangebot: 'verwarnung-angeboten',
  'verwarnung-erteilt': 'verwarnung-angeboten',
  'fuehrerschein-beschlagnahmt': 'fuehrerschein-verwahrt',
  'fuehrerschein-abgeliefert': 'fuehrerschein-verwahrt',
  'fuehrerschein-abgegeben': 'fuehrerschein-verwahrt',
  'abgabe-durch-staatsanwaltschaft': 'abgabe-an-verwaltungsbehoerde',
  'akteneingang-amtsgericht': 'akten-eingang-amtsgericht',
  'akteneingang-staatsanwaltschaft': 'akten-eingang-staatsanwaltschaft',
  'bescheid-ergangen': 'bescheid-erlassen',
  'bussgeldbescheid-erlassen': 'bescheid-erlassen',
  'bussgeldbescheid-zugestellt': 'bescheid-zugestellt',
  'bussgeldbescheid-zurueckgenommen': 'bescheid-zurueckgenommen',
  'einleitung-bekanntgegeben': 'verfahrenseinleitung-bekanntgegeben',
  einspruch: 'einspruch-eingelegt',
  'einspruch-eingegangen': 'einspruch-eingelegt',
  einspruchsruecknahme: 'einspruch-zurueckgenommen',
  'erste-vernehmung': 'vernehmung-betroffener',
  'hauptverhandlung-angesetzt': 'hauptverhandlung-anberaumt',
  'oeffentliche-klage-erhoben': 'anklage-erhoben',
  'ratenzahlung-bewilligt': 'zahlungserleichterung-bewilligt',
  'rechtskraft-eingetreten': 'rechtskraft',
  'sachverstaendiger-bestellt': 'sachverstaendiger-beauftragt',
  'stundung-bewilligt': 'zahlungserleichterung-bewilligt',
  urteil: 'urteil-erster-instanz',
  'vorlaeufige-einstellung-abwesenheit': 'vorlaeufig-eingestellt-abwesenheit',
  wiedereinsetzung: 'wiedereinsetzung-gewaehrt',
  'zahlung-eingegangen': 'zahlung',
  'zeugenfragebogen-versendet': 'zeugenfragebogen-versandt',
};

/** The event type that a text names, or undefined. Prototype names are none. */
export const typeOf = (value: unknown): Ereignistyp | undefined => {
  if (typeof value !== 'string') return undefined;
  if (Object.hasOwn(eventTypes, value)) return value as Ereignistyp;
  return Object.hasOwn(otherWords, value) ? otherWords[value] : undefined;
};

/** Longest text that is compared; more is no misspelling, and comparing costs time. */
const MAX_COMPARED = 60;

/** Number of letters to insert, delete or replace between two words (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The known name nearest to a text; undefined when none is near enough to be meant. */
export const nearest = (text: unknown, known: readonly string[]): string | undefined => {
  if (typeof text !== 'string' || text.length > MAX_COMPARED) return undefined;
  const wanted = text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll(/[_\s]+/g, '-');
  let best: string | undefined;
  let least = Math.min(wanted.length - 1, Math.max(2, Math.floor(wanted.length / 3))) + 1;
  for (const name of known) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const off = distance(wanted, name.toLowerCase());
    if (off < least) [best, least] = [name, off];
  }
  return best;
};
