import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tilgungstage } from '../../src/procedure/deadlines/enforcement/points-deletion.ts';
import { ANHOERUNG, BESCHEID, type Event, enden, frist, rechne, zugestellt } from './fixtures.ts';

/** Final on 29.12.2026. */
const decided = (more: Record<string, unknown> = {}, tat: Record<string, unknown> = {}) =>
  rechne([ANHOERUNG, { ...BESCHEID, ...more }, zugestellt('2026-12-11')], {
    tat: { begangenAm: '2026-08-15', ...tat },
    stichtag: '2026-12-29',
  });

describe('deletion of points (§ 29 StVG)', () => {
  it.each([
    ['ein-punkt', '2029-06-29', '2030-06-29'],
    ['fahrverbot-ohne-punkt', '2029-06-29', '2029-06-29'],
    ['zwei-punkte', '2031-12-29', '2032-12-29'],
    ['straftat', '2031-12-29', '2032-12-29'],
    ['straftat-entziehung', '2036-12-29', '2037-12-29'],
    ['versagung-entziehung', '2036-12-29', '2036-12-29'],
  ])('%s: ripe %s, gone %s', (entry, tilgung, loeschung) => {
    expect(tilgungstage(entry, '2026-12-29')).toEqual({ tilgung, loeschung });
  });

  it('ends on the last day of February where the day is missing', () => {
    expect(tilgungstage('ein-punkt', '2026-08-31').tilgung).toBe('2029-03-01');
    expect(tilgungstage('zwei-punkte', '2028-02-29').tilgung).toBe('2033-03-01');
  });

  it('starts with Rechtskraft and follows the points of the decision', () => {
    expect(enden(decided({ punkte: 1 }))).toMatchObject({
      'punkte-tilgung': '2029-06-29',
      'punkte-loeschung': '2030-06-29',
    });
    expect(enden(decided({ punkte: 2, fahrverbotMonate: 1 }))['punkte-tilgung']).toBe('2031-12-29');
    expect(enden(decided({ punkte: 0, fahrverbotMonate: 1 }))['punkte-loeschung']).toBe('2029-06-29');
  });

  it('knows the points of a speeding Tatbestand itself, and enters none where there is none', () => {
    expect(enden(decided({}, { tbnr: '141713' }))['punkte-tilgung']).toBe('2029-06-29');
    expect(enden(decided({ geldbusse: 70 }, { tbnr: '141711' }))['punkte-tilgung']).toBeUndefined();
    expect(enden(decided())['punkte-tilgung']).toBeUndefined();
  });

  it('says when the points of a decision are not told', () => {
    expect(decided({ geldbusse: 90 }, { tbnr: '137600' }).hinweise.join(' ')).toContain('(punkte)');
    expect(decided({ geldbusse: 90, punkte: 1 }, { tbnr: '137600' }).hinweise.join(' ')).not.toContain('(punkte)');
    expect(decided({ geldbusse: 55 }, { tbnr: '112454' }).hinweise.join(' ')).not.toContain('(punkte)');
  });

  it.each([
    [0, 'keine Maßnahme'],
    [3, 'Vormerkung'],
    [4, 'Ermahnung'],
    [5, 'Ermahnung'],
    [6, 'Verwarnung'],
    [7, 'Verwarnung'],
    [8, 'Entziehung der Fahrerlaubnis'],
    [11, 'Entziehung der Fahrerlaubnis'],
  ])('at %i points: %s (§ 4 (5) StVG)', (punktestand, measure) => {
    const told = rechne([{ typ: 'punktestand-mitgeteilt', am: '2026-09-01', punktestand }]);
    expect(told.hinweise.join(' ')).toContain(measure);
  });
});

describe('retention (§ 49c OWiG, §§ 488, 489 StPO)', () => {
  const paid: Event = { typ: 'zahlung', am: '2027-01-08', betrag: 500 };
  const file = (more: Record<string, unknown>, ...later: Event[]) =>
    rechne([ANHOERUNG, { ...BESCHEID, ...more }, zugestellt('2026-12-11'), ...later]);

  it.each([
    [250, '2028-12-28'],
    [250.01, '2031-12-28'],
  ])('reviews what is kept for later proceedings by the Geldbuße (%d €)', (geldbusse, ende) => {
    expect(frist(file({ geldbusse }), 'aufbewahrung-pruefung').ende).toBe(ende);
  });

  it('deletes with full payment, and not before the Fahrverbot is over', () => {
    expect(frist(file({}, paid), 'aufbewahrung-loeschung')).toMatchObject({
      ende: '2027-01-08',
      status: 'eingetreten',
    });
    const again: Event = { typ: 'zahlung', am: '2027-03-01', betrag: 1 };
    expect(frist(file({}, paid, again), 'aufbewahrung-loeschung').ende).toBe('2027-01-08');
    const ban = { fahrverbotMonate: 1, abs2a: true };
    expect(frist(file(ban, paid), 'aufbewahrung-loeschung')).toMatchObject({ ende: null, status: 'bedingt' });
    const kept: Event = { typ: 'fuehrerschein-verwahrt', am: '2027-01-10' };
    expect(frist(file(ban, paid, kept), 'aufbewahrung-loeschung').ende).toBe('2027-02-10');
  });

  it('deletes at latest with limitation of enforcement, and after discontinuation with that of prosecution', () => {
    expect(frist(file({}), 'aufbewahrung-loeschung')).toMatchObject({ ende: '2029-12-29', status: 'bedingt' });
    const closed = rechne([ANHOERUNG, { typ: 'verfahren-eingestellt', am: '2026-11-10' }]);
    expect(frist(closed, 'aufbewahrung-loeschung').ende).toBe('2027-01-20');
  });

  it('deletes the protocol of each retrieval after twelve months', () => {
    const asked = rechne([
      { typ: 'register-abgerufen', am: '2026-08-17' },
      { typ: 'register-abgerufen', am: '2026-09-30' },
    ]);
    const days = asked.fristen.filter((one) => one.name === 'aufbewahrung-protokoll').map((one) => one.ende);
    expect(days).toEqual(['2027-08-17', '2027-09-30']);
  });
});

describe('Verwarnung (§ 56 OWiG)', () => {
  const offer: Event = { typ: 'verwarnung-angeboten', am: '2026-08-20', zugangAm: '2026-08-24', verwarnungsgeld: 30 };
  const pay = (am: string, more: Record<string, unknown> = {}): Event => ({
    typ: 'verwarnungsgeld-gezahlt',
    am,
    ...more,
  });

  it('gives a week from receipt, or the time that the authority set', () => {
    expect(frist(rechne([offer]), 'verwarnungsgeld')).toMatchObject({
      beginn: '2026-08-24',
      ende: '2026-08-31',
      status: 'laeuft',
    });
    expect(frist(rechne([{ ...offer, fristBis: '2026-09-10' }]), 'verwarnungsgeld').ende).toBe('2026-09-10');
    expect(rechne([offer]).zustand.stand).toBe('verwarnung-angeboten');
  });

  it('closes the case when paid in time', () => {
    for (const event of [
      pay('2026-08-31'),
      pay('2026-08-31', { betrag: 30 }),
      { typ: 'zahlung', am: '2026-08-31', betrag: 30 },
    ]) {
      const closed = rechne([offer, event]);
      expect(closed.zustand.stand).toBe('verwarnung-wirksam');
      expect(frist(closed, 'verwarnungsgeld').status).toBe('gewahrt');
      expect(frist(closed, 'verfolgungsverjaehrung').status).toBe('erledigt');
      expect(frist(closed, 'aufbewahrung-loeschung').ende).toBe('2026-08-31');
      expect(closed.hinweise).toEqual([]);
      expect(frist(rechne([offer, event], { stichtag: '2027-03-01' }), 'verfolgungsverjaehrung').status).toBe(
        'erledigt',
      );
    }
  });

  it('does not when paid late, in part or refused', () => {
    expect(frist(rechne([offer, pay('2026-09-01')]), 'verwarnungsgeld').status).toBe('versaeumt');
    expect(
      frist(rechne([offer, pay('2026-08-31', { betrag: 20 })], { stichtag: '2026-09-01' }), 'verwarnungsgeld').status,
    ).toBe('abgelaufen');
    const refused = rechne([offer, { typ: 'verwarnung-abgelehnt', am: '2026-08-26' }]);
    expect([frist(refused, 'verwarnungsgeld').status, refused.zustand.stand]).toEqual(['erledigt', 'ermittlung']);
  });

  it('neither interrupts limitation nor counts as payment of a later Bescheid', () => {
    expect(frist(rechne([offer]), 'verfolgungsverjaehrung').ende).toBe('2026-11-14');
    const later = rechne([offer, pay('2026-09-15'), ANHOERUNG, BESCHEID, zugestellt('2026-12-11')], {
      stichtag: '2027-02-01',
    });
    expect(later.zustand.stand).toBe('beitreibbar');
  });

  it('says whether a period shall be granted', () => {
    const text = (verwarnungsgeld: number) =>
      frist(rechne([{ ...offer, verwarnungsgeld }]), 'verwarnungsgeld').begruendung.join(' ');
    expect(text(10)).toContain('nicht sofort gezahlt werden kann');
    expect(text(15)).toContain('sind mehr als 10,00 €');
  });
});

describe('Fahrtenbuch (§ 31a StVZO)', () => {
  const asked = (am: string, more: Record<string, unknown> = {}): Event => ({
    typ: 'zeugenfragebogen-versandt',
    am,
    ...more,
  });

  it('asks the Halter within two weeks from the act, weekends included', () => {
    expect(frist(rechne([asked('2026-08-24')]), 'halterbefragung')).toMatchObject({
      beginn: '2026-08-15',
      ende: '2026-08-29',
      status: 'gewahrt',
    });
    expect(frist(rechne([asked('2026-08-31')]), 'halterbefragung').status).toBe('versaeumt');
  });

  it('shows both readings of sending in time and receipt too late', () => {
    const late = frist(rechne([asked('2026-08-28', { zugangAm: '2026-08-31' })]), 'halterbefragung');
    expect([late.status, late.lesarten?.length]).toEqual(['versaeumt', 2]);
  });

  it('keeps the book for six months', () => {
    const ordered = rechne([
      asked('2026-08-24'),
      { typ: 'fahrtenbuch-angeordnet', am: '2026-12-01', bis: '2027-08-31' },
    ]);
    expect(frist(ordered, 'fahrtenbuch-aufbewahrung').ende).toBe('2028-02-29');
  });
});

describe('words of the law', () => {
  const LAW = new URL('../../../shared/reference/law/', import.meta.url);

  it('are those that the rules after the decision rest on', () => {
    if (!existsSync(LAW)) {
      process.stdout.write('skipped: reference texts of the law are not here\n');
      return;
    }
    const owig = readFileSync(new URL('OWiG.md', LAW), 'utf8');
    const stvg = readFileSync(new URL('StVG.md', LAW), 'utf8');
    const stpo = readFileSync(new URL('StPO-extract.md', LAW), 'utf8');
    for (const words of [
      'innerhalb einer Frist, die eine Woche betragen soll',
      'Geldbuße von mehr als zweihundertfünfzig Euro festgesetzt',
      'Geldbuße von nicht mehr als einhundert Euro festgesetzt',
      'binnen einer Woche nach Zustellung die Wiedereinsetzung',
      'wenn der Wert des Beschwerdegegenstandes 300 Euro übersteigt',
      'wegen einer Geldbuße darf sechs Wochen',
      'festgesetzter Geldbußen drei Monate nicht übersteigen',
      'bei einer Geldbuße von mehr als 250 Euro fünf Jahre',
      'seit Rechtskraft der Bußgeldentscheidung drei Jahre verstrichen',
    ]) {
      expect(owig).toContain(words);
    }
    for (const words of [
      'zwei Jahre und sechs Monate',
      'erst nach einer Überliegefrist von einem Jahr gelöscht',
      'mit dem Tag der Rechtskraft oder Unanfechtbarkeit der beschwerenden Entscheidung',
      'so sind die Verbotsfristen nacheinander zu berechnen',
      'bei gleichzeitiger Anordnung ist die frühere Tat maßgebend',
    ]) {
      expect(stvg).toContain(words);
    }
    expect(stpo).toContain('binnen einer Woche nach Wegfall des Hindernisses');
    expect(stpo).toContain('Die Protokolldaten sind nach zwölf Monaten zu löschen');
  });
});
