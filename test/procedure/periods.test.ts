import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type Dauer,
  fristende,
  fromDayNumber,
  isWorkday,
  LAENDER,
  type Land,
  verjaehrungsende,
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
