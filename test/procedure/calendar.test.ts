import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addWeeks,
  dayNumber,
  daysBetween,
  fromDayNumber,
  isDatum,
  legalDay,
  toDatum,
  weekday,
} from '../../src/procedure/index.ts';

const day = fc.integer({ min: 0, max: 30_000 }).map(fromDayNumber);

describe('calendar', () => {
  it('numbers days as the proleptic Gregorian calendar of the runtime does', () => {
    for (let n = -40_000; n < 40_000; n += 1) {
      const utc = new Date(n * 86_400_000);
      const text = fromDayNumber(n);
      if (
        text !== utc.toISOString().slice(0, 10) ||
        dayNumber(text) !== n ||
        weekday(text) !== (utc.getUTCDay() || 7)
      ) {
        expect.fail(text);
      }
    }
  });

  it('knows leap years of four, not of hundred, but of four hundred', () => {
    expect(isDatum('2028-02-29')).toBe(true);
    expect(isDatum('2026-02-29')).toBe(false);
    expect(isDatum('2100-02-29')).toBe(false);
    expect(isDatum('2000-02-29')).toBe(true);
    expect(isDatum('2026-13-01')).toBe(false);
    expect(isDatum('26-01-01')).toBe(false);
    for (const year of ['abcd', '２０２６', '20 6', '-026', '+026', '2.26'])
      expect(isDatum(`${year}-08-15`)).toBe(false);
  });

  it('ends a month period on the last day where the number is missing', () => {
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29');
    expect(addMonths('2026-08-31', 1)).toBe('2026-09-30');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
    expect(addMonths('2026-01-15', -2)).toBe('2025-11-15');
  });

  it('adds and counts days without loss', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -2000, max: 2000 }), (date, n) => {
        expect(daysBetween(date, addDays(date, n))).toBe(n);
        expect(weekday(addWeeks(date, n))).toBe(weekday(date));
      }),
    );
  });

  it('takes the German day of an instant, in winter, in summer and on the night of the change', () => {
    expect(toDatum('2026-12-28T23:30:00Z')).toBe('2026-12-29');
    expect(toDatum('2026-12-28T22:59:59Z')).toBe('2026-12-28');
    expect(toDatum('2026-07-01T22:00:00Z')).toBe('2026-07-02');
    expect(toDatum('2026-07-01T23:59:59+02:00')).toBe('2026-07-01');
    expect(legalDay(new Date('2026-10-24T22:30:00Z'))).toBe('2026-10-25');
    expect(legalDay(new Date('2026-10-25T22:30:00Z'))).toBe('2026-10-25');
  });

  it('refuses an instant without time zone', () => {
    expect(toDatum('2026-12-28T23:30:00')).toBeUndefined();
  });
});
