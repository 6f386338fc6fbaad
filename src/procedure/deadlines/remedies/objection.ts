import { periodRules } from '../../law/periods.ts';
import { ruleAt } from '../../law/rule.ts';
import { type Datum, german, latest } from '../../time/calendar.ts';
import { fristende } from '../../time/periods.ts';
import { type Zustelltag, zustelltag } from '../../time/service.ts';
import { all, following, last } from '../file-search.ts';
import { type Frist, frist, type Lesart, withReadings } from '../frist.ts';
import type { Ereignis } from '../input/events.ts';
import type { Fall } from '../input/input.ts';
import { servicesOf } from '../prosecution/limitation-bescheid.ts';

/** The Bescheid that stands, with its effective services. */
export interface Bescheid {
  /** undefined when only its service is known */
  readonly erlass: Datum | undefined;
  readonly zustellungen: readonly Ereignis[];
}

/** The last Bescheid issued that is served and not taken back. */
export const geltenderBescheid = (fall: Fall): Bescheid | undefined => {
  const issued = last(fall, 'bescheid-erlassen');
  const gone = last(fall, 'bescheid-zurueckgenommen');
  const erlass = issued?.am;
  if (
    gone !== undefined &&
    (issued === undefined || following(fall, issued, 'bescheid-zurueckgenommen') !== undefined)
  ) {
    return undefined;
  }
  const zustellungen = servicesOf(fall, erlass);
  return zustellungen.length === 0 ? undefined : { erlass, zustellungen };
};

/** Two weeks from service, the last one where several persons may receive it (§ 67 (1), § 51 (4) OWiG). */
export const einspruchsfrist = (fall: Fall, { zustellungen }: Bescheid): Frist & { ende: Datum } => {
  const rule = ruleAt(periodRules, 'einspruch', fall.tat.begangenAm);
  const days = zustellungen.map((event) => zustelltag(event.art, event.am, fall.ort, event.zugangAm));
  const lastOf = (of: (day: Zustelltag) => Datum): Datum => {
    const [first, ...more] = days.map(of);
    return latest(first ?? fall.stichtag, ...more);
  };
  const served = lastOf((day) => day.spaeter ?? day.tag);
  const reckoned = fristende(served, rule.value, fall.ort);
  const norm = days.find((day) => (day.spaeter ?? day.tag) === served)?.norm ?? '§ 4 Abs. 2 VwZG';
  const reading = (text: string, tag: Datum, gewaehlt: boolean): Lesart => ({
    text: `${text} ${german(tag)}`,
    ende: fristende(tag, rule.value, fall.ort).ende,
    gewaehlt,
    norm,
  });
  const plain = lastOf((day) => day.tag);
  const early = lastOf((day) => day.frueher ?? day.tag);
  const others = [
    ...(plain === served ? [] : [reading('Zustellungsfiktion am', plain, false)]),
    ...(early === plain ? [] : [reading('Zustellungsfiktion nach dem Recht des Landes schon am', early, false)]),
  ];
  const moved = plain === served ? 'Zustellungsfiktion am' : 'Zustellungsfiktion erst am nächsten Werktag,';
  const lesarten: Lesart[] = [
    ...(others.length === 0 ? [] : [reading(moved, served, true), ...others]),
    ...(reckoned.andere === undefined
      ? []
      : [
          { text: 'Regelfall des Landes', ende: reckoned.ende, gewaehlt: true, norm: '§ 43 Abs. 2 StPO' },
          { text: reckoned.andere.grund, ende: reckoned.andere.ende, gewaehlt: false, norm: '§ 43 Abs. 2 StPO' },
        ]),
  ];
  const several = zustellungen.length > 1 ? ['Bei mehreren Zustellungen zählt die letzte (§ 51 Abs. 4 OWiG).'] : [];
  return {
    ...frist('einspruchsfrist', 'letzter-tag', {
      beginn: served,
      ende: reckoned.ende,
      norm: rule.norm,
      status: fall.stichtag > reckoned.ende ? 'abgelaufen' : 'laeuft',
      begruendung: [...days.map((day) => day.begruendung), ...several, ...reckoned.begruendung],
      ...withReadings(lesarten),
    }),
    ende: reckoned.ende,
  };
};

/** The Einspruch against a Bescheid and what became of it before a court hears the matter. */
export interface Einspruch {
  readonly ereignis: Ereignis;
  /** received by the last day and in the form of § 67 (1) OWiG */
  readonly zulaessig: boolean;
  /** received by the last day */
  readonly rechtzeitig: boolean;
  /** rejection that stands: no court has lifted it */
  readonly verworfen?: Ereignis;
  /** a court lifted the rejection on this day */
  readonly verwerfungAufgehoben?: Datum;
}

/** The Einspruch that counts: the first admissible one that is not withdrawn, else the first admissible one, else the first one. */
export const einspruchOf = (fall: Fall, { erlass }: Bescheid, ende: Datum): Einspruch | undefined => {
  const filed = all(fall, 'einspruch-eingelegt').filter((event) => erlass === undefined || event.am >= erlass);
  const inTime = (event: Ereignis): boolean => event.am <= ende;
  const valid = (event: Ereignis): boolean => inTime(event) && event.formfehler !== true;
  const kept = (event: Ereignis): boolean => following(fall, event, 'einspruch-zurueckgenommen') === undefined;
  const ereignis = filed.find((event) => valid(event) && kept(event)) ?? filed.find(valid) ?? filed[0];
  if (ereignis === undefined) return undefined;
  const rejected = following(fall, ereignis, 'einspruch-verworfen', 'einspruch-verworfen-gericht');
  const ruling =
    rejected === undefined
      ? undefined
      : following(fall, rejected, 'gerichtliche-entscheidung', 'wiedereinsetzung-verworfen');
  const lifted =
    ruling?.typ === 'gerichtliche-entscheidung' && ruling.ergebnis === 'aufgehoben' ? ruling.am : undefined;
  return {
    ereignis,
    zulaessig: valid(ereignis),
    rechtzeitig: inTime(ereignis),
    ...(rejected === undefined || lifted !== undefined ? {} : { verworfen: rejected }),
    ...(lifted === undefined ? {} : { verwerfungAufgehoben: lifted }),
  };
};
