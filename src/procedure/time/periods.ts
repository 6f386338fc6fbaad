import {
  addDays,
  addMonths,
  addWeeks,
  type Datum,
  german,
  germanWithWeekday,
  hasSameDay,
  weekday,
} from './calendar.ts';
import { holidayOn, type Ort } from './holidays.ts';

/** A length as the law writes it. */
export type Dauer =
  | { readonly einheit: 'tage'; readonly zahl: number }
  | { readonly einheit: 'wochen'; readonly zahl: number }
  | { readonly einheit: 'monate'; readonly zahl: number }
  | { readonly einheit: 'jahre'; readonly zahl: number };

const UNITS: Readonly<Record<Dauer['einheit'], readonly [string, string]>> = {
  tage: ['Tag', 'Tage'],
  wochen: ['Woche', 'Wochen'],
  monate: ['Monat', 'Monate'],
  jahre: ['Jahr', 'Jahre'],
};

/** `2 Wochen` for people. */
export const dauerText = (dauer: Dauer): string => `${dauer.zahl} ${UNITS[dauer.einheit][dauer.zahl === 1 ? 0 : 1]}`;

/** `4 Monaten` for people, after "von". */
export const dauerDativ = (dauer: Dauer): string => {
  const text = dauerText(dauer);
  return text.endsWith('e') && dauer.zahl !== 1 ? `${text}n` : text;
};

const months = (dauer: Dauer): number => (dauer.einheit === 'jahre' ? 12 * dauer.zahl : dauer.zahl);

/** End of a period whose first day is not counted, before any shift (§ 42, § 43 (1) StPO). */
export const rawEnd = (beginn: Datum, dauer: Dauer): Datum => {
  if (dauer.einheit === 'tage') return addDays(beginn, dauer.zahl);
  if (dauer.einheit === 'wochen') return addWeeks(beginn, dauer.zahl);
  return addMonths(beginn, months(dauer));
};

export interface Fristende {
  /** last day on which the act is in time */
  readonly ende: Datum;
  /** end before § 43 (2) StPO */
  readonly rechnerisch: Datum;
  /** German sentences, one per step of the reckoning */
  readonly begruendung: readonly string[];
  /** another end when a holiday of single municipalities is uncertain at the place */
  readonly andere?: { readonly ende: Datum; readonly grund: string };
}

const reasonAgainst = (day: Datum, ort: Ort): string | undefined => {
  const holiday = holidayOn(day, ort);
  if (holiday?.gewissheit === 'ja') return `${holiday.name} (${holiday.norm})`;
  if (weekday(day) === 7) return 'Sonntag';
  return weekday(day) === 6 ? 'Samstag' : undefined;
};

const shift = (from: Datum, ort: Ort, uncertainCounts: boolean): { day: Datum; steps: string[] } => {
  const steps: string[] = [];
  let day = from;
  for (;;) {
    const holiday = holidayOn(day, ort);
    const uncertain = uncertainCounts && holiday?.gewissheit === 'ungewiss' ? `${holiday.name}, Gemeinde` : undefined;
    const reason = reasonAgainst(day, ort) ?? uncertain;
    if (reason === undefined) return { day, steps };
    steps.push(`${german(day)} ${reason}`);
    day = addDays(day, 1);
  }
};

/**
 * End of a procedural period (§ 46 (1) OWiG with §§ 42, 43 StPO): the day of the event is not counted; a week or
 * month period ends on the day of the same name or number, or on the month's last day; an end on a Saturday,
 * Sunday or general holiday moves to the next Werktag.
 *
 * Which holidays count follows the place where the act must be performed. Where a holiday depends on the
 * municipality and cannot be told, `ende` keeps the rule of the Land (the later day where most municipalities keep
 * the holiday) and `andere` names the other day.
 *
 * @param beginn day of the event that starts the period
 */
export const fristende = (beginn: Datum, dauer: Dauer, ort: Ort): Fristende => {
  const rechnerisch = rawEnd(beginn, dauer);
  const plain = shift(rechnerisch, ort, false);
  const wide = shift(rechnerisch, ort, true);
  const doubtful = wide.day === plain.day ? undefined : holidayOn(plain.day, ort);
  const chosen = doubtful?.regelfall === true ? wide : plain;
  const other = chosen === wide ? plain : wide;
  const norm = dauer.einheit === 'tage' ? '§ 42 StPO' : '§ 43 Abs. 1 StPO';
  const begruendung = [
    `Der ${german(beginn)} zählt nicht mit; ${dauerText(dauer)} enden am ${germanWithWeekday(rechnerisch)} (§ 46 Abs. 1 OWiG, ${norm}).`,
    ...(chosen.steps.length === 0
      ? []
      : [
          `Kein Fristende am ${chosen.steps.join(', ')}; nächster Werktag ist ${germanWithWeekday(chosen.day)} (§ 43 Abs. 2 StPO, Feiertagsrecht ${ort.land}).`,
        ]),
  ];
  return {
    ende: chosen.day,
    rechnerisch,
    begruendung,
    ...(doubtful === undefined
      ? {}
      : {
          andere: {
            ende: other.day,
            grund: `${doubtful.name} am ${german(plain.day)} ist in ${ort.land} nur in einzelnen Gemeinden Feiertag; die Angabe des AGS entscheidet.`,
          },
        }),
  };
};

/**
 * Last day of a limitation period: the day of the act or interruption is day one, the period ends with the day
 * before the one of the same number, or with the month's last day where that number is missing; weekends and
 * holidays do not matter, because § 43 StPO does not apply to limitation.
 */
export const verjaehrungsende = (ersterTag: Datum, dauer: Dauer): Datum => {
  if (dauer.einheit === 'tage' || dauer.einheit === 'wochen') return addDays(rawEnd(ersterTag, dauer), -1);
  const same = addMonths(ersterTag, months(dauer));
  return hasSameDay(ersterTag, months(dauer)) ? addDays(same, -1) : same;
};
