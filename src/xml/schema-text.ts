/**
 * German findings for libxml2's schema messages. Those quote values of the document, which may be personal data; so a
 * finding is composed only of parts that are recognised as schema or markup, and a value is never carried over:
 * patterns are anchored at the ends that libxml2 writes, and what lies between is dropped. What was found there, the
 * caller reads from the document itself and shows as it may.
 */
import { type Explanation, facetExplanation } from './schema-facets.ts';
import { either, type SchemaNames } from './schema-names.ts';

/** What a message is about. */
export interface Subject {
  /** `{namespace}name`, or `name` in no namespace */
  readonly element: string;
  readonly attribute: string | undefined;
  readonly explanation: Explanation;
}

/** `Element '{ns}name', attribute '{ns}name': rest`; names cannot contain quotes. */
const SUBJECT = /^Element '([^']*)'(?:, attribute '([^']*)')?: /;
const EXPECTED = String.raw`(?: Expected is (?:one of )?\( ([^']*) \)\.)?\s*$`;

type Composer = (match: RegExpExecArray, names: SchemaNames) => Explanation;

/** Local part of `{namespace}name`. */
export const localName = (clark: string): string => clark.replace(/^\{[^}]*\}/, '');

/** libxml2 lists no more elements than these. */
const MOST_EXPECTED = 10;

const namesOf = (list: string | undefined): readonly string[] =>
  list ? list.split(', ').map((one) => one.trim()) : [];

/** `{ns}a, {ns}b` as `a oder b`; `{ns}*` is any element of a namespace. */
const alternatives = (expected: readonly string[]): string => {
  const all = expected.map((one) => {
    const name = localName(one);
    return name === '*' ? `ein Element des Namensraums ${/\{(?:##other:)?([^}]*)\}/.exec(one)?.[1] ?? '*'}` : name;
  });
  return all.length < MOST_EXPECTED ? either(all) : `${all.join(', ')} oder weitere`;
};

const CONSTRAINTS: readonly (readonly [RegExp, Composer])[] = [
  [
    new RegExp(`^This element is not expected\\.${EXPECTED}`),
    ([, list]) => {
      const expected = namesOf(list);
      const allowed = expected.length === 0 ? 'hier kein weiteres Element' : alternatives(expected);
      return { text: 'steht hier nicht an erlaubter Stelle', found: 'name', allowed, expected };
    },
  ],
  [
    new RegExp(`^Missing child element\\(s\\)\\.${EXPECTED}`),
    ([, list]) => ({ text: 'ist unvollständig: Ein Element fehlt', allowed: alternatives(namesOf(list)) }),
  ],
  [
    /^The attribute '([^']*)' is required but missing\.\s*$/,
    ([, name]) => ({ text: `braucht das Attribut ${localName(name ?? '')}`, allowed: localName(name ?? '') }),
  ],
  [
    /^The attribute '[^']*' is not allowed\.\s*$/,
    () => ({ text: 'ist hier nicht erlaubt', found: 'name', allowed: 'nur die Attribute des Schemas' }),
  ],
  [
    /^No matching global (?:element )?declaration available/,
    () => ({ text: 'ist im Schema nicht als Wurzel deklariert', found: 'name' }),
  ],
  [
    /^Character content other than whitespace/,
    () => ({ text: 'darf keinen Text enthalten', found: 'text', allowed: 'nur Elemente' }),
  ],
  [/^Character content/, () => ({ text: 'darf keinen Text enthalten', found: 'text', allowed: 'kein Inhalt' })],
  [
    /^Element content is not allowed, because the content type is empty/,
    () => ({ text: 'darf keine Elemente enthalten', found: 'child', allowed: 'kein Inhalt' }),
  ],
  [
    /^Element content is not allowed/,
    () => ({ text: 'darf keine Elemente enthalten', found: 'child', allowed: 'nur Text' }),
  ],
  [/^The element is not 'nillable'/, () => ({ text: 'darf nicht mit xsi:nil als leer gelten' })],
  [
    /^The QName value '|, specified by xsi:type, is blocked or not validly derived/,
    () => ({ text: 'nennt keinen Typ, der hier erlaubt ist', found: 'value', allowed: 'der Typ des Schemas' }),
  ],
  [/^The type definition is abstract/, () => ({ text: 'hat einen abstrakten Typ' })],
  [/^The element declaration is abstract/, () => ({ text: 'ist abstrakt deklariert' })],
  [
    /is not a valid value of the (?:local )?(?:atomic|list|union) type(?: '([^']*)')?\.\s*$/,
    ([, type], names) => ({
      text: 'hat einen Wert, den sein Typ nicht zulässt',
      found: 'value',
      allowed: type && (names.type(type) ?? `ein Wert des Typs ${localName(type)}`),
    }),
  ],
  [
    /does not match the fixed value constraint '([^']*)'\.\s*$/,
    ([, value]) => ({ text: 'hat nicht den festgelegten Wert', found: 'value', allowed: value }),
  ],
  [
    /^Duplicate key-sequence [\s\S]* in (?:unique|key) identity-constraint '([^']*)'\.\s*$/,
    ([, name]) => ({ text: `wiederholt einen Schlüssel, der eindeutig sein muss (${localName(name ?? '')})` }),
  ],
  [
    /^No match found for key-sequence [\s\S]* of keyref '([^']*)'\.\s*$/,
    ([, name]) => ({ text: `verweist auf einen Schlüssel, den es nicht gibt (${localName(name ?? '')})` }),
  ],
  [
    /^Not all fields of key identity-constraint '([^']*)'/,
    ([, name]) => ({ text: `hat nicht alle Felder des Schlüssels ${localName(name ?? '')}` }),
  ],
];

/** What libxml2 adds about a key after it has reported the wrong value itself. */
const ECHO = /^Element '[^']*': Warning: No precomputed value available/;

/** Whether a message only repeats the one before it. */
export const isEcho = (message: string): boolean => ECHO.test(message);

/** What is said where libxml2 should say something that is not known here. */
const UNKNOWN: Explanation = { text: 'entspricht nicht dem Schema' };

/**
 * Explains one schema message.
 *
 * @param message as libxml2 writes it, with values of the document
 * @returns what it is about and what is wrong, without any value; undefined if it is about no element
 */
export const explain = (message: string, names: SchemaNames): Subject | undefined => {
  const subject = SUBJECT.exec(message);
  if (subject === null) return undefined;
  const [head, element = '', attribute] = subject;
  const rest = message.slice(head.length);
  const facet = facetExplanation(rest, names);
  if (facet !== undefined) return { element, attribute, explanation: facet };
  for (const [pattern, compose] of CONSTRAINTS) {
    const match = pattern.exec(rest);
    if (match !== null) return { element, attribute, explanation: compose(match, names) };
  }
  return { element, attribute, explanation: UNKNOWN };
};
