import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reihenfolge, type Verbot, verbotsfenster } from '../../src/procedure/deadlines/enforcement/ban-sequence.ts';
import { addDays, daysBetween } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, type Event, frist, rechne, zugestellt } from './fixtures.ts';

/** Final on 20.11.2026. */
const chain = (more: Record<string, unknown> = {}): Event[] => [
  ANHOERUNG,
  { ...BESCHEID, am: '2026-10-25', fahrverbotMonate: 1, abs2a: true, ...more },
  zugestellt('2026-11-04', 'pzu-uebergabe'),
];
const kept = (am: string): Event => ({ typ: 'fuehrerschein-verwahrt', am });
const wirksam = (events: Event[]) => frist(rechne(events), 'fahrverbot-spaetestens-wirksam').ende;
const ban = (events: Event[], stichtag?: string) =>
  frist(rechne(events, stichtag === undefined ? {} : { stichtag }), 'fahrverbot-ende');

describe('when a Fahrverbot takes effect (§ 25 (2), (2a) StVG)', () => {
  it('with deposit, at latest four months after Rechtskraft', () => {
    expect(wirksam(chain())).toBe('2027-03-20');
    expect(wirksam([...chain(), kept('2027-01-10')])).toBe('2027-01-10');
    expect(wirksam([...chain(), kept('2027-03-25')])).toBe('2027-03-20');
  });

  it('with Rechtskraft without § 25 (2a) StVG, or when the licence is kept already', () => {
    expect(wirksam(chain({ abs2a: false }))).toBe('2026-11-20');
    expect(wirksam([...chain(), kept('2026-11-10')])).toBe('2026-11-20');
    expect(wirksam([...chain(), kept('2026-11-10'), { typ: 'fuehrerschein-zurueckgegeben', am: '2026-11-12' }])).toBe(
      '2027-03-20',
    );
  });

  it('at the end of a month without that day', () => {
    // final on 31.10.2026: 31.02. is missing, so the four months end with 28.02.
    const events = [
      ANHOERUNG,
      { ...BESCHEID, am: '2026-10-15', fahrverbotMonate: 1, abs2a: true },
      zugestellt('2026-10-16'),
    ];
    expect(wirksam(events)).toBe('2027-03-01');
  });
});

describe('the period of the ban (§ 25 (5), (6) StVG)', () => {
  it('counts from the day of deposit, not before the ban is effective', () => {
    expect(ban([...chain(), kept('2027-01-10')])).toMatchObject({ beginn: '2027-01-10', ende: '2027-02-09' });
    expect(ban([...chain(), kept('2026-11-10')])).toMatchObject({ beginn: '2026-11-20', ende: '2026-12-19' });
    expect(ban([...chain({ fahrverbotMonate: 3 }), kept('2027-01-31')]).ende).toBe('2027-04-30');
  });

  it('does not run while the licence is not handed over', () => {
    expect(ban(chain(), '2027-06-01')).toMatchObject({ ende: null, status: 'bedingt' });
    expect(ban(chain(), '2027-06-01').begruendung[0]).toContain('§ 25 Abs. 2 Satz 4 StVG');
    expect(ban([...chain(), kept('2027-06-01')]).ende).toBe('2027-06-30');
  });

  it.each([
    ['keiner', undefined, '2026-11-20', '2026-12-19'],
    ['drittstaat', undefined, null, null],
    ['drittstaat', '2026-12-01', '2026-12-01', '2026-12-31'],
    ['eu-wohnsitz-ausland', '2026-12-01', '2026-12-01', '2026-12-31'],
  ])('with the licence %s and a note on %s', (fuehrerschein, note, beginn, ende) => {
    const noted: Event[] = note === undefined ? [] : [{ typ: 'fahrverbot-vermerkt', am: note }];
    expect(ban([...chain({ abs2a: false, fuehrerschein }), ...noted])).toMatchObject({ beginn, ende });
  });

  it('does not count time in an institution', () => {
    const events = [...chain(), kept('2027-01-10'), { typ: 'anstaltsverwahrung-beginn', am: '2027-01-20' }];
    expect(ban(events, '2027-02-20')).toMatchObject({ ende: null, status: 'ruht' });
    const released = [...events, { typ: 'anstaltsverwahrung-ende', am: '2027-01-30' }];
    expect(ban(released).ende).toBe('2027-02-19');
  });

  it('credits each day of a provisional withdrawal, the first and the last too, unless that is excluded', () => {
    const seized: Event[] = [
      { typ: 'fahrerlaubnis-vorlaeufig-entzogen', am: '2026-08-15' },
      { typ: 'fahrerlaubnis-zurueckerhalten', am: '2026-08-25' },
    ];
    expect(ban([...seized, ...chain(), kept('2027-01-10')]).ende).toBe('2027-01-29');
    expect(ban([...seized, ...chain({ anrechnungAusgeschlossen: true }), kept('2027-01-10')]).ende).toBe('2027-02-09');
    const long: Event[] = [{ typ: 'fahrerlaubnis-vorlaeufig-entzogen', am: '2026-08-15', bis: '2026-10-15' }];
    expect(ban([...long, ...chain(), kept('2027-01-10')]).status).toBe('erledigt');
  });
});

describe('several bans (§ 25 (2b) StVG)', () => {
  const verbot = (id: string, wirksamAm: string, more: Partial<Verbot> = {}): Verbot => ({
    id,
    wirksam: wirksamAm,
    angeordnet: '2026-10-01',
    tat: '2026-08-01',
    monate: 1,
    fristbeginn: wirksamAm,
    ...more,
  });

  it('run one after the other, the one effective first before', () => {
    const windows = verbotsfenster([verbot('b', '2027-01-15'), verbot('a', '2027-01-10', { monate: 2 })]);
    expect(windows.map(({ id, beginn, ende }) => [id, beginn, ende])).toEqual([
      ['a', '2027-01-10', '2027-03-09'],
      ['b', '2027-03-10', '2027-04-09'],
    ]);
  });

  it('effective on the same day, in order of their decisions, then of the acts', () => {
    const order = (list: Verbot[]) => reihenfolge(list).map(({ id }) => id);
    const same = '2027-01-10';
    expect(
      order([verbot('b', same, { angeordnet: '2026-11-02' }), verbot('a', same, { angeordnet: '2026-11-01' })]),
    ).toEqual(['a', 'b']);
    expect(order([verbot('b', same, { tat: '2026-08-02' }), verbot('a', same)])).toEqual(['a', 'b']);
  });

  it('ran side by side before 24.08.2017', () => {
    const windows = verbotsfenster([verbot('a', '2017-01-10'), verbot('b', '2017-01-15')]);
    expect(windows.map(({ ende }) => ende)).toEqual(['2017-02-09', '2017-02-14']);
  });

  it('wait for one whose licence is not handed over', () => {
    const windows = verbotsfenster([verbot('a', '2027-01-10', { fristbeginn: undefined }), verbot('b', '2027-01-15')]);
    expect(windows.map(({ ende }) => ende)).toEqual([undefined, undefined]);
  });

  it('another ban in the file puts this one off', () => {
    const other: Event = {
      typ: 'anderes-fahrverbot',
      am: '2026-12-01',
      wirksamAm: '2026-12-20',
      angeordnetAm: '2026-09-01',
      verbotsfristEnde: '2027-01-19',
      fahrverbotMonate: 1,
    };
    expect(ban([...chain(), other, kept('2027-01-10')])).toMatchObject({ beginn: '2027-01-20', ende: '2027-02-19' });
    const { verbotsfristEnde: _unknown, ...open } = other;
    const waits = ban([...chain(), open, kept('2027-01-10')]);
    expect(waits).toMatchObject({ ende: null, status: 'bedingt' });
    expect(waits.begruendung.join(' ')).toContain('verbotsfristEnde');
  });

  it.each([
    ['2024-08-14', false],
    ['2024-08-15', true],
    ['2026-10-25', true],
    ['2026-10-26', false],
  ])('one imposed on %s speaks against § 25 (2a) StVG: %s', (angeordnetAm, speaks) => {
    const other: Event = { typ: 'anderes-fahrverbot', am: '2024-09-01', angeordnetAm, verbotsfristEnde: '2024-11-01' };
    const reasons = frist(rechne([other, ...chain()]), 'fahrverbot-spaetestens-wirksam').begruendung.join(' ');
    expect(reasons.includes('ist zu prüfen')).toBe(speaks);
  });

  it('never overlap and each keeps its length (property)', () => {
    const one = fc.record({ start: fc.integer({ min: 0, max: 200 }), monate: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 5 }), (list) => {
        const windows = verbotsfenster(
          list.map(({ start, monate }, index) => verbot(String(index), addDays('2027-01-01', start), { monate })),
        );
        for (const [index, { beginn, ende }] of windows.entries()) {
          const before = windows[index - 1];
          if (beginn === undefined || ende === undefined) throw new Error('a window is open');
          expect(daysBetween(beginn, ende)).toBeGreaterThanOrEqual(27);
          expect(before?.ende === undefined || before.ende < beginn).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
