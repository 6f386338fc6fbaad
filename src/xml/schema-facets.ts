import { either, type SchemaNames } from './schema-names.ts';

/** What is wrong in German. */
export interface Explanation {
  /** what is wrong, to be said of the element or attribute: `ist zu lang` */
  readonly text: string;
  /** what to show of the place: its value, its name, its first own text, the name of its first child element */
  readonly found?: 'value' | 'name' | 'text' | 'child';
  readonly allowed?: string | undefined;
  /** elements of which one may stand here, as `{namespace}name` */
  readonly expected?: readonly string[];
}

const FACET = /^\[facet '([a-zA-Z]+)'\] /;

/** What stands behind the value in the message about a facet; anchored at the end, because the value is the sender's. */
const LENGTH =
  /^The value has a length of '\d+'; this (?:exceeds|underruns|differs from) the allowed (?:minimum |maximum )?length of '(\d+)'\.\s*$/;
const PATTERN = /^The value '[\s\S]*' is not accepted by the pattern '([\s\S]*)'\.\s*$/;
const ENUMERATION = ' is not an element of the set {';
const BOUND =
  /(?:(?:maximum|minimum) value allowed \(|digits than are allowed \(|must be (?:less|greater) than )'([^']*)'\)?\.\s*$/;

/** The most enumeration values that are listed. */
const MOST_VALUES = 10;

/** What a facet asks for: the sentence, and what its limit means. */
const FACETS: Readonly<Record<string, readonly [text: string, allowed: (limit: string) => string]>> = {
  length: ['hat nicht die vorgeschriebene Länge', (limit) => `genau ${limit} Zeichen`],
  minLength: ['ist zu kurz', (limit) => `mindestens ${limit} Zeichen`],
  maxLength: ['ist zu lang', (limit) => `höchstens ${limit} Zeichen`],
  minInclusive: ['ist zu klein', (limit) => `mindestens ${limit}`],
  minExclusive: ['ist zu klein', (limit) => `größer als ${limit}`],
  maxInclusive: ['ist zu groß', (limit) => `höchstens ${limit}`],
  maxExclusive: ['ist zu groß', (limit) => `kleiner als ${limit}`],
  totalDigits: ['hat zu viele Stellen', (limit) => `höchstens ${limit} Stellen`],
  fractionDigits: ['hat zu viele Nachkommastellen', (limit) => `höchstens ${limit} Nachkommastellen`],
};

/** Explains a message about a facet; undefined if it is about something else. */
export const facetExplanation = (message: string, names: SchemaNames): Explanation | undefined => {
  const facet = FACET.exec(message);
  if (facet === null) return undefined;
  const [head, name = ''] = facet;
  const rest = message.slice(head.length);
  if (name === 'pattern') {
    const pattern = PATTERN.exec(rest)?.[1] ?? '';
    const text = 'hat nicht die vorgeschriebene Form (pattern)';
    return { text, found: 'value', allowed: names.pattern(pattern) };
  }
  if (name === 'enumeration')
    return { text: 'ist keiner der erlaubten Werte (enumeration)', found: 'value', allowed: valuesOf(rest) };
  const [text, allowed] = FACETS[name] ?? ['verletzt eine Vorgabe des Typs', (limit: string) => limit];
  const limit = LENGTH.exec(rest)?.[1] ?? BOUND.exec(rest)?.[1];
  return { text: `${text} (${name})`, found: 'value', ...(limit === undefined ? {} : { allowed: allowed(limit) }) };
};

/** The values of an enumeration, from the last place where a list of them begins. */
const valuesOf = (message: string): string | undefined => {
  const start = message.lastIndexOf(ENUMERATION);
  const list = /^'([\s\S]*)'\}\.\s*$/.exec(message.slice(start + ENUMERATION.length))?.[1];
  if (start === -1 || list === undefined) return undefined;
  const values = list.split("', '");
  return values.length <= MOST_VALUES ? either(values) : `${values.length} Werte des Schemas`;
};
