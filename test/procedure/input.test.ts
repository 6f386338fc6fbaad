import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlaupauseError } from '../../src/platform/errors.ts';
import { computeDeadlines, eventTypes, fromDayNumber, LAENDER, zustellarten } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, fall, rechne, zugestellt } from './fixtures.ts';

const findings = (input: unknown): { code: string; places: string[]; text: string } => {
  try {
    computeDeadlines(input);
  } catch (error) {
    if (error instanceof BlaupauseError) {
      return {
        code: error.code,
        places: error.findings.map((finding) => finding.path ?? ''),
        text: error.toGerman(),
      };
    }
    throw error;
  }
  return { code: 'none', places: [], text: '' };
};

describe('faults in the events file', () => {
  it('names the event, the field and what is allowed', () => {
    const wrong = findings(fall([{ typ: 'anhoerung-angeordet', am: '2026-10-20' }]));
    expect(wrong.code).toBe('USAGE');
    expect(wrong.places).toEqual(['ereignisse[0].typ']);
    expect(wrong.text).toContain('anhoerung-angeordnet');
  });

  it.each([
    [{ ...ANHOERUNG, am: '2026-02-30' }, 'ereignisse[0].am'],
    [{ ...ANHOERUNG, am: '20.10.2026' }, 'ereignisse[0].am'],
    [{ ...ANHOERUNG, am: '2026-10-20T10:00:00' }, 'ereignisse[0].am'],
    [{ typ: 'anhoerung-angeordnet' }, 'ereignisse[0].am'],
    [{ ...BESCHEID, geldbusse: '180' }, 'ereignisse[0].geldbusse'],
    [{ ...BESCHEID, geldbusse: 180.005 }, 'ereignisse[0].geldbusse'],
    [{ ...BESCHEID, fahrverbotMonate: 4 }, 'ereignisse[0].fahrverbotMonate'],
    [{ ...zugestellt('2026-12-11'), art: 'brieftaube' }, 'ereignisse[0].art'],
    ['kein Objekt', 'ereignisse[0]'],
  ])('places the fault of event %j', (event, place) => {
    expect(findings(fall([event as never])).places).toEqual([place]);
  });

  it('reports all faults at once', () => {
    const all = findings({ tat: { begangenAm: 'gestern' }, land: 'XX', ereignisse: [{ typ: 'x' }] });
    expect(all.places).toEqual(['tat.begangenAm', 'land', 'ereignisse[0].typ']);
  });

  it.each([undefined, null, 7, 'text', [], {}])('refuses %j as a case', (input) => {
    expect(findings(input).code).toBe('USAGE');
  });

  it('names both events of an impossible order', () => {
    const wrong = findings(fall([ANHOERUNG, BESCHEID, zugestellt('2026-11-30')]));
    expect(wrong.places).toEqual(['ereignisse[2].am']);
    expect(wrong.text).toContain('Bußgeldbescheid zugestellt am 30.11.2026');
    expect(wrong.text).toContain('Bußgeldbescheid erlassen am 01.12.2026 (ereignisse[1])');
  });

  it('refuses events before the act, Einspruch before issue, files at court before Einspruch', () => {
    expect(findings(fall([{ ...ANHOERUNG, am: '2026-08-14' }])).text).toContain('vor der Tat');
    expect(findings(fall([BESCHEID, { typ: 'einspruch-eingelegt', am: '2026-11-30' }])).code).toBe('USAGE');
    const court = [
      BESCHEID,
      zugestellt('2026-12-11'),
      { typ: 'einspruch-eingelegt', am: '2026-12-20' },
      { typ: 'akten-eingang-amtsgericht', am: '2026-12-19' },
    ];
    expect(findings(fall(court)).places).toEqual(['ereignisse[3].am']);
  });

  it('is not satisfied by an event that could have come before and came later', () => {
    const continued = { typ: 'verfahren-fortgesetzt', am: '2026-08-16' };
    const ended = { typ: 'verfahren-eingestellt', am: '2026-08-17' };
    const absent = (am: string) => ({ typ: 'vorlaeufig-eingestellt-abwesenheit', am });
    expect(findings(fall([continued, ended, absent('2026-08-18')])).places).toEqual(['ereignisse[0].am']);
    expect(rechne([absent('2026-08-16'), continued, ended]).zustand.stand).toBe('eingestellt');
  });

  it('takes the Land from the AGS, and refuses an AGS of another Land', () => {
    expect(rechne([], { land: undefined }).fristen).not.toHaveLength(0);
    expect(findings(fall([], { land: 'BY' })).text).toContain('beginnt er mit 09');
    expect(findings(fall([], { ags: '14511' })).places).toEqual(['ags']);
  });

  it('keeps a field it does not know out of the reckoning and says so', () => {
    const result = rechne([{ ...ANHOERUNG, persohn: 'x' }]);
    expect(result.hinweise.join(' ')).toContain('„persohn“');
  });

  it('never reads names of the prototype as events or fields', () => {
    expect(findings(fall([{ typ: 'constructor', am: '2026-10-20' }])).places).toEqual(['ereignisse[0].typ']);
    expect(rechne([{ ...ANHOERUNG, toString: 'x' }]).hinweise).toHaveLength(1);
  });

  it('refuses a file with more events than any case has', () => {
    expect(findings(fall(Array.from({ length: 501 }, () => ANHOERUNG))).places).toEqual([]);
    expect(findings(fall(Array.from({ length: 501 }, () => ANHOERUNG))).text).toContain('höchstens 500');
  });

  it('answers every list of events with a result or a fault of the catalogue', () => {
    const event = fc.record(
      {
        typ: fc.constantFrom(...Object.keys(eventTypes)),
        am: fc.integer({ min: 20_600, max: 25_560 }).map(fromDayNumber),
        art: fc.constantFrom(...zustellarten),
        geldbusse: fc.integer({ min: 0, max: 3000 }),
        bis: fc.integer({ min: 20_600, max: 25_560 }).map(fromDayNumber),
        abs2a: fc.boolean(),
        fahrverbotMonate: fc.integer({ min: 0, max: 3 }),
      },
      { requiredKeys: ['typ', 'am'] },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 7 }), fc.constantFrom(...LAENDER), (events, land) => {
        const { code } = findings({ tat: { begangenAm: '2026-05-01' }, land, ereignisse: events });
        expect(['none', 'USAGE']).toContain(code);
      }),
      { numRuns: 1500 },
    );
  });

  it('adjusts nothing in the input', () => {
    const input = fall([ANHOERUNG, BESCHEID, zugestellt('2026-12-11')]);
    const copy = structuredClone(input);
    computeDeadlines(input);
    expect(input).toEqual(copy);
  });
});
