import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, formatDeadlines, fromDayNumber, LAENDER } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, type Event, enden, frist, rechne, zugestellt } from './fixtures.ts';

const DEMO = [{ typ: 'zeugenfragebogen-versandt', am: '2026-08-24' }, ANHOERUNG, BESCHEID, zugestellt('2026-12-11')];
const AT = (stichtag: string) => ({ stichtag });

describe('the demonstration case of Chemnitz', () => {
  it('has every date of the file', () => {
    expect(enden(rechne(DEMO))).toEqual({
      verfolgungsverjaehrung: '2027-05-31',
      'verfolgungsverjaehrung-absolut': '2028-08-14',
      einspruchsfrist: '2026-12-28',
      rechtskraft: '2026-12-29',
      zahlungsfrist: '2027-01-12',
      'beitreibung-ab': '2027-01-13',
      'erzwingungshaft-ab': '2027-01-13',
      vollstreckungsverjaehrung: '2029-12-28',
      halterbefragung: '2026-08-29',
      'punkte-tilgung': '2029-06-29',
      'punkte-loeschung': '2030-06-29',
      'aufbewahrung-loeschung': '2029-12-29',
      'aufbewahrung-pruefung': '2028-12-28',
    });
  });

  it.each([
    ['2026-09-01', DEMO.slice(0, 1), 'ermittlung'],
    ['2026-10-20', DEMO.slice(0, 2), 'anhoerung'],
    ['2026-12-01', DEMO.slice(0, 3), 'bescheid-erlassen'],
    ['2026-12-28', DEMO, 'bescheid-zugestellt'],
    ['2026-12-29', DEMO, 'rechtskraeftig'],
    ['2027-01-12', DEMO, 'rechtskraeftig'],
    ['2027-01-13', DEMO, 'beitreibbar'],
    ['2029-12-29', DEMO, 'verjaehrt'],
    ['2026-11-15', [], 'verjaehrt'],
  ] as [string, Event[], string][])('stands on %s where it should', (stichtag, events, stand) => {
    expect(rechne(events, AT(stichtag)).zustand.stand).toBe(stand);
  });

  it('reckons the same from events in any order of the file', () => {
    expect(rechne([...DEMO].reverse())).toEqual(rechne(DEMO));
  });

  it('ends with full payment, including costs', () => {
    const paid = rechne([...DEMO, { typ: 'zahlung', am: '2027-01-08', betrag: 208.5 }]);
    expect(paid.zustand.stand).toBe('erledigt');
    expect(frist(paid, 'zahlungsfrist').status).toBe('gewahrt');
    const short = rechne([...DEMO, { typ: 'zahlung', am: '2027-01-08', betrag: 180 }]);
    expect(short.zustand.stand).toBe('rechtskraeftig');
    expect(short.hinweise.join(' ')).toContain('§ 94 OWiG');
  });

  it('names each period, its provision and both readings in the file note', () => {
    const note = formatDeadlines(rechne(DEMO));
    for (const part of [
      'Montag, 28.12.2026',
      'Dienstag, 29.12.2026, 0:00 Uhr',
      '1. Weihnachtstag',
      '§ 67 Abs. 1 OWiG',
      'andere Lesart',
      '11.01.2027',
      '§ 33 Abs. 1 Satz 1 Nr. 9 OWiG',
    ]) {
      expect(note).toContain(part);
    }
  });

  it('gives a reason with a provision for every period', () => {
    for (const one of rechne(DEMO).fristen) {
      expect(one.begruendung.join(' ')).toMatch(/§/);
      expect(one.norm).toMatch(/§/);
    }
  });
});

describe('the chain of Saxony with Fahrverbot', () => {
  const chain = [
    { ...BESCHEID, am: '2026-10-25', fahrverbotMonate: 1, abs2a: true },
    zugestellt('2026-11-04', 'pzu-uebergabe'),
  ];

  it('has every date and takes the reading that cannot harm', () => {
    const result = rechne(chain);
    expect(enden(result)).toMatchObject({
      einspruchsfrist: '2026-11-19',
      rechtskraft: '2026-11-20',
      zahlungsfrist: '2026-12-04',
      'beitreibung-ab': '2026-12-05',
      vollstreckungsverjaehrung: '2029-11-19',
      'fahrverbot-spaetestens-wirksam': '2027-03-20',
    });
    expect(frist(result, 'zahlungsfrist').lesarten?.map((one) => one.ende)).toEqual(['2026-12-04', '2026-12-03']);
  });

  it('makes the Fahrverbot effective with deposit, and ends it by the day of deposit', () => {
    const kept = rechne([...chain, { typ: 'fuehrerschein-verwahrt', am: '2027-01-10' }]);
    expect(frist(kept, 'fahrverbot-spaetestens-wirksam').ende).toBe('2027-01-10');
    expect(frist(kept, 'fahrverbot-ende').ende).toBe('2027-02-09');
  });

  it('makes it effective with Rechtskraft where § 25 (2a) StVG was not determined', () => {
    const direct = rechne([
      { ...BESCHEID, am: '2026-10-25', fahrverbotMonate: 1, abs2a: false },
      zugestellt('2026-11-04'),
    ]);
    expect(frist(direct, 'fahrverbot-spaetestens-wirksam').ende).toBe('2026-11-20');
  });

  it('enforces a Geldbuße over 1,000 € for five years', () => {
    const high = rechne([{ ...BESCHEID, am: '2026-10-25', geldbusse: 1000.01 }, zugestellt('2026-11-04')]);
    expect(frist(high, 'vollstreckungsverjaehrung').ende).toBe('2031-11-19');
    const limit = rechne([{ ...BESCHEID, am: '2026-10-25', geldbusse: 1000 }, zugestellt('2026-11-04')]);
    expect(frist(limit, 'vollstreckungsverjaehrung').ende).toBe('2029-11-19');
  });
});

describe('variants of the demonstration case', () => {
  it('late service: interruption by service, Einspruch two weeks later', () => {
    const late = rechne([
      ANHOERUNG,
      BESCHEID,
      { typ: 'bescheid-unzustellbar', am: '2026-12-12' },
      zugestellt('2026-12-20'),
    ]);
    expect(enden(late)).toMatchObject({ verfolgungsverjaehrung: '2027-06-19', einspruchsfrist: '2027-01-04' });
  });

  it('a timely Einspruch keeps the Bescheid from becoming final', () => {
    const contested = rechne([...DEMO, { typ: 'einspruch-eingelegt', am: '2026-12-28' }]);
    expect(frist(contested, 'einspruchsfrist').status).toBe('gewahrt');
    expect([frist(contested, 'rechtskraft').ende, frist(contested, 'rechtskraft').status]).toEqual([null, 'gehemmt']);
    expect(contested.fristen.map((one) => one.name)).not.toContain('zahlungsfrist');
    expect(contested.zustand.stand).toBe('zwischenverfahren');
  });

  it('an Einspruch one day late does not', () => {
    const late = rechne([...DEMO, { typ: 'einspruch-eingelegt', am: '2026-12-29' }]);
    expect(frist(late, 'einspruchsfrist').status).toBe('versaeumt');
    expect(frist(late, 'rechtskraft').ende).toBe('2026-12-29');
  });

  it('a rejected Einspruch opens two weeks for a court decision', () => {
    const rejected = rechne([
      ...DEMO,
      { typ: 'einspruch-eingelegt', am: '2026-12-30' },
      { typ: 'einspruch-verworfen', am: '2027-01-05', zugestelltAm: '2027-01-08' },
    ]);
    expect(frist(rejected, 'gerichtliche-entscheidung').ende).toBe('2027-01-22');
  });

  it('Wiedereinsetzung undoes Rechtskraft and everything built on it', () => {
    const restored = rechne([
      ...DEMO,
      { typ: 'einspruch-eingelegt', am: '2027-01-15' },
      { typ: 'wiedereinsetzung-gewaehrt', am: '2027-01-28' },
    ]);
    expect(frist(restored, 'rechtskraft').status).toBe('aufgehoben');
    expect(frist(restored, 'einspruchsfrist').status).toBe('gewahrt');
    expect(frist(restored, 'beitreibung-ab')).toMatchObject({ ende: null, status: 'aufgehoben' });
    expect(restored.zustand.stand).toBe('zwischenverfahren');
  });

  it('after Wiedereinsetzung a withdrawal or a new statement makes it final again', () => {
    const events = [
      ...DEMO,
      { typ: 'einspruch-eingelegt', am: '2027-01-15' },
      { typ: 'wiedereinsetzung-gewaehrt', am: '2027-01-28' },
    ];
    const withdrawn = rechne([...events, { typ: 'einspruch-zurueckgenommen', am: '2027-02-15' }]);
    expect(enden(withdrawn)).toMatchObject({ rechtskraft: '2027-02-15', zahlungsfrist: '2027-03-01' });
    const stated = rechne([...events, { typ: 'rechtskraft', am: '2027-06-01' }]);
    expect(enden(stated)).toMatchObject({ rechtskraft: '2027-06-01', vollstreckungsverjaehrung: '2030-05-31' });
  });

  it('a waiver makes the Bescheid final at once', () => {
    const waived = rechne([...DEMO, { typ: 'einspruchsverzicht', am: '2026-12-14' }]);
    expect(enden(waived)).toMatchObject({ rechtskraft: '2026-12-14', zahlungsfrist: '2026-12-28' });
  });

  it('a Zahlungserleichterung moves payment and enforcement and lets enforcement limitation rest', () => {
    const eased = rechne([
      ...DEMO,
      { typ: 'zahlungserleichterung-bewilligt', am: '2027-01-05', faelligAm: '2027-03-01' },
    ]);
    expect(enden(eased)).toMatchObject({
      zahlungsfrist: '2027-03-15',
      'beitreibung-ab': '2027-03-16',
      vollstreckungsverjaehrung: '2030-02-21',
    });
  });

  it('an open Zahlungserleichterung leaves the end of enforcement limitation open', () => {
    const open = rechne([...DEMO, { typ: 'zahlungserleichterung-bewilligt', am: '2027-01-05' }], AT('2027-01-20'));
    expect([frist(open, 'vollstreckungsverjaehrung').ende, open.zustand.stand]).toEqual([
      null,
      'zahlungserleichterung',
    ]);
  });

  it('a stated Rechtskraft before the end of the Einspruchsfrist is not believed', () => {
    const early = rechne([...DEMO, { typ: 'rechtskraft', am: '2026-12-26' }]);
    expect(frist(early, 'rechtskraft').ende).toBe('2026-12-29');
    expect(early.hinweise.join(' ')).toContain('vor dem Ende der Einspruchsfrist');
  });

  it('after Einspruch the stated Rechtskraft counts', () => {
    const final = rechne([
      ...DEMO,
      { typ: 'einspruch-eingelegt', am: '2026-12-20' },
      { typ: 'akten-eingang-amtsgericht', am: '2027-02-03' },
      { typ: 'urteil-erster-instanz', am: '2027-05-04' },
      { typ: 'rechtskraft', am: '2027-05-12' },
    ]);
    expect(enden(final)).toMatchObject({ rechtskraft: '2027-05-12', zahlungsfrist: '2027-05-26' });
    expect(frist(final, 'verfolgungsverjaehrung').status).toBe('erledigt');
  });

  it('with several services the last one counts for the person', () => {
    const twice = rechne([ANHOERUNG, BESCHEID, zugestellt('2026-12-10'), zugestellt('2026-12-14')]);
    expect(frist(twice, 'einspruchsfrist').ende).toBe('2026-12-28');
    expect(frist(twice, 'verfolgungsverjaehrung').ende).toBe('2027-05-31');
  });

  it('an ineffective service counts for nothing', () => {
    const void1 = rechne([ANHOERUNG, BESCHEID, { ...zugestellt('2026-12-10'), unwirksam: true }]);
    expect(void1.fristen.map((one) => one.name)).not.toContain('einspruchsfrist');
  });
});

describe('ways of Zustellung', () => {
  const period = (am: string, art: string, more: Record<string, unknown> = {}) =>
    frist(rechne([ANHOERUNG, BESCHEID, { ...zugestellt(am, art), ...more }]), 'einspruchsfrist');

  it.each(['pzu-uebergabe', 'pzu-ersatzzustellung', 'pzu-briefkasten', 'pzu-niederlegung', 'pzu', '180-briefkasten'])(
    '%s counts from its own day',
    (art) => {
      expect(period('2026-12-10', art).beginn).toBe('2026-12-10');
    },
  );

  it('a registered letter counts from the fourth day after posting', () => {
    expect(period('2026-12-04', 'einschreiben').beginn).toBe('2026-12-08');
    expect(period('2026-12-04', 'einschreiben', { zugangAm: '2026-12-14' }).beginn).toBe('2026-12-14');
  });

  it('lists both readings when the fourth day is a Sunday, and gives the person the longer time', () => {
    const sunday = period('2026-12-02', 'einschreiben');
    expect(sunday.beginn).toBe('2026-12-07');
    expect(sunday.lesarten?.map((one) => one.gewaehlt)).toEqual([true, false]);
  });

  it('took three days before 2025', () => {
    const old = rechne(
      [
        { ...BESCHEID, am: '2024-06-03' },
        { typ: 'bescheid-zugestellt', am: '2024-06-04', art: 'einschreiben' },
      ],
      { tat: { begangenAm: '2024-04-02' } },
    );
    expect(frist(old, 'einspruchsfrist').beginn).toBe('2024-06-07');
  });

  it('public service takes effect two weeks after the notice', () => {
    expect(period('2026-12-03', 'oeffentlich').beginn).toBe('2026-12-17');
  });
});

describe('property: service and Einspruchsfrist', () => {
  it('a later service never gives an earlier Einspruchsfrist', () => {
    const day = fc.integer({ min: 20_000, max: 23_000 }).map(fromDayNumber);
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom(...LAENDER),
        (issue, a, b, land) => {
          const end = (served: string) =>
            frist(
              rechne([{ ...BESCHEID, am: issue }, zugestellt(served)], {
                land,
                ags: undefined,
                tat: { begangenAm: issue },
              }),
              'einspruchsfrist',
            ).ende ?? '';
          expect(end(addDays(issue, a + b)) >= end(addDays(issue, a))).toBe(true);
        },
      ),
    );
  });
});
