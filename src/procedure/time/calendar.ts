import { fault } from '../../platform/errors.ts';

/**
 * A calendar day as ISO text, `2026-12-28`. Law counts days, not instants: no time zone can shift a Datum,
 * and ISO texts compare in calendar order.
 */
export type Datum = string;

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Number of days of a month; months count from 1. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (LENGTHS[month - 1] ?? 0);

/** Number of two digits at a place of a text; NaN for anything else. Every period reads days, so it makes no objects. */
const two = (text: string, at: number): number => {
  const [high, low] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? 10 * high + low : Number.NaN;
};

const split = (text: string): Parts | undefined => {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined;
  const [year, month, day] = [100 * two(text, 0) + two(text, 2), two(text, 5), two(text, 8)];
  const exists = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? { year, month, day } : undefined;
};

/** Whether a text is an existing day of the calendar; `2026-02-29` is not. */
export const isDatum = (text: string): boolean => split(text) !== undefined;

const parts = (date: Datum): Parts => {
  const found = split(date);
  if (found === undefined) throw fault('USAGE', { detail: `„${date}“ ist kein Kalendertag in der Form JJJJ-MM-TT.` });
  return found;
};

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

/** The Datum of a year, month (1–12) and day; throws `USAGE` for a day that does not exist. */
export const datum = (year: number, month: number, day: number): Datum => {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  parts(text);
  return text;
};

/** Year of a day. */
export const yearOf = (date: Datum): number => parts(date).year;

/** Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant, days_from_civil). */
export const dayNumber = (date: Datum): number => {
  const { year, month, day } = parts(date);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
};

/** Inverse of {@link dayNumber}. */
export const fromDayNumber = (days: number): Datum => {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const month = m + (m < 10 ? 3 : -9);
  const day = dayOfYear - Math.floor((153 * m + 2) / 5) + 1;
  return `${pad(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4)}-${pad(month, 2)}-${pad(day, 2)}`;
};

/** The day `days` later (earlier when negative). */
export const addDays = (date: Datum, days: number): Datum => {
  const { day } = parts(date);
  const within = day + days; // up to the 28th every month has the day: no arithmetic over months needed
  return within >= 1 && within <= 28 && Number.isInteger(within)
    ? `${date.slice(0, 8)}${pad(within, 2)}`
    : fromDayNumber(dayNumber(date) + days);
};

/** The same weekday `weeks` later. */
export const addWeeks = (date: Datum, weeks: number): Datum => addDays(date, 7 * weeks);

/** Whether the day with the same number exists `months` later; 30 November + 3 months has none. */
export const hasSameDay = (date: Datum, months: number): boolean => {
  const { year, month, day } = parts(date);
  const index = year * 12 + month - 1 + months;
  return day <= daysInMonth(Math.floor(index / 12), (index % 12) + 1);
};

/** The day with the same number `months` later, or the last day of that month where it is missing (§ 43 (1) StPO). */
export const addMonths = (date: Datum, months: number): Datum => {
  const { year, month, day } = parts(date);
  const index = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  return `${pad(y, 4)}-${pad(m, 2)}-${pad(Math.min(day, daysInMonth(y, m)), 2)}`;
};

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Datum, to: Datum): number => dayNumber(to) - dayNumber(from);

/** ISO weekday: 1 Monday … 7 Sunday. */
export const weekday = (date: Datum): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

/** The earliest of some days. */
export const earliest = (first: Datum, ...more: readonly Datum[]): Datum =>
  more.reduce((least, day) => (day < least ? day : least), first);

/** The latest of some days. */
export const latest = (first: Datum, ...more: readonly Datum[]): Datum =>
  more.reduce((most, day) => (day > most ? day : most), first);

const BERLIN = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Whether a text is an instant with its time zone, as `xs:dateTime` of a message writes it. */
export const isInstant = (text: string): boolean =>
  INSTANT.test(text) && isDatum(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));

/** The legal day of an instant: the calendar day in Germany (Europe/Berlin), summer time included. */
export const legalDay = (instant: Date): Datum => BERLIN.format(instant);

/** A day as written, or the German legal day of an instant with time zone; undefined for anything else. */
export const toDatum = (text: string): Datum | undefined => {
  if (isDatum(text)) return text;
  return isInstant(text) ? legalDay(new Date(text)) : undefined;
};

const WEEKDAYS = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'] as const;

/** `28.12.2026` for people. */
export const german = (date: Datum): string => `${date.slice(8, 10)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;

/** `Montag, 28.12.2026` for people. */
export const germanWithWeekday = (date: Datum): string => `${WEEKDAYS[weekday(date) - 1] ?? ''}, ${german(date)}`;
