import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlaupauseError } from '../../src/platform/errors.ts';
import {
  computeDeadlines,
  eventTypes,
  formatDeadlines,
  fromDayNumber,
  LAENDER,
  zustellarten,
} from '../../src/procedure/index.ts';

const FREE_TEXT = 'Erika Mustermann hat gesagt';

/** Result, or the code of the fault; anything else is a failure of the test. */
const verdict = (input: unknown): string => {
  try {
    formatDeadlines(computeDeadlines(input));
    return 'result';
  } catch (error) {
    if (!(error instanceof BlaupauseError)) throw error;
    expect(error.toGerman()).not.toContain(FREE_TEXT);
    for (const finding of error.findings) expect(finding.path).toBeTruthy();
    return error.code;
  }
};

const day = fc.integer({ min: 16_436, max: 25_560 }).map(fromDayNumber);
const moment = fc.oneof(
  day,
  fc
    .date({ min: new Date('2015-01-01T00:00:00Z'), max: new Date('2039-12-30T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString()),
);
/** What a field may hold by mistake or ill will. */
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('__proto__', 'constructor', FREE_TEXT, '', ' ', '2026-02-30', '9999-12-31', '24:00', '-1', 1e308, -0),
  fc.string({ maxLength: 40 }),
  moment,
);
const mostly = <T>(good: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: good as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: junk });

const event = fc
  .tuple(
    fc.record({ typ: mostly(fc.constantFrom(...Object.keys(eventTypes))), am: mostly(moment) }),
    fc.record(
      {
        um: mostly(fc.constantFrom('00:00', '08:15', '23:59')),
        person: mostly(fc.constantFrom('P1', 'P2')),
        betrifft: mostly(fc.constantFrom('betroffener', 'andere-person', 'unbekannt')),
        dokument: mostly(fc.constantFrom('D1', 'D2')),
        inGeschaeftsgangAm: mostly(day),
        art: mostly(fc.constantFrom(...zustellarten)),
        unwirksam: mostly(fc.boolean()),
        geldbusse: mostly(fc.integer({ min: 0, max: 3000 })),
        grund: mostly(fc.constantFrom('antrag-fehlt', 'verfolgungshindernis')),
        strafverjaehrungJahre: mostly(fc.integer({ min: 3, max: 30 })),
        bis: mostly(day),
      },
      { requiredKeys: [] },
    ),
    fc.dictionary(fc.string({ maxLength: 12 }), junk, { maxKeys: 2 }),
  )
  .map(([must, may, more]): unknown => ({ ...more, ...must, ...may }));

const file = fc.record(
  {
    tat: mostly(
      fc.record(
        {
          begangenAm: mostly(moment),
          beendetAm: mostly(day),
          erfolgAm: mostly(day),
          um: mostly(fc.constantFrom('12:00', '23:59')),
          tbnr: mostly(fc.constantFrom('141713', '424600', '424654', '330612', '999999', '499999')),
          norm: mostly(fc.constantFrom('stvg-24-1', 'stvg-24c', '§ 24a Abs. 2a StVG', '§ 3 StVO')),
          schuldform: mostly(fc.constantFrom('vorsatz', 'fahrlaessigkeit')),
        },
        { requiredKeys: ['begangenAm'] },
      ),
    ),
    person: mostly(fc.constantFrom('P1', 'P2')),
    land: mostly(fc.constantFrom(...LAENDER)),
    ags: mostly(fc.constantFrom('14511000', '09761000')),
    ereignisse: mostly(fc.array(fc.oneof({ weight: 12, arbitrary: event }, junk), { maxLength: 9 })),
    stichtag: mostly(day),
    selbstaendigesVerfahren: mostly(fc.boolean()),
  },
  { requiredKeys: ['tat', 'land'] },
);

describe('whatever is given', () => {
  it('any JSON has a result or a fault of the catalogue with the place of each error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        expect(['result', 'USAGE']).toContain(verdict(input));
      }),
      { numRuns: 500 },
    );
  });

  it('so has a file with wrong, foreign and contradictory entries', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(file, (input) => {
        const found = verdict(input);
        seen.add(found);
        expect(['result', 'USAGE']).toContain(found);
      }),
      { numRuns: 1500 },
    );
    expect([...seen].sort()).toEqual(['USAGE', 'result']);
  });

  it('the JSON text of a file may hold names of the prototype', () => {
    const text =
      '{"tat":{"begangenAm":"2026-08-15","__proto__":{"norm":"stvg-24c"}},"land":"SN","__proto__":{"person":"x"},"ereignisse":[{"typ":"zahlung","am":"2026-10-01","__proto__":{"betrag":1}}]}';
    const result = computeDeadlines(JSON.parse(text));
    expect(result.person).toBeUndefined();
    expect(result.fristen.find(({ name }) => name === 'verfolgungsverjaehrung')?.ende).toBe('2026-11-14');
  });

  it('a full file that raises every disputed question is reckoned without delay', () => {
    const ereignisse = Array.from({ length: 125 }, (_, at) => [
      {
        typ: 'bescheid-erlassen',
        am: fromDayNumber(20_700 + 3 * at),
        dokument: `B${at}`,
        inGeschaeftsgangAm: fromDayNumber(20_702 + 3 * at),
      },
      { typ: 'bescheid-zugestellt', am: fromDayNumber(20_714 + 3 * at), dokument: `B${at}`, art: 'einschreiben' },
      { typ: 'bescheid-zugestellt', am: fromDayNumber(20_715 + 3 * at), dokument: `B${at}`, art: 'einschreiben' },
      { typ: 'bescheid-zurueckgenommen', am: fromDayNumber(20_701 + 3 * at) },
    ]).flat();
    const started = performance.now();
    expect(verdict({ tat: { begangenAm: fromDayNumber(20_690) }, land: 'BY', ereignisse })).toBe('result');
    expect(performance.now() - started, 'a hang would take minutes').toBeLessThan(20_000);
  });

  it('a long or deep entry costs no more than its length', () => {
    const long = 'x'.repeat(2_000_000);
    expect(
      verdict({ tat: { begangenAm: long, tbnr: long, norm: long }, land: long, ereignisse: [{ typ: long }] }),
    ).toBe('USAGE');
    const fields = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`feld${at}`, at]));
    expect(
      verdict({
        tat: { begangenAm: '2026-08-15' },
        land: 'SN',
        ereignisse: [{ typ: 'zahlung', am: '2026-10-01', ...fields }],
      }),
    ).toBe('USAGE');
    const many = Array.from({ length: 500 }, () => ({ typ: FREE_TEXT, am: FREE_TEXT }));
    expect(verdict({ tat: { begangenAm: '2026-08-15' }, land: 'SN', ereignisse: many })).toBe('USAGE');
  });
});
