import type { XmlDoc } from './document.ts';
import { memory, type Pointer, raw } from './engine.ts';

/** What a node of a snapshot is. */
export const NodeKind = { document: 0, element: 1, attribute: 2 } as const;
export type NodeKind = (typeof NodeKind)[keyof typeof NodeKind];

/**
 * A node of a document as a plain object, read once: it needs no engine and outlives its document; only
 * `settle` changes it.
 * Elements, attributes and the document itself share one shape, so that code that goes over them stays quick.
 */
export class SnapshotNode {
  readonly kind: NodeKind;
  /** local name, `''` for the document */
  readonly name: string;
  /** namespace URI, `''` for none */
  readonly namespace: string;
  /** the element around this one, the document for the root, undefined for the document */
  readonly parent: SnapshotNode | undefined;
  /** place in document order */
  readonly order: number;
  /** address in the engine; for this room only */
  readonly pointer: Pointer;
  /** child elements */
  readonly children: readonly SnapshotNode[] = NONE;
  /** namespace declarations are not attributes */
  readonly attributes: readonly SnapshotNode[] = NONE;
  /** text before each child and behind the last; for a node without children its whole text */
  #texts: string | string[] = '';

  /** For this room only. */
  constructor(
    kind: NodeKind,
    name: string,
    namespace: string,
    parent: SnapshotNode | undefined,
    order: number,
    pointer: Pointer,
  ) {
    this.kind = kind;
    this.name = name;
    this.namespace = namespace;
    this.parent = parent;
    this.order = order;
    this.pointer = pointer;
  }

  /** All character data of the node and of the elements below it, in document order. */
  get text(): string {
    const texts = this.#texts;
    const { children } = this;
    if (children.length === 0) return texts as string;
    let all = '';
    for (let i = 0; i < children.length; i += 1) all += textAt(texts, i) + children[i]?.text;
    return all + textAt(texts, children.length);
  }

  /** Value of an attribute; without `namespace` only one that is in none. */
  attribute(name: string, namespace = ''): string | undefined {
    for (const attribute of this.attributes)
      if (attribute.name === name && attribute.namespace === namespace) return attribute.text;
    return undefined;
  }

  /** First child element of a name, undefined if there is none. */
  child(name: string, namespace?: string): SnapshotNode | undefined {
    for (const child of this.children)
      if (child.name === name && (namespace === undefined || child.namespace === namespace)) return child;
    return undefined;
  }

  /** Gives a node without children the text that the white space rule of its type makes of it, before it is judged. */
  settle(text: string): void {
    if (this.children.length === 0) this.#texts = text;
  }

  /** For this room only, while the snapshot is read. */
  addChild(child: SnapshotNode): void {
    if (this.children === NONE) (this as Building).children = [child];
    else (this.children as SnapshotNode[]).push(child);
  }

  /** For this room only, while the snapshot is read. */
  addAttributes(attributes: readonly SnapshotNode[]): void {
    (this as Building).attributes = attributes;
  }

  /** For this room only, while the snapshot is read: text at the place that the reading has reached. */
  addText(text: string): void {
    const place = this.children.length;
    if (place === 0) this.#texts = (this.#texts as string) + text;
    else {
      if (typeof this.#texts === 'string') this.#texts = [this.#texts];
      this.#texts[place] = (this.#texts[place] ?? '') + text;
    }
  }
}

/** A node that is still being read. */
type Building = { -readonly [K in 'children' | 'attributes']: SnapshotNode[K] };

const NONE: readonly SnapshotNode[] = [];

const textAt = (texts: string | readonly string[], place: number): string =>
  typeof texts === 'string' ? (place === 0 ? texts : '') : (texts[place] ?? '');

/** A document read into plain objects. */
export interface Snapshot {
  /** the node of the document; its only child is the root element */
  readonly document: SnapshotNode;
  readonly root: SnapshotNode;
  /** Line and XPath of an element, as {@link XmlElement} has them; asks the document, which must not be disposed yet. */
  place(element: SnapshotNode): { readonly line: number; readonly path: string };
}

/** Fields of `xmlNode`, `xmlAttr` and `xmlNs` in words of four bytes, as the 32-bit engine lays them out. */
const TYPE = 1;
const NAME = 2;
const CHILDREN = 3;
const NEXT = 6;
const NAMESPACE = 9;
const CONTENT = 10;
const PROPERTIES = 11;
const HREF = 2;

/** Node types of libxml2 beside elements. */
const TEXT = 3;
const CDATA = 4;

/**
 * Reads a document into plain objects. It looks straight into the engine's memory and calls no function of the
 * engine, which could move that memory; comments and processing instructions are left out.
 */
export function snapshot(source: XmlDoc): Snapshot {
  const { pointer } = source;
  const start = raw.xmlDocGetRootElement(pointer);
  const document = new SnapshotNode(NodeKind.document, '', '', undefined, 0, pointer);
  const root = new Reader(memory(pointer)).element(start, document);
  return {
    document,
    root,
    place: (element) => {
      // refuses to look into a document that is gone
      void source.pointer;
      return { line: source.places.line(element.pointer), path: source.places.path(element.pointer) };
    },
  };
}

/** A message has fewer names. */
const SLOTS = 128;

class Reader {
  readonly #words: Uint32Array;
  readonly #bytes: Buffer;
  /** the names read last, each at the place that its address gives it */
  readonly #names = new Array<string>(SLOTS).fill('');
  readonly #addresses = new Array<Pointer>(SLOTS).fill(0);
  #order = 0;
  #lastNamespace: Pointer = 0;
  #lastUri = '';

  constructor(buffer: ArrayBufferLike) {
    this.#words = new Uint32Array(buffer);
    this.#bytes = Buffer.from(buffer);
  }

  element(pointer: Pointer, parent: SnapshotNode): SnapshotNode {
    const at = pointer >>> 2;
    const element = this.#node(NodeKind.element, pointer, parent);
    parent.addChild(element);
    const first = this.#word(at + PROPERTIES);
    if (first !== 0) element.addAttributes(this.#attributes(first, element));
    for (let child = this.#word(at + CHILDREN); child !== 0; child = this.#word((child >>> 2) + NEXT)) {
      const type = this.#word((child >>> 2) + TYPE);
      if (type === NodeKind.element) this.element(child, element);
      else if (type === TEXT || type === CDATA) element.addText(this.#text(this.#word((child >>> 2) + CONTENT)));
    }
    return element;
  }

  #attributes(first: Pointer, element: SnapshotNode): SnapshotNode[] {
    const attributes: SnapshotNode[] = [];
    for (let pointer = first; pointer !== 0; pointer = this.#word((pointer >>> 2) + NEXT)) {
      const attribute = this.#node(NodeKind.attribute, pointer, element);
      for (let text = this.#word((pointer >>> 2) + CHILDREN); text !== 0; text = this.#word((text >>> 2) + NEXT))
        attribute.addText(this.#text(this.#word((text >>> 2) + CONTENT)));
      attributes.push(attribute);
    }
    return attributes;
  }

  #node(kind: NodeKind, pointer: Pointer, parent: SnapshotNode): SnapshotNode {
    const at = pointer >>> 2;
    this.#order += 1;
    const name = this.#name(this.#word(at + NAME));
    return new SnapshotNode(kind, name, this.#namespace(this.#word(at + NAMESPACE)), parent, this.#order, pointer);
  }

  /** Most nodes are in the namespace of the one before. */
  #namespace(pointer: Pointer): string {
    if (pointer === 0) return '';
    if (pointer !== this.#lastNamespace) {
      this.#lastNamespace = pointer;
      this.#lastUri = this.#name(this.#word((pointer >>> 2) + HREF));
    }
    return this.#lastUri;
  }

  #word(index: number): number {
    return this.#words[index] ?? 0;
  }

  /** libxml2 keeps a name once for a document, so its address tells it apart from others. */
  #name(pointer: Pointer): string {
    const slot = (pointer >>> 2) % SLOTS;
    if (this.#addresses[slot] !== pointer) {
      this.#addresses[slot] = pointer;
      this.#names[slot] = this.#text(pointer);
    }
    return this.#names[slot] ?? '';
  }

  /** A text of C: UTF-8 up to a zero byte. */
  #text(start: Pointer): string {
    const bytes = this.#bytes;
    let end = start;
    let all = 0;
    for (let byte = bytes[end] ?? 0; byte !== 0; byte = bytes[end] ?? 0) {
      all |= byte;
      end += 1;
    }
    if (all >= 0x80) return bytes.toString('utf8', start, end);
    const length = end - start;
    if (length > SHORT) return all === INDENTED ? this.#indentation(start, end) : bytes.toString('latin1', start, end);
    const [one = 0, two = 0, three = 0, four = 0] = [
      bytes[start],
      bytes[start + 1],
      bytes[start + 2],
      bytes[start + 3],
    ];
    return String.fromCharCode(one, two, three, four).slice(0, length);
  }

  /** A line break with spaces behind it, as between the elements of a readable document. */
  #indentation(start: Pointer, end: Pointer): string {
    const bytes = this.#bytes;
    let spaces = start + 1;
    while (bytes[spaces] === SPACE) spaces += 1;
    const known = spaces === end && bytes[start] === LINE_FEED ? indentations[end - start] : undefined;
    return known ?? bytes.toString('latin1', start, end);
  }
}

/** Up to this length it is quicker to put a text together than to decode it. */
const SHORT = 4;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
/** The bits of line feeds and spaces. */
const INDENTED = LINE_FEED | SPACE;
const indentations = Array.from({ length: 64 }, (_, length) => `\n${' '.repeat(Math.max(0, length - 1))}`);
