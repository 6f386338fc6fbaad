import { fault } from '../../platform/errors.ts';
import {
  AGS_PREFIX,
  HOLIDAY_YEARS,
  type HolidayDay,
  type HolidayRule,
  holidayNorm,
  holidayRules,
  type Land,
} from '../law/holidays.ts';
import { type Gewissheit, inGemeinde } from '../law/municipalities.ts';
import { addDays, type Datum, datum, weekday, yearOf } from './calendar.ts';

/** Where an act must be performed: seat of the authority or court; `ags` are the eight digits of the municipality. */
export interface Ort {
  readonly land: Land;
  readonly ags?: string;
}

/** A general holiday as it holds at a place. */
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

type Days = ReadonlyMap<Datum, readonly HolidayRule[]>;
const known = new Map<Land, Map<number, Days>>();

const make = (land: Land, year: number): Days => {
  if (year < HOLIDAY_YEARS.von || year > HOLIDAY_YEARS.bis) {
    throw fault('USAGE', {
      detail: `Feiertage sind für ${HOLIDAY_YEARS.von} bis ${HOLIDAY_YEARS.bis} hinterlegt, nicht für ${year}.`,
    });
  }
  const days = new Map<Datum, HolidayRule[]>();
  for (const { value, validFrom, validTo } of holidayRules) {
    const day = value.laender.includes(land) ? dayIn(value.tag, year) : undefined;
    if (day === undefined || day < validFrom || (validTo !== undefined && day > validTo)) continue;
    days.set(day, [...(days.get(day) ?? []), value]);
  }
  return days;
};

/** The holidays of a Land and year by day, made from the rules at first use; a look-up costs two maps. */
const daysOf = (land: Land, year: number): Days => {
  const years = known.get(land) ?? new Map<number, Days>();
  if (years.size === 0) known.set(land, years);
  const found = years.get(year) ?? make(land, year);
  years.set(year, found);
  return found;
};

const checked = new WeakSet<Ort>();

/**
 * Throws `USAGE` when the AGS has not eight digits or belongs to another Land. Whether a municipality with this
 * number exists is not checked: the register changes every year, and an unknown number is answered like its Kreis.
 */
const checkOrt = (ort: Ort): void => {
  if (ort.ags === undefined || checked.has(ort)) return;
  if (!/^\d{8}$/.test(ort.ags)) {
    throw fault('USAGE', { path: 'ags', detail: 'Der AGS hat acht Ziffern, zum Beispiel 14511000 für Chemnitz.' });
  }
  if (!ort.ags.startsWith(AGS_PREFIX[ort.land])) {
    throw fault('USAGE', {
      path: 'ags',
      detail: `Der AGS beginnt mit ${ort.ags.slice(0, 2)}; in ${ort.land} beginnt er mit ${AGS_PREFIX[ort.land]}.`,
    });
  }
  checked.add(ort);
};

/**
 * What is known of a day at a place: the holiday with its certainty, or undefined for an ordinary day.
 * Days 2015–2040; throws `USAGE` outside, for a text that is no day, and for an AGS of another Land.
 */
export const holidayOn = (date: Datum, ort: Ort): Feiertag | undefined => {
  checkOrt(ort);
  let uncertain: Feiertag | undefined;
  for (const rule of daysOf(ort.land, yearOf(date)).get(date) ?? []) {
    const { gemeinden } = rule;
    const gewissheit = gemeinden === undefined ? 'ja' : inGemeinde(gemeinden.liste, ort.ags);
    const feiertag = {
      name: rule.name,
      norm: holidayNorm(rule, ort.land),
      gewissheit,
      regelfall: gemeinden?.regelfall ?? true,
    };
    if (gewissheit === 'ja') return feiertag;
    if (gewissheit === 'ungewiss') uncertain = feiertag;
  }
  return uncertain;
};

/** Whether a day certainly is a general holiday at the place. Where the municipality decides and is unknown: false. */
export const isHoliday = (date: Datum, ort: Ort): boolean => holidayOn(date, ort)?.gewissheit === 'ja';

/** All certain holidays of a year at a place, in order. */
export const holidays = (year: number, ort: Ort): { readonly datum: Datum; readonly name: string }[] =>
  [...daysOf(ort.land, year).keys()]
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

/**
 * The n-th Werktag after a day (before it when negative), as answer periods of the message catalogue count them:
 * Monday to Friday without the general holidays of the place; the day itself is never counted. With 0 the day itself,
 * or the next Werktag.
 *
 * Agreement between authorities, no statutory period: a holiday of single municipalities that is uncertain at the
 * place counts as a Werktag.
 */
export const addWorkdays = (date: Datum, count: number, ort: Ort): Datum => {
  if (!Number.isInteger(count)) throw fault('USAGE', { detail: 'Werktage sind eine ganze Zahl.' });
  if (count === 0) return nextWorkday(date, ort);
  const step = count > 0 ? 1 : -1;
  let day = date;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    day = addDays(day, step);
    while (!isWorkday(day, ort)) day = addDays(day, step);
  }
  return day;
};

/** Number of Werktage after `from` up to and including `to`; negative when `to` is earlier. */
export const workdaysBetween = (from: Datum, to: Datum, ort: Ort): number => {
  if (to < from) return -workdaysBetween(to, from, ort);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(day, ort)) count += 1;
  return count;
};
