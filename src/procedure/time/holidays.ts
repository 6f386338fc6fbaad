import { fault } from '../../platform/errors.ts';
import {
  AGS_PREFIX,
  type Gemeinden,
  HOLIDAY_YEARS,
  type HolidayDay,
  type HolidayRule,
  holidayRules,
  type Land,
} from '../law/holidays.ts';
import type { Rule } from '../law/rule.ts';
import { addDays, type Datum, datum, weekday, yearOf } from './calendar.ts';

/** Where an act must be performed: seat of the authority or court; `ags` are the eight digits of the municipality. */
export interface Ort {
  readonly land: Land;
  readonly ags?: string;
}

/** `ungewiss`: the day depends on the municipality, and the AGS is missing or not in the data. */
export type Gewissheit = 'ja' | 'nein' | 'ungewiss';

export interface Feiertag {
  readonly name: string;
  readonly norm: string;
  readonly gewissheit: Gewissheit;
  /** for an uncertain day: most municipalities of the Land keep it */
  readonly regelfall: boolean;
}

/** Easter Sunday of a year (Gregorian computus, Meeus/Jones/Butcher). */
export const easterSunday = (year: number): Datum => {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return datum(year, Math.floor(n / 31), (n % 31) + 1);
};

const dayIn = (tag: HolidayDay, year: number): Datum | undefined => {
  if ('fest' in tag) return `${year}-${tag.fest}`;
  if ('ostern' in tag) return addDays(easterSunday(year), tag.ostern);
  if ('einmalig' in tag) return tag.einmalig.startsWith(`${year}-`) ? tag.einmalig : undefined;
  const limit = `${year}-${tag.mittwochVor}`;
  const back = (weekday(limit) + 4) % 7; // days since the last Wednesday
  return addDays(limit, back === 0 ? -7 : -back);
};

const starts = (prefixes: readonly string[], ags: string): boolean => prefixes.some((prefix) => ags.startsWith(prefix));

const inMunicipality = (gemeinden: Gemeinden, ags: string | undefined): Gewissheit => {
  if (ags === undefined) return gemeinden.ungewiss.length > 0 ? 'ungewiss' : 'nein';
  if (starts(gemeinden.ja, ags)) return 'ja';
  if (starts(gemeinden.nein, ags)) return 'nein';
  return starts(gemeinden.ungewiss, ags) ? 'ungewiss' : 'nein';
};

type Entry = { readonly rule: Rule<HolidayRule>; readonly day: Datum };
const years = new Map<number, ReadonlyMap<Datum, readonly Rule<HolidayRule>[]>>();

/** The holidays of a year by day, over all states; made once per year from the rules. */
const holidaysOf = (year: number): ReadonlyMap<Datum, readonly Rule<HolidayRule>[]> => {
  const known = years.get(year);
  if (known !== undefined) return known;
  if (year < HOLIDAY_YEARS.von || year > HOLIDAY_YEARS.bis) {
    throw fault('USAGE', {
      detail: `Feiertage sind für ${HOLIDAY_YEARS.von} bis ${HOLIDAY_YEARS.bis} hinterlegt, nicht für ${year}.`,
    });
  }
  const entries = holidayRules.flatMap((rule): Entry[] => {
    const day = dayIn(rule.value.tag, year);
    const valid = day !== undefined && rule.validFrom <= day && (rule.validTo === undefined || day <= rule.validTo);
    return valid ? [{ rule, day }] : [];
  });
  const byDay = Map.groupBy(entries, (entry) => entry.day);
  const made = new Map([...byDay].map(([day, list]) => [day, list.map((entry) => entry.rule)]));
  years.set(year, made);
  return made;
};

/** Throws `USAGE` when the AGS has not eight digits or belongs to another Land. */
export const checkOrt = (ort: Ort): void => {
  if (ort.ags === undefined) return;
  if (!/^\d{8}$/.test(ort.ags)) {
    throw fault('USAGE', { path: 'ags', detail: 'Der AGS hat acht Ziffern, zum Beispiel 14511000 für Chemnitz.' });
  }
  if (!ort.ags.startsWith(AGS_PREFIX[ort.land])) {
    throw fault('USAGE', {
      path: 'ags',
      detail: `Der AGS beginnt mit ${ort.ags.slice(0, 2)}; in ${ort.land} beginnt er mit ${AGS_PREFIX[ort.land]}.`,
    });
  }
};

/**
 * What is known of a day at a place: the holiday with its certainty, or undefined for an ordinary day.
 * Days 2015–2040; throws `USAGE` outside and for an AGS of another Land.
 */
export const holidayOn = (date: Datum, ort: Ort): Feiertag | undefined => {
  checkOrt(ort);
  let uncertain: Feiertag | undefined;
  for (const rule of holidaysOf(yearOf(date)).get(date) ?? []) {
    const { laender, gemeinden, name } = rule.value;
    if (laender !== undefined && !laender.includes(ort.land)) continue;
    const gewissheit = gemeinden === undefined ? 'ja' : inMunicipality(gemeinden, ort.ags);
    const feiertag = { name, norm: rule.norm, gewissheit, regelfall: gemeinden?.regelfall ?? true };
    if (gewissheit === 'ja') return feiertag;
    if (gewissheit === 'ungewiss') uncertain = feiertag;
  }
  return uncertain;
};

/** Whether a day certainly is a general holiday at the place. Where the municipality decides and is unknown: false. */
export const isHoliday = (date: Datum, ort: Ort): boolean => holidayOn(date, ort)?.gewissheit === 'ja';

/** All certain holidays of a year at a place, in order. */
export const holidays = (year: number, ort: Ort): { readonly datum: Datum; readonly name: string }[] =>
  [...holidaysOf(year).keys()]
    .sort()
    .map((day) => ({ datum: day, name: holidayOn(day, ort) }))
    .flatMap(({ datum: day, name }) => (name?.gewissheit === 'ja' ? [{ datum: day, name: name.name }] : []));

/** Whether a period may end on this day: no Saturday, Sunday or general holiday (§ 43 (2) StPO). */
export const isWorkday = (date: Datum, ort: Ort): boolean => weekday(date) < 6 && !isHoliday(date, ort);

/** The day itself when it is a Werktag in the sense of § 43 (2) StPO, else the next one (Saturdays excluded). */
export const nextWorkday = (date: Datum, ort: Ort): Datum => {
  let day = date;
  while (!isWorkday(day, ort)) day = addDays(day, 1);
  return day;
};
