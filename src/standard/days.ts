/** Calendar days as `YYYY-MM-DD`; comparing such texts compares the days. */

const MILLISECONDS_OF_A_DAY = 86_400_000;

/** The day `count` days after (or, negative, before) a day. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * MILLISECONDS_OF_A_DAY).toISOString().slice(0, 10);

/** The day of the same number `count` years later; 29 February becomes 28 February (§ 43 Abs. 1 StPO). */
export const addYears = (day: string, count: number): string => {
  const year = String(Number(day.slice(0, 4)) + count).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  return Number.isNaN(Date.parse(`${same}T00:00:00Z`)) || addDays(same, 0) !== same ? `${year}-02-28` : same;
};

const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The calendar day in Germany on which an instant with time zone lies, undefined if the text is no instant. */
export const germanDay = (instant: string): string | undefined => {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? undefined : berlin.format(time);
};
