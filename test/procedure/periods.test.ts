import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addWorkdays,
  type Dauer,
  fristende,
  fromDayNumber,
  isWorkday,
  LAENDER,
  type Land,
  verjaehrungsende,
  workdaysBetween,
} from '../../src/procedure/index.ts';

const WEEKS2: Dauer = { einheit: 'wochen', zahl: 2 };
const M3: Dauer = { einheit: 'monate', zahl: 3 };
const M6: Dauer = { einheit: 'monate', zahl: 6 };

describe('two weeks after Zustellung (§ 43 StPO)', () => {
  it.each([
    ['2026-11-04', '2026-11-18', { SN: '2026-11-19' }],
    ['2026-10-17', '2026-11-02', {}],
    ['2026-12-10', '2026-12-24', {}],
    ['2026-12-11', '2026-12-28', {}],
    ['2026-12-18', '2027-01-04', {}],
    ['2026-12-23', '2027-01-06', { BW: '2027-01-07', BY: '2027-01-07', ST: '2027-01-07' }],
    ['2027-03-12', '2027-03-30', {}],
    ['2027-04-22', '2027-05-07', {}],
    [
      '2027-05-13',
      '2027-05-27',
      { BW: '2027-05-28', BY: '2027-05-28', HE: '2027-05-28', NW: '2027-05-28', RP: '2027-05-28', SL: '2027-05-28' },
    ],
    [
      '2027-10-18',
      '2027-11-01',
      { BW: '2027-11-02', BY: '2027-11-02', NW: '2027-11-02', RP: '2027-11-02', SL: '2027-11-02' },
    ],
    ['2027-11-03', '2027-11-17', { SN: '2027-11-18' }],
  ] as [string, string, Partial<Record<Land, string>>][])('served %s', (served, others, own) => {
    for (const land of LAENDER)
      expect([land, fristende(served, WEEKS2, { land }).ende]).toEqual([land, own[land] ?? others]);
  });

  it('follows the municipality on Fronleichnam', () => {
    expect(fristende('2027-05-13', WEEKS2, { land: 'SN', ags: '14625080' }).ende).toBe('2027-05-28');
    expect(fristende('2027-05-13', WEEKS2, { land: 'SN', ags: '14511000' }).ende).toBe('2027-05-27');
    expect(fristende('2027-05-13', WEEKS2, { land: 'TH', ags: '16061045' }).ende).toBe('2027-05-28');
  });

  it('names the other end where the municipality is not known', () => {
    const bavaria = fristende('2028-08-01', WEEKS2, { land: 'BY' });
    expect(bavaria.ende).toBe('2028-08-16');
    expect(bavaria.andere?.ende).toBe('2028-08-15');
    const saxony = fristende('2027-05-13', WEEKS2, { land: 'SN' });
    expect(saxony.ende).toBe('2027-05-27');
    expect(saxony.andere?.ende).toBe('2027-05-28');
  });
});

describe('ends that need care', () => {
  const end = (from: string, dauer: Dauer, ort: Parameters<typeof fristende>[2]) => fristende(from, dauer, ort).ende;
  const SN = { land: 'SN' } as const;

  it.each([
    // Good Friday to Easter Monday, Christmas with a weekend, New Year with a weekend
    ['2027-03-11', { einheit: 'tage', zahl: 15 }, '2027-03-30'],
    ['2026-12-24', { einheit: 'tage', zahl: 1 }, '2026-12-28'],
    ['2027-12-10', WEEKS2, '2027-12-24'],
    ['2027-12-11', WEEKS2, '2027-12-27'],
    ['2027-12-18', WEEKS2, '2028-01-03'],
    // leap days: from one, to one, and where there is none
    ['2028-02-29', { einheit: 'monate', zahl: 1 }, '2028-03-29'],
    ['2028-02-15', WEEKS2, '2028-02-29'],
    ['2027-11-29', M3, '2028-02-29'],
    ['2026-10-31', { einheit: 'monate', zahl: 4 }, '2027-03-01'], // 28.2.2027 is a Sunday
    ['2028-02-29', { einheit: 'jahre', zahl: 1 }, '2029-02-28'],
    // nights on which the clock changes: 29.3.2026, 25.10.2026
    ['2026-03-28', { einheit: 'tage', zahl: 3 }, '2026-03-31'],
    ['2026-10-24', { einheit: 'tage', zahl: 3 }, '2026-10-27'],
    // free days within the period count
    ['2026-12-23', { einheit: 'tage', zahl: 6 }, '2026-12-29'],
  ] as [string, Dauer, string][])('%s + %o', (from, dauer, expected) => {
    expect(end(from, dauer, SN)).toBe(expected);
  });

  it('chains an uncertain holiday with the weekend behind it', () => {
    // 15 August 2025 was a Friday
    expect(fristende('2025-08-01', WEEKS2, { land: 'BY', ags: '09162000' })).toMatchObject({ ende: '2025-08-18' });
    expect(fristende('2025-08-01', WEEKS2, { land: 'BY', ags: '09564000' })).toMatchObject({ ende: '2025-08-15' });
    const unknown = fristende('2025-08-01', WEEKS2, { land: 'BY' });
    expect(unknown).toMatchObject({ ende: '2025-08-18', andere: { ende: '2025-08-15' } });
    expect(unknown.andere?.grund).toContain('die Angabe des AGS entscheidet');
  });

  it('says so where even the AGS leaves it open', () => {
    const bautzen = fristende('2027-05-13', WEEKS2, { land: 'SN', ags: '14625020' });
    expect(bautzen).toMatchObject({ ende: '2027-05-27', andere: { ende: '2027-05-28' } });
    expect(bautzen.andere?.grund).toContain('der AGS lässt es offen');
  });

  it('names every day that could not end the period', () => {
    expect(fristende('2026-12-11', WEEKS2, SN).begruendung.at(-1)).toBe(
      'Kein Fristende am 25.12.2026 1. Weihnachtstag (§ 1 Abs. 1 SächsSFG), 26.12.2026 2. Weihnachtstag (§ 1 Abs. 1 SächsSFG), 27.12.2026 Sonntag; nächster Werktag ist Montag, 28.12.2026 (§ 43 Abs. 2 StPO, Feiertagsrecht SN).',
    );
  });

  it('refuses an end beyond the years of the holiday rules', () => {
    expect(() => end('2040-12-28', WEEKS2, SN)).toThrow(/2015 bis 2040/);
  });
});

describe('working days of answer periods', () => {
  it.each([
    ['2026-12-23', 3, '2026-12-29'], // 24., 28., 29. December
    ['2026-11-17', 1, '2026-11-19'], // Buß- und Bettag
    ['2026-12-05', 1, '2026-12-07'],
    ['2026-12-05', 0, '2026-12-07'],
    ['2026-12-29', -3, '2026-12-23'],
    ['2026-12-26', -1, '2026-12-24'],
  ])('%s and %i', (from, count, expected) => {
    expect(addWorkdays(from, count, { land: 'SN' })).toBe(expected);
  });

  it('counts what it added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 18_262, max: 25_000 }), fc.integer({ min: 1, max: 40 }), (n, count) => {
        const from = fromDayNumber(n);
        const ort = { land: 'SN' } as const;
        const to = addWorkdays(from, count, ort);
        expect(workdaysBetween(from, to, ort)).toBe(count);
        expect(workdaysBetween(to, from, ort)).toBe(-count);
      }),
    );
    expect(() => addWorkdays('2026-12-23', 1.5, { land: 'SN' })).toThrow(/ganze Zahl/);
  });
});

describe('limitation (day of the event counts, no shift)', () => {
  it.each([
    ['2026-08-15', M3, '2026-11-14'],
    ['2026-10-20', M3, '2027-01-19'],
    ['2026-12-01', M6, '2027-05-31'],
    ['2026-12-20', M6, '2027-06-19'],
    ['2026-08-15', { einheit: 'jahre', zahl: 2 }, '2028-08-14'],
    ['2026-11-30', M3, '2027-02-28'],
    ['2026-11-29', M3, '2027-02-28'],
    ['2026-11-28', M3, '2027-02-27'],
    ['2026-12-01', M3, '2027-02-28'],
    ['2027-11-30', M3, '2028-02-29'],
    ['2027-11-29', M3, '2028-02-28'],
    ['2026-05-31', M6, '2026-11-30'],
    ['2024-02-29', { einheit: 'jahre', zahl: 2 }, '2026-02-28'],
    ['2024-02-29', { einheit: 'jahre', zahl: 4 }, '2028-02-28'],
  ] as [string, Dauer, string][])('from %s', (from, dauer, end) => {
    expect(verjaehrungsende(from, dauer)).toBe(end);
  });
});

describe('properties of periods', () => {
  const day = fc.integer({ min: 18_262, max: 25_000 }).map(fromDayNumber);
  const land = fc.constantFrom(...LAENDER);
  const dauer = fc.constantFrom<Dauer>(WEEKS2, M3, M6, { einheit: 'tage', zahl: 4 }, { einheit: 'wochen', zahl: 1 });

  it('a later Zustellung never ends the period earlier', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), land, dauer, (from, later, l, d) => {
        expect(fristende(addDays(from, later), d, { land: l }).ende >= fristende(from, d, { land: l }).ende).toBe(true);
      }),
    );
  });

  it('a holiday never shortens, and no period ends on a free day', () => {
    fc.assert(
      fc.property(day, land, dauer, (from, l, d) => {
        const end = fristende(from, d, { land: l });
        expect(end.ende >= end.rechnerisch).toBe(true);
        expect(isWorkday(end.ende, { land: l })).toBe(true);
      }),
    );
  });

  it('limitation never ends earlier for a later act', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), dauer, (from, later, d) => {
        expect(verjaehrungsende(addDays(from, later), d) >= verjaehrungsende(from, d)).toBe(true);
      }),
    );
  });
});
