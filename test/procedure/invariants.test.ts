import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, computeDeadlines, eventTypes, type Fristenlage } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, type Event, fall, zugestellt } from './fixtures.ts';

const TYPES = Object.keys(eventTypes);
const START = '2026-12-12';

const field = fc.record(
  {
    geldbusse: fc.constantFrom(40, 180, 260, 1200),
    fahrverbotMonate: fc.integer({ min: 0, max: 3 }),
    abs2a: fc.boolean(),
    punkte: fc.integer({ min: 0, max: 2 }),
    betrag: fc.constantFrom(10, 180, 208.5, 500),
    entscheidung: fc.constantFrom('verurteilung', 'freispruch', 'verwerfung', 'unzulaessig'),
    ergebnis: fc.constantFrom('bestaetigt', 'aufgehoben'),
    inAbwesenheit: fc.boolean(),
    formfehler: fc.boolean(),
    beschraenktAuf: fc.constantFrom('fahrverbot', 'geldbusse'),
    tage: fc.integer({ min: 1, max: 60 }),
    fuehrerschein: fc.constantFrom('deutsch', 'drittstaat', 'keiner'),
  },
  { requiredKeys: [] },
);
const offset = fc.integer({ min: 0, max: 500 });
const event = fc
  .record({
    typ: fc.constantFrom(...TYPES),
    day: offset,
    bis: fc.option(offset, { nil: undefined }),
    served: fc.boolean(),
    field,
  })
  .map(({ typ, day, bis, served, field: more }): Event => {
    const am = addDays(START, day);
    return {
      typ,
      am,
      ...more,
      ...(bis === undefined ? {} : { bis: addDays(am, bis) }),
      ...(served ? { zugestelltAm: addDays(am, 3) } : {}),
    };
  });

const reckoned = (events: Event[], stichtag: string): Fristenlage | undefined => {
  try {
    return computeDeadlines(fall(events, { stichtag }));
  } catch (error) {
    expect(error).toMatchObject({ code: 'USAGE' });
    return undefined;
  }
};

const WITHOUT_DATE = ['bedingt', 'gehemmt', 'ruht', 'aufgehoben', 'erledigt', 'gewahrt'];

describe('any course of a case', () => {
  it('gives periods that hold together, or names what is impossible', () => {
    let results = 0;
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), offset, (events, day) => {
        const lage = reckoned([ANHOERUNG, BESCHEID, zugestellt('2026-12-11'), ...events], addDays(START, day));
        if (lage === undefined) return;
        results += 1;
        for (const one of lage.fristen) {
          const where = `${one.name} ${one.status} ${one.beginn ?? '-'} ${one.ende ?? '-'}`;
          expect([one.norm, ...one.begruendung].join(' '), where).toMatch(/§/);
          if (one.ende === null) expect(WITHOUT_DATE, where).toContain(one.status);
          if (one.status === 'aufgehoben') expect(one.ende, where).toBeNull();
          if (one.status === 'laeuft') expect((one.ende ?? '') >= lage.stichtag, where).toBe(true);
          if (one.status === 'abgelaufen') expect((one.ende ?? '9999') < lage.stichtag, where).toBe(true);
          if (one.status === 'eingetreten') expect((one.ende ?? '9999') <= lage.stichtag, where).toBe(true);
          if (one.lesarten !== undefined)
            expect(
              one.lesarten.some((lesart) => lesart.gewaehlt),
              where,
            ).toBe(true);
        }
        const final = lage.fristen.find((one) => one.name === 'rechtskraft')?.status;
        const enforced = lage.fristen.find((one) => one.name === 'beitreibung-ab')?.status;
        if (enforced === 'eingetreten') expect(final).toBe('eingetreten');
      }),
      { numRuns: 400 },
    );
    expect(results).toBeGreaterThan(50);
  });
});
