import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  erinnerungsstufe,
  naechsterErinnerungstag,
  naechsterWarntag,
  warnstufe,
} from '../../../src/gateway/fristen/stufen.ts';
import { addDays, daysBetween } from '../../../src/procedure/index.ts';

const TAGE = [30, 14, 7, 3];
const PROZENT = [50, 80, 100];
const ENDE = '2026-12-31';

describe('stages of warnings', () => {
  it('come 30, 14, 7 and 3 days before the end, and none after it', () => {
    const on = (day: string) => warnstufe(ENDE, day, TAGE);
    expect(['2026-11-30', '2026-12-01', '2026-12-16', '2026-12-17'].map(on)).toEqual([undefined, 30, 30, 14]);
    expect(['2026-12-24', '2026-12-28', '2026-12-31', '2027-01-01'].map(on)).toEqual([7, 3, 3, undefined]);
  });

  it('are planned one by one, the first at the earliest', () => {
    expect([undefined, 30, 14, 7, 3].map((gesagt) => naechsterWarntag(ENDE, TAGE, gesagt))).toEqual([
      '2026-12-01',
      '2026-12-17',
      '2026-12-24',
      '2026-12-28',
      undefined,
    ]);
    expect(naechsterWarntag(ENDE, [])).toBeUndefined();
  });

  it('said day by day, each comes once; after a gap only the most urgent', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 40 }),
        (stufen, gaps) => {
          const said: number[] = [];
          let day = addDays(ENDE, -70);
          let plan = naechsterWarntag(ENDE, stufen);
          for (const gap of [...gaps, 80]) {
            if (plan !== undefined && plan <= day) {
              const stufe = warnstufe(ENDE, day, stufen);
              if (stufe !== undefined) {
                expect(said.every((earlier) => earlier > stufe)).toBe(true);
                expect(daysBetween(day, ENDE)).toBeLessThanOrEqual(stufe);
                said.push(stufe);
              }
              plan = stufe === undefined ? undefined : naechsterWarntag(ENDE, stufen, stufe);
            }
            day = addDays(day, gap);
          }
        },
      ),
    );
    const daily = Array.from({ length: 80 }, (_, n) => addDays(ENDE, n - 70)).flatMap((day, index, all) => {
      const [now, before] = [warnstufe(ENDE, day, TAGE), warnstufe(ENDE, all[index - 1] ?? '2026-01-01', TAGE)];
      return now === before || now === undefined ? [] : [now];
    });
    expect(daily).toEqual([30, 14, 7, 3]);
  });
});

describe('stages of reminders', () => {
  const zeit = { am: '2026-11-01', faellig: '2026-11-15' };

  it('come at half and four fifths of the period and when it is over', () => {
    const on = (day: string) => erinnerungsstufe(zeit, day, PROZENT);
    expect(['2026-11-07', '2026-11-08', '2026-11-12', '2026-11-13'].map(on)).toEqual([undefined, 50, 50, 80]);
    expect(['2026-11-15', '2026-11-16', '2027-01-01'].map(on)).toEqual([80, 100, 100]);
    expect([0, 50, 80, 100].map((gesagt) => naechsterErinnerungstag(zeit, PROZENT, gesagt))).toEqual([
      '2026-11-08',
      '2026-11-13',
      '2026-11-16',
      undefined,
    ]);
  });

  it('of a period of one day are two, of one that ends on its first day one', () => {
    const days = (faellig: string) =>
      ['2026-11-01', '2026-11-02', '2026-11-03'].map((day) => erinnerungsstufe({ am: zeit.am, faellig }, day, PROZENT));
    expect(days('2026-11-02')).toEqual([undefined, 80, 100]);
    expect(days('2026-11-01')).toEqual([undefined, 100, 100]);
  });

  it('never fall on the day of the request, and rise with time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 120 }), (length, after) => {
        const period = { am: zeit.am, faellig: addDays(zeit.am, length) };
        const [now, later] = [after, after + 1].map(
          (days) => erinnerungsstufe(period, addDays(zeit.am, days), PROZENT) ?? 0,
        );
        expect(now).toBeLessThanOrEqual(later ?? 0);
        if (after === 0) expect(now).toBe(0);
        if (after > length) expect(now).toBe(100);
      }),
    );
  });
});
