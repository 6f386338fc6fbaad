/** Calendar days as `YYYY-MM-DD`; comparing such texts compares the days. What is unreadable or out of range is `''`. */

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):([0-5]\d):([0-5]\d)(?:\.(\d+))?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))$/;

/** Characters of a day; an instant has more. */
const DAY_TEXT = 10;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY_LENGTH = 24 * HOUR;

const lengthOfMonth = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

/** Number of one digit, NaN for another character. */
const digit = (text: string, at: number): number => {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
};

const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/** Year, month and day of a complete and real calendar day of the years 1 to 9999, undefined for other texts. */
function partsOf(text: string): readonly [number, number, number] | undefined {
  if (text.length !== DAY_TEXT || text.charAt(4) !== '-' || text.charAt(7) !== '-') return undefined;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const real = year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
  return real ? [year, month, day] : undefined;
}

/** Whether a text is a complete and real calendar day. */
export const isDay = (text: string): boolean => partsOf(text) !== undefined;

/** Milliseconds of midnight UTC; `Date.UTC` takes the years 0 to 99 for others. */
const midnight = (year: number, month: number, day: number): number =>
  year < 100 ? new Date(0).setUTCFullYear(year, month - 1, day) : Date.UTC(year, month - 1, day);

const dayOf = (time: number): string => {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  return year < 1 || year > 9999 ? '' : dayText(year, date.getUTCMonth() + 1, date.getUTCDate());
};

const dayText = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;

/** The day `count` days after (or, negative, before) a day. */
export const plusDays = (text: string, count: number): string => {
  const parts = partsOf(text);
  return parts === undefined || !isCount(count) ? '' : dayOf(midnight(...parts) + count * DAY_LENGTH);
};

/** The day of the same number `count` months later, or the last of that month (§ 43 Abs. 1 StPO). */
export const plusMonths = (text: string, count: number): string => {
  const parts = partsOf(text);
  if (parts === undefined || !isCount(count)) return '';
  const months = parts[0] * 12 + parts[1] - 1 + count;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  if (year < 1 || year > 9999) return '';
  return dayText(year, month, Math.min(parts[2], lengthOfMonth(year, month)));
};

/** No period of a law is longer; a greater number is not a count of days, months or years. */
const isCount = (count: number): boolean => Number.isInteger(count) && Math.abs(count) <= 10_000_000;

/** Milliseconds of an `xs:dateTime` with time zone, undefined for other texts. */
export function instantOf(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const parts = partsOf(match[1] ?? '');
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4])];
  const fraction = Number(`0.${match[5] ?? '0'}`);
  const offset = Number(match[7] ?? 0) * HOUR + Number(match[8] ?? 0) * MINUTE;
  if (parts === undefined || offset > 14 * HOUR) return undefined;
  if (hours > 23 && (hours > 24 || minutes + seconds + fraction > 0)) return undefined;
  const local = midnight(...parts) + hours * HOUR + minutes * MINUTE + (seconds + fraction) * 1000;
  return match[6] === '-' ? local + offset : local - offset;
}

/** 1 a.m. UTC on the last Sunday of a month of 31 days: when summer time begins and ends. */
const lastSunday = (year: number, month: number): number => {
  const last = midnight(year, month, 31);
  return last - new Date(last).getUTCDay() * DAY_LENGTH + HOUR;
};

/** The calendar day in Germany on which an instant lies (Einheiten- und Zeitgesetz, Sommerzeitverordnung). */
const germanDay = (time: number): string => {
  const year = new Date(time).getUTCFullYear();
  const summer = time >= lastSunday(year, 3) && time < lastSunday(year, 10);
  return dayOf(time + (summer ? 2 : 1) * HOUR);
};

/** The day that a text names: itself, or the German day of an instant with time zone; `''` for other texts. */
export const dayFrom = (text: string): string => {
  if (text.length === DAY_TEXT) return isDay(text) ? text : '';
  const known = days.get(text);
  if (known !== undefined) return known;
  const time = text.length > DAY_TEXT ? instantOf(text) : undefined;
  if (time === undefined) return '';
  const day = germanDay(time);
  if (text.length > MOST_CHARACTERS) return day;
  if (days.size >= MOST_DAYS) days.clear();
  days.set(text, day);
  return day;
};

/** Days of the instants that were asked for last: many rules ask for the same two of a message. */
const days = new Map<string, string>();
const MOST_DAYS = 64;
/** An instant with many digits of seconds is not worth keeping. */
const MOST_CHARACTERS = 40;

/** Whether a day or instant lies before another: by time for two instants, else by the German day. */
export const isBefore = (one: string, other: string): boolean => {
  if (one.length > DAY_TEXT && other.length > DAY_TEXT) {
    const first = instantOf(one);
    const second = instantOf(other);
    return first !== undefined && second !== undefined && first < second;
  }
  const from = dayFrom(one);
  const to = dayFrom(other);
  return from !== '' && to !== '' && from < to;
};
