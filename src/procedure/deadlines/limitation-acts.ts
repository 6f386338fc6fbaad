import { interruptionRules, suspendingEvents } from '../law/interruptions.ts';
import { periodRules } from '../law/periods.ts';
import type { Frage } from '../law/readings.ts';
import { ruleAt } from '../law/rule.ts';
import { addDays, type Datum, german, latest } from '../time/calendar.ts';
import { nextWorkday } from '../time/holidays.ts';
import { rawEnd } from '../time/periods.ts';
import { zustelltag } from '../time/service.ts';
import { type Ereignis, type Ereignistyp, eventText } from './events.ts';
import type { Fall } from './input.ts';

/** Answers to the disputed questions under which a course of limitation is reckoned. */
export type Antworten = Readonly<Record<Frage, boolean>>;

/** What happens to limitation on a day. */
export interface Akt {
  readonly am: Datum;
  readonly wirkung: 'unterbricht' | 'ruht-ab' | 'ruht-bis' | 'hemmt' | 'kuerzt' | 'ohne';
  readonly text: string;
  readonly norm: string;
  /** from this act on the longer period after a Bescheid applies */
  readonly ergangen?: boolean;
  /** a resumed period starts anew instead of running on */
  readonly neu?: boolean;
}

/** Rest while the decision was final, undone by Wiedereinsetzung. */
export interface Zwischenzeit {
  readonly von: Datum;
  readonly bis: Datum;
}

const quiet = (event: Ereignis, reason: string, norm: string): Akt => ({
  am: event.am,
  wirkung: 'ohne',
  text: `${eventText(event.typ)} am ${german(event.am)} unterbricht nicht: ${reason}`,
  norm,
});

/** Last day on which service lets the issue itself interrupt (§ 33 (1) Nr. 9 OWiG). */
export const nr9Limit = (erlass: Datum, fall: Fall, werktag: boolean): Datum => {
  const end = rawEnd(erlass, ruleAt(periodRules, 'zustellung-nach-erlass', erlass).value);
  return werktag ? nextWorkday(end, fall.ort) : end;
};

/** Services of the Bescheid issued on `erlass`, up to the next Bescheid. */
export const servicesOf = (fall: Fall, erlass: Datum | undefined): readonly Ereignis[] => {
  const issued = fall.ereignisse.filter((event) => event.typ === 'bescheid-erlassen').map((event) => event.am);
  const next = erlass === undefined ? undefined : issued.find((day) => day > erlass);
  return fall.ereignisse.filter(
    (event) =>
      event.typ === 'bescheid-zugestellt' &&
      event.unwirksam !== true &&
      (erlass === undefined || event.am >= erlass) &&
      (next === undefined || event.am < next),
  );
};

/** Day on which the Bescheid of an issue day left the desk (§ 33 (2) Satz 2 OWiG). */
const dispatched = (fall: Fall, erlass: Datum): Datum =>
  fall.ereignisse.find((event) => event.typ === 'bescheid-erlassen' && event.am === erlass)?.inGeschaeftsgangAm ??
  erlass;

const bescheidActs = (fall: Fall, erlass: Datum | undefined, antworten: Antworten): Akt[] => {
  const services = servicesOf(fall, erlass).map((event) => {
    const day = zustelltag(event.art, event.am, fall.ort, event.zugangAm);
    return antworten['fiktion-werktag'] ? (day.spaeter ?? day.tag) : day.tag;
  });
  services.sort();
  const served = antworten['letzte-zustellung'] ? services.at(-1) : services[0];
  if (served === undefined) return [];
  const norm = '§ 33 Abs. 1 Satz 1 Nr. 9 OWiG';
  if (erlass === undefined) {
    return [
      {
        am: served,
        wirkung: 'unterbricht',
        ergangen: true,
        norm,
        text: `Zustellung des Bescheids am ${german(served)}; der Tag des Erlasses ist nicht bekannt, deshalb zählt die Zustellung`,
      },
    ];
  }
  const wirksam = antworten['geschaeftsgang'] ? dispatched(fall, erlass) : erlass;
  const limit = nr9Limit(wirksam, fall, antworten['nr9-werktag']);
  const inTime = served <= limit;
  return [
    {
      am: inTime ? wirksam : served,
      wirkung: 'unterbricht',
      ergangen: true,
      norm,
      text: inTime
        ? `Erlass des Bescheids am ${german(wirksam)}, zugestellt am ${german(served)} binnen zwei Wochen (bis ${german(limit)})`
        : `Zustellung des Bescheids am ${german(served)}; sie liegt mehr als zwei Wochen nach dem Erlass am ${german(wirksam)} (bis ${german(limit)}), deshalb unterbricht nicht der Erlass`,
    },
  ];
};

const interruption = (
  event: Ereignis,
  before: readonly Ereignis[],
  used: Set<number>,
  late: boolean,
): Akt | undefined => {
  if (event.typ === 'zeugenfragebogen-versandt') {
    return quiet(event, 'Er richtet sich nicht gegen die betroffene Person.', '§ 33 Abs. 1 Nr. 1, Abs. 4 OWiG');
  }
  if (event.typ === 'akten-eingang-staatsanwaltschaft') {
    return quiet(event, 'Maßgebend ist der Eingang beim Amtsgericht.', '§ 33 Abs. 1 Nr. 10 OWiG');
  }
  if (!interruptionRules.some((rule) => rule.id === event.typ)) return undefined;
  const rule = ruleAt(interruptionRules, event.typ, event.am);
  const { nr, einmalig, nurNach, schriftlich } = rule.value;
  if (event.betrifft === 'andere-person') {
    return quiet(event, 'Die Handlung bezieht sich auf eine andere Person.', '§ 33 Abs. 4 OWiG');
  }
  if (einmalig === true && used.has(nr)) {
    return quiet(event, `Die Handlungen der Nr. ${nr} unterbrechen zusammen nur einmal.`, rule.norm);
  }
  const required: readonly string[] | undefined = nurNach;
  if (required !== undefined && !before.some((other) => required.includes(other.typ))) {
    const names = required.map((typ) => eventText(typ as Ereignistyp)).join(' / ');
    return quiet(event, `Es fehlt zuvor: ${names}.`, rule.norm);
  }
  used.add(nr);
  const am = schriftlich === true && late ? (event.inGeschaeftsgangAm ?? event.am) : event.am;
  return {
    am,
    wirkung: 'unterbricht',
    text: `${eventText(event.typ)} am ${german(am)}`,
    norm: rule.norm,
    ...(nr >= 13 ? { ergangen: true } : {}),
  };
};

const rests = (event: Ereignis, antworten: Antworten): Akt | undefined => {
  const text = `${eventText(event.typ)} am ${german(event.am)}`;
  if (event.typ === 'bescheid-zurueckgenommen' && antworten['ruecknahme-kurz']) {
    return { am: event.am, wirkung: 'kuerzt', text, norm: '§ 26 Abs. 3 Satz 1 StVG' };
  }
  if (event.typ === 'ruhen-beginn') return { am: event.am, wirkung: 'ruht-ab', text, norm: '§ 32 Abs. 1 OWiG' };
  if (event.typ === 'ruhen-ende') return { am: event.am, wirkung: 'ruht-bis', text, norm: '§ 32 Abs. 1 OWiG' };
  if (suspendingEvents.includes(event.typ)) return { am: event.am, wirkung: 'hemmt', text, norm: '§ 32 Abs. 2 OWiG' };
  return undefined;
};

/** All acts that touch limitation, in calendar order, under given answers to the disputed questions. */
export const actsOf = (fall: Fall, antworten: Antworten, final: readonly Zwischenzeit[]): readonly Akt[] => {
  const used = new Set<number>();
  const issued = [
    ...new Set(fall.ereignisse.filter((event) => event.typ === 'bescheid-erlassen').map((event) => event.am)),
  ];
  const acts: Akt[] = [
    ...(issued.length === 0 ? [undefined] : issued).flatMap((erlass) => bescheidActs(fall, erlass, antworten)),
    ...fall.ereignisse.flatMap((event, index) => {
      const before = fall.ereignisse.slice(0, index).filter((other) => other.betrifft !== 'andere-person');
      const akt = interruption(event, before, used, antworten['geschaeftsgang']) ?? rests(event, antworten);
      return akt === undefined ? [] : [akt];
    }),
    ...final.flatMap(({ von, bis }): Akt[] => [
      { am: von, wirkung: 'ruht-ab', text: `Rechtskraft ab ${german(von)}`, norm: '§ 52 OWiG' },
      {
        am: latest(bis, addDays(von, 1)),
        wirkung: 'ruht-bis',
        text: `Wiedereinsetzung am ${german(bis)}`,
        norm: '§ 52 OWiG',
        neu: antworten['wiedereinsetzung-neu'],
      },
    ]),
  ];
  return acts.sort((a, b) => (a.am < b.am ? -1 : a.am > b.am ? 1 : 0));
};
