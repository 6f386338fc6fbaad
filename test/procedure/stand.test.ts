import { describe, expect, it } from 'vitest';
import { ANHOERUNG, BESCHEID, type Event, rechne, zugestellt } from './fixtures.ts';

const SERVED = zugestellt('2026-12-11');
const OBJECTION: Event = { typ: 'einspruch-eingelegt', am: '2026-12-20' };
const COURT: Event = { typ: 'akten-eingang-amtsgericht', am: '2027-02-03' };
const ABSENT: Event = { typ: 'vorlaeufig-eingestellt-abwesenheit', am: '2026-11-10' };
const CLOSED: Event = { typ: 'verfahren-eingestellt', am: '2026-11-10' };
const BACK: Event = { typ: 'zurueckverweisung', am: '2027-03-01' };

describe('stage of a case before it is final', () => {
  it.each<[string, Event[]]>([
    ['ermittlung', []],
    ['ermittlung', [{ typ: 'zeugenfragebogen-versandt', am: '2026-08-24' }]],
    ['anhoerung', [ANHOERUNG]],
    ['vorlaeufig-eingestellt', [ANHOERUNG, ABSENT]],
    ['anhoerung', [ANHOERUNG, ABSENT, { typ: 'verfahren-fortgesetzt', am: '2026-11-20' }]],
    ['eingestellt', [ANHOERUNG, CLOSED]],
    ['anhoerung', [ANHOERUNG, CLOSED, { typ: 'verfahren-fortgesetzt', am: '2026-11-20' }]],
    ['bescheid-erlassen', [ANHOERUNG, BESCHEID]],
    ['anhoerung', [ANHOERUNG, BESCHEID, { typ: 'bescheid-zurueckgenommen', am: '2026-12-05' }]],
    ['bescheid-zugestellt', [ANHOERUNG, BESCHEID, SERVED]],
    ['zwischenverfahren', [ANHOERUNG, BESCHEID, SERVED, OBJECTION]],
    ['gericht', [ANHOERUNG, BESCHEID, SERVED, OBJECTION, COURT]],
    ['zwischenverfahren', [ANHOERUNG, BESCHEID, SERVED, OBJECTION, COURT, BACK]],
    ['gericht', [ANHOERUNG, BESCHEID, SERVED, OBJECTION, COURT, BACK, { ...COURT, am: '2027-04-01' }]],
    ['verjaehrt', [{ ...ANHOERUNG, am: '2026-11-16' }]],
    ['rechtskraeftig', [ANHOERUNG, BESCHEID, SERVED, { typ: 'rechtskraft', am: '2026-12-29' }]],
  ])('%s after %j', (stand, events) => {
    expect(rechne(events).zustand.stand).toBe(stand);
  });

  it('is not settled by a payment on nothing that was decided, unless all is said to be paid; both are remarked', () => {
    const paid: Event = { typ: 'zahlung', am: '2026-10-25', betrag: 10 };
    const { zustand, hinweise } = rechne([ANHOERUNG, paid]);
    expect(zustand.stand).toBe('anhoerung');
    expect(hinweise).toEqual([expect.stringMatching(/^Zahlung eingegangen am 25\.10\.2026 ohne Bescheid/)]);
    expect(rechne([ANHOERUNG, { ...paid, vollstaendig: true }]).zustand.stand).toBe('erledigt');
    expect(rechne([ANHOERUNG, BESCHEID, SERVED, paid]).hinweise.join()).not.toContain('ohne Bescheid');
    const restored = rechne([ANHOERUNG, { typ: 'wiedereinsetzung-gewaehrt', am: '2026-10-25' }]);
    expect(restored.hinweise).toEqual([expect.stringContaining('ohne Bescheid in den Ereignissen; sie bleibt außer')]);
  });

  it('another person’s acts do not move it', () => {
    expect(
      rechne([ANHOERUNG, { ...BESCHEID, person: 'x' }], { person: 'y', stichtag: '2026-12-05' }).zustand.stand,
    ).toBe('anhoerung');
  });

  it('names the next period', () => {
    expect(rechne([ANHOERUNG, BESCHEID, SERVED]).zustand.naechsteFrist).toEqual({
      name: 'einspruchsfrist',
      ende: '2026-12-28',
    });
  });
});
