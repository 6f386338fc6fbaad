/**
 * A second computation of the periods of §§ 42, 43 StPO, written from the statute by another route: a list of all
 * days is laid out once, and every period is walked through day by day with a pencil on that list. Nothing here comes
 * from the product: own calendar, own Easter (golden number and epact, then the Sunday after the full moon), own
 * table of holidays per Land.
 */

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly number: number;
  /** 0 Sunday … 6 Saturday */
  readonly name: number;
  readonly text: string;
}

const leap = (year: number): boolean => {
  if (year % 400 === 0) return true;
  return year % 100 === 0 ? false : year % 4 === 0;
};

/** Days in order from 1 January 2019, a Tuesday, to the end of 2040. */
export const DAYS: readonly Day[] = (() => {
  const list: Day[] = [];
  let name = 2;
  for (let year = 2019; year <= 2040; year += 1)
    for (let month = 1; month <= 12; month += 1) {
      const thirty = month === 4 || month === 6 || month === 9 || month === 11;
      const length = month === 2 ? (leap(year) ? 29 : 28) : thirty ? 30 : 31;
      for (let number = 1; number <= length; number += 1) {
        const text = `${year}-${month < 10 ? '0' : ''}${month}-${number < 10 ? '0' : ''}${number}`;
        list.push({ year, month, number, name, text });
        name = (name + 1) % 7;
      }
    }
  return list;
})();

const PLACE = new Map(DAYS.map((day, index) => [day.text, index]));

/** Index of a day in the list. */
export const at = (text: string): number => {
  const index = PLACE.get(text);
  if (index === undefined) throw new Error(`no day ${text}`);
  return index;
};

/** Easter: the Sunday after the full moon of the Church, from golden number and epact (Lilius, Clavius 1582). */
const easter = (year: number): number => {
  const golden = (year % 19) + 1;
  const century = Math.floor(year / 100) + 1;
  const droppedLeapDays = Math.floor((3 * century) / 4) - 12;
  const moon = Math.floor((8 * century + 5) / 25) - 5;
  let epact = (11 * golden + 20 + moon - droppedLeapDays) % 30;
  if (epact < 0) epact += 30;
  if (epact === 24 || (epact === 25 && golden > 11)) epact += 1;
  const fullMoon = 44 - epact;
  let day = at(`${year}-03-01`) + (fullMoon < 21 ? fullMoon + 30 : fullMoon) - 1;
  do day += 1;
  while (DAYS[day]?.name !== 0);
  return day;
};

/** Wednesday between 16 and 22 November. */
const penance = (year: number): number => {
  let day = at(`${year}-11-16`);
  while (DAYS[day]?.name !== 3) day += 1;
  return day;
};

const FIXED: readonly [string, string][] = [
  ['01-01', '*'],
  ['01-06', 'BW BY ST'],
  ['03-08', 'BE:2019 MV:2023'],
  ['05-01', '*'],
  ['08-15', 'SL'],
  ['09-20', 'TH:2019'],
  ['10-03', '*'],
  ['10-31', 'BB MV SN ST TH HB HH NI SH'], // the latter four since 2018, before the list begins
  ['11-01', 'BW BY NW RP SL'],
  ['12-25', '*'],
  ['12-26', '*'],
];
const MOVABLE: readonly [number, string][] = [
  [-2, '*'],
  [1, '*'],
  [39, '*'],
  [50, '*'],
  [60, 'BW BY HE NW RP SL'],
];
const SINGLE: readonly [string, string][] = [
  ['2020-05-08', 'BE'],
  ['2025-05-08', 'BE'],
  ['2028-06-17', 'BE'],
];

const covers = (laender: string, land: string, year: number): boolean =>
  laender === '*' ||
  laender.split(' ').some((entry) => {
    const [name, since] = entry.split(':');
    return name === land && (since === undefined || year >= Number(since));
  });

/** Indices of the days on which no period ends: weekends and the general holidays of the Land. */
export const closed = (land: string): ReadonlySet<number> => {
  const days = new Set<number>();
  DAYS.forEach((day, index) => {
    if (day.name === 0 || day.name === 6) days.add(index);
  });
  for (let year = 2019; year <= 2040; year += 1) {
    for (const [day, laender] of FIXED) if (covers(laender, land, year)) days.add(at(`${year}-${day}`));
    for (const [offset, laender] of MOVABLE) if (covers(laender, land, year)) days.add(easter(year) + offset);
    if (land === 'SN') days.add(penance(year));
  }
  for (const [day, laender] of SINGLE) if (covers(laender, land, 0)) days.add(at(day));
  return days;
};

export type Unit = 'tage' | 'wochen' | 'monate' | 'jahre';

const walkMonths = (start: number, months: number): number => {
  const number = DAYS[start]?.number ?? 0;
  let index = start;
  // to the first day of the last month …
  for (let left = months; left > 0; left -= 1) {
    do index += 1;
    while (DAYS[index]?.number !== 1);
  }
  // … and on to the day of the same number, but not out of the month
  while (DAYS[index]?.number !== number && DAYS[index + 1]?.number !== 1) index += 1;
  return index;
};

/** § 42, § 43 (1): the end before weekends and holidays are looked at. */
export const lastDay = (start: number, unit: Unit, count: number): number => {
  if (unit === 'monate') return walkMonths(start, count);
  if (unit === 'jahre') return walkMonths(start, 12 * count);
  if (unit === 'wochen') {
    let index = start;
    for (let met = 0; met < count; ) {
      index += 1;
      if (DAYS[index]?.name === DAYS[start]?.name) met += 1;
    }
    return index;
  }
  let index = start; // the day of the event is not counted
  for (let counted = 0; counted < count; counted += 1) index += 1;
  return index;
};

/** § 43 (2): the next Werktag where the end is a closed day. */
export const shifted = (end: number, days: ReadonlySet<number>): number => {
  let index = end;
  while (days.has(index)) index += 1;
  return index;
};

/** Limitation: the day of the act is the first one, and the period is over when the day of the same number begins. */
export const limitationEnd = (start: number, unit: 'monate' | 'jahre', count: number): number => {
  const end = lastDay(start, unit, count);
  return DAYS[end]?.number === DAYS[start]?.number ? end - 1 : end;
};
