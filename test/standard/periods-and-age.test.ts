import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/procedure/time/calendar.ts';
import { verjaehrungsende } from '../../src/procedure/time/periods.ts';
import { build, sample } from '../../src/standard/index.ts';
import { Validator } from '../../src/standard/validate.ts';

const validator = new Validator();
const rulesOf = (bytes: Uint8Array): string[] => validator.validate(bytes).findings.map(({ rule }) => rule);

/** Days at which months of different length meet. */
const days = [
  '2026-10-28',
  '2026-10-29',
  '2026-10-31',
  '2026-11-30',
  '2027-01-31',
  '2027-02-28',
  '2027-10-31',
  '2028-02-29',
];
const months = (zahl: number) => ({ einheit: 'monate', zahl }) as const;

describe('periods of the Fahrverbot in messages and in the computation of periods', () => {
  const notice = (final: string, latest: string): string[] =>
    rulesOf(
      build(
        sample('fahrverbot.mitteilung.3110', {
          nachrichtenkopf: { identifikation: { erstellungszeitpunkt: `${final}T08:00:00.000+01:00` } },
          bescheid: { erlassdatum: '2026-09-01', zustelldatum: '2026-09-10' },
          rechtskraftAm: final,
          fahrverbot: { spaetesterBeginn: latest },
          weiteresFahrverbot: undefined,
        }),
      ),
    );

  it.each(days)('agree on the latest begin after finality on %s', (final) => {
    const latest = addDays(verjaehrungsende(final, months(4)), 1);
    expect(notice(final, latest)).toEqual([]);
    expect(notice(final, addDays(latest, 1))).toEqual([]);
    expect(notice(final, addDays(latest, -1))).toEqual(['B3']);
    expect(notice(final, addDays(latest, 2))).toEqual(['B3']);
  });

  const over = (begin: string, end: string, monate: number, away: number): string[] =>
    rulesOf(
      build(
        sample('fahrverbot.ende.3130', {
          bescheid: { erlassdatum: '2026-09-01', zustelldatum: '2026-09-10' },
          rechtskraftAm: '2026-09-25',
          monate,
          wirksamAb: begin,
          verwahrtAm: begin,
          fristbeginn: begin,
          anrechnung: undefined,
          nichtEingerechnet: away === 0 ? undefined : [{ von: begin, bis: addDays(begin, away - 1), tage: away }],
          endeAm: end,
        }),
      ),
    );

  it.each(days)('agree on the last day of a period from %s', (begin) => {
    for (const monate of [1, 2, 3]) {
      const end = verjaehrungsende(begin, months(monate));
      expect(over(begin, end, monate, 0)).toEqual([]);
      expect(over(begin, addDays(end, 1), monate, 0)).toEqual(['B32']);
      expect(over(begin, addDays(end, 5), monate, 5)).toEqual([]);
    }
  });
});

describe('period of a Fahrtenbuch', () => {
  const book = (beginn: string, ende: string, dauerMonate: number): string[] => {
    const message = sample('fahrerermittlung.fahrtenbuchentscheidung.1161', {
      fahrtenbuch: { beginn, ende, dauerMonate, aufzubewahrenBis: undefined },
    });
    return rulesOf(build(message));
  };

  it.each([...days, '2026-08-31'])('ends as a period of months does, from %s', (beginn) => {
    for (const monate of [1, 6, 12]) {
      const ende = verjaehrungsende(beginn, months(monate));
      expect(book(beginn, ende, monate)).toEqual([]);
      expect(book(beginn, addDays(ende, -1), monate)).toEqual(['E28']);
      expect(book(beginn, addDays(ende, 1), monate)).toEqual(['E28']);
    }
  });
});

describe('age', () => {
  const suspected = (born: string, day: string): string[] =>
    rulesOf(
      build(
        sample('fahrerermittlung.ersuchen.1120', {
          tat: { anfang: `${day}T12:00:00+01:00`, messung: undefined },
          massnahme: [{ code: 'halterbefragung' }],
          vermuteterFahrer: [{ person: { familienname: 'Musterfrau', geburtsdatum: born } }],
        }),
      ),
    ).filter((rule) => rule.startsWith('R17'));

  it.each([
    ['2012-08-14', '2026-08-14', ['R17.2']],
    ['2012-08-15', '2026-08-14', ['R17.1']],
    ['2012-02-29', '2026-02-28', ['R17.1']],
    ['2012-02-29', '2026-03-01', ['R17.2']],
    ['2008-08-14', '2026-08-14', []],
    ['2008-08-15', '2026-08-14', ['R17.2']],
    ['2012', '2026-08-14', []],
    ['2013', '2026-08-14', ['R17.5']],
    ['2012-08', '2026-08-14', []],
    ['2012-09', '2026-08-14', ['R17.5']],
  ])('of a person born %s is judged on %s', (born, day, rules) => {
    expect(suspected(born, day)).toEqual(rules);
  });

  it('counts by the calendar of Germany', () => {
    const bytes = build(
      sample('fahrerermittlung.ersuchen.1120', {
        tat: { anfang: '2026-08-14T22:30:00Z', messung: undefined },
        massnahme: [{ code: 'halterbefragung' }],
        vermuteterFahrer: [{ person: { familienname: 'Musterfrau', geburtsdatum: '2012-08-15' } }],
      }),
    );
    expect(rulesOf(bytes)).not.toContain('R17.1');
  });
});
