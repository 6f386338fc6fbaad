import { periodRules } from '../../law/periods.ts';
import type { Frage } from '../../law/readings.ts';
import { ruleAt } from '../../law/rule.ts';
import { type Datum, german } from '../../time/calendar.ts';
import { nextWorkday } from '../../time/holidays.ts';
import { rawEnd } from '../../time/periods.ts';
import { zustelltag } from '../../time/service.ts';
import type { Ereignis } from '../input/events.ts';
import type { Fall } from '../input/input.ts';
import { befundeOf } from '../remedies/service-hints.ts';
import type { Akt, Antworten } from './limitation-acts.ts';

const NORM = '§ 33 Abs. 1 Satz 1 Nr. 9 OWiG';

/** A Bescheid with its effective services, as Nr. 9 looks at it. */
export interface Bescheid {
  /** undefined where only the service is known */
  readonly erlass: Datum | undefined;
  /** day on which it left the desk (§ 33 (2) Satz 2 OWiG) */
  readonly geschaeftsgang: Datum | undefined;
  /** days of service, with the other readings of a fiction: moved from a free day, shorter by the law of the Land */
  readonly zustellungen: readonly { readonly tag: Datum; readonly spaeter: Datum; readonly frueher: Datum }[];
}

/** Last day on which service lets the issue itself interrupt (§ 33 (1) Nr. 9 OWiG). */
export const nr9Limit = (erlass: Datum, fall: Fall, werktag: boolean): Datum => {
  const end = rawEnd(erlass, ruleAt(periodRules, 'zustellung-nach-erlass', erlass).value);
  return werktag ? nextWorkday(end, fall.ort) : end;
};

/**
 * Effective services of the Bescheid issued on `erlass`: those that name its `dokument`, else those up to the next
 * Bescheid. A Bescheid that is taken back can no longer be served.
 */
export const servicesOf = (fall: Fall, erlass: Datum | undefined): readonly Ereignis[] => {
  const issued = fall.ereignisse.filter((event) => event.typ === 'bescheid-erlassen');
  const next = erlass === undefined ? undefined : issued.find((event) => event.am > erlass)?.am;
  const own = issued.filter((event) => event.am === erlass).map((event) => event.dokument);
  let gone = false;
  return fall.ereignisse.filter((event) => {
    if (event.typ === 'bescheid-erlassen') gone = false;
    if (event.typ === 'bescheid-zurueckgenommen') gone = true;
    if (event.typ !== 'bescheid-zugestellt' || event.unwirksam === true || gone) return false;
    if (befundeOf(event, fall).some((befund) => befund.unwirksam)) return false;
    if (erlass === undefined) return issued.length === 0;
    const { dokument } = event;
    if (dokument !== undefined && issued.some((other) => other.dokument === dokument)) return own.includes(dokument);
    return event.am >= erlass && (next === undefined || event.am < next);
  });
};

/** Every Bescheid of the case that was served; two of one day are one. */
export const bescheide = (fall: Fall): readonly Bescheid[] => {
  const issued = fall.ereignisse.filter((event) => event.typ === 'bescheid-erlassen');
  const days: readonly (Datum | undefined)[] =
    issued.length === 0 ? [undefined] : [...new Set(issued.map((event) => event.am))];
  return days.flatMap((erlass): Bescheid[] => {
    const zustellungen = servicesOf(fall, erlass).map((event) => {
      const { tag, spaeter, frueher } = zustelltag(event.art, event.am, fall.ort, event.zugangAm);
      return { tag, spaeter: spaeter ?? tag, frueher: frueher ?? tag };
    });
    if (zustellungen.length === 0) return [];
    const left = issued.find((event) => event.am === erlass)?.inGeschaeftsgangAm;
    return [{ erlass, geschaeftsgang: left ?? erlass, zustellungen }];
  });
};

/** Disputed questions that the services of the case raise. */
export const fragenDerZustellung = (fall: Fall, list: readonly Bescheid[]): readonly Frage[] => {
  const fragen = new Set<Frage>();
  for (const { erlass, geschaeftsgang, zustellungen } of list) {
    const days = zustellungen.flatMap(({ tag, spaeter, frueher }) => [tag, spaeter, frueher]);
    if (zustellungen.some(({ tag, spaeter }) => tag !== spaeter)) fragen.add('fiktion-werktag');
    if (zustellungen.some(({ tag, frueher }) => tag !== frueher)) fragen.add('fiktion-landesrecht');
    if (zustellungen.some(({ tag }) => tag !== zustellungen[0]?.tag)) fragen.add('letzte-zustellung');
    for (const start of new Set([erlass, geschaeftsgang])) {
      if (start === undefined) continue;
      const plain = nr9Limit(start, fall, false);
      if (days.some((day) => day > plain && day <= nr9Limit(start, fall, true))) fragen.add('nr9-werktag');
    }
  }
  return [...fragen];
};

/** How a Bescheid interrupts under given answers: with its issue if served within two weeks, else with its service. */
export const bescheidAkt = (fall: Fall, bescheid: Bescheid, antworten: Antworten): Akt | undefined => {
  const days = bescheid.zustellungen
    .map(({ tag, spaeter, frueher }) =>
      antworten['fiktion-landesrecht'] && frueher !== tag ? frueher : antworten['fiktion-werktag'] ? spaeter : tag,
    )
    .sort((a, b) => (a < b ? -1 : 1));
  const served = antworten['letzte-zustellung'] ? days.at(-1) : days[0];
  if (served === undefined) return undefined;
  const base = { wirkung: 'unterbricht', ergangen: true, norm: NORM } as const;
  const erlass = antworten['geschaeftsgang'] ? bescheid.geschaeftsgang : bescheid.erlass;
  if (erlass === undefined) {
    return {
      ...base,
      am: served,
      text: () => `Zustellung des Bescheids am ${german(served)} (der Tag des Erlasses ist nicht bekannt)`,
    };
  }
  const limit = nr9Limit(erlass, fall, antworten['nr9-werktag']);
  if (served <= limit) {
    return {
      ...base,
      am: erlass,
      text: () =>
        `Erlass des Bescheids am ${german(erlass)} (zugestellt am ${german(served)}, also binnen der zwei Wochen bis ${german(limit)})`,
    };
  }
  return {
    ...base,
    am: served,
    text: () =>
      `Zustellung des Bescheids am ${german(served)} (nicht schon der Erlass am ${german(erlass)}, weil die zwei Wochen am ${german(limit)} endeten)`,
  };
};
