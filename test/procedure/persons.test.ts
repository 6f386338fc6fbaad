import { describe, expect, it } from 'vitest';
import { computeDeadlines, formatDeadlines } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, type Event, fall, frist, rechne, zugestellt } from './fixtures.ts';

const end = (events: Event[], more: Record<string, unknown> = {}) =>
  frist(rechne(events, more), 'verfolgungsverjaehrung').ende;
const of = (person: string, ...events: Event[]): Event[] => events.map((event) => ({ ...event, person }));

describe('acts count against the person they concern (§ 33 (4) OWiG)', () => {
  it('an act against another person interrupts nothing, and the note says that it was left out', () => {
    const result = rechne(of('mutter', ANHOERUNG), { person: 'tochter' });
    expect(frist(result, 'verfolgungsverjaehrung').ende).toBe('2026-11-14');
    expect(result.person).toBe('tochter');
    expect(result.hinweise.join(' ')).toContain('Ein Ereignis betrifft eine andere Person');
  });

  it('events without person concern the person of the input', () => {
    expect(end([ANHOERUNG], { person: 'tochter' })).toBe('2027-01-19');
    expect(end([...of('mutter', { ...ANHOERUNG, am: '2026-09-01' }), ANHOERUNG], { person: 'tochter' })).toBe(
      '2027-01-19',
    );
  });

  it('the once of Nr. 1 and the two weeks of Nr. 9 are those of the person', () => {
    const events = [
      ...of('mutter', { ...ANHOERUNG, am: '2026-09-01' }, { ...BESCHEID, am: '2026-10-01' }, zugestellt('2026-10-05')),
      ...of('tochter', ANHOERUNG, BESCHEID, zugestellt('2026-12-11')),
    ];
    expect(end(events, { person: 'tochter' })).toBe('2027-05-31');
    expect(end(events, { person: 'mutter' })).toBe('2027-03-31');
    expect(end(events, { person: 'vater' })).toBe('2026-11-14');
  });

  it('nobody named on top: one name in all acts is the person', () => {
    const result = rechne(of('tochter', ANHOERUNG, BESCHEID, zugestellt('2026-12-11')));
    expect(result.person).toBe('tochter');
    expect(frist(result, 'verfolgungsverjaehrung').ende).toBe('2027-05-31');
    expect(result.personen).toBeUndefined();
  });

  it('some acts name nobody: they are those against the person, the harmless reading, and the file note asks', () => {
    const result = rechne([...of('mutter', ANHOERUNG)].concat([{ typ: 'richterliche-vernehmung', am: '2026-09-01' }]));
    expect(frist(result, 'verfolgungsverjaehrung').ende).toBe('2026-11-30');
    expect(result.hinweise.join(' ')).toContain('Die Angabe person');
  });

  it('all acts name somebody and there are several: a timeline for each, the last Bescheid first', () => {
    const result = computeDeadlines(
      fall([
        ...of('mutter', { ...ANHOERUNG, am: '2026-09-01' }),
        { typ: 'zeugenfragebogen-versandt', am: '2026-08-24' },
        ...of('tochter', ANHOERUNG, BESCHEID, zugestellt('2026-12-11')),
      ]),
    );
    expect(result.person).toBe('tochter');
    expect(result.personen?.map(({ person }) => person)).toEqual(['mutter']);
    const [mother] = result.personen ?? [];
    expect(mother === undefined ? '' : frist(mother, 'verfolgungsverjaehrung').ende).toBe('2026-11-30');
    expect(formatDeadlines(result)).toContain('Person mutter');
  });

  it('acts against the unknown interrupt nothing', () => {
    expect(end([{ ...ANHOERUNG, betrifft: 'unbekannt' }])).toBe('2026-11-14');
  });

  it('another person’s impossible order is a fault too, but not across persons', () => {
    const events = [...of('a', BESCHEID), ...of('b', zugestellt('2026-11-20'))];
    expect(() => rechne(events, { person: 'a' })).not.toThrow();
    expect(() => rechne(of('b', BESCHEID, zugestellt('2026-11-20')), { person: 'a' })).toThrow();
    expect(() => rechne([...of('a', BESCHEID), zugestellt('2026-11-20')], { person: 'a' })).toThrow();
  });
});

describe('what was known on the Stichtag', () => {
  it('is answered with the Stichtag, the last act where none is given', () => {
    expect(rechne([ANHOERUNG]).stichtag).toBe('2026-10-20');
    expect(rechne([]).stichtag).toBe('2026-08-15');
    expect(rechne([ANHOERUNG, ...of('x', { ...ANHOERUNG, am: '2027-03-01' })], { person: 'y' }).stichtag).toBe(
      '2026-10-20',
    );
  });

  it('leaves out what came later, and says so', () => {
    const result = rechne([ANHOERUNG, BESCHEID, zugestellt('2026-12-11')], { stichtag: '2026-12-05' });
    expect(frist(result, 'verfolgungsverjaehrung').ende).toBe('2027-01-19');
    expect(result.hinweise.join(' ')).toContain('liegt nach dem Stichtag 05.12.2026');
  });
});
