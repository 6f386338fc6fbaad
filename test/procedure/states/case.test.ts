import { describe, expect, it } from 'vitest';
import { aktenstand, orderFindings, type Schritt } from '../../../src/procedure/index.ts';
import { A, B, chain, HOEHERE, type Line, nextStep, reaching } from './chains.ts';

const LATE = '2027-12-01';
const FILE = { daten: { abgabeart: 'aktenfuehrung' } } as const;
const started = reaching['ermittlung'] ?? [];
const offered = [...started, ['1210', '2026-10-07', FILE]] as const satisfies readonly Line[];

const state = (lines: readonly Line[]) => aktenstand(chain(...lines), LATE);
const rules = (lines: readonly Line[], next: Line): string[] => {
  const history = chain(...lines);
  return orderFindings(history, nextStep(history, next)).map(({ rule, severity }) => `${rule} ${severity}`);
};
const request = (lines: readonly Line[], nummer: string) =>
  state(lines).ersuchen.findLast((one) => one.nummer === nummer);

describe('who holds the case', () => {
  it('is the reader of the report, and after 1211 the accepting authority', () => {
    expect(state(started).zustaendig).toBe(A);
    expect(state(offered).zustaendig).toBe(A);
    expect(state([...offered, ['1211', '2026-10-09', FILE]]).zustaendig).toBe(B);
    expect(state([...offered, ['1212', '2026-10-09']]).zustaendig).toBe(A);
  });

  it('goes back with 1230 and its 1211, and not before', () => {
    const back: Line[] = [...offered, ['1211', '2026-10-09', FILE], ['1230', '2026-10-20', { ...FILE, von: B, an: A }]];
    expect(state(back)).toMatchObject({ zustaendig: B, eingefroren: { behoerde: B } });
    const returned = state([...back, ['1211', '2026-10-22', FILE]]);
    expect(returned.zustaendig).toBe(A);
    expect(returned.eingefroren).toBeUndefined();
  });

  it('does not move with a copy of the file, and follows 1220 and a report that was passed on', () => {
    const copy = { daten: { abgabeart: 'repraesentat' } };
    const sent: Line[] = [...started, ['1210', '2026-10-07', copy]];
    expect(state(sent).eingefroren).toBeUndefined();
    expect(state([...sent, ['1211', '2026-10-09', copy]]).zustaendig).toBe(A);
    expect(
      state([...started, ['1220', '2026-10-09', { von: HOEHERE, daten: { zustaendigeStelle: B } }]]).zustaendig,
    ).toBe(B);
    const passed: Line[] = [
      ['1010', '2026-08-15'],
      ['0120', '2026-08-16', { von: A, daten: { zustaendigeStelle: B } }],
    ];
    expect(state(passed).zustaendig).toBe(B);
  });

  it('decides who may send: the giving authority no more, a stranger only with a remark', () => {
    const moved: Line[] = [...offered, ['1211', '2026-10-09', FILE]];
    expect(rules(moved, ['1310', '2026-10-12', { von: A }])).toEqual(['ORDER-ZUSTAENDIG error']);
    expect(rules(moved, ['1310', '2026-10-12', { von: B }])).toEqual([]);
    expect(rules(started, ['1310', '2026-10-12', { von: B }])).toEqual(['ORDER-FUEHRUNG warning']);
    expect(rules(moved, ['4010', '2026-10-12', { von: A, daten: { ausgang: 'bussgeldbescheid' } }])).toEqual([
      'ORDER-ZUSTAENDIG error',
    ]);
    const decided: Line[] = [...started, ['1220', '2026-10-09', { von: HOEHERE, daten: { zustaendigeStelle: B } }]];
    expect(rules(decided, ['2010', '2026-10-12', { von: A }])).toEqual(['ORDER-ZUSTAENDIG error']);
  });
});

describe('a file whose transfer is under way', () => {
  it.each(['1310', '1330', '2010', '2030', '2040', '2060', '1120', '1210'])(
    'refuses %s of the giving authority',
    (nummer) => {
      expect(rules(offered, [nummer, '2026-10-08', { von: A, ...FILE }])).toContain('ORDER-AKTE-GESPERRT error');
    },
  );

  it('only remarks a message that was written before the request and came after it', () => {
    expect(rules(offered, ['1310', '2026-10-06', { von: A }])).toEqual(['ORDER-AKTE-GESPERRT warning']);
    expect(rules(offered, ['1310', '2026-10-07', { von: A }])).toEqual(['ORDER-AKTE-GESPERRT error']);
  });

  it('lets reminders, withdrawals and receipts through, and everything again after 1212', () => {
    for (const nummer of ['0040', '0050', '0020', '1190', '2050']) {
      expect(rules(offered, [nummer, '2026-10-08', { von: A }]).filter((one) => one.includes('GESPERRT'))).toEqual([]);
    }
    expect(rules([...offered, ['1212', '2026-10-09']], ['1310', '2026-10-12', { von: A }])).toEqual([]);
  });

  it('stays frozen after a withdrawal until the reader confirms it', () => {
    const history = chain(...offered);
    const transfer = history.at(-1)?.uuid;
    const withdrawn: Line[] = [['0050', '2026-10-08', { von: A, an: B, daten: { betrifftUUID: transfer } }]];
    const withMore = (more: readonly Line[]): Schritt[] => {
      const steps = [...history];
      for (const line of more) steps.push(nextStep(steps, line));
      return steps;
    };
    expect(aktenstand(withMore(withdrawn), LATE).eingefroren).toMatchObject({ behoerde: A });
    const done = withMore([
      ...withdrawn,
      ['0051', '2026-10-09', { von: B, an: A, daten: { ergebnis: 'ausgefuehrt' } }],
    ]);
    expect(aktenstand(done, LATE).eingefroren).toBeUndefined();
    const late = withMore([
      ...withdrawn,
      ['0051', '2026-10-09', { von: B, an: A, daten: { ergebnis: 'nicht-mehr-moeglich' } }],
    ]);
    expect(aktenstand(late, LATE).eingefroren).toMatchObject({ behoerde: A });
  });

  it('may be carried on when the request was refused as unreadable', () => {
    const history = chain(...offered);
    const step: Schritt = {
      nummer: '0010',
      am: '2026-10-08',
      uuid: 'x',
      von: B,
      an: A,
      bezug: history.at(-1)?.uuid ?? '',
    };
    const next = nextStep(history, ['1310', '2026-10-08', { von: A }]);
    expect(orderFindings([...history, step], next)).toEqual([]);
    expect(aktenstand([...history, step], LATE)).toMatchObject({ zustaendig: A, eingefroren: { rueckweisung: 'x' } });
  });

  it('is decided upon once', () => {
    expect(rules([...offered, ['1211', '2026-10-09', FILE]], ['1212', '2026-10-09'])).toContain(
      'ORDER-ABGABE-ENTSCHIEDEN error',
    );
    expect(rules([...offered, ['1212', '2026-10-09']], ['1211', '2026-10-09', FILE])).toContain(
      'ORDER-ABGABE-ENTSCHIEDEN error',
    );
  });

  it('refuses nobody where the gateway has read neither request nor answer', () => {
    const unread: Line[] = [...started, ['1210', '2026-10-07', { daten: {} }]];
    expect(rules(unread, ['2010', '2026-10-08', { von: A }])).toEqual(['ORDER-AKTE-GESPERRT warning']);
    expect(rules([...unread, ['1211', '2026-10-09']], ['2010', '2026-10-10', { von: A }])).toEqual([
      'ORDER-FUEHRUNG warning',
    ]);
  });
});

describe('a request', () => {
  const asked: Line[] = [
    ['1010', '2026-08-15'],
    ['1120', '2026-09-21', { erbetenBis: '2026-10-05' }],
  ];

  it('is open, in work, answered, with the answer that closed it', () => {
    expect(request(asked, '1120')).toMatchObject({
      stand: 'offen',
      von: A,
      am: '2026-09-21',
      erbetenBis: '2026-10-05',
    });
    expect(request([...asked, ['1122', '2026-09-28']], '1120')).toMatchObject({ stand: 'in-bearbeitung' });
    const steps = chain(...asked, ['1121', '2026-10-05']);
    expect(aktenstand(steps, LATE).ersuchen.at(-1)).toMatchObject({
      stand: 'beantwortet',
      antwort: steps.at(-1)?.uuid,
    });
    expect(aktenstand(steps, '2026-10-01').ersuchen.at(-1)).toMatchObject({ stand: 'offen' });
  });

  it('is called off, taken back, refused', () => {
    const off: Line[] = [...asked, ['1190', '2026-09-25']];
    expect(request(off, '1120')?.stand).toBe('abgebrochen');
    expect(request([...asked, ['0050', '2026-09-25']], '1120')?.stand).toBe('zurueckgenommen');
    expect(request([...asked, ['0130', '2026-09-25']], '1120')?.stand).toBe('abgewiesen');
    const late: Line[] = [...off, ['1191', '2026-09-26', { daten: { ergebnis: 'nicht-mehr-moeglich' } }]];
    expect(request(late, '1120')?.stand).toBe('offen');
    expect(rules(late, ['1121', '2026-10-05'])).toEqual([]);
  });

  it('is answered by whom it was sent or passed on to, and nobody else', () => {
    const wrong = { von: 'pol:140000000001' };
    expect(rules(asked, ['1121', '2026-10-05', wrong])).toEqual(['ORDER-ANTWORT-FREMD error']);
    const passed: Line[] = [...asked, ['0110', '2026-09-22', { von: 'pol:092761440001', an: 'pol:053150000001' }]];
    expect(request(passed, '1120')?.an).toBe('pol:053150000001');
    expect(rules(passed, ['1121', '2026-10-05', { von: 'pol:053150000001' }])).toEqual([]);
    const unread: Line[] = [...asked, ['0110', '2026-09-22', { daten: { betrifftUUID: undefined } }]];
    expect(rules(unread, ['1121', '2026-10-05', wrong])).toEqual(['ORDER-ANTWORT-FREMD warning']);
  });

  it('gets remarks for an answer that is late, double or to something unknown', () => {
    expect(rules([...asked, ['1190', '2026-09-25']], ['1121', '2026-10-05'])).toEqual(['ORDER-ANTWORT-SPAET warning']);
    expect(rules([...asked, ['1121', '2026-10-05']], ['1121', '2026-10-06'])).toEqual([
      'ORDER-ANTWORT-DOPPELT warning',
    ]);
    expect(rules([...asked, ['1121', '2026-10-05']], ['1122', '2026-10-06'])).toEqual([]);
    expect(rules(asked, ['1121', '2026-10-05', { bezug: '99999999-0000-4000-8000-000000000000' }])).toEqual([
      'ORDER-BEZUG warning',
    ]);
  });

  it('is called off by its author or by who has taken over the case', () => {
    expect(rules(asked, ['1190', '2026-09-25', { von: B }])).toEqual(['ORDER-RUECKNAHME-FREMD error']);
    const moved: Line[] = [...asked, ['1210', '2026-10-07', FILE], ['1211', '2026-10-09', FILE]];
    expect(rules(moved, ['1190', '2026-10-10', { von: B }])).toEqual([]);
    expect(rules([...asked, ['1121', '2026-09-24']], ['1190', '2026-09-25'])).toEqual([
      'ORDER-RUECKNAHME-SPAET warning',
    ]);
  });

  it('may be sent again when its reader could not read it, and its state does not change by that', () => {
    const steps = chain(...asked);
    const refusal: Schritt = {
      nummer: '0010',
      am: '2026-09-21',
      uuid: 'r',
      von: steps.at(-1)?.an ?? '',
      an: A,
      bezug: steps.at(-1)?.uuid ?? '',
    };
    expect(aktenstand([...steps, refusal], LATE).ersuchen.at(-1)).toMatchObject({ stand: 'offen', rueckweisung: 'r' });
  });
});

describe('what may follow', () => {
  const who = (lines: readonly Line[], nummer: string) =>
    state(lines).naechsteErlaubte.find((one) => one.nummer === nummer)?.von;

  it('names the authority for each message', () => {
    expect(who(started, '1310')).toEqual([A]);
    expect(who(offered, '1310')).toBeUndefined();
    expect(who(offered, '1211')).toEqual([B]);
    expect(who(started, '1121')).toBeUndefined();
    expect(who(started.slice(0, 5), '1121')).toEqual(['pol:092761440001']);
    expect(who(started.slice(0, 5), '1190')).toEqual([A]);
  });
});
