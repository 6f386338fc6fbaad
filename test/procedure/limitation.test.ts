import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, fromDayNumber } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, type Event, frist, rechne, zugestellt } from './fixtures.ts';

const limitation = (events: Event[], more: Record<string, unknown> = {}) =>
  frist(rechne(events, more), 'verfolgungsverjaehrung');
const end = (events: Event[], more: Record<string, unknown> = {}) => limitation(events, more).ende;

describe('limitation of prosecution', () => {
  it('ends after three months on a Saturday, without shift', () => {
    expect(end([])).toBe('2026-11-14');
  });

  it('starts anew with the ordered Anhörung', () => {
    expect(end([ANHOERUNG])).toBe('2027-01-19');
  });

  it('starts anew with the issue when service follows within two weeks, then for six months', () => {
    expect(end([ANHOERUNG, BESCHEID, zugestellt('2026-12-10')])).toBe('2027-05-31');
    expect(end([ANHOERUNG, BESCHEID, zugestellt('2026-12-15')])).toBe('2027-05-31');
  });

  it('starts anew with the service when it comes later than two weeks', () => {
    expect(end([ANHOERUNG, BESCHEID, zugestellt('2026-12-16')])).toBe('2027-06-15');
    expect(end([ANHOERUNG, BESCHEID, zugestellt('2026-12-20')])).toBe('2027-06-19');
  });

  it('does not rely on a Bescheid that is not served yet, and says what service would bring', () => {
    const result = rechne([ANHOERUNG, BESCHEID]);
    const found = frist(result, 'verfolgungsverjaehrung');
    expect(found.ende).toBe('2027-01-19');
    expect(found.lesarten?.map((one) => [one.ende, one.gewaehlt])).toEqual([
      ['2027-01-19', true],
      ['2027-05-31', false],
    ]);
    expect(frist(result, 'zustellung-nach-erlass').ende).toBe('2026-12-15');
  });

  it('has its absolute limit after two years', () => {
    const found = frist(rechne([ANHOERUNG, BESCHEID, zugestellt('2026-12-11')]), 'verfolgungsverjaehrung-absolut');
    expect(found.ende).toBe('2028-08-14');
  });

  it('never runs past the absolute limit', () => {
    const court = ['2027-05-01', '2027-10-01', '2028-03-01', '2028-08-01'].map((am) => ({
      typ: 'hauptverhandlung-anberaumt',
      am,
    }));
    expect(end([ANHOERUNG, BESCHEID, zugestellt('2026-12-11'), ...court])).toBe('2028-08-14');
  });

  it.each([
    ['2026-11-30', '2027-02-28'],
    ['2026-11-29', '2027-02-28'],
    ['2026-11-28', '2027-02-27'],
    ['2026-12-01', '2027-02-28'],
    ['2027-11-30', '2028-02-29'],
  ])('act on %s ends %s', (begangenAm, ende) => {
    expect(end([], { tat: { begangenAm } })).toBe(ende);
  });

  it('takes the German day of an act shortly before midnight UTC', () => {
    expect(end([], { tat: { begangenAm: '2026-08-14T22:30:00Z' } })).toBe('2026-11-14');
  });

  it('is interrupted only once by hearing, announcement and their orders', () => {
    expect(end([ANHOERUNG, { typ: 'vernehmung-betroffener', am: '2026-11-05' }])).toBe('2027-01-19');
    expect(end([ANHOERUNG, { typ: 'anhoerung-bekanntgegeben', am: '2026-11-05' }])).toBe('2027-01-19');
  });

  it('is not interrupted by a questionnaire to the Halter or an act against another person', () => {
    expect(end([{ typ: 'zeugenfragebogen-versandt', am: '2026-08-24' }])).toBe('2026-11-14');
    expect(end([{ ...ANHOERUNG, betrifft: 'andere-person' }])).toBe('2026-11-14');
    expect(
      end([
        { ...ANHOERUNG, betrifft: 'andere-person' },
        { ...ANHOERUNG, am: '2026-11-02' },
      ]),
    ).toBe('2027-02-01');
  });

  it('is not revived by an act after its end', () => {
    const late = limitation([{ ...ANHOERUNG, am: '2026-11-15' }]);
    expect(late.ende).toBe('2026-11-14');
    expect(late.status).toBe('abgelaufen');
    expect(late.begruendung.join(' ')).toContain('ohne Wirkung');
    expect(end([{ ...ANHOERUNG, am: '2026-11-14' }])).toBe('2027-02-13');
  });

  it('is interrupted by provisional discontinuation for absence and by later orders to find the residence', () => {
    const absent = { typ: 'vorlaeufig-eingestellt-abwesenheit', am: '2026-11-10' };
    const search = { typ: 'aufenthaltsermittlung-angeordnet', am: '2027-01-11' };
    expect(end([absent])).toBe('2027-02-09');
    expect(end([absent, search])).toBe('2027-04-10');
    expect(end([{ ...search, am: '2026-11-10' }])).toBe('2026-11-14');
  });

  it('counts an expert only after the person was heard', () => {
    const expert = { typ: 'sachverstaendiger-beauftragt', am: '2026-11-02' };
    expect(end([expert])).toBe('2026-11-14');
    expect(end([ANHOERUNG, expert]), 'the order alone is neither hearing nor announcement').toBe('2027-01-19');
    expect(end([{ typ: 'anhoerung-bekanntgegeben', am: '2026-10-23' }, expert])).toBe('2027-02-01');
  });

  it('is interrupted by the files at the Amtsgericht, not at the Staatsanwaltschaft', () => {
    const served = [ANHOERUNG, BESCHEID, zugestellt('2026-12-11'), { typ: 'einspruch-eingelegt', am: '2026-12-20' }];
    expect(end([...served, { typ: 'akten-eingang-staatsanwaltschaft', am: '2027-01-20' }])).toBe('2027-05-31');
    expect(end([...served, { typ: 'akten-eingang-amtsgericht', am: '2027-02-03' }])).toBe('2027-08-02');
  });

  it('does not end before the proceedings do once a judgment is given', () => {
    const found = limitation([
      ANHOERUNG,
      BESCHEID,
      zugestellt('2026-12-11'),
      { typ: 'einspruch-eingelegt', am: '2026-12-20' },
      { typ: 'akten-eingang-amtsgericht', am: '2027-02-03' },
      { typ: 'urteil-erster-instanz', am: '2027-07-01' },
    ]);
    expect([found.ende, found.status]).toEqual([null, 'gehemmt']);
  });

  it('rests while prosecution is legally impossible', () => {
    const pause = [
      { typ: 'ruhen-beginn', am: '2026-11-01' },
      { typ: 'ruhen-ende', am: '2026-11-11' },
    ];
    expect(end(pause)).toBe('2026-11-24');
    expect(limitation(pause.slice(0, 1)).status).toBe('ruht');
  });

  it('takes the safe day when a document lay before it left the desk', () => {
    const slow = limitation([{ ...ANHOERUNG, inGeschaeftsgangAm: '2026-11-02' }]);
    expect(slow.ende).toBe('2027-01-19');
    expect(slow.lesarten?.some((one) => one.ende === '2027-02-01')).toBe(true);
    expect(end([{ ...ANHOERUNG, inGeschaeftsgangAm: '2026-11-20' }])).toBe('2026-11-14');
  });

  it('lists both readings when the two weeks after issue end on a holiday', () => {
    const issued = { ...BESCHEID, am: '2026-12-11' };
    const found = limitation([ANHOERUNG, issued, zugestellt('2026-12-28')]);
    expect(found.ende).toBe('2027-06-10');
    expect(found.lesarten?.map((one) => one.ende)).toEqual(['2027-06-10', '2027-06-27']);
  });

  it('takes the longer periods of §§ 24a, 24c StVG and of type approval from the rules', () => {
    expect(end([], { tat: { begangenAm: '2026-08-15', norm: 'stvg-24a-fahrlaessig' } })).toBe('2027-08-14');
    expect(end([], { tat: { begangenAm: '2026-08-15', norm: 'stvg-24c' } })).toBe('2027-02-14');
    expect(end([], { tat: { begangenAm: '2026-08-15', norm: 'stvg-24-1-bauart' } })).toBe('2028-08-14');
  });

  it('tells the limitation group from the Tatbestandsnummer, and assumes negligence where that is open', () => {
    const result = rechne([], { tat: { begangenAm: '2026-08-15', tbnr: '424600' } });
    expect(frist(result, 'verfolgungsverjaehrung').ende).toBe('2027-08-14');
    expect(result.hinweise.join(' ')).toContain('Fahrlässigkeit');
    const intended = rechne([], { tat: { begangenAm: '2026-08-15', tbnr: '424600', schuldform: 'vorsatz' } });
    expect(frist(intended, 'verfolgungsverjaehrung').ende).toBe('2028-08-14');
    expect(intended.hinweise).toEqual([]);
  });

  it('rests between Rechtskraft and Wiedereinsetzung', () => {
    const found = limitation([
      ANHOERUNG,
      BESCHEID,
      zugestellt('2026-12-11'),
      { typ: 'wiedereinsetzung-gewaehrt', am: '2027-01-28' },
    ]);
    expect(found.ende).toBe('2027-06-30');
    expect(found.status).toBe('laeuft');
  });
});

describe('properties of limitation', () => {
  const offset = fc.integer({ min: 0, max: 900 });
  const start = fc.integer({ min: 19_000, max: 22_000 }).map(fromDayNumber);
  const typ = fc.constantFrom(
    'anhoerung-angeordnet',
    'richterliche-vernehmung',
    'beschlagnahme-angeordnet',
    'vorlaeufig-eingestellt-abwesenheit',
    'auslandsersuchen',
    'hauptverhandlung-anberaumt',
  );
  const acts = fc.array(fc.tuple(typ, offset), { maxLength: 6 });
  const make = (begangenAm: string, list: [string, number][]) =>
    rechne(
      list.map(([kind, days]) => ({ typ: kind, am: addDays(begangenAm, days) })),
      { tat: { begangenAm }, land: 'NW', ags: undefined },
    );

  it('no act after the end revives the prosecution', () => {
    fc.assert(
      fc.property(start, acts, typ, fc.integer({ min: 1, max: 200 }), (begangenAm, list, kind, later) => {
        const before = frist(make(begangenAm, list), 'verfolgungsverjaehrung').ende ?? '';
        const days = Math.round((Date.parse(addDays(before, later)) - Date.parse(begangenAm)) / 86_400_000);
        expect(frist(make(begangenAm, [...list, [kind, days]]), 'verfolgungsverjaehrung').ende).toBe(before);
      }),
    );
  });

  it('never passes the absolute limit, and no act makes it end earlier', () => {
    fc.assert(
      fc.property(start, acts, typ, offset, (begangenAm, list, kind, days) => {
        const one = make(begangenAm, list);
        const two = make(begangenAm, [...list, [kind, days]]);
        const [a, b] = [
          frist(one, 'verfolgungsverjaehrung').ende ?? '',
          frist(two, 'verfolgungsverjaehrung').ende ?? '',
        ];
        expect(a <= (frist(one, 'verfolgungsverjaehrung-absolut').ende ?? '')).toBe(true);
        expect(b >= a || kind === 'anhoerung-angeordnet').toBe(true);
      }),
    );
  });
});
