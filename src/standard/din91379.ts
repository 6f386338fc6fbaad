import type { DinType } from './descriptor.ts';
import { B_ADDS, C_ADDS, D_ADDS, E_ADDS, SEQUENCES, TYPE_A } from './din91379-tables.ts';

/** The first place where a text leaves its type; the text itself never travels with it. */
export interface CharacterFault {
  readonly ok: false;
  /** UTF-16 index into the text */
  readonly index: number;
  /** the code point that stands there */
  readonly codePoint: number;
  /** `nfc`: the text would be allowed, or the place reads otherwise, in Normalization Form C */
  readonly reason: 'character' | 'nfc';
}

export type CharacterVerdict = { readonly ok: true } | CharacterFault;

const BIT: Readonly<Record<DinType, number>> = { A: 1, B: 2, C: 4, D: 8, E: 16 };
const OK: CharacterVerdict = { ok: true };

/** One byte for each code point up to the last one of the norm: a bit for each type that allows it alone. */
const table = new Uint8Array(0x2266);

const allow = (ranges: string, bits: number): void => {
  for (const range of ranges.split(' ')) {
    const [first = '', last = first] = range.split('-');
    for (let c = Number.parseInt(first, 16); c <= Number.parseInt(last, 16); c++) table[c] = (table[c] ?? 0) | bits;
  }
};
allow(TYPE_A, BIT.A | BIT.B | BIT.C | BIT.D | BIT.E);
allow(B_ADDS, BIT.B | BIT.C | BIT.D | BIT.E);
allow(C_ADDS, BIT.C | BIT.E);
allow(D_ADDS, BIT.D | BIT.E);
allow(E_ADDS, BIT.E);

/** Letter and following code units of each sequence. No sequence is longer than three units; all lie below U+10000. */
const sequences = new Set<string>();
for (const [following, letters] of SEQUENCES) {
  const tail = String.fromCharCode(...following.split(' ').map((hex) => Number.parseInt(hex, 16)));
  for (const letter of letters) sequences.add(letter + tail);
}

/**
 * Checks a text against a data type of DIN 91379:2022-08, in one pass without allocation while only single
 * characters occur.
 *
 * Normalization Form C is part of the verdict and costs nothing extra: letters and sequences of the norm are all in
 * NFC and never compose with one another, so a text of them is in NFC. Only what is around a fault is normalised, to say
 * why.
 *
 * @param text the character data of an element or attribute
 * @param type data type of the field
 */
export function checkCharacters(text: string, type: DinType): CharacterVerdict {
  const bit = BIT[type];
  const length = text.length;
  for (let i = 0; i < length; i++) {
    if (((table[text.charCodeAt(i)] ?? 0) & bit) !== 0) continue;
    const end = i === 0 ? 0 : endOfSequence(text, i - 1);
    if (end === 0) return refuse(text, i, type);
    i = end - 1;
  }
  return OK;
}

/** Where the longest sequence that begins at `start` ends, or 0 where none begins. */
function endOfSequence(text: string, start: number): number {
  // the letter before is spent when it is itself the end of a sequence, as in K͟H
  if (start >= 2 && sequences.has(text.slice(start - 2, start + 1))) return 0;
  if (sequences.has(text.slice(start, start + 3))) return start + 3;
  return sequences.has(text.slice(start, start + 2)) ? start + 2 : 0;
}

/** So much of a text, from a fault on, says why it is one; to normalise a run of marks takes the square of its length. */
const AROUND = 32;
const MARK = /\p{M}/u;

function refuse(text: string, index: number, type: DinType): CharacterFault {
  const codePoint = text.codePointAt(index) ?? 0;
  // what stands before the fault is allowed, so that no letter there is further away than a sequence is long
  let from = Math.max(0, index - 3);
  while (from > 0 && MARK.test(text.charAt(from))) from -= 1;
  const around = text.slice(from, index + AROUND);
  const composed = around.normalize('NFC');
  if (composed !== around) {
    const verdict = checkCharacters(composed, type);
    if (verdict.ok || verdict.index !== index - from || verdict.codePoint !== codePoint)
      return { ok: false, index, codePoint, reason: 'nfc' };
  }
  return { ok: false, index, codePoint, reason: 'character' };
}

/** `U+1E9E` for 0x1e9e. */
export const codePointName = (codePoint: number): string =>
  `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
