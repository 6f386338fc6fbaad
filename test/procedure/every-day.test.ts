import { describe, expect, it } from 'vitest';
import {
  addWorkdays,
  type Dauer,
  easterSunday,
  fristende,
  holidayOn,
  LAENDER,
  verjaehrungsende,
  workdaysBetween,
} from '../../src/procedure/index.ts';
import { at, closed, DAYS, type Day, lastDay, limitationEnd, shifted } from './second-computation.ts';

const PERIODS: readonly Dauer[] = [
  { einheit: 'tage', zahl: 1 },
  { einheit: 'tage', zahl: 3 },
  { einheit: 'tage', zahl: 4 },
  { einheit: 'tage', zahl: 7 },
  { einheit: 'tage', zahl: 10 },
  { einheit: 'tage', zahl: 30 },
  { einheit: 'wochen', zahl: 1 },
  { einheit: 'wochen', zahl: 2 },
  { einheit: 'wochen', zahl: 4 },
  { einheit: 'monate', zahl: 1 },
  { einheit: 'monate', zahl: 3 },
  { einheit: 'monate', zahl: 4 },
  { einheit: 'monate', zahl: 6 },
  { einheit: 'jahre', zahl: 1 },
  { einheit: 'jahre', zahl: 2 },
];

const FIRST = at('2020-01-01');
const LAST = at('2035-12-31');
const text = (index: number): string => DAYS[index]?.text ?? '';
const started: readonly Day[] = DAYS.slice(FIRST, LAST + 1);

/** End by the second computation, before weekends and holidays, for every day and period. */
const rawEnds = PERIODS.map(({ einheit, zahl }) => started.map((_, index) => lastDay(FIRST + index, einheit, zahl)));

describe('periods beside a second computation, every day of 2020–2035', () => {
  it.each(LAENDER)('agree in %s', (land) => {
    const days = closed(land);
    let compared = 0;
    PERIODS.forEach((dauer, which) => {
      started.forEach((day, index) => {
        const raw = rawEnds[which]?.[index] ?? 0;
        const expected = text(shifted(raw, days));
        const got = fristende(day.text, dauer, { land });
        // where single municipalities keep a day, the second computation holds the reading without it
        const without = got.andere !== undefined && got.andere.ende < got.ende ? got.andere.ende : got.ende;
        if (without !== expected || got.rechnerisch !== text(raw))
          expect.fail(`${land} ${day.text} + ${dauer.zahl} ${dauer.einheit}: ${without} instead of ${expected}`);
        compared += 1;
      });
    });
    expect(compared).toBe(5844 * PERIODS.length);
  });

  it.each([
    ['Munich', '09162000', true],
    ['Nuremberg', '09564000', false],
  ])('follow the municipality of %s on 15 August', (_name, ags, keeps) => {
    const days = new Set(closed('BY'));
    if (keeps) for (let year = 2020; year <= 2036; year += 1) days.add(at(`${year}-08-15`));
    PERIODS.forEach((dauer, which) => {
      started.forEach((day, index) => {
        const expected = text(shifted(rawEnds[which]?.[index] ?? 0, days));
        const got = fristende(day.text, dauer, { land: 'BY', ags });
        if (got.ende !== expected || got.andere !== undefined) expect.fail(`${day.text} ${dauer.einheit}: ${got.ende}`);
      });
    });
  });

  it('agree on limitation, which starts with the day itself and never moves', () => {
    for (const [einheit, zahl] of [
      ['monate', 3],
      ['monate', 6],
      ['jahre', 1],
      ['jahre', 2],
      ['jahre', 3],
      ['jahre', 5],
    ] as const) {
      started.forEach((day, index) => {
        const expected = text(limitationEnd(FIRST + index, einheit, zahl));
        const got = verjaehrungsende(day.text, { einheit, zahl });
        if (got !== expected) expect.fail(`${day.text} + ${zahl} ${einheit}: ${got} instead of ${expected}`);
      });
    }
  });

  it.each(LAENDER)('agree on working days in %s, forward and back', (land) => {
    const days = closed(land);
    const ort = { land };
    for (const count of [1, 3, 10])
      for (let start = FIRST; start <= LAST; start += 1) {
        let [forward, back] = [start, start];
        for (let met = 0; met < count; ) if (!days.has(++forward)) met += 1;
        for (let met = 0; met < count; ) if (!days.has(--back)) met += 1;
        const from = text(start);
        if (addWorkdays(from, count, ort) !== text(forward) || addWorkdays(from, -count, ort) !== text(back))
          expect.fail(`${land} ${from} ± ${count}`);
        if (count === 3 && workdaysBetween(from, text(forward), ort) !== 3) expect.fail(`${land} ${from} between`);
      }
  });

  it('agree on the days themselves and on Easter', () => {
    const single = new Set(['ja', undefined]);
    for (const land of LAENDER) {
      const days = closed(land);
      DAYS.forEach((day, index) => {
        const answer = holidayOn(day.text, { land })?.gewissheit;
        const weekend = day.name === 0 || day.name === 6;
        if (!weekend && single.has(answer) && (answer === 'ja') !== days.has(index)) expect.fail(`${land} ${day.text}`);
      });
    }
    for (let year = 2019; year <= 2040; year += 1) {
      const sunday = at(easterSunday(year));
      expect(DAYS[sunday]?.name).toBe(0);
      expect(closed('HH').has(sunday + 1) && closed('HH').has(sunday - 2)).toBe(true);
    }
  });
});
