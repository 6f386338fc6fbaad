import { describe, expect, it } from 'vitest';
import { BlaupauseError } from '../../src/platform/errors.ts';
import { build, catalogue, checkCharacters, parse, sample, Validator } from '../../src/standard/index.ts';
import { readTree, type TreeElement } from '../../src/standard/tree.ts';
import { mutations, padded } from './mutations.ts';

const validator = new Validator();
const errorsOf = (bytes: Uint8Array): string[] =>
  validator
    .validate(bytes)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule, line, path }) => `${rule} ${line === undefined || path === undefined ? 'nowhere' : ''}`.trim());

/** Findings for which the structure of a message cannot be trusted. */
const STRUCTURAL = /^(?:XSD|TYP|VERSION)\b/;

/** Elements and texts in document order; white space around a text and hints for processors left out. */
const contentOf = ({ key, attributes, children, text }: TreeElement): unknown => [
  key,
  attributes.filter(([name]) => !name.startsWith('{http://www.w3.org/2001/XMLSchema-instance}')),
  children.length > 0 ? children.map(contentOf) : text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, ''),
];

describe('checking, reading and writing agree', () => {
  it('about messages that are changed at random', () => {
    const counts = { wrong: 0, right: 0, findings: 0 };
    for (const { what, xml } of mutations(20 * catalogue.length, 1)) {
      const errors = errorsOf(xml);
      expect(
        errors.filter((rule) => rule.endsWith('nowhere')),
        what,
      ).toEqual([]);
      if (errors.some((rule) => STRUCTURAL.test(rule))) {
        counts.wrong += 1;
        // whatever reading says, it says as a fault of the catalogue
        try {
          parse(xml);
        } catch (error) {
          expect(error, what).toBeInstanceOf(BlaupauseError);
        }
        continue;
      }
      counts[errors.length === 0 ? 'right' : 'findings'] += 1;
      const message = parse(xml);
      const again = build(message);
      expect(parse(again), what).toEqual(message);
      expect(contentOf(readTree(again)), what).toEqual(contentOf(readTree(xml)));
      expect(errorsOf(again), what).toEqual(errors);
    }
    for (const [kind, count] of Object.entries(counts)) expect(count, kind).toBeGreaterThan(50);
  });
});

describe('white space that the schema does not count', () => {
  it.each(catalogue.map(({ name }) => name))('counts for no check of %s', (name) => {
    const changed = padded(name);
    expect(changed.toString()).toContain('<code>\n\t ');
    expect(validator.validate(changed).findings).toEqual([]);
    expect(parse(changed)).toEqual(sample(name));
  });

  it('does not hide a child from the rules', () => {
    const message = sample('fahrerermittlung.ersuchen.1120', {
      vermuteterFahrer: [{ person: { familienname: 'Musterfrau', geburtsdatum: ' 2013-09-01\n' } }],
    });
    expect(errorsOf(build(message))).toEqual(['R17.1']);
  });

  it('is not looked for in the name of a code, whose characters count', () => {
    const xml = Buffer.from(build(sample('abgabe.uebernahme.1211'))).toString();
    const named = (name: string): string[] =>
      errorsOf(Buffer.from(xml.replace('<code>aktenfuehrung</code>', `$&<name>${name}</name>`)));
    expect(named('Abgabe der Aktenführung (§ 39 OWiG)')).toEqual([]);
    for (const { rows } of validator.lists.all())
      for (const { beschreibung = '' } of rows.values()) expect(checkCharacters(beschreibung, 'C').ok).toBe(true);
    for (const name of ['\u202eabc', 'a\u0308', '\u200b', '😀']) expect(named(name)).toEqual(['DIN91379']);
  });

  it('is no text between elements, but a no-break space is one', () => {
    const xml = Buffer.from(build(sample('abgabe.uebernahme.1211'))).toString();
    expect(errorsOf(Buffer.from(xml.replace('<xbg:vorgang>', '$&&#13;\n\t&#32;')))).toEqual([]);
    const { findings } = validator.validate(Buffer.from(xml.replace('<xbg:vorgang>', '$&\u00a0')));
    expect(findings).toMatchObject([{ rule: 'XSD', found: '<U+00A0> (1 Zeichen)' }]);
  });

  it.each([
    ['a no-break space', '\u00a0'],
    ['an em space', '\u2003'],
    ['a byte order mark', '\ufeff'],
    ['a line separator', '\u2028'],
  ])('is not %s: a code with it is in no list', (_, space) => {
    const xml = Buffer.from(build(sample('abgabe.uebernahme.1211'))).toString();
    for (const value of [`${space}aktenfuehrung`, `aktenfuehrung${space}`]) {
      const changed = xml.replace('<code>aktenfuehrung<', `<code>${value}<`);
      expect(errorsOf(Buffer.from(changed))).toEqual(['CODE']);
      const [finding] = validator.validate(Buffer.from(changed)).findings;
      expect(finding?.found).toContain(`<U+${space.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`);
    }
  });
});
