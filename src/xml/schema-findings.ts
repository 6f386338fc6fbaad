import type { Finding } from '../platform/errors.ts';
import { FindingList, masked, quoted, type Show } from '../platform/findings.ts';
import type { XmlDoc } from './document.ts';
import { XmlElement } from './element.ts';
import { ELEMENT, type Pointer, raw } from './engine.ts';
import type { Explanation } from './schema-facets.ts';
import type { SchemaNames } from './schema-names.ts';
import { explain, isEcho, localName, type Subject } from './schema-text.ts';

const { XmlNodeStruct } = raw;
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XSI_NAMES: ReadonlySet<string> = new Set(['type', 'nil']);

/** Makes findings of what libxml2 says while it validates one document. */
export class SchemaFindings {
  readonly #document: XmlDoc;
  readonly #names: SchemaNames;
  readonly #characterNamespace: string | undefined;
  readonly #show: Show;
  readonly #known: (name: string) => boolean;
  readonly all = new FindingList();
  /** about patterns of the characters' namespace alone */
  readonly characters = new FindingList();

  constructor(document: XmlDoc, names: SchemaNames, characterNamespace: string | undefined, quote: boolean) {
    this.#document = document;
    this.#names = names;
    this.#characterNamespace = characterNamespace;
    this.#show = quote ? quoted : masked;
    this.#known = quote ? () => true : (name) => names.has(name);
  }

  /** Takes one message. Where there are many, most are counted only. @param node 0 if it is about no element */
  take(node: Pointer, message: string): void {
    if (isEcho(message)) return;
    const list = this.#isAboutCharacters(message) ? this.characters : this.all;
    list.add('error', () => this.#finding(node, message));
  }

  #isAboutCharacters(message: string): boolean {
    const namespace = this.#characterNamespace;
    if (namespace === undefined) return false;
    return this.#names.patternsOf(namespace).some((pattern) => message.endsWith(` by the pattern '${pattern}'.\n`));
  }

  #finding(node: Pointer, message: string): Finding {
    const subject = explain(message, this.#names);
    const place = node === 0 ? {} : { line: this.#document.places.line(node) };
    if (subject === undefined)
      return { rule: 'XSD', severity: 'error', text: 'Das Dokument entspricht nicht dem Schema.', ...place };
    const { explanation } = subject;
    const element = node === 0 ? undefined : new XmlElement(this.#document, node);
    const found = element && this.#found(element, subject);
    const allowed = explanation.allowed && allowedAt(explanation.allowed, subject);
    return {
      rule: 'XSD',
      severity: 'error',
      text: `${this.#who(subject)} ${explanation.text}.`,
      ...(found === undefined ? {} : { found }),
      ...(allowed ? { allowed } : {}),
      ...place,
      ...(element === undefined ? {} : { path: this.#path(element, subject.attribute) }),
    };
  }

  #who({ element, attribute }: Subject): string {
    const name = localName(element);
    const of = this.#known(name) ? name : undefined;
    if (attribute === undefined) return of === undefined ? 'Ein unbekanntes Element' : `Element ${of}`;
    const which = this.#knowsAttribute(attribute) ? `Attribut ${localName(attribute)}` : 'Ein unbekanntes Attribut';
    return `${which} von ${of ?? 'einem unbekannten Element'}`;
  }

  #knowsAttribute(attribute: string): boolean {
    const name = localName(attribute);
    return this.#known(name) || (XSI_NAMES.has(name) && attribute === `{${XSI}}${name}`);
  }

  #found(element: XmlElement, { element: clark, attribute, explanation }: Subject): string | undefined {
    const { found } = explanation;
    if (found === 'value') return this.#show(writtenValue(element, attribute));
    if (found === 'text') return this.#show(ownText(element.pointer));
    if (found === undefined) return undefined;
    const name = localName(found === 'child' ? (element.children()[0]?.name ?? '') : (attribute ?? clark));
    const shown = this.#known(name) ? name : this.#show(name);
    return found === 'name' && isNamesake(name, explanation) ? `${shown} ${namespaceText(clark, false)}` : shown;
  }

  /** An attribute of a name that nobody knows is to be looked for at its element. */
  #path(element: XmlElement, attribute: string | undefined): string {
    const path = this.#document.places.path(element.pointer, this.#known);
    if (attribute === undefined || !this.#knowsAttribute(attribute)) return path;
    const written = element.attributes().find((one) => clarkName(one) === attribute);
    if (written === undefined) return path;
    return `${path}/@${written.prefix === '' ? '' : `${written.prefix}:`}${written.name}`;
  }
}

const clarkName = ({ name, namespace }: { readonly name: string; readonly namespace: string }): string =>
  namespace === '' ? name : `{${namespace}}${name}`;

const writtenValue = (element: XmlElement, attribute: string | undefined): string =>
  attribute === undefined
    ? element.text
    : (element.attributes().find((one) => clarkName(one) === attribute)?.value ?? '');

/** The first text of an element's own that is not white space. */
const ownText = (node: Pointer): string => {
  for (let at = XmlNodeStruct.children(node); at !== 0; at = XmlNodeStruct.next(at)) {
    if (XmlNodeStruct.type(at) === ELEMENT) continue;
    const text = raw.xmlNodeGetContent(at);
    // white space of XML alone; a no-break space is a text
    if (/[^ \t\n\r]/.test(text)) return text.trim() || text;
  }
  return '';
};

/** Whether an element that is not expected only differs from an expected one by its namespace. */
const isNamesake = (name: string, { expected = [] }: Explanation): boolean =>
  expected.some((clark) => localName(clark) === name);

const namespaceText = (clark: string, ours: boolean): string => {
  const namespace = /^\{([^}]*)\}/.exec(clark)?.[1];
  if (namespace === undefined) return 'ohne Namensraum';
  return ours ? `im Namensraum ${namespace}` : 'in einem anderen Namensraum';
};

/** Expected elements by their local names, and with their namespace where that is the fault. */
const allowedAt = (allowed: string, { element, explanation }: Subject): string => {
  const name = localName(element);
  const namesake = explanation.expected?.find((clark) => localName(clark) === name);
  return namesake === undefined || explanation.found !== 'name' ? allowed : `${name} ${namespaceText(namesake, true)}`;
};
