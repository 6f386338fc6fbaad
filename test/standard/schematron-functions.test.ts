import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodeLists } from '../../src/standard/index.ts';
import { FUNCTIONS, functions } from '../../src/standard/schematron-functions.ts';
import type { Frame } from '../../src/standard/xpath-values.ts';
import { parseTrusted, snapshot } from '../../src/xml/index.ts';

const frame = ((): Frame => {
  using source = parseTrusted('<a/>');
  const { document } = snapshot(source);
  const lists = CodeLists.load();
  return { document, lists, shared: [], locals: [], element: document, position: 1, size: 1 };
})();

const f = (name: string, ...values: (string | number)[]): string | boolean => {
  const found = functions.get(`{${FUNCTIONS}}${name}`);
  if (found === undefined) throw new Error(`no function ${name}`);
  expect(values.map((value) => (typeof value === 'number' ? 'number' : 'text'))).toEqual(found.parameters);
  return found.call(values, frame);
};

const days = fc
  .date({ min: new Date('1996-11-01T00:00:00Z'), max: new Date('2199-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

describe('functions of the rules', () => {
  it.each([
    ['2026-08-15T10:42:07+02:00', '2026-08-15'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
    ['2026-03-29T00:59:59.999Z', '2026-03-29'],
    ['2026-07-01T22:00:00Z', '2026-07-02'],
    ['2026-07-01T21:59:59.9Z', '2026-07-01'],
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-01-01T24:00:00+01:00', '2026-01-02'],
    [' 2026-08-15 ', '2026-08-15'],
    ['2026-08-15T10:42:07', ''],
    ['2026-02-30T10:42:07Z', ''],
    ['2026-08-15T25:42:07Z', ''],
    ['2026-08-15T10:42:07+14:30', ''],
    ['2026-08', ''],
    ['', ''],
  ])('tag(%s) is %s', (instant, day) => expect(f('tag', instant)).toBe(day));

  it('takes the day of an instant from the calendar of Germany, as Intl does', () => {
    fc.assert(
      fc.property(days, (instant) => {
        expect(f('tag', instant)).toBe(berlin.format(new Date(instant)));
      }),
    );
  });

  it.each([
    ['2026-02-28', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['1900-02-29', false],
    ['2026-13-01', false],
    ['2026-00-01', false],
    ['2026-04-31', false],
    ['0000-01-01', false],
    ['0001-01-01', true],
    ['2001', false],
    ['2001-02', false],
    ['12026-01-01', false],
    ['2026-01-0١', false],
    ['2026-08-15Z', false],
    ['', false],
  ])('ist-tag(%s) is %s', (text, expected) => expect(f('ist-tag', text)).toBe(expected));

  it('adds days as the calendar does', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -40_000, max: 40_000 }), (instant, count) => {
        const day = instant.slice(0, 10);
        const later = f('tag-plus', day, count) as string;
        expect(Date.parse(later) - Date.parse(day)).toBe(count * 86_400_000);
        expect(f('tag-plus', later, -count)).toBe(day);
      }),
    );
  });

  it.each([
    ['tag-plus', '2026-12-31', 1, '2027-01-01'],
    ['tag-plus', '2026-12-31T23:30:00Z', 1, '2027-01-02'],
    ['tag-plus', '9999-12-31', 1, ''],
    ['tag-plus', '0001-01-01', -1, ''],
    ['tag-plus', '2026-12-31', 0.5, ''],
    ['tag-plus', '2026-12-31', Number.NaN, ''],
    ['tag-plus', '2026-12-31', Number.POSITIVE_INFINITY, ''],
    ['tag-plus', '', 1, ''],
    ['monat-plus', '2026-01-31', 1, '2026-02-28'],
    ['monat-plus', '2024-01-31', 1, '2024-02-29'],
    ['monat-plus', '2026-01-15', 12, '2027-01-15'],
    ['monat-plus', '2026-03-31', -1, '2026-02-28'],
    ['monat-plus', '2026-01-15', -1, '2025-12-15'],
    ['monat-plus', '9999-12-15', 1, ''],
    ['jahr-plus', '2024-02-29', 1, '2025-02-28'],
    ['jahr-plus', '2024-02-29', 4, '2028-02-29'],
    ['jahr-plus', '2026-12-29', 3, '2029-12-29'],
    ['jahr-plus', '2026', 3, ''],
  ] as const)('%s(%s, %d) is %s', (name, day, count, expected) => expect(f(name, day, count)).toBe(expected));

  it.each([
    ['2026-08-14', '2026-08-15', true],
    ['2026-08-15', '2026-08-15', false],
    ['2026-08-16', '2026-08-15', false],
    ['2026-08-15T10:00:00+02:00', '2026-08-15T08:00:01Z', true],
    ['2026-08-15T10:00:01+02:00', '2026-08-15T08:00:01Z', false],
    ['2026-08-15T22:00:00Z', '2026-08-16', false],
    ['2026-08-15T21:59:59Z', '2026-08-16', true],
    ['2026-08-15', '2026-08-15T22:00:00Z', true],
    ['', '2026-08-15', false],
    ['2026-08-15', '', false],
    ['2026-08-15', '2027', false],
    ['2026-08-15T10:00:00+02:00', 'irgendwann einmal später', false],
  ])('vor(%s, %s) is %s', (one, other, expected) => expect(f('vor', one, other)).toBe(expected));

  it.each([
    ['DE79000000001234567890', true],
    ['DE78000000001234567890', false],
    ['GB82WEST12345698765432', true],
    ['GB82 WEST 1234 5698 7654 32', false],
    ['de79000000001234567890', false],
    ['DE7', false],
    ['', false],
  ])('iban-gueltig(%s) is %s', (iban, expected) => expect(f('iban-gueltig', iban)).toBe(expected));

  it.each([
    ['bgb:145110000001', true, '14'],
    ['BGB:145110000001', false, ''],
    ['bgb:14511000', false, ''],
    ['', false, ''],
  ])('knows the Land of %s', (key, valid, land) => {
    expect(f('organisationsschluessel-gueltig', key)).toBe(valid);
    expect(f('land', key)).toBe(land);
  });

  it('looks up codes and columns of the lists of the standard', () => {
    expect(f('in-liste', 'zustellart', 'pzu')).toBe(true);
    expect(f('in-liste', 'zustellart', 'brieftaube')).toBe(false);
    expect(f('liste', 'unterbrechungstatbestand', '01', 'paragraf')).toBe('§ 33 Abs. 1 Nr. 1 OWiG');
    expect(f('liste', 'unterbrechungstatbestand', '01', 'fehlt')).toBe('');
    expect(f('liste', 'unterbrechungstatbestand', 'fehlt', 'paragraf')).toBe('');
    expect(() => f('in-liste', 'fehlt', 'x')).toThrow(/code list fehlt/);
  });

  it('finds the row of a Tatbestand that applies on a day', () => {
    expect(f('tatbestand', '141713', 'bkat', '2026-08-15')).toBe('11.3.5');
    expect(f('tatbestand', '141713', 'betrag', '2026-08-15T10:42:07+02:00')).toBe('180');
    expect(f('tatbestand', '141713', 'betrag', '2015-08-15')).toBe('100');
    expect(f('tatbestand', '141713', 'betrag', '1995-08-15')).toBe('');
    expect(f('tatbestand', '141713', 'betrag', '')).toBe('');
    expect(f('tatbestand', '999999', 'betrag', '2026-08-15')).toBe('');
  });
});
