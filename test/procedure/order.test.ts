import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOrder, fromDayNumber, orderFindings, type Schritt } from '../../src/procedure/index.ts';

const SN = { land: 'SN', ags: '14511000' } as const;
const step = (nummer: string, am: string, daten?: Record<string, unknown>): Schritt =>
  daten === undefined ? { nummer, am } : { nummer, am, daten };

const DEMO: Schritt[] = [
  step('1010', '2026-08-15'),
  step('1110', '2026-08-17'),
  step('1111', '2026-08-17'),
  step('1120', '2026-09-21'),
  step('1122', '2026-09-28'),
  step('1121', '2026-10-05', { vernommenAm: '2026-10-02' }),
  step('2010', '2026-12-01', { erlassdatum: '2026-12-01' }),
  step('2011', '2026-12-02'),
  step('2020', '2026-12-14', { zustelldatum: '2026-12-11' }),
  step('3010', '2026-12-29', { rechtskraftAm: '2026-12-29', zustelldatum: '2026-12-11', erlassdatum: '2026-12-01' }),
  step('3210', '2026-12-29', { rechtskraftAm: '2026-12-29' }),
  step('3020', '2027-01-13', { rechtskraftAm: '2026-12-29', vollstreckungsverjaehrungEnde: '2029-12-28' }),
  step('3021', '2027-01-15'),
  step('3030', '2027-02-10', { rest: 0 }),
  step('3070', '2027-02-11', { erledigungsart: 'bezahlt', erledigtAm: '2027-02-11' }),
];
const until = (nummer: string): Schritt[] =>
  DEMO.slice(
    0,
    DEMO.findIndex((one) => one.nummer === nummer),
  );
const verdict = (history: Schritt[], next: Schritt) => {
  const found = checkOrder(history, next, SN);
  return found.allowed ? 'allowed' : `${found.rule} ${found.severity}`;
};

describe('order of the messages of a Vorgang', () => {
  it('lets the whole demonstration case pass, message by message', () => {
    DEMO.forEach((next, index) => {
      expect([next.nummer, orderFindings(DEMO.slice(0, index), next, SN)]).toEqual([next.nummer, []]);
    });
  });

  it.each([
    ['1011', '1010'],
    ['1111', '1110'],
    ['1121', '1120'],
    ['1122', '1120'],
    ['1141', '1140'],
    ['2011', '2010'],
    ['2020', '2010'],
    ['2021', '2010'],
    ['3021', '3020'],
    ['3030', '3010'],
    ['3050', '3020'],
    ['3070', '3020'],
  ])('warns of %s without %s, which may have happened on paper', (nummer, request) => {
    expect(verdict([], step(nummer, '2027-03-01'))).toBe(`ORDER-${nummer} warning`);
    expect(verdict([step(request, '2027-02-28')], step(nummer, '2027-03-01'))).toBe('allowed');
  });

  it('refuses an answer dated before its request', () => {
    expect(verdict([step('1120', '2026-09-21')], step('1121', '2026-09-20'))).toBe('ORDER-1121-ZEIT error');
  });

  it('refuses enforcement without Rechtskraft where the Bescheid ran through the gateway', () => {
    const next = step('3020', '2027-01-13', { rechtskraftAm: '2026-12-29' });
    expect(verdict(until('3010'), next)).toBe('ORDER-3020 error');
    expect(verdict([], next)).toBe('ORDER-3020 warning');
  });

  it('refuses enforcement before the two weeks of § 95 are over', () => {
    const at = (am: string) => step('3020', am, { rechtskraftAm: '2026-12-29' });
    expect(verdict(until('3020'), at('2027-01-12'))).toBe('ORDER-WARTEFRIST-95 error');
    expect(verdict(until('3020'), at('2027-01-13'))).toBe('allowed');
    expect(verdict([], at('2027-01-12'))).toBe('ORDER-WARTEFRIST-95 error');
    expect(verdict(until('3020'), { ...at('2027-01-05'), daten: { entziehungsabsicht: true } })).toBe('allowed');
  });

  it('follows a later due date', () => {
    const next = step('3020', '2027-03-15', { rechtskraftAm: '2026-12-29', faelligkeit: '2027-03-01' });
    expect(verdict(until('3020'), next)).toBe('ORDER-WARTEFRIST-95 error');
    expect(verdict(until('3020'), { ...next, am: '2027-03-16' })).toBe('allowed');
  });

  it('refuses Rechtskraft before the Einspruchsfrist is over, with the holidays of the place', () => {
    const on = (day: string) => step('3010', '2026-12-30', { rechtskraftAm: day });
    expect(verdict(until('3010'), on('2026-12-28'))).toBe('ORDER-RECHTSKRAFT-VOR-FRISTENDE error');
    expect(verdict(until('3010'), on('2026-12-29'))).toBe('allowed');
    expect(checkOrder(until('3010'), on('2026-12-26')).allowed).toBe(true);
    expect(checkOrder(until('3010'), on('2026-12-25')).allowed).toBe(false);
  });

  it('refuses Rechtskraft after an undeliverable Bescheid until a new service is reported', () => {
    const failed = [...until('2020'), step('2021', '2026-12-12')];
    const next = step('3010', '2027-01-30', { rechtskraftAm: '2027-01-30' });
    expect(verdict(failed, next)).toBe('ORDER-RECHTSKRAFT-OHNE-ZUSTELLUNG error');
    const again = [...failed, step('2010', '2026-12-15', { erlassdatum: '2026-12-01' })];
    const served = [...again, step('2020', '2026-12-21', { zustelldatum: '2026-12-20' })];
    expect(verdict(served, next)).toBe('allowed');
  });

  it('refuses service and failure for one and the same order', () => {
    expect(verdict(DEMO.slice(0, 9), step('2021', '2026-12-15'))).toBe('ORDER-ZUGESTELLT-UND-UNZUSTELLBAR error');
  });

  it('refuses service before issue and dates in the future of the message', () => {
    const early = step('2020', '2026-12-14', { zustelldatum: '2026-11-30' });
    expect(verdict(until('2020'), early)).toBe('ORDER-ZUSTELLUNG-VOR-ERLASS error');
    const future = step('2020', '2026-12-10', { zustelldatum: '2026-12-11' });
    expect(verdict(until('2020'), future)).toBe('ORDER-ZUKUNFT error');
  });

  it('refuses enforcement with another Rechtskraft than reported', () => {
    const other = step('3020', '2027-02-01', { rechtskraftAm: '2026-12-30' });
    expect(verdict(until('3020'), other)).toBe('ORDER-RECHTSKRAFT-ABWEICHEND error');
  });

  it('refuses enforcement of what is paid, settled, recalled or reopened', () => {
    const again = step('3020', '2027-03-01', { rechtskraftAm: '2026-12-29' });
    expect(verdict(DEMO, again)).toBe('ORDER-ERLEDIGT error');
    expect(verdict(DEMO.slice(0, -1), again)).toBe('ORDER-ERLEDIGT error');
    expect(verdict([...until('3020'), step('3090', '2027-01-20')], again)).toBe('ORDER-ZURUECKGENOMMEN error');
    expect(verdict([...until('3020'), step('2113', '2027-01-20', { stand: 'gewaehrt' })], again)).toBe(
      'ORDER-WIEDEREINSETZUNG error',
    );
  });

  it('lets a case go on after part payment and after a fruitless return', () => {
    const returned = [...until('3030'), step('3030', '2027-02-01', { rest: '100.00' }), step('3050', '2027-03-01')];
    expect(verdict(returned, step('3020', '2027-03-10', { rechtskraftAm: '2026-12-29' }))).toBe('allowed');
  });

  it('refuses Rechtskraft while a timely Einspruch is open', () => {
    const contested = [...until('3010'), step('2110', '2026-12-20'), step('2111', '2026-12-21', { rechtzeitig: true })];
    const next = step('3010', '2026-12-29', { rechtskraftAm: '2026-12-29' });
    expect(verdict(contested, next)).toBe('ORDER-EINSPRUCH-OFFEN error');
    expect(verdict(contested.slice(0, -1), next)).toBe('ORDER-EINSPRUCH-UNGEKLAERT warning');
  });

  it('refuses enforcement after its limitation', () => {
    const late = step('3020', '2029-12-29', {
      rechtskraftAm: '2026-12-29',
      vollstreckungsverjaehrungEnde: '2029-12-28',
    });
    expect(verdict(until('3020'), late)).toBe('ORDER-VOLLSTRECKUNGSVERJAEHRUNG error');
  });

  it('always lets receipts pass and takes full message types', () => {
    expect(checkOrder([], step('0010', 'kein Tag')).allowed).toBe(true);
    expect(checkOrder([], step('administration.quittung.0020', '2026-01-01')).allowed).toBe(true);
    expect(verdict([], step('fahrerermittlung.ergebnis.1121', '2026-10-05'))).toBe('ORDER-1121 warning');
  });

  it('says the rule in German with its provision', () => {
    const found = checkOrder(until('3020'), step('3020', '2027-01-12', { rechtskraftAm: '2026-12-29' }), SN);
    expect(found).toMatchObject({ allowed: false, severity: 'error', norm: '§ 95 Abs. 1, § 96 Abs. 1 OWiG' });
    if (!found.allowed) expect(found.text).toContain('bis 12.01.2027');
  });

  it('judges whatever dates an author writes without an error of its own', () => {
    const day = fc.oneof(
      fc.integer({ min: -700_000, max: 2_900_000 }).map(fromDayNumber),
      fc.string(),
      fc.constant('2026-12-11T23:30:00Z'),
    );
    const names = ['rechtskraftAm', 'zustelldatum', 'erlassdatum', 'faelligkeit', 'vollstreckungsverjaehrungEnde'];
    const data = fc.dictionary(
      fc.constantFrom(...names, 'rest', 'gewaehrt'),
      fc.oneof(day, fc.boolean(), fc.integer()),
    );
    const any = fc.record({
      nummer: fc.constantFrom('2010', '2020', '2021', '2113', '3010', '3020', '3030', '3060', '3070', '9999'),
      am: fc.integer({ min: 16_500, max: 25_000 }).map(fromDayNumber),
      daten: data,
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), any, (history, next) => {
        expect(Array.isArray(orderFindings(history, next, SN))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
