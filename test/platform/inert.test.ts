import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { table } from '../../src/cli/output.ts';
import { inert, inertJson, inertLines } from '../../src/platform/inert.ts';

describe('texts of others are shown inert', () => {
  it.each([
    ['a terminal command', '\u001b[2J', '<U+001B>[2J'],
    ['the same in one character', '\u009b2J', '<U+009B>2J'],
    ['a line of its own', 'a\r\nok', 'a<U+000D><U+000A>ok'],
    ['another direction', 'rechnung\u202efdp.exe', 'rechnung<U+202E>fdp.exe'],
    ['a line separator', 'a\u2028b', 'a<U+2028>b'],
    ['a mark of languages beyond the BMP', '\u{e0041}', '<U+E0041>'],
    ['names', 'Đorđević-Müller Ñ', 'Đorđević-Müller Ñ'],
  ])('%s', (_, text, expected) => expect(inert(text)).toBe(expected));

  it('our own colours and line ends stay on a terminal, nothing else does', () => {
    expect(inertLines('\u001b[32mgültig\u001b[0m:\n\u001b]0;x\u0007')).toBe(
      '\u001b[32mgültig\u001b[0m:\n<U+001B>]0;x<U+0007>',
    );
    expect(inertLines('\u001b[8mverborgen')).toBe('<U+001B>[8mverborgen');
  });

  it('JSON keeps its meaning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = inertJson(JSON.stringify({ text }));
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
      }),
    );
  });

  it('a cell of a table cannot begin a row', () => {
    expect(table([['UUID'], ['a\nb\u009b31m']]).split('\n')).toHaveLength(3);
  });
});
