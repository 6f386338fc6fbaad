import { describe, expect, it } from 'vitest';
import type { Fristname } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, type Event, einspruch, enden, frist, rechne, status, zugestellt } from './fixtures.ts';

const CASE = [ANHOERUNG, BESCHEID, zugestellt('2026-12-11')];
const on = (stichtag: string) => ({ stichtag });

describe('the court (§§ 72, 74, 79, 80 OWiG)', () => {
  const court = [...CASE, einspruch('2026-12-20'), { typ: 'akten-eingang-amtsgericht', am: '2027-02-03' }];
  const urteil = (more: Record<string, unknown> = {}): Event => ({
    typ: 'urteil-erster-instanz',
    am: '2027-05-04',
    geldbusse: 180,
    fahrverbotMonate: 0,
    ...more,
  });
  const results = (events: Event[], name: Fristname) =>
    frist(rechne(events), name).voraussetzungen?.map((one) => one.ergebnis);

  it('gives two weeks against a decision without hearing', () => {
    const hint = { typ: 'hinweis-72', am: '2027-03-01', zugestelltAm: '2027-03-04' };
    expect(frist(rechne([...court, hint]), 'widerspruch-72')).toMatchObject({ ende: '2027-03-18', status: 'laeuft' });
    expect(status([...court, hint, { typ: 'widerspruch-72', am: '2027-03-18' }], 'widerspruch-72')).toBe('gewahrt');
  });

  it('makes a judgment final after the week of § 341 StPO', () => {
    expect(enden(rechne([...court, urteil()], on('2027-05-12')))).toMatchObject({
      rechtsbeschwerde: '2027-05-11',
      'rechtsbeschwerde-begruendung': '2027-06-11',
      rechtskraft: '2027-05-12',
      zahlungsfrist: '2027-05-26',
    });
  });

  it('starts with Zustellung for a judgment in absence and for a Beschluss', () => {
    const absent = urteil({ inAbwesenheit: true, zugestelltAm: '2027-05-20' });
    expect(frist(rechne([...court, absent]), 'rechtsbeschwerde').ende).toBe('2027-05-27');
    expect(frist(rechne([...court, absent]), 'wiedereinsetzung-gericht')).toMatchObject({
      ende: '2027-05-27',
      norm: '§ 74 Abs. 4 OWiG',
    });
    const open = rechne([...court, urteil({ inAbwesenheit: true })]);
    expect([frist(open, 'rechtsbeschwerde').ende, frist(open, 'rechtskraft').status]).toEqual([null, 'gehemmt']);
    const order = { typ: 'beschluss-72', am: '2027-05-04', zugestelltAm: '2027-05-10', geldbusse: 180 };
    expect(frist(rechne([...court, order]), 'rechtsbeschwerde').ende).toBe('2027-05-18'); // Pfingstmontag 17.05.2027
    expect(frist(rechne([...court, order]), 'wiedereinsetzung-gericht').norm).toBe('§ 72 Abs. 2 Satz 2 OWiG');
  });

  it('counts the month for reasons from a later Zustellung of the judgment', () => {
    expect(frist(rechne([...court, urteil({ zugestelltAm: '2027-06-02' })]), 'rechtsbeschwerde-begruendung').ende).toBe(
      '2027-07-02',
    );
  });

  it.each([
    [{ geldbusse: 250 }, 'nicht-erfuellt', 'nicht-erfuellt'],
    [{ geldbusse: 250.01 }, 'erfuellt', 'nicht-erfuellt'],
    [{ fahrverbotMonate: 1 }, 'nicht-erfuellt', 'erfuellt'],
  ])('names the grounds of § 79 (1) OWiG for %o', (more, amount, ban) => {
    expect(results([...court, urteil(more)], 'rechtsbeschwerde')?.slice(0, 2)).toEqual([amount, ban]);
  });

  it('takes the content of the Bescheid where the Einspruch was rejected in absence', () => {
    const heavy = [
      ANHOERUNG,
      { ...BESCHEID, geldbusse: 320, fahrverbotMonate: 1 },
      zugestellt('2026-12-11'),
      einspruch('2026-12-20'),
    ];
    const rejected = {
      typ: 'urteil-erster-instanz',
      am: '2027-05-04',
      entscheidung: 'verwerfung',
      zugestelltAm: '2027-05-12',
      inAbwesenheit: true,
    };
    expect(results([...heavy, rejected], 'rechtsbeschwerde')?.slice(0, 2)).toEqual(['erfuellt', 'erfuellt']);
    expect(frist(rechne([...heavy, rejected], on('2027-06-01')), 'fahrverbot-spaetestens-wirksam').beginn).toBe(
      '2027-05-20',
    );
  });

  it('says how far admission reaches', () => {
    const text = (more: Record<string, unknown>) =>
      frist(rechne([...court, urteil(more)]), 'rechtsbeschwerde').begruendung.join(' ');
    expect(text({ geldbusse: 100 })).toContain('§ 80 Abs. 2 Nr. 1 OWiG');
    expect(text({ geldbusse: 100.01 })).toContain('§ 80 Abs. 1 OWiG');
    expect(text({ geldbusse: 320 })).toContain('ohne Zulassung statthaft');
    const order = {
      typ: 'beschluss-72',
      am: '2027-05-04',
      zugestelltAm: '2027-05-10',
      geldbusse: 180,
      fahrverbotMonate: 0,
    };
    expect(frist(rechne([...court, order]), 'rechtsbeschwerde').begruendung.join(' ')).toContain('keine Zulassung');
  });

  it('waits for the Rechtsbeschwerde and ends with its rejection or withdrawal', () => {
    const filed = [...court, urteil(), { typ: 'rechtsbeschwerde-zulassung-beantragt', am: '2027-05-11' }];
    expect(status(filed, 'rechtskraft')).toBe('gehemmt');
    expect(frist(rechne([...filed, { typ: 'rechtsbeschwerde-verworfen', am: '2027-09-06' }]), 'rechtskraft').ende).toBe(
      '2027-09-07',
    );
    expect(
      frist(rechne([...filed, { typ: 'rechtsbeschwerde-zurueckgenommen', am: '2027-06-01' }]), 'rechtskraft').ende,
    ).toBe('2027-06-01');
    expect(status([...filed, { typ: 'urteil-aufgehoben', am: '2027-09-06' }], 'rechtskraft')).toBe('gehemmt');
    const tooLate = [...court, urteil(), { typ: 'rechtsbeschwerde-eingelegt', am: '2027-05-12' }];
    expect(frist(rechne(tooLate), 'rechtskraft').ende).toBe('2027-05-12');
    expect(status(tooLate, 'rechtsbeschwerde')).toBe('versaeumt');
  });

  it('asks nothing of a person who is acquitted', () => {
    const free = rechne([...court, urteil({ entscheidung: 'freispruch', geldbusse: 0 })], on('2027-05-12'));
    expect(free.fristen.map((one) => one.name)).not.toContain('zahlungsfrist');
    expect(free.zustand.stand).toBe('freigesprochen');
  });
});
