import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Fristname, formatDeadlines } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, type Event, enden, frist, rechne, zugestellt } from './fixtures.ts';

const DECISION: Event = { ...BESCHEID, belehrungErzwingungshaft: true };
const CASE = [ANHOERUNG, DECISION, zugestellt('2026-12-11')];
const on = (stichtag: string) => ({ stichtag });
const status = (events: Event[], name: Fristname, stichtag: string) => frist(rechne(events, on(stichtag)), name).status;
const results = (events: Event[], stichtag: string) =>
  frist(rechne(events, on(stichtag)), 'erzwingungshaft-ab').voraussetzungen?.map((one) => one.ergebnis);
const relief = (am: string, more: Record<string, unknown> = {}): Event => ({
  typ: 'zahlungserleichterung-bewilligt',
  am,
  ...more,
});

describe('the chain of Saxony (served 04.11.2026)', () => {
  const chain = [
    ANHOERUNG,
    { ...DECISION, am: '2026-10-25', fahrverbotMonate: 1, abs2a: true },
    zugestellt('2026-11-04', 'pzu-uebergabe'),
  ];

  it('has every date', () => {
    expect(enden(rechne(chain))).toMatchObject({
      einspruchsfrist: '2026-11-19',
      rechtskraft: '2026-11-20',
      zahlungsfrist: '2026-12-04',
      'beitreibung-ab': '2026-12-05',
      'erzwingungshaft-ab': '2026-12-05',
      vollstreckungsverjaehrung: '2029-11-19',
      'fahrverbot-spaetestens-wirksam': '2027-03-20',
    });
  });

  it('names the next date on which somebody has to act, not one of register or files', () => {
    const next = (stichtag: string) => rechne(chain, on(stichtag)).zustand.naechsteFrist;
    expect(next('2026-11-20')).toEqual({ name: 'zahlungsfrist', ende: '2026-12-04' });
    expect(next('2027-03-20')).toEqual({ name: 'vollstreckungsverjaehrung', ende: '2029-11-19' });
  });

  it('shows the other reading of each disputed date', () => {
    const other = (name: Fristname) => frist(rechne(chain), name).lesarten?.find((one) => !one.gewaehlt)?.ende;
    expect(other('zahlungsfrist')).toBe('2026-12-03');
    expect(other('beitreibung-ab')).toBe('2026-12-04');
    expect(other('vollstreckungsverjaehrung')).toBe('2029-11-20');
    expect(other('fahrverbot-spaetestens-wirksam')).toBe('2027-03-21');
  });
});

describe('Zahlungserleichterung and evasion (§§ 18, 93, 95 OWiG)', () => {
  it('lets nothing run while no end of it is known', () => {
    const open = rechne([...CASE, relief('2027-01-05')], on('2027-06-01'));
    for (const name of ['zahlungsfrist', 'beitreibung-ab', 'erzwingungshaft-ab', 'vollstreckungsverjaehrung'] as const)
      expect(frist(open, name)).toMatchObject({ ende: null, status: 'ruht' });
    expect(open.zustand.stand).toBe('zahlungserleichterung');
  });

  it('makes the rest due on the day it lapses, with two weeks from there', () => {
    const lapsed = [
      ...CASE,
      relief('2027-01-05', { bis: '2027-09-30' }),
      { typ: 'zahlungserleichterung-beendet', am: '2027-03-01', grund: 'rate-ausgeblieben' },
    ];
    expect(enden(rechne(lapsed))).toMatchObject({
      zahlungsfrist: '2027-03-15',
      'beitreibung-ab': '2027-03-16',
      vollstreckungsverjaehrung: '2030-02-21',
    });
    expect(frist(rechne(lapsed), 'zahlungsfrist').begruendung[0]).toContain('weil ein Teilbetrag ausblieb');
  });

  it('moves nothing when it ends before Rechtskraft', () => {
    expect(frist(rechne([...CASE, relief('2026-12-14', { bis: '2026-12-20' })]), 'zahlungsfrist').ende).toBe(
      '2027-01-12',
    );
  });

  it('lets recovery begin early on evasion, but not Erzwingungshaft', () => {
    const evades = rechne([...CASE, { typ: 'zahlungsentziehung-erkennbar', am: '2027-01-04' }]);
    expect(enden(evades)).toMatchObject({
      zahlungsfrist: '2027-01-12',
      'beitreibung-ab': '2027-01-04',
      'erzwingungshaft-ab': '2027-01-13',
    });
    const before = rechne([...CASE, { typ: 'zahlungsentziehung-erkennbar', am: '2026-12-15' }], on('2026-12-29'));
    expect(frist(before, 'beitreibung-ab')).toMatchObject({ ende: '2026-12-29', status: 'eingetreten' });
  });

  it('stops recovery while enforcement is suspended or ordered not to take place', () => {
    const suspended = [...CASE, { typ: 'vollstreckung-ausgesetzt', am: '2027-01-20' }];
    expect(status(suspended, 'beitreibung-ab', '2027-02-01')).toBe('ruht');
    expect(rechne(suspended, on('2027-02-01')).zustand.stand).toBe('vollstreckung-ausgesetzt');
    expect(
      status([...suspended, { typ: 'vollstreckung-fortgesetzt', am: '2027-02-10' }], 'beitreibung-ab', '2027-02-10'),
    ).toBe('eingetreten');
    expect(
      status([...CASE, { typ: 'vollstreckung-unterbleibt', am: '2027-01-20' }], 'beitreibung-ab', '2027-02-01'),
    ).toBe('ruht');
  });

  it('is not stopped by an objection alone (§ 103 (2) OWiG)', () => {
    const objected = rechne([...CASE, { typ: 'einwendung-vollstreckung', am: '2027-01-20' }], on('2027-02-01'));
    expect(frist(objected, 'beitreibung-ab').status).toBe('eingetreten');
    expect(frist(objected, 'beitreibung-ab').begruendung.join(' ')).toContain('§ 103 Abs. 2 OWiG');
  });
});

describe('a later criminal charge (§ 102 OWiG)', () => {
  it('asks to suspend enforcement', () => {
    const charged = (am: string) =>
      frist(rechne([...CASE, { typ: 'anklage-erhoben', am }]), 'beitreibung-ab').begruendung.join(' ');
    expect(charged('2027-02-01')).toContain('§ 102 Abs. 1 OWiG');
    expect(charged('2026-12-28')).not.toContain('§ 102');
  });
});

describe('payment and its order (§ 94 OWiG)', () => {
  const pay = (am: string, betrag: number, more: Record<string, unknown> = {}): Event => ({
    typ: 'zahlung',
    am,
    betrag,
    ...more,
  });
  const text = (events: Event[]) => frist(rechne(events), 'zahlungsfrist').begruendung.join(' ');

  it('settles Geldbuße before costs, unless the payer says otherwise', () => {
    expect(text([...CASE, pay('2027-01-04', 200)])).toContain('offen bleiben 0,00 € Geldbuße und 8,50 € Kosten');
    expect(text([...CASE, pay('2027-01-04', 100, { verrechnung: 'kosten' })])).toContain(
      'offen bleiben 108,50 € Geldbuße und 0,00 € Kosten',
    );
  });

  it('is in time or late by the day on which all is paid', () => {
    const parts = (last: string) => [...CASE, pay('2027-01-04', 100), pay(last, 108.5)];
    expect(status(parts('2027-01-12'), 'zahlungsfrist', '2027-02-01')).toBe('gewahrt');
    expect(status(parts('2027-01-13'), 'zahlungsfrist', '2027-02-01')).toBe('versaeumt');
    expect(rechne(parts('2027-01-13')).zustand.stand).toBe('erledigt');
  });

  it('moves no period, whatever is paid and when (property)', () => {
    const before = enden(rechne(CASE, on('2027-06-01')));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_850 }), fc.integer({ min: 0, max: 120 }), (cent, day) => {
        const after = enden(rechne([...CASE, pay(addDays('2026-12-29', day), cent / 100)], on('2027-06-01')));
        for (const name of [
          'zahlungsfrist',
          'beitreibung-ab',
          'erzwingungshaft-ab',
          'vollstreckungsverjaehrung',
        ] as const)
          expect(after[name]).toBe(before[name]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('Erzwingungshaft (§§ 96, 97 OWiG)', () => {
  it('lists its four conditions, and is possible when all hold and the time has come', () => {
    expect(results(CASE, '2027-01-12')).toEqual(['erfuellt', 'offen', 'erfuellt', 'erfuellt']);
    expect(results(CASE, '2027-01-13')).toEqual(['erfuellt', 'erfuellt', 'erfuellt', 'erfuellt']);
    expect(status(CASE, 'erzwingungshaft-ab', '2027-01-12')).toBe('bedingt');
    expect(status(CASE, 'erzwingungshaft-ab', '2027-01-13')).toBe('eingetreten');
  });

  it.each([
    ['a Belehrung that is not stated', [ANHOERUNG, BESCHEID, zugestellt('2026-12-11')], 2, 'offen'],
    [
      'a missing Belehrung',
      [ANHOERUNG, { ...BESCHEID, belehrungErzwingungshaft: false }, zugestellt('2026-12-11')],
      2,
      'nicht-erfuellt',
    ],
    [
      'inability that was shown',
      [...CASE, { typ: 'zahlungsunfaehigkeit-dargetan', am: '2027-01-08' }],
      1,
      'nicht-erfuellt',
    ],
    [
      'inability that is known',
      [...CASE, { typ: 'zahlungsunfaehigkeit-bekannt', am: '2027-01-08' }],
      3,
      'nicht-erfuellt',
    ],
    [
      'a Geldbuße that is paid, costs open',
      [...CASE, { typ: 'zahlung', am: '2027-01-08', betrag: 180 }],
      0,
      'nicht-erfuellt',
    ],
  ] as [string, Event[], number, string][])('is not possible with %s', (_what, events, index, ergebnis) => {
    const entry = frist(rechne(events, on('2027-02-01')), 'erzwingungshaft-ab');
    expect(entry.voraussetzungen?.[index]?.ergebnis).toBe(ergebnis);
    expect(entry.status).not.toBe('eingetreten');
  });

  it('is possible again when the claimed inability is examined and denied', () => {
    const events = [
      ...CASE,
      { typ: 'zahlungsunfaehigkeit-dargetan', am: '2027-01-08' },
      { typ: 'zahlungsunfaehigkeit-widerlegt', am: '2027-01-28' },
    ];
    expect(status(events, 'erzwingungshaft-ab', '2027-02-01')).toBe('eingetreten');
  });

  it('is not ordered twice for the same amount, and leaves the debt', () => {
    const ordered = [
      ...CASE,
      { typ: 'erzwingungshaft-angeordnet', am: '2027-03-01', tage: 5, zugestelltAm: '2027-03-04' },
    ];
    const during = rechne(ordered, on('2027-03-05'));
    expect(during.zustand.stand).toBe('erzwingungshaft');
    expect(frist(during, 'sofortige-beschwerde').ende).toBe('2027-03-11');
    const after = rechne([...ordered, { typ: 'erzwingungshaft-vollzogen', am: '2027-04-01' }], on('2027-04-02'));
    expect(frist(after, 'erzwingungshaft-ab').status).toBe('erledigt');
    expect(frist(after, 'erzwingungshaft-ab').begruendung.join(' ')).toContain('nicht noch einmal');
    expect(frist(after, 'beitreibung-ab').status).toBe('eingetreten');
    expect(after.zustand.stand).toBe('beitreibbar');
  });

  it.each([
    [42, false, false],
    [43, false, true],
    [92, true, false],
  ])('says when %i days pass the maximum', (tage, mehrereGeldbussen, tooLong) => {
    const order = { typ: 'erzwingungshaft-angeordnet', am: '2027-03-01', tage, mehrereGeldbussen };
    expect(
      frist(rechne([...CASE, order]), 'erzwingungshaft-ab')
        .begruendung.join(' ')
        .includes('Höchstmaß'),
    ).toBe(tooLong);
  });

  it('prints each condition with its result in the file note', () => {
    const note = formatDeadlines(rechne(CASE, on('2027-01-12')));
    expect(note).toContain('[erfüllt] Die Geldbuße oder der Teilbetrag ist nicht gezahlt (§ 96 Abs. 1 Nr. 1 OWiG)');
    expect(note).toContain('[offen] Zahlungsunfähigkeit ist nicht dargetan (§ 96 Abs. 1 Nr. 2 OWiG)');
  });
});

describe('limitation of enforcement (§ 34 OWiG)', () => {
  const end = (...more: Event[]) =>
    frist(rechne([...CASE, ...more], on('2027-06-01')), 'vollstreckungsverjaehrung').ende;

  it('rests for each reason, and overlapping rests once', () => {
    expect(end({ typ: 'vollstreckung-ausgesetzt', am: '2027-02-01', bis: '2027-03-01' })).toBe('2030-01-25');
    expect(
      end(
        { typ: 'vollstreckung-gehindert', am: '2027-02-01' },
        { typ: 'vollstreckung-wieder-moeglich', am: '2027-02-11' },
      ),
    ).toBe('2030-01-07');
    expect(
      end(relief('2027-02-01', { bis: '2027-03-01' }), {
        typ: 'vollstreckung-ausgesetzt',
        am: '2027-02-15',
        bis: '2027-03-15',
      }),
    ).toBe('2030-02-08');
  });

  it('is not revived by a rest after its end', () => {
    const late = rechne([...CASE, relief('2029-12-29', { bis: '2030-06-01' })], on('2030-01-15'));
    expect(frist(late, 'vollstreckungsverjaehrung')).toMatchObject({ ende: '2029-12-28', status: 'abgelaufen' });
    expect(late.zustand.stand).toBe('verjaehrt');
  });

  it('never ends earlier with a further rest (property)', () => {
    const day = fc.integer({ min: 0, max: 900 }).map((offset) => addDays('2026-12-29', offset));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 200 }), day, fc.integer({ min: 0, max: 200 }), (a, m, b, n) => {
        const one = { typ: 'vollstreckung-ausgesetzt', am: a, bis: addDays(a, m) };
        const two = { typ: 'vollstreckung-gehindert', am: b, bis: addDays(b, n) };
        const at = (...events: Event[]) =>
          frist(rechne([...CASE, ...events], on('2030-01-01')), 'vollstreckungsverjaehrung').ende ?? '9999';
        expect(at(one, two) >= at(one)).toBe(true);
        expect(at(one) >= at()).toBe(true);
        expect(at(one, two) <= addDays('2029-12-28', m + n)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [250, false],
    [250.01, true],
  ])('gives three years for Wiederaufnahme above 250 € only (%d €)', (geldbusse, given) => {
    const result = rechne([ANHOERUNG, { ...DECISION, geldbusse }, zugestellt('2026-12-11')]);
    expect(enden(result)['wiederaufnahme']).toBe(given ? '2029-12-28' : undefined);
  });
});

describe('death (§ 101 OWiG)', () => {
  it('ends enforcement and every period that ran', () => {
    const dead = rechne([...CASE, { typ: 'person-verstorben', am: '2027-02-01' }]);
    expect(dead.zustand.stand).toBe('verstorben');
    for (const name of ['beitreibung-ab', 'erzwingungshaft-ab', 'vollstreckungsverjaehrung', 'punkte-tilgung'] as const)
      expect(frist(dead, name).status).toBe('erledigt');
    expect(frist(dead, 'aufbewahrung-loeschung')).toMatchObject({ ende: '2027-02-01', status: 'eingetreten' });
  });
});
