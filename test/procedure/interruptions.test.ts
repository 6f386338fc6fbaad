import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/procedure/index.ts';
import { interruptionRules } from '../../src/procedure/law/interruptions.ts';
import { type Event, frist, rechne, zugestellt } from './fixtures.ts';

const limitation = (events: Event[], more: Record<string, unknown> = {}) =>
  frist(rechne(events, more), 'verfolgungsverjaehrung');
const end = (events: Event[], more: Record<string, unknown> = {}) => limitation(events, more).ende;
const absolute = (events: Event[], more: Record<string, unknown> = {}) =>
  frist(rechne(events, more), 'verfolgungsverjaehrung-absolut').ende;
const reasons = (events: Event[], more: Record<string, unknown> = {}) => limitation(events, more).begruendung.join(' ');

const ACT = '2026-08-15';
const PLAIN = '2026-11-14';
const TOLD: Event = { typ: 'anhoerung-bekanntgegeben', am: '2026-09-01' };
const ABSENT: Event = { typ: 'vorlaeufig-eingestellt-abwesenheit', am: '2026-09-01' };
const ORDER: Event = { typ: 'anhoerung-angeordnet', am: '2026-10-20' };
const ISSUED: Event = { typ: 'bescheid-erlassen', am: '2026-12-01', geldbusse: 180 };
const SERVED = zugestellt('2026-12-11');
const COURT: Event[] = [
  { typ: 'einspruch-eingelegt', am: '2026-12-20' },
  { typ: 'akten-eingang-amtsgericht', am: '2027-02-03' },
];

describe('the fifteen numbers of § 33 (1) OWiG', () => {
  it.each([
    [1, 'anhoerung-angeordnet', []],
    [1, 'anhoerung-bekanntgegeben', []],
    [1, 'vernehmung-betroffener', []],
    [1, 'verfahrenseinleitung-bekanntgegeben', []],
    [2, 'richterliche-vernehmung', []],
    [3, 'sachverstaendiger-beauftragt', [TOLD]],
    [4, 'beschlagnahme-angeordnet', []],
    [4, 'durchsuchung-angeordnet', []],
    [4, 'beschlagnahme-bestaetigt', []],
    [5, 'vorlaeufig-eingestellt-abwesenheit', []],
    [5, 'aufenthaltsermittlung-angeordnet', [ABSENT]],
    [5, 'beweissicherung-angeordnet', [ABSENT]],
    [6, 'auslandsersuchen', []],
    [7, 'behoerdenanhoerung', []],
    [8, 'abgabe-an-verwaltungsbehoerde', []],
    [10, 'akten-eingang-amtsgericht', []],
    [10, 'zurueckverweisung', []],
    [11, 'hauptverhandlung-anberaumt', []],
    [12, 'hinweis-72', []],
  ] as const)('Nr. %i: %s starts three months anew', (nr, typ, first) => {
    const found = limitation([...first, { typ, am: '2026-11-10' }]);
    expect(found.ende).toBe('2027-02-09');
    expect(found.begruendung.join(' ')).toContain(`§ 33 Abs. 1 Satz 1 Nr. ${nr} OWiG`);
  });

  it.each([
    [13, 'anklage-erhoben'],
    [14, 'hauptverfahren-eroeffnet'],
    [15, 'strafbefehl'],
  ] as const)('Nr. %i: %s starts six months, as public charges are brought (§ 26 (3) Satz 1 StVG)', (nr, typ) => {
    expect(end([{ typ, am: '2026-11-10' }])).toBe('2027-05-09');
    expect(reasons([{ typ, am: '2026-11-10' }])).toContain(`Nr. ${nr} OWiG`);
  });

  it('Nr. 9: issue with service in two weeks, else service; both start six months', () => {
    expect(end([ORDER, ISSUED, zugestellt('2026-12-15')])).toBe('2027-05-31');
    expect(end([ORDER, ISSUED, zugestellt('2026-12-16')])).toBe('2027-06-15');
  });

  it('Nr. 9: a service after the three months comes too late, though the issue was in time', () => {
    const late = limitation([ORDER, { ...ISSUED, am: '2027-01-04' }, zugestellt('2027-01-20')]);
    expect([late.ende, late.status]).toEqual(['2027-01-19', 'abgelaufen']);
    expect(end([ORDER, { ...ISSUED, am: '2027-01-04' }, zugestellt('2027-01-18')])).toBe('2027-07-03');
  });

  it('covers each number that the law has, and none that it has not', () => {
    const numbers = new Set([...interruptionRules.map((rule) => rule.value.nr), 9]);
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, at) => at + 1));
    const path = new URL('../../../shared/reference/law/OWiG.md', import.meta.url);
    if (!existsSync(path)) {
      process.stdout.write('skipped: reference texts of the law are not here\n');
      return;
    }
    const law = readFileSync(path, 'utf8');
    for (const words of [
      'die erste Vernehmung des Betroffenen',
      'wenn vorher der Betroffene vernommen oder ihm die Einleitung des Ermittlungsverfahrens bekanntgegeben worden ist',
      'vor Abschluß der Ermittlungen',
      'den Eingang der Akten beim Amtsgericht',
      '15. den Strafbefehl oder eine andere dem Urteil entsprechende Entscheidung',
      'Nr. 1 bis 7, 11 und 13 bis 15 auch dann ein, wenn die Handlung auf die Verfolgung der Tat als Straftat gerichtet ist',
      'nicht verfolgt werden kann, weil Antrag oder Ermächtigung fehlen',
      '§ 32 bleibt unberührt',
    ]) {
      expect(law).toContain(words);
    }
  });
});

describe('conditions of an interruption', () => {
  it('Nr. 1 interrupts once, whatever comes first', () => {
    const kinds = [
      'anhoerung-angeordnet',
      'anhoerung-bekanntgegeben',
      'vernehmung-betroffener',
      'verfahrenseinleitung-bekanntgegeben',
    ];
    for (const first of kinds) {
      for (const second of kinds) {
        expect(
          end([
            { typ: first, am: '2026-09-10' },
            { typ: second, am: '2026-11-02' },
          ]),
          `${first}, ${second}`,
        ).toBe('2026-12-09');
      }
    }
  });

  it('Nr. 1 needs an order that names the person; a later one that does interrupts', () => {
    const unnamed = { ...ORDER, personBezeichnet: false };
    expect(end([unnamed])).toBe(PLAIN);
    expect(end([unnamed, { ...ORDER, am: '2026-11-02' }])).toBe('2027-02-01');
  });

  it('Nr. 3 counts by the time of day', () => {
    const expert = { typ: 'sachverstaendiger-beauftragt', am: '2026-11-02' };
    const told = { typ: 'vernehmung-betroffener', am: '2026-11-02' };
    expect(
      reasons([
        { ...expert, um: '08:00' },
        { ...told, um: '10:00' },
      ]),
    ).toContain('Sachverständige Person beauftragt am 02.11.2026 unterbricht nicht');
    expect(
      reasons([
        { ...expert, um: '11:00' },
        { ...told, um: '10:00' },
      ]),
    ).not.toContain('unterbricht nicht');
  });

  it('Nr. 5 does not forgive an error of the authority, and ends with the continuation', () => {
    const search = { typ: 'aufenthaltsermittlung-angeordnet', am: '2026-11-10' };
    expect(end([{ ...ABSENT, irrtumDerBehoerde: true }, search])).toBe(PLAIN);
    expect(end([ABSENT, { typ: 'verfahren-fortgesetzt', am: '2026-10-01' }, search])).toBe('2026-11-30');
    expect(end([ABSENT, search, { ...search, am: '2026-12-01' }])).toBe('2027-02-28');
  });

  it('Nr. 7 only before the end of the investigation', () => {
    const hearing = { typ: 'behoerdenanhoerung', am: '2026-11-02' };
    expect(end([{ typ: 'ermittlungen-abgeschlossen', am: '2026-10-30' }, hearing])).toBe(PLAIN);
  });

  it('criminal prosecution interrupts by numbers 1 to 7, 11 and 13 to 15 alone', () => {
    for (const { id, value } of interruptionRules) {
      const first = [3, 5].includes(value.nr) ? [TOLD, ABSENT] : [];
      const act = { typ: id, am: '2026-11-10', alsStraftat: true };
      const allowed = ![8, 9, 10, 12].includes(value.nr);
      const text = reasons([...first, act].filter((event, at, all) => at === all.length - 1 || event.typ !== id));
      expect(text.includes('gilt nicht für die Verfolgung als Straftat'), id).toBe(!allowed);
    }
  });

  it('a procedure of its own against a company cites Satz 2', () => {
    expect(reasons([ORDER], { selbstaendigesVerfahren: true })).toContain('Nr. 1 OWiG i. V. m. Satz 2');
  });

  it('a written act counts from its drafting, or from the desk where that took long: both are shown, the earlier end is kept', () => {
    const slow = limitation([{ ...ORDER, inGeschaeftsgangAm: '2026-11-02' }]);
    expect(slow.ende).toBe('2027-01-19');
    expect(slow.lesarten?.map(({ ende, gewaehlt }) => [ende, gewaehlt])).toEqual([
      ['2027-01-19', true],
      ['2027-02-01', false],
    ]);
    expect(limitation([{ ...ORDER, inGeschaeftsgangAm: ORDER.am }]).lesarten).toBeUndefined();
  });

  it('shows more than two readings, and all of them together', () => {
    const issued = { ...ISSUED, am: '2026-12-11', inGeschaeftsgangAm: '2026-12-14' };
    const found = limitation([ORDER, issued, zugestellt('2026-12-28')]);
    expect(found.lesarten?.filter(({ gewaehlt }) => gewaehlt)).toHaveLength(1);
    expect(found.ende).toBe('2027-06-10');
    expect(found.lesarten?.map(({ ende }) => ende)).toEqual(['2027-06-10', '2027-06-27', '2027-06-13']);
  });
});

describe('Bescheide', () => {
  it('a Bescheid taken back cannot be served; the interruption by one that was served stays', () => {
    const gone = { typ: 'bescheid-zurueckgenommen', am: '2026-12-05' };
    expect(end([ORDER, ISSUED, gone, SERVED])).toBe('2027-01-19');
    expect(rechne([ORDER, ISSUED, gone, SERVED]).hinweise.join(' ')).toContain('zurückgenommen');
    const after = limitation([ORDER, ISSUED, SERVED, { ...gone, am: '2026-12-20' }]);
    expect(after.ende).toBe('2027-02-28');
    expect(after.lesarten?.map(({ ende }) => ende)).toEqual(['2027-02-28', '2027-05-31']);
  });

  it('a new Bescheid interrupts anew, also when issued on the day of the withdrawal', () => {
    const second = { ...ISSUED, am: '2026-12-20' };
    const events = [
      ORDER,
      ISSUED,
      SERVED,
      { typ: 'bescheid-zurueckgenommen', am: '2026-12-20' },
      second,
      zugestellt('2026-12-29'),
    ];
    expect(end(events)).toBe('2027-06-19');
  });

  it('a service belongs to the Bescheid whose document it names', () => {
    const events = [
      ORDER,
      { ...ISSUED, dokument: 'B1' },
      { ...ISSUED, am: '2026-12-08', dokument: 'B2' },
      { ...zugestellt('2026-12-10'), dokument: 'B1' },
    ];
    expect(end(events)).toBe('2027-05-31');
    expect(end([...events.slice(0, 3), { ...zugestellt('2026-12-10'), dokument: 'B2' }])).toBe('2027-06-07');
  });

  it('an ineffective service counts for nothing until it is healed', () => {
    const bad = { ...zugestellt('2026-12-10'), unwirksam: true };
    expect(end([ORDER, ISSUED, bad])).toBe('2027-01-19');
    expect(end([ORDER, ISSUED, bad, zugestellt('2026-12-22', 'heilung')])).toBe('2027-06-21');
  });

  it('issued before the end and not yet served, the end hangs on service within two weeks', () => {
    const issued = { ...ISSUED, am: '2027-01-15' };
    const at = (stichtag: string) => rechne([ORDER, issued], { stichtag });
    const pending = frist(at('2027-01-25'), 'verfolgungsverjaehrung');
    expect([pending.ende, pending.status]).toEqual(['2027-01-19', 'bedingt']);
    expect(pending.lesarten?.map(({ ende }) => ende)).toEqual(['2027-01-19', '2027-07-14']);
    expect(at('2027-01-25').zustand.stand).toBe('bescheid-erlassen');
    expect(frist(at('2027-01-30'), 'verfolgungsverjaehrung').status).toBe('abgelaufen');
    expect(at('2027-01-30').zustand.stand).toBe('verjaehrt');
    const late = rechne([ORDER, { ...ISSUED, am: '2027-01-20' }], { stichtag: '2027-01-25' });
    expect(frist(late, 'verfolgungsverjaehrung').status).toBe('abgelaufen');
  });

  it('without the day of issue the service counts', () => {
    expect(end([ORDER, SERVED])).toBe('2027-06-10');
  });
});

describe('beginning, rest and absolute limit', () => {
  const rest = (from: string, to?: string): Event[] => [
    { typ: 'ruhen-beginn', am: from },
    ...(to === undefined ? [] : [{ typ: 'ruhen-ende', am: to }]),
  ];

  it('begins with the end of the act, or with a later result (§ 31 (3) OWiG)', () => {
    expect(end([], { tat: { begangenAm: ACT, beendetAm: '2026-08-20' } })).toBe('2026-11-19');
    expect(end([], { tat: { begangenAm: ACT, beendetAm: '2026-08-20', erfolgAm: '2026-09-01' } })).toBe('2026-11-30');
    expect(absolute([], { tat: { begangenAm: ACT, beendetAm: '2026-08-20' } })).toBe('2028-08-19');
  });

  it('a rest moves the end and the absolute limit by its whole length, also when interrupted within', () => {
    expect(end(rest('2026-11-01', '2026-11-11'))).toBe('2026-11-24');
    expect(absolute(rest('2026-11-01', '2026-11-11'))).toBe('2028-08-24');
    const within = [...rest('2026-11-01', '2026-11-11'), { typ: 'richterliche-vernehmung', am: '2026-11-06' }];
    expect(end(within)).toBe('2027-02-10');
    expect(absolute(within)).toBe('2028-08-24');
  });

  it('two obstacles one after the other rest twice, on the same day too', () => {
    const twice = [...rest('2026-11-01', '2026-11-05'), ...rest('2026-11-05', '2026-11-09')];
    expect(end(twice)).toBe('2026-11-22');
    expect(limitation(twice.slice(0, 3)).status).toBe('ruht');
  });

  it('no rest because only an Antrag or an Ermächtigung is missing', () => {
    for (const grund of ['antrag-fehlt', 'ermaechtigung-fehlt']) {
      expect(end([{ typ: 'ruhen-beginn', am: '2026-11-01', grund }])).toBe(PLAIN);
    }
  });

  it('no rest begins after the end', () => {
    expect(end(rest('2026-11-15', '2026-12-15'))).toBe(PLAIN);
  });

  it('a judgment in time keeps it from ending at all, one too late does not', () => {
    const judged = { typ: 'urteil-erster-instanz', am: '2027-07-01' };
    expect(limitation([ORDER, ISSUED, SERVED, ...COURT, judged]).status).toBe('gehemmt');
    expect(absolute([ORDER, ISSUED, SERVED, ...COURT, judged])).toBeNull();
    expect(end([ORDER, ISSUED, SERVED, ...COURT, { ...judged, am: '2027-09-01' }])).toBe('2027-08-02');
    expect(limitation([ORDER, ISSUED, SERVED, ...COURT, { typ: 'beschluss-72', am: '2027-07-01' }]).status).toBe(
      'gehemmt',
    );
  });

  it('a Strafbefehl is no judgment of first instance', () => {
    expect(end([{ typ: 'strafbefehl', am: '2026-11-10' }])).toBe('2027-05-09');
  });

  it('the absolute limit is the double, at least two years; of the crime where the act is charged as one', () => {
    expect(absolute([])).toBe('2028-08-14');
    expect(absolute([], { tat: { begangenAm: ACT, norm: 'owig-31-2-1' } })).toBe('2032-08-14');
    expect(absolute([], { tat: { begangenAm: ACT, norm: 'stvg-24-2-cd' } })).toBe('2036-08-14');
    const charged = { typ: 'anklage-erhoben', am: '2026-11-10', alsStraftat: true };
    expect(absolute([charged])).toBe('2028-08-14');
    expect(absolute([{ ...charged, strafverjaehrungJahre: 3 }])).toBe('2032-08-14');
  });

  it('an act on the last day interrupts, one on the day after does not', () => {
    expect(end([{ ...ORDER, am: PLAIN }])).toBe('2027-02-13');
    expect(end([{ ...ORDER, am: addDays(PLAIN, 1) }])).toBe(PLAIN);
  });
});

describe('days at the edges of months, years and summer time', () => {
  it.each([
    ['2027-11-29', '2028-02-28'],
    ['2027-11-30', '2028-02-29'],
    ['2027-12-01', '2028-02-29'],
    ['2028-02-29', '2028-05-28'],
    ['2026-10-01', '2026-12-31'],
    ['2026-10-02', '2027-01-01'],
    ['2026-05-31', '2026-08-30'],
    ['2026-08-31', '2026-11-30'],
  ])('an act on %s ends %s', (begangenAm, ende) => {
    expect(end([], { tat: { begangenAm } })).toBe(ende);
  });

  it.each([
    ['2026-08-14T21:59:59Z', '2026-11-13'],
    ['2026-08-14T22:00:00Z', '2026-11-14'],
    ['2026-10-24T22:30:00Z', '2027-01-24'],
    ['2026-10-25T22:59:00Z', '2027-01-24'],
    ['2026-10-25T23:30:00Z', '2027-01-25'],
    ['2026-12-31T23:30:00Z', '2027-03-31'],
    ['2027-03-28T22:30:00Z', '2027-06-28'],
  ])('an act at %s counts from its German day', (begangenAm, ende) => {
    expect(end([], { tat: { begangenAm } })).toBe(ende);
  });

  it('an event at 23:30 UTC is one of the next legal day', () => {
    expect(end([{ ...ORDER, am: '2026-10-20T23:30:00Z' }])).toBe('2027-01-20');
  });

  it('a leap day makes the absolute limit end on 28 February', () => {
    expect(absolute([], { tat: { begangenAm: '2028-02-29' } })).toBe('2030-02-28');
  });
});
