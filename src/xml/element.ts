import { fault } from '../platform/errors.ts';
import { type DocumentHandle, ELEMENT, type Pointer, raw } from './engine.ts';
import { contentOf, Field, field, nameAt, onlyTextOf, textAt } from './heap.ts';

const { XmlNsStruct } = raw;

/** An attribute as written; namespace declarations are not attributes. */
export interface XmlAttribute {
  /** local name */
  readonly name: string;
  readonly prefix: string;
  /** namespace URI, `''` for none */
  readonly namespace: string;
  readonly value: string;
}

/** Namespace URI of an element or attribute. */
const namespaceOf = (node: Pointer, owner: number): string => {
  const namespace = field(node, Field.namespace);
  return namespace === 0 ? '' : nameAt(field(namespace, Field.href), owner);
};

const prefixOf = (node: Pointer): string => {
  const namespace = field(node, Field.namespace);
  return namespace === 0 ? '' : textAt(field(namespace, Field.prefix));
};

/** Next element in document order at or below `top`, 0 at the end. */
const nextElement = (top: Pointer, from: Pointer): Pointer => {
  let at = field(from, Field.children);
  let node = from;
  for (;;) {
    while (at !== 0) {
      if (field(at, Field.type) === ELEMENT) return at;
      at = field(at, Field.next);
    }
    if (node === top) return 0;
    at = field(node, Field.next);
    node = field(node, Field.parent);
  }
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
    return nameAt(field(this.pointer, Field.name), this.#document.number);
  }

  /** Prefix as written, `''` for none; for messages only, never for decisions. */
  get prefix(): string {
    return prefixOf(this.pointer);
  }

  /** Namespace URI, `''` for none. */
  get namespace(): string {
    return namespaceOf(this.pointer, this.#document.number);
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
    return contentOf(this.pointer);
  }

  /**
   * Bytes of the text of an element whose content is one text; undefined where it is something else, which is not the
   * same as no text. A view of the engine's memory that a large text is read from at once, before anything else is
   * asked of any document.
   */
  get textView(): Buffer | undefined {
    return onlyTextOf(this.pointer);
  }

  /** The element around this one; undefined for the root. */
  get parent(): XmlElement | undefined {
    const parent = field(this.pointer, Field.parent);
    return parent !== 0 && field(parent, Field.type) === ELEMENT ? new XmlElement(this.#document, parent) : undefined;
  }

  /** All attributes in document order. */
  attributes(): XmlAttribute[] {
    const result: XmlAttribute[] = [];
    const { number } = this.#document;
    for (let at = field(this.pointer, Field.properties); at !== 0; at = field(at, Field.next)) {
      result.push({
        name: nameAt(field(at, Field.name), number),
        prefix: prefixOf(at),
        namespace: namespaceOf(at, number),
        value: contentOf(at),
      });
    }
    return result;
  }

  /** Value of an attribute; without `namespace` only one that is in none. */
  attribute(name: string, namespace = ''): string | undefined {
    const { number } = this.#document;
    for (let at = field(this.pointer, Field.properties); at !== 0; at = field(at, Field.next)) {
      if (nameAt(field(at, Field.name), number) === name && namespaceOf(at, number) === namespace) return contentOf(at);
    }
    return undefined;
  }

  /** Child elements in document order. */
  children(): XmlElement[] {
    const result: XmlElement[] = [];
    for (let at = field(this.pointer, Field.children); at !== 0; at = field(at, Field.next)) {
      if (field(at, Field.type) === ELEMENT) result.push(new XmlElement(this.#document, at));
    }
    return result;
  }

  /** Child elements of a name; without `namespace` whatever their namespace is. */
  all(name: string, namespace?: string): XmlElement[] {
    return this.children().filter((child) => child.is(name, namespace));
  }

  /** First child element of a name, undefined if there is none. */
  child(name: string, namespace?: string): XmlElement | undefined {
    for (let at = field(this.pointer, Field.children); at !== 0; at = field(at, Field.next)) {
      if (field(at, Field.type) !== ELEMENT) continue;
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
      if (!carriesId(element.pointer, id, this.#document.number)) continue;
      if (found !== undefined) throw fault('SHAPE_DUPLICATE_ID', { line: element.line, path: element.path });
      found = element;
    }
    return found;
  }
}

const ID_NAMES: ReadonlySet<string> = new Set(['Id', 'ID', 'id']);
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

const carriesId = (node: Pointer, id: string, owner: number): boolean => {
  for (let at = field(node, Field.properties); at !== 0; at = field(at, Field.next)) {
    if (!ID_NAMES.has(nameAt(field(at, Field.name), owner))) continue;
    const namespace = namespaceOf(at, owner);
    if ((namespace === '' || namespace === XML_NAMESPACE) && contentOf(at) === id) return true;
  }
  return false;
};
