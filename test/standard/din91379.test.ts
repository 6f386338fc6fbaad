import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DinType } from '../../src/standard/descriptor.ts';
import { checkCharacters, codePointName } from '../../src/standard/din91379.ts';
import { SEQUENCES } from '../../src/standard/din91379-tables.ts';

const TYPES: readonly DinType[] = ['A', 'B', 'C', 'D', 'E'];
const NORM = new URL('../../../shared/reference/xoev/din-norm-91379-datatypes_2022-08.xsd', import.meta.url);

const sequences = SEQUENCES.flatMap(([following, letters]) =>
  [...letters].map((letter) => letter + String.fromCodePoint(...following.split(' ').map((hex) => Number(`0x${hex}`)))),
);
const marks = [...new Set(sequences.flatMap((sequence) => [...sequence].slice(1)))];

/** Texts near the norm's borders: its letters, its sequences, loose marks, and anything else. */
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...sequences) },
      { weight: 3, arbitrary: fc.constantFrom(...marks) },
      { weight: 3, arbitrary: fc.constantFrom(...sequences.map((sequence) => sequence.charAt(0))) },
      { weight: 3, arbitrary: fc.integer({ min: 0x20, max: 0x24f }).map((c) => String.fromCodePoint(c)) },
      { weight: 2, arbitrary: fc.integer({ min: 0x1e00, max: 0x2070 }).map((c) => String.fromCodePoint(c)) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2 }) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('characters of DIN 91379', () => {
  it('accepts names as people write them', () => {
    for (const name of [
      'Erika Mustermann',
      "D'Artagnan",
      'Müller-Lüdenscheidt',
      'Nguyễn',
      'Ķēniņš',
      'C̀elik',
      'K͟Hān',
      'Ș̌'.charAt(0),
    ])
      expect(checkCharacters(name, 'A')).toEqual({ ok: true });
  });

  it('refuses digits in names of persons and allows them in other names', () => {
    expect(checkCharacters('Muster 2', 'A')).toEqual({ ok: false, index: 7, codePoint: 0x32, reason: 'character' });
    expect(checkCharacters('Musterstraße 2', 'B')).toEqual({ ok: true });
  });

  it('refuses a combining mark on its own and after a letter that does not carry it', () => {
    expect(checkCharacters('\u0327Z', 'C')).toMatchObject({ index: 0, reason: 'character' });
    expect(checkCharacters('X\u0327', 'C')).toMatchObject({ index: 1, codePoint: 0x327 });
    expect(checkCharacters('Z\u0327\u0327', 'C')).toMatchObject({ index: 2 });
    expect(checkCharacters('K\u035fH\u0304', 'C'), 'H is spent').toMatchObject({ index: 3 });
  });

  it('answers at once, however many marks a letter has', () => {
    const text = `a${'\u0323\u0308'.repeat(500_000)}`;
    const start = performance.now();
    expect(checkCharacters(text, 'C')).toMatchObject({ index: 1 });
    expect(performance.now() - start).toBeLessThan(100);
  });

  it('says of what is around a fault what it would say of the whole text', () => {
    const whole = (value: string, type: DinType): string => {
      const verdict = checkCharacters(value, type);
      if (verdict.ok) return 'ok';
      const composed = checkCharacters(value.normalize('NFC'), type);
      const same = !composed.ok && composed.index === verdict.index && composed.codePoint === verdict.codePoint;
      return same ? 'character' : 'nfc';
    };
    fc.assert(
      fc.property(text, fc.constantFrom(...TYPES), (value, type) => {
        const verdict = checkCharacters(value, type);
        expect(verdict.ok ? 'ok' : verdict.reason).toBe(whole(value, type));
      }),
      { numRuns: 2000 },
    );
  });

  it('says that a decomposed letter is not in NFC', () => {
    expect(checkCharacters('Mu\u0308ller', 'A')).toEqual({ ok: false, index: 2, codePoint: 0x308, reason: 'nfc' });
    expect(checkCharacters('Mu\u0308ller 7', 'A')).toMatchObject({ index: 2, reason: 'nfc' });
    expect(checkCharacters('漢 Mu\u0308ller', 'A'), 'the first fault is another').toMatchObject({
      index: 0,
      reason: 'character',
    });
  });

  it('refuses what looks empty or alike: zero width space, non-breaking space, fullwidth letters, Cyrillic а', () => {
    for (const sign of ['\u200b', '\u00a0', 'Ａ', 'а', '\ufeff', '\u202e', '😀', '\ud800'])
      expect(checkCharacters(`Muster${sign}`, 'A'), codePointName(sign.codePointAt(0) ?? 0)).toMatchObject({
        index: 6,
      });
  });

  it('has Greek in D and E, Cyrillic in E alone, line ends in C and E alone', () => {
    const allowing = (sign: string) => TYPES.filter((type) => checkCharacters(sign, type).ok).join('');
    expect([allowing('Ω'), allowing('Ж'), allowing('\n'), allowing('€'), allowing('ẞ')]).toEqual([
      'DE',
      'E',
      'CE',
      'BCDE',
      'ABCDE',
    ]);
  });

  it('accepts nothing that is not in NFC', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...TYPES), (sample, type) => {
        if (checkCharacters(sample, type).ok) expect(sample.normalize('NFC')).toBe(sample);
      }),
      { numRuns: 2000 },
    );
  });
});

const present = existsSync(NORM);
if (!present) process.stdout.write('skipped: the published data types of DIN 91379 are not beside the project\n');

describe.skipIf(!present)('characters of DIN 91379 against the pattern of the norm', () => {
  const xsd = present ? readFileSync(NORM, 'utf8') : '';
  const patterns = [...xsd.matchAll(/<xs:pattern value="([^"]*)"/g)].map((match) => {
    // entities to escapes first: the pattern itself escapes a hyphen that stands for U+002E
    const source = (match[1] ?? '').replace(/\\?&#x([0-9A-Fa-f]+);/g, (_, hex: string) => `\\u{${hex}}`);
    return new RegExp(`^(?:${source})$`, 'u');
  });
  const pattern = new Map(TYPES.map((type, index) => [type, patterns[index] ?? /$^/]));

  it('agrees on every code point of the basic plane', () => {
    for (const [type, regex] of pattern) {
      const differing: string[] = [];
      for (let c = 0; c <= 0xffff; c++) {
        const sign = String.fromCharCode(c);
        if (checkCharacters(sign, type).ok !== regex.test(sign)) differing.push(codePointName(c));
      }
      expect(differing, `type ${type}`).toEqual([]);
    }
  });

  it('agrees on every letter with every mark, and on every sequence with a mark behind it', () => {
    const heads = [...sequences];
    for (let c = 0x41; c < 0x250; c++) heads.push(String.fromCharCode(c));
    for (let c = 0x1e00; c < 0x1f00; c++) heads.push(String.fromCharCode(c));
    for (const [type, regex] of pattern) {
      const differing: string[] = [];
      for (const head of heads)
        for (const mark of [
          '',
          ...marks,
          ...SEQUENCES.map(([f]) => String.fromCodePoint(...f.split(' ').map((h) => Number(`0x${h}`)))),
        ])
          if (checkCharacters(head + mark, type).ok !== regex.test(head + mark)) differing.push(head + mark);
      expect(differing, `type ${type}`).toEqual([]);
    }
  });

  it('agrees on made-up texts', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...TYPES), (sample, type) => {
        expect(checkCharacters(sample, type).ok).toBe(pattern.get(type)?.test(sample));
      }),
      { numRuns: 5000 },
    );
  });
});
