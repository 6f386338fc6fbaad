import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodeLists } from '../../src/standard/codelists.ts';
import { complexTypes, messageTypes } from '../../src/standard/generated/descriptors.ts';
import { build, sample } from '../../src/standard/index.ts';
import { Validator } from '../../src/standard/validate.ts';
import { parseTrusted } from '../../src/xml/index.ts';
import { element } from './breaks/tools.ts';
import { xsd } from './schema-sets.ts';

/** Texts that are fixed, that a person wrote about himself and that must go on unchanged, or that are no prose. */
const NOT_JUDGED = ['tattext', 'text', 'stellungnahme', 'wortlaut', 'fehlerbeschreibung', 'xpath'];

/** Rule R19: where it looks, and the words of each of its assertions. */
const rule = (() => {
  using document = parseTrusted(readFileSync(join(xsd, 'schematron', 'xbussgeld-datenschutz.sch')));
  const found = document.root
    .all('pattern')
    .find((pattern) => pattern.attribute('id') === 'freitext')
    ?.child('rule');
  const words = (found?.children() ?? [])
    .filter(({ name }) => name === 'report')
    .map((report) => {
      const test = report.attribute('test') ?? '';
      return [report.attribute('id'), [...test.matchAll(/contains\(\$text, ' ([^']+) '\)/g)].map(([, word]) => word)];
    });
  return {
    names: [...(found?.attribute('context') ?? '').matchAll(/xbg:(\w+)/g)].map(([, name = '']) => name),
    words: Object.fromEntries(words) as Record<string, string[]>,
  };
})();

describe('special categories of personal data in free texts', () => {
  it('are looked for in every element with free text', () => {
    const texts = [...Object.values(complexTypes), ...Object.values(messageTypes)]
      .flatMap(({ elements }) => elements)
      .filter(({ type }) => type === 'TextType')
      .map(({ name }) => name);
    expect([...rule.names, ...NOT_JUDGED].sort()).toEqual([...new Set(texts)].sort());
  });

  it('are recognised by the words of the code list', () => {
    const rows = [...CodeLists.load().own('besonderekategorie').rows.values()];
    const letters: readonly (readonly [string, string])[] = [
      ['R19.1', 'a'],
      ['R19.2', 'b'],
      ['R19.2', 'c'],
      ['R19.3', 'd'],
      ['R19.4', 'e'],
    ];
    const byRule: Record<string, string[]> = {};
    for (const [id, letter] of letters)
      for (const row of rows.filter(({ paragraf }) => paragraf === `§ 46 Nr. 14 Buchst. ${letter} BDSG`))
        byRule[id] = [...(byRule[id] ?? []), ...(row['woerter'] ?? '').split(', ')];
    expect(rule.words).toEqual(byRule);
  });

  const validator = new Validator();
  const rulesOn = (hint: string): string[] => {
    const xml = Buffer.from(build(sample('fahrerermittlung.ersuchen.1120'))).toString('utf8');
    const changed = xml.replace(/<xbg:hinweis>[^<]*<\/xbg:hinweis>/, element('hinweis', hint));
    return validator.validate(Buffer.from(changed)).findings.map(({ rule: id }) => id);
  };

  it.each([
    'Frau Schwulst aus der Diabeteszentrale Depressionsweg 3.',
    'Zuletzt gesehen an der Katholischen Kirche in Sintiweiler.',
    'Der Fahrer trug eine Mütze von Hivernal, Modell DNAX.',
    'Vernehmung durch POK Krebs, Zeuge Herr Jude.',
  ])('do not make an alarm of a part of another word or of a name: %s', (hint) => {
    expect(rulesOn(hint)).toEqual([]);
  });

  it.each([
    ['Hat EPILEPSIE.', 'R19.3'],
    ['(schwanger)', 'R19.3'],
    ['Ist\n\tjüdischen  Glaubens', 'R19.1'],
    ['Mann, ca. 30, südländisch; Brille', 'R19.1'],
  ])('are found in any case, between any signs and over line ends: %s', (hint, id) => {
    expect(rulesOn(hint)).toEqual([id]);
  });
});
