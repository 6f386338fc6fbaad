import { fault } from '../platform/errors.ts';
import { type DocumentHandle, ELEMENT, type Pointer, raw } from './engine.ts';
import { nextElement } from './places.ts';

const { XmlNodeStruct, XmlNamedNodeStruct, XmlNsStruct } = raw;

/** An attribute as written; namespace declarations are not attributes. */
export interface XmlAttribute {
  /** local name */
  readonly name: string;
  readonly prefix: string;
  /** namespace URI, `''` for none */
  readonly namespace: string;
  readonly value: string;
}

const namespaceOf = (node: Pointer): string => {
  const namespace = XmlNamedNodeStruct.namespace(node);
  return namespace === 0 ? '' : XmlNsStruct.href(namespace);
};

const prefixOf = (node: Pointer): string => {
  const namespace = XmlNamedNodeStruct.namespace(node);
  return namespace === 0 ? '' : XmlNsStruct.prefix(namespace);
};

/**
 * A thin view of an element of a parsed document. It holds an address, reads when asked, and is worth nothing once
 * its document is disposed: every access then throws instead of reading freed memory.
 */
export class XmlElement {
  readonly #document: DocumentHandle;
  readonly #node: Pointer;

  /** For this room only: views are made from a document. */
  constructor(document: DocumentHandle, node: Pointer) {
    this.#document = document;
    this.#node = node;
  }

  /** The document this element belongs to; throws once it is disposed. */
  get document(): DocumentHandle {
    void this.#document.pointer;
    return this.#document;
  }

  /** Address in the engine; for this room only. */
  get pointer(): Pointer {
    void this.#document.pointer;
    return this.#node;
  }

  /** Local name. */
  get name(): string {
    return XmlNodeStruct.name_(this.pointer);
  }

  /** Prefix as written, `''` for none; for messages only, never for decisions. */
  get prefix(): string {
    return prefixOf(this.pointer);
  }

  /** Namespace URI, `''` for none. */
  get namespace(): string {
    return namespaceOf(this.pointer);
  }

  /** Line on which the start tag ends, from 1. */
  get line(): number {
    return this.document.places.line(this.#node);
  }

  /**
   * XPath of the element with the prefixes of the document and positions where a name repeats,
   * e.g. `/xbg:fahrerermittlung.ersuchen.1120/betroffener/name[2]`.
   */
  get path(): string {
    return this.document.places.path(this.#node);
  }

  /** All character data of the element and its descendants, in document order. */
  get text(): string {
    return raw.xmlNodeGetContent(this.pointer);
  }

  /** The element around this one; undefined for the root. */
  get parent(): XmlElement | undefined {
    const parent = XmlNodeStruct.parent(this.pointer);
    return parent !== 0 && XmlNodeStruct.type(parent) === ELEMENT ? new XmlElement(this.#document, parent) : undefined;
  }

  /** All attributes in document order. */
  attributes(): XmlAttribute[] {
    const result: XmlAttribute[] = [];
    for (let at = XmlNodeStruct.properties(this.pointer); at !== 0; at = XmlNodeStruct.next(at)) {
      result.push({
        name: XmlNodeStruct.name_(at),
        prefix: prefixOf(at),
        namespace: namespaceOf(at),
        value: raw.xmlNodeGetContent(at),
      });
    }
    return result;
  }

  /** Value of an attribute; without `namespace` only one that is in none. */
  attribute(name: string, namespace = ''): string | undefined {
    for (let at = XmlNodeStruct.properties(this.pointer); at !== 0; at = XmlNodeStruct.next(at)) {
      if (XmlNodeStruct.name_(at) === name && namespaceOf(at) === namespace) return raw.xmlNodeGetContent(at);
    }
    return undefined;
  }

  /** Child elements in document order. */
  children(): XmlElement[] {
    const result: XmlElement[] = [];
    for (let at = XmlNodeStruct.children(this.pointer); at !== 0; at = XmlNodeStruct.next(at)) {
      if (XmlNodeStruct.type(at) === ELEMENT) result.push(new XmlElement(this.#document, at));
    }
    return result;
  }

  /** Child elements of a name; without `namespace` whatever their namespace is. */
  all(name: string, namespace?: string): XmlElement[] {
    return this.children().filter((child) => child.is(name, namespace));
  }

  /** First child element of a name, undefined if there is none. */
  child(name: string, namespace?: string): XmlElement | undefined {
    for (let at = XmlNodeStruct.children(this.pointer); at !== 0; at = XmlNodeStruct.next(at)) {
      if (XmlNodeStruct.type(at) !== ELEMENT) continue;
      const child = new XmlElement(this.#document, at);
      if (child.is(name, namespace)) return child;
    }
    return undefined;
  }

  /** Whether the element has this local name and, if given, this namespace. */
  is(name: string, namespace?: string): boolean {
    return this.name === name && (namespace === undefined || this.namespace === namespace);
  }

  /** Whether both views show the same element. */
  same(other: XmlElement): boolean {
    return this.pointer === other.pointer;
  }

  /** This element and all elements below it, in document order. */
  *descendants(): Generator<XmlElement> {
    const top = this.pointer;
    let at = top;
    while (at !== 0) {
      yield new XmlElement(this.#document, at);
      at = nextElement(this.pointer, at);
    }
  }

  /** Namespace URI bound to a prefix here (`''` is the default namespace), as needed for QNames in values. */
  namespaceForPrefix(prefix: string): string | undefined {
    const found = raw.xmlSearchNs(this.#document.pointer, this.pointer, prefix === '' ? null : prefix);
    return found === 0 ? undefined : XmlNsStruct.href(found);
  }

  /**
   * The one element at or below this one that carries an identifier. Attributes `Id`, `ID`, `id` and `xml:id` all
   * count, so that no two readers can disagree about which element a signature covers.
   *
   * @throws SHAPE_DUPLICATE_ID if more than one element carries it
   */
  withId(id: string): XmlElement | undefined {
    let found: XmlElement | undefined;
    for (const element of this.descendants()) {
      if (!carriesId(element.pointer, id)) continue;
      if (found !== undefined) throw fault('SHAPE_DUPLICATE_ID', { line: element.line, path: element.path });
      found = element;
    }
    return found;
  }
}

const ID_NAMES: ReadonlySet<string> = new Set(['Id', 'ID', 'id']);
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

const carriesId = (node: Pointer, id: string): boolean => {
  for (let at = XmlNodeStruct.properties(node); at !== 0; at = XmlNodeStruct.next(at)) {
    if (!ID_NAMES.has(XmlNodeStruct.name_(at))) continue;
    const namespace = namespaceOf(at);
    if ((namespace === '' || namespace === XML_NAMESPACE) && raw.xmlNodeGetContent(at) === id) return true;
  }
  return false;
};
