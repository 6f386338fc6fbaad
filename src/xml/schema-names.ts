import type { XmlElement } from './element.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema';

/** A simple type as its schema defines it: by restriction of another, or as a union. */
interface SimpleType {
  readonly from: readonly string[];
  readonly patterns: readonly string[];
}

/** The patterns of one restriction, of which a value has to match one. */
interface PatternSet {
  readonly patterns: readonly string[];
  /** the named type that has them, with its namespace; undefined inside an anonymous one */
  readonly type: { readonly name: string; readonly namespace: string } | undefined;
}

/** What people call the built-in types that values are usually of. */
const BUILT_IN: Readonly<Record<string, string>> = {
  date: 'ein Datum der Form JJJJ-MM-TT',
  dateTime: 'ein Zeitpunkt der Form JJJJ-MM-TThh:mm:ss',
  time: 'eine Uhrzeit der Form hh:mm:ss',
  gYear: 'ein Jahr der Form JJJJ',
  gYearMonth: 'ein Monat der Form JJJJ-MM',
  duration: 'eine Dauer wie P14D',
  boolean: 'true oder false',
  decimal: 'eine Dezimalzahl mit Punkt',
  integer: 'eine ganze Zahl',
  int: 'eine ganze Zahl',
  long: 'eine ganze Zahl',
  nonNegativeInteger: 'eine ganze Zahl ab 0',
  positiveInteger: 'eine ganze Zahl ab 1',
  anyURI: 'eine Adresse (URI)',
  base64Binary: 'Base64',
  hexBinary: 'Hexadezimalziffern',
  NCName: 'ein Name ohne Doppelpunkt',
  NMTOKENS: 'Wörter ohne Sonderzeichen',
};

/** A longer pattern is no help to a reader. */
const MAX_PATTERN = 100;

/** A pattern that only lists values, e.g. `true|false`. */
const PLAIN = /^[\w-]+(?:\|[\w-]+)*$/;

/** Joins alternatives: `a, b oder c`. */
export const either = (all: readonly string[]): string =>
  all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} oder ${all.at(-1)}`;

/**
 * The names and simple types that schema documents declare: what may be repeated to others because it is not of the
 * message, and what a type asks for in words.
 */
export class SchemaNames {
  readonly #names = new Set<string>();
  readonly #types = new Map<string, SimpleType>();
  readonly #patterns = new Map<string, PatternSet>();
  readonly #byNamespace = new Map<string, readonly string[]>();

  /** Takes in one schema document. */
  add(schema: XmlElement): void {
    const namespace = schema.attribute('targetNamespace') ?? '';
    for (const element of schema.descendants()) {
      if (element.namespace !== XSD) continue;
      const name = element.attribute('name');
      if (name !== undefined && (element.name === 'element' || element.name === 'attribute')) this.#names.add(name);
      if (element.name === 'simpleType') this.#addType(element, name, namespace);
    }
  }

  /** Whether an element or attribute of this local name is declared anywhere. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Patterns of the named types of a namespace. */
  patternsOf(namespace: string): readonly string[] {
    const known = this.#byNamespace.get(namespace);
    if (known !== undefined) return known;
    const all = [...this.#patterns].filter(([, { type }]) => type?.namespace === namespace).map(([pattern]) => pattern);
    this.#byNamespace.set(namespace, all);
    return all;
  }

  /** What a pattern allows, together with the alternatives beside it; a long one by its type's name. */
  pattern(pattern: string): string {
    const { patterns, type } = this.#patterns.get(pattern) ?? { patterns: [pattern], type: undefined };
    const text = either(patterns);
    if (patterns.every((one) => PLAIN.test(one))) return either(patterns.flatMap((one) => one.split('|')));
    if (text.length <= MAX_PATTERN) return `Muster ${text}`;
    return type === undefined ? 'das Muster des Schemas' : `das Muster des Typs ${type.name}`;
  }

  /** What a simple type allows, undefined where nothing more can be said than its name. @param name `xs:int`, `{ns}Name` */
  type(name: string): string | undefined {
    const built = /^xs:(.*)$/.exec(name)?.[1];
    if (built !== undefined) return BUILT_IN[built];
    const type = this.#types.get(name);
    if (type === undefined) return undefined;
    const from = type.from.map((one) => this.type(one)).filter((text) => text !== undefined);
    const [pattern] = type.patterns;
    if (pattern !== undefined && PLAIN.test(pattern)) return this.pattern(pattern);
    const parts = [either(from), pattern === undefined ? '' : this.pattern(pattern)].filter(Boolean);
    return parts.length === 0 ? undefined : parts.join(', ');
  }

  #addType(element: XmlElement, name: string | undefined, namespace: string): void {
    const restriction = element.child('restriction', XSD);
    const union = element.child('union', XSD);
    const patterns = (restriction?.all('pattern', XSD) ?? []).map((facet) => facet.attribute('value') ?? '');
    const from = [
      ...(restriction?.attribute('base')?.split(' ') ?? []),
      ...(union?.attribute('memberTypes')?.trim().split(/\s+/) ?? []),
    ].map((qname) => resolve(element, qname));
    const set: PatternSet = { patterns, type: name === undefined ? undefined : { name, namespace } };
    for (const pattern of patterns) if (!this.#patterns.has(pattern)) this.#patterns.set(pattern, set);
    if (name !== undefined) this.#types.set(namespace === '' ? name : `{${namespace}}${name}`, { from, patterns });
  }
}

/** A QName of a schema as libxml2 writes it. */
const resolve = (element: XmlElement, qname: string): string => {
  const [local = '', prefix = ''] = qname.split(':').reverse();
  const namespace = element.namespaceForPrefix(prefix) ?? '';
  if (namespace === XSD) return `xs:${local}`;
  return namespace === '' ? local : `{${namespace}}${local}`;
};
