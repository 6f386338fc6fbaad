import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/platform/errors.ts';
import { countOf, describeFinding, FindingList, MAX_FINDINGS, masked, quoted } from '../../src/platform/findings.ts';

describe('a mask', () => {
  it.each([
    ['2026-13-01', '9999-99-99 (10 Zeichen)'],
    ['C-AB 123', 'X-XX 999 (8 Zeichen)'],
    ['Müller-Lüdenscheidt', 'Xxxxxx-Xxxxxxxxxxxx (19 Zeichen)'],
    ['Mu\u0308ller', 'Xxxxxxx (7 Zeichen)'],
    ['ǅ٣Ⅷ', 'X99 (3 Zeichen)'],
    ['Ж\u200bя\t', 'X<U+200B>x<U+0009> (4 Zeichen)'],
    ['', 'leer'],
    ['a'.repeat(41), `${'x'.repeat(40)}… (41 Zeichen)`],
    ['😀'.repeat(40), `${'😀'.repeat(40)} (40 Zeichen)`],
  ])('of %j is %j', (value, mask) => {
    expect(masked(value)).toBe(mask);
  });

  it('keeps no letter and no digit of any value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const form = masked(value).replace(/ \(\d+ Zeichen\)$/, '');
        expect(form.replace(/<U\+[0-9A-F]{4,6}>|^leer$/g, '')).not.toMatch(/[^\P{L}xX]|[^\P{N}9]|\p{M}/u);
      }),
    );
  });

  it('is the value itself where the author reads', () => {
    expect(quoted('2026-13-01')).toBe('2026-13-01 (10 Zeichen)');
    expect(quoted('')).toBe('leer');
    expect(quoted('ab\u200b')).toBe('ab<U+200B> (3 Zeichen)');
  });
});

const finding = (severity: Finding['severity'], text: string): Finding => ({ rule: 'R', severity, text });

describe('a list of findings', () => {
  it('counts all, composes no more than it keeps, and keeps errors whatever the number of warnings', () => {
    const list = new FindingList();
    let composed = 0;
    for (let n = 0; n < 500; n += 1) {
      list.add('warning', () => {
        composed += 1;
        return finding('warning', `w${n}`);
      });
    }
    list.add('error', () => finding('error', 'the last one'));
    expect([list.total, list.errors, composed]).toEqual([501, 1, MAX_FINDINGS]);
    expect(list.kept).toHaveLength(MAX_FINDINGS + 1);
    expect(list.kept[0]?.text).toBe('the last one');
  });

  it('says what was found and what is allowed, and how many are left out', () => {
    expect(describeFinding(finding('error', 'Zu kurz.'))).toBe('Zu kurz.');
    expect(describeFinding({ ...finding('error', 'Zu kurz.'), found: 'leer', allowed: 'mindestens 1 Zeichen' })).toBe(
      'Zu kurz. Gefunden: leer. Erlaubt: mindestens 1 Zeichen.',
    );
    expect(countOf(100, 1234)).toBe('100 von 1234 Befunden');
    expect(countOf(3, 3)).toBe('');
  });
});
