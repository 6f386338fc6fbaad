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
import { type Feiertag, holidayOn, type Ort } from './holidays.ts';

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

/** End of a period with the way to it. */
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

interface Walk {
  readonly day: Datum;
  /** `31.10.2026 Samstag`, … for each day that could not end the period */
  readonly steps: readonly string[];
  /** first day that only an uncertain holiday of single municipalities takes out, with its holiday */
  readonly doubt?: { readonly day: Datum; readonly feiertag: Feiertag };
}

/** From a day to the first one on which a period may end; `uncertainCounts`: an uncertain holiday is one. */
const walk = (from: Datum, ort: Ort, uncertainCounts: boolean): Walk => {
  const steps: string[] = [];
  let doubt: Walk['doubt'];
  for (let day = from; ; day = addDays(day, 1)) {
    const feiertag = holidayOn(day, ort);
    const name = weekday(day);
    if (feiertag?.gewissheit === 'ja') steps.push(`${german(day)} ${feiertag.name} (${feiertag.norm})`);
    else if (name > 5) steps.push(`${german(day)} ${name === 7 ? 'Sonntag' : 'Samstag'}`);
    else if (feiertag === undefined || !uncertainCounts) {
      if (feiertag !== undefined) doubt = { day, feiertag };
      return { day, steps, ...(doubt === undefined ? {} : { doubt }) };
    } else steps.push(`${german(day)} ${feiertag.name}, Gemeinde (${feiertag.norm})`);
  }
};

/**
 * End of a procedural period (§ 46 (1) OWiG with §§ 42, 43 StPO): the day of the event is not counted; a week or
 * month period ends on the day of the same name or number, or on the month's last day where that number is missing;
 * an end on a Saturday, Sunday or general holiday moves to the next Werktag. Years, which § 43 StPO does not name,
 * are twelve months each. § 43 (2) holds for day periods too, and only for the end: free days within a period count.
 *
 * §§ 186–193 BGB do not apply beside it; they would give the same ends (§ 187 (1), § 188 (2) and (3), § 193).
 *
 * Which holidays count follows the place where the act must be performed. Where a holiday depends on the
 * municipality and cannot be told, `ende` keeps the rule of the Land (the later day where most municipalities keep
 * the holiday) and `andere` names the other day.
 *
 * @param beginn day of the event that starts the period
 * @throws `USAGE` for an end outside the years of the holiday rules and for an AGS of another Land
 */
export const fristende = (beginn: Datum, dauer: Dauer, ort: Ort): Fristende => {
  const rechnerisch = rawEnd(beginn, dauer);
  const plain = walk(rechnerisch, ort, false);
  const doubt = plain.doubt;
  const wide = doubt === undefined ? plain : walk(rechnerisch, ort, true);
  const chosen = doubt?.feiertag.regelfall === true ? wide : plain;
  const norm = dauer.einheit === 'tage' ? '§ 42 StPO' : '§ 43 Abs. 1 StPO';
  const first = `Der ${german(beginn)} zählt nicht mit; ${dauerText(dauer)} ${dauer.zahl === 1 ? 'endet' : 'enden'} am ${germanWithWeekday(rechnerisch)} (§ 46 Abs. 1 OWiG, ${norm}).`;
  return {
    ende: chosen.day,
    rechnerisch,
    begruendung:
      chosen.steps.length === 0
        ? [first]
        : [
            first,
            `Kein Fristende am ${chosen.steps.join(', ')}; nächster Werktag ist ${germanWithWeekday(chosen.day)} (§ 43 Abs. 2 StPO, Feiertagsrecht ${ort.land}).`,
          ],
    ...(doubt === undefined
      ? {}
      : {
          andere: {
            ende: (chosen === wide ? plain : wide).day,
            grund: `${doubt.feiertag.name} am ${german(doubt.day)} ist in ${ort.land} nur in einzelnen Gemeinden Feiertag; ${
              ort.ags === undefined ? 'die Angabe des AGS entscheidet' : 'der AGS lässt es offen'
            }.`,
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
