import { describe, expect, it } from 'vitest';
import type { MessageType } from '../../src/standard/index.ts';
import { Validator } from '../../src/standard/validate.ts';
import { after, changed, created, drop, element, set, setCode } from './breaks/tools.ts';

const validator = new Validator();
const rulesOf = (typ: MessageType, ...changes: (readonly [string | RegExp, string])[]): string[] =>
  validator.validate(changed(typ, changes)).findings.map(({ rule }) => rule);

describe('service by staff of an authority', () => {
  const served = (day: string) =>
    rulesOf(
      'zustellung.amtshilfenachweis.2031',
      set('zustelldatum', day),
      [/<xbg:auftragsdatum>[^<]*<\/xbg:auftragsdatum>/, ''],
      created('2032-12-31T12:00:00.000+01:00'),
    );

  it('warns of every Sunday and of no other day', () => {
    for (let day = new Date('2027-12-20T00:00:00Z'); day < new Date('2028-03-20T00:00:00Z'); ) {
      const text = day.toISOString().slice(0, 10);
      expect(served(text).includes('Z21'), text).toBe(day.getUTCDay() === 0);
      day = new Date(day.getTime() + 86_400_000);
    }
  });

  it.each([
    ['05:59:59', true],
    ['06:00:00', false],
    ['20:59:59', false],
    ['21:00:00', true],
    ['00:00:00', true],
  ])('at %s is by night: %s', (time, night) => {
    const found = rulesOf('zustellung.amtshilfenachweis.2031', [/10:15:00/, time]);
    expect(found.includes('Z20')).toBe(night);
  });

  it('may be by night or on a Sunday with the permission that was told', () => {
    const allowed = set('erlaubnisMitgeteilt', 'true');
    expect(rulesOf('zustellung.amtshilfenachweis.2031', [/10:15:00/, '22:00:00'], allowed)).toEqual([]);
    expect(rulesOf('zustellung.amtshilfenachweis.2031', set('zustelldatum', '2026-12-13'), allowed)).toEqual([]);
  });
});

describe('public notice', () => {
  it.each([
    ['2027-02-20', '2027-03-06'],
    ['2028-02-20', '2028-03-05'],
    ['2026-12-24', '2027-01-07'],
  ])('put up on %s serves on %s', (notice, service) => {
    const at = (day: string) =>
      rulesOf(
        'zustellung.bekanntmachung.2041',
        set('bekanntgemachtAm', notice),
        set('zugestelltAm', day),
        drop('abgenommenAm'),
        created('2028-12-31T12:00:00.000+01:00'),
      );
    expect(at(service)).toEqual([]);
    expect(at(notice)).toEqual(['Z34']);
  });
});

describe('a request for a photo', () => {
  const eilabruf = element(
    'eilabruf',
    element('nichtErreichbarSeit', '2026-11-10T07:00:00+01:00') +
      element('gefaehrdung', 'Die Verjährung tritt morgen ein.') +
      element('angeordnetDurch', 'LDS-ZBS-0001'),
  );

  it('may be an automated retrieval if it says why nobody can wait', () => {
    const typ = 'fahrerermittlung.lichtbildersuchen.1130';
    const abruf = setCode('rechtsgrundlage', 'pauswg-25');
    expect(rulesOf(typ, abruf, after('befugterMitarbeiter', eilabruf))).toEqual([]);
    expect(rulesOf(typ, abruf)).toEqual(['R14.6']);
  });

  it('is answered without a photo unless the match is unique', () => {
    const typ = 'fahrerermittlung.lichtbildantwort.1131';
    const none = setCode('ergebnis', 'kein-eindeutiger-treffer');
    expect(rulesOf(typ, none, drop('lichtbild'))).toEqual([]);
    expect(rulesOf(typ, none)).toEqual(['R14.8']);
    expect(rulesOf(typ, drop('lichtbild'))).toEqual(['R14.8']);
  });
});

describe('a warning', () => {
  it.each([
    ['2026-10-29', true],
    ['2026-10-30', false],
    ['2026-11-03', false],
    ['2026-11-04', true],
  ])('payable until %s departs from the week that the law has in mind: %s', (day, departs) => {
    expect(rulesOf('verwarnung.angebot.1330', set('zahlungsfrist', day)).includes('R6.4')).toBe(departs);
  });

  it.each([
    ['5.00', false],
    ['55.00', false],
    ['60.00', true],
    ['0.00', true],
    ['12.50', true],
  ])('of %s Euro is outside the steps of the law: %s', (amount, outside) => {
    expect(rulesOf('verwarnung.angebot.1330', set('verwarnungsgeld', amount)).includes('R6.1')).toBe(outside);
  });
});
