import type { SimpleType } from '../../../src/standard/descriptor.ts';
import type { CodeList } from '../../../src/standard/index.ts';
import { code } from '../markdown.ts';
import { anchorOf, listPage, type Up } from './links.ts';
import type { Source } from './source.ts';

/** Longest pattern that is shown beside an element; longer ones stand with their data type. */
const SHORT_PATTERN = 48;
/** Most codes that are named beside an element. */
const FEW_CODES = 6;

const number = new Intl.NumberFormat('de');

/** Length in words: `1 bis 60 Zeichen`. */
export const lengthOf = ({ minLength, maxLength }: SimpleType): string => {
  if (maxLength === undefined) return minLength === undefined ? '' : `mindestens ${number.format(minLength)} Zeichen`;
  return `${minLength === undefined ? 'höchstens' : `${minLength} bis`} ${number.format(maxLength)} Zeichen`;
};

/** The built-in type that a simple type goes back to. */
export const primitiveOf = (type: SimpleType): string =>
  type.union === undefined
    ? `xs:${type.primitive}`
    : type.union.map(({ primitive }) => `xs:${primitive}`).join(' oder ');

/** All patterns; of a union those of its members. */
export const patternsOf = (type: SimpleType): readonly string[] =>
  type.union === undefined ? (type.patterns ?? []) : type.union.flatMap((member) => member.patterns ?? []);

/** The facets of a simple type that a person wants to see beside an element. */
const shortFacets = (type: SimpleType): string => {
  const patterns = patternsOf(type);
  const shown = patterns.filter((pattern) => pattern.length <= SHORT_PATTERN).map(code);
  return [
    type.din === undefined ? code(primitiveOf(type)) : `DIN 91379 ${type.din}`,
    lengthOf(type),
    shown.length === patterns.length ? shown.join(type.union === undefined ? ' und ' : ' oder ') : 'Muster: siehe Typ',
    type.maxInclusive === undefined ? '' : `höchstens ${number.format(Number(type.maxInclusive))}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
};

const codeFacets = (list: CodeList | undefined): string => {
  if (list === undefined) return '';
  const codes = [...list.rows.keys()];
  return codes.length <= FEW_CODES ? codes.map(code).join(', ') : `${codes.length} Codes`;
};

/** The list that codes of a type come from. */
export const listOf = ({ model, lists }: Source, key: string): CodeList | undefined => {
  const reference = model.complex.get(key)?.codeList;
  return lists.find(({ uri, version }) => uri === reference?.uri && (reference.version ?? version) === version);
};

/** Type of an element or attribute as a link, and its key facets. */
export const typeCells = (source: Source, up: Up, key: string): readonly [type: string, facets: string] => {
  const complex = source.model.complex.get(key);
  const simple = source.model.simple.get(key);
  if (complex?.codeList !== undefined) {
    const list = listOf(source, key);
    const text = `Code ${list?.name ?? key}`;
    return [list === undefined ? text : `[${text}](${up}${listPage(list)})`, codeFacets(list)];
  }
  if (complex !== undefined) return [`[${key}](${up}baukasten.md#${anchorOf(key)})`, ''];
  if (simple === undefined || key.startsWith('xs:')) return [code(key), ''];
  return [`[${key}](${up}datentypen.md#${anchorOf(key)})`, shortFacets(simple)];
};
