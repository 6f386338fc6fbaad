import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { B_ADDS, C_ADDS, D_ADDS, E_ADDS, SEQUENCES, TYPE_A } from '../src/standard/din91379-tables.ts';
import type { DinType } from '../src/standard/index.ts';
import { type Catalog, SchemaSet } from '../src/xml/index.ts';

const DIN_NAMESPACE = 'urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08';

const hexOf = (code: number): string => code.toString(16).toUpperCase();
const reference = (hex: string): string => `&#x${hex};`;

/** Ranges of a table in order, neighbours joined. */
const merged = (table: string): (readonly [number, number])[] => {
  const ranges = table
    .split(' ')
    .map((range) => range.split('-').map((hex) => Number.parseInt(hex, 16)))
    .map(([first = 0, last = first]): [number, number] => [first, last])
    .sort(([a], [b]) => a - b);
  const result: [number, number][] = [];
  for (const [first, last] of ranges) {
    const before = result.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
};

/** A range as a character class of XML Schema. */
const classOf = ([first, last]: readonly [number, number]): string => {
  const [from, to] = [first, last].map((code) => {
    const special = /[-[\]\\^]/.test(String.fromCodePoint(code)) ? '\\' : '';
    return `${special}${reference(hexOf(code))}`;
  });
  return first === last ? `[${from}]` : `[${from}-${to}]`;
};

/** Letters with the marks that may follow each of them: `c(̀|̂)`. */
const sequences = (write: (character: string) => string): string => {
  const byLetter = new Map<string, string[]>();
  for (const [following, letters] of SEQUENCES) {
    const marks = following.split(' ').map((hex) => String.fromCodePoint(Number.parseInt(hex, 16)));
    for (const letter of letters) byLetter.set(letter, [...(byLetter.get(letter) ?? []), marks.map(write).join('')]);
  }
  return [...byLetter].map(([letter, marks]) => `${write(letter)}(${marks.join('|')})`).join('|');
};

const TYPES: Readonly<Record<DinType, string>> = {
  A: TYPE_A,
  B: `${TYPE_A} ${B_ADDS}`,
  C: `${TYPE_A} ${B_ADDS} ${C_ADDS}`,
  D: `${TYPE_A} ${B_ADDS} ${D_ADDS}`,
  E: `${TYPE_A} ${B_ADDS} ${C_ADDS} ${D_ADDS} ${E_ADDS}`,
};

/** Each range an alternative, then the sequences by letter: the form in which the data types are published. */
const schemaOf = (): string => {
  const types = Object.entries(TYPES).map(([name, ranges]) => {
    const single = merged(ranges).map(classOf);
    const sign = (character: string) => reference(hexOf(character.codePointAt(0) ?? 0));
    const pattern = `(${single.join('|')}|${sequences(sign)})*`;
    return `<xs:simpleType name="datatype${name}"><xs:restriction base="xs:string"><xs:pattern value="${pattern}"/></xs:restriction></xs:simpleType>`;
  });
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${DIN_NAMESPACE}">${types.join('\n')}</xs:schema>`;
};

/** The schema of the standard with exact patterns in the place of ranges and tables. */
export function withExactPatterns(main: string, root: string): SchemaSet {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-pattern-'));
  try {
    const file = join(dir, 'din-norm-91379-datatypes.xsd');
    writeFileSync(file, schemaOf());
    const catalog: Catalog = { [DIN_NAMESPACE]: file };
    return SchemaSet.load(main, { root, catalog });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The same as an expression of JavaScript: how a program without tables would check a text. */
export const expressionOf = (type: DinType): RegExp => {
  const unit = (hex: string) => `\\u{${hex}}`;
  const single = merged(TYPES[type]).map((range) => range.map((code) => unit(hexOf(code))).join('-'));
  const sign = (character: string) => unit(hexOf(character.codePointAt(0) ?? 0));
  return new RegExp(`^(?:[${single.join('')}]|${sequences(sign)})*$`, 'u');
};
