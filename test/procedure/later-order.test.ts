import { describe, expect, it } from 'vitest';
import { computeDeadlines } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, type Event, fall, frist, rechne, zugestellt } from './fixtures.ts';

const CASE = [ANHOERUNG, BESCHEID, zugestellt('2026-12-11')];

describe('order of events after the Bescheid', () => {
  it.each([
    ['verwarnung-angeboten', 'verwarnungsgeld-gezahlt', '§ 56 OWiG'],
    ['hinweis-72', 'widerspruch-72', '§ 72 Abs. 1 OWiG'],
    ['gerichtliche-entscheidung-beantragt', 'gerichtliche-entscheidung', '§ 62 OWiG'],
    ['rechtskraft', 'erzwingungshaft-beantragt', '§§ 89, 96 OWiG'],
    ['erzwingungshaft-angeordnet', 'erzwingungshaft-vollzogen', '§ 97 OWiG'],
    ['fuehrerschein-verwahrt', 'fuehrerschein-zurueckgegeben', '§ 25 Abs. 2 StVG'],
    ['vollstreckung-gehindert', 'vollstreckung-wieder-moeglich', '§ 34 Abs. 4 Nr. 1 OWiG'],
  ])('%s before %s is the order (%s)', (first, second, norm) => {
    const events = (a: string, b: string): Event[] => [...CASE, { typ: first, am: a }, { typ: second, am: b }];
    expect(() => computeDeadlines(fall(events('2027-02-01', '2027-02-02')))).not.toThrow();
    expect(() => computeDeadlines(fall(events('2027-02-02', '2027-02-01')))).toThrow(norm);
  });

  it('takes other words for the same event', () => {
    const kept = rechne([
      ANHOERUNG,
      { ...BESCHEID, fahrverbotMonate: 1, abs2a: true },
      zugestellt('2026-12-11'),
      { typ: 'fuehrerschein-abgegeben', am: '2027-01-10' },
    ]);
    expect(frist(kept, 'fahrverbot-ende').ende).toBe('2027-02-09');
    expect(rechne([...CASE, { typ: 'tod', am: '2027-01-10' }]).zustand.stand).toBe('verstorben');
  });

  it('knows only what was known on the Stichtag', () => {
    const paid: Event[] = [
      ...CASE,
      { typ: 'zahlung', am: '2027-01-08', betrag: 208.5 },
      { typ: 'einspruch-zurueckgenommen', am: '2027-03-01' },
    ];
    for (const stichtag of ['2026-12-11', '2026-12-29', '2027-01-07']) {
      const prefix = paid.filter(({ am }) => am <= stichtag);
      expect(rechne(paid, { stichtag }).fristen).toEqual(rechne(prefix, { stichtag }).fristen);
    }
  });
});
