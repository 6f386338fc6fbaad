import { describe, expect, it } from 'vitest';
import { type Form, messageOf } from '../../bench/messages.ts';
import type { Finding } from '../../src/platform/errors.ts';
import { build, checkCharacters, leaves, parse, sample } from '../../src/standard/index.ts';
import { Validator } from '../../src/standard/validate.ts';
import { millisecondsOf } from '../xml/support.ts';

const validator = new Validator();
const MB = 1024 * 1024;

/** Of three runs the quickest: what else the machine does only ever adds. */
const quickest = (work: () => unknown): number => Math.min(...[1, 2, 3].map(() => millisecondsOf(work)));

const faultAtEnd = (xml: string): string => {
  const at = xml.lastIndexOf('<xbg:zeitpunkt>') + '<xbg:zeitpunkt>'.length;
  return `${xml.slice(0, at)}gestern${xml.slice(at)}`;
};

describe('a big message', () => {
  it.each<Form>(['many', 'long'])(
    'that is big by %s is answered as quickly with a fault at its end',
    (form) => {
      const valid = messageOf(2 * MB, form);
      const faulty = Buffer.from(faultAtEnd(valid.toString()));
      expect(validator.validate(valid).total).toBe(0);
      expect(validator.validate(faulty)).toMatchObject({
        total: 1,
        findings: [{ path: expect.stringMatching(/zeitpunkt$/) }],
      });
      const least = quickest(() => validator.validate(valid));
      expect(quickest(() => validator.validate(faulty))).toBeLessThan(3 * least + 20);
    },
    60_000,
  );

  it('is as dear for each byte as a small one', () => {
    const [small, big] = [messageOf(256 * 1024), messageOf(4 * MB)];
    validator.validate(small);
    const [one, sixteen] = [quickest(() => validator.validate(small)), quickest(() => validator.validate(big))];
    expect(sixteen).toBeLessThan(16 * 4 * one + 50);
  }, 60_000);

  it('of 10 MB and more than 65,535 lines has every finding at its line', () => {
    const lined = messageOf(10 * MB)
      .toString()
      .replaceAll('><', '>\n<')
      .replaceAll('>48213<', '>viel<');
    const { findings, total } = validator.validate(Buffer.from(faultAtEnd(lined)));
    expect(findings).toHaveLength(100);
    expect(total).toBeGreaterThan(6_000);
    const last = validator.validate(Buffer.from(faultAtEnd(lined.replaceAll('>viel<', '>1<')))).findings[0];
    expect(last?.line).toBe(lined.slice(0, lined.lastIndexOf('<xbg:zeitpunkt>')).split('\n').length);
    expect(last?.line).toBeGreaterThan(65_535);
    const lines = lined.split('\n');
    for (const { line = 0 } of findings) expect(lines[line - 1]).toContain('>viel<');
  }, 60_000);
});

describe('a value of absurd length', () => {
  const xml = Buffer.from(build(sample('anhoerung.ergebnis.1311'))).toString();
  const grown = (tag: string, value: string): Uint8Array =>
    Buffer.from(xml.replace(`<${tag}>`, () => `<${tag}>${value}`));

  it.each([
    ['a text whose pattern can end anywhere', 'xbg:aktenzeichenAutor', 'a '.repeat(5 * MB), 60],
    ['a day', 'xbg:vernommenAm', '2'.repeat(10 * MB), 1000],
    ['a number', 'xbg:nummer', '0'.repeat(10 * MB), 1000],
    ['a truth', 'xbg:belehrt', 'true'.repeat(MB), 1000],
    ['a name of a file', 'xbg:dateiname', 'a'.repeat(10 * MB), 200],
    ['a text', 'xbg:einlassung', '\u0323\u0308'.repeat(2 * MB), 20_000],
  ])('%s is refused at once', (_, tag, value, most) => {
    const bytes = grown(tag, value);
    let findings: readonly Finding[] = [];
    const time = millisecondsOf(() => {
      ({ findings } = validator.validate(bytes));
    });
    const [finding] = findings;
    expect(finding).toMatchObject({ rule: 'XSD', line: 1, path: expect.stringContaining(tag) });
    expect(finding?.allowed).toBe(`höchstens ${most} Zeichen`);
    expect(finding?.found).toMatch(/…? \(\d+ Zeichen\)$/);
    expect(time).toBeLessThan(3_000);
  });

  it('is for the schema to judge where its type sets no bound', () => {
    expect(validator.validate(grown('code', 'x'.repeat(MB))).findings.map(({ rule }) => rule)).toContain('CODE');
  });
});

it('the characters of a message cost a small part of its validation', () => {
  const bytes = messageOf(10 * 1024);
  const texts = [...leaves(parse(bytes))].flatMap(({ value, type }) =>
    type.din === undefined ? [] : [[String(value), type.din] as const],
  );
  const often = (work: () => void) => quickest(() => Array.from({ length: 50 }, work));
  const characters = () => {
    for (const [text, din] of texts) if (!checkCharacters(text, din).ok) throw new Error('wrong characters');
  };
  const whole = () => void validator.validate(bytes);
  often(characters);
  often(whole);
  expect(often(characters)).toBeLessThan(0.25 * often(whole) + 1);
});
