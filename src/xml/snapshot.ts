import type { XmlDoc } from './document.ts';
import { ELEMENT, type Pointer, raw } from './engine.ts';
import { contentOf, Field, field, isText, nameAt, textAt } from './heap.ts';

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
    for (let i = 0; i < children.length; i += 1) all += textBefore(texts, i) + children[i]?.text;
    return all + textBefore(texts, children.length);
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

const textBefore = (texts: string | readonly string[], place: number): string =>
  typeof texts === 'string' ? (place === 0 ? texts : '') : (texts[place] ?? '');

/** A document read into plain objects. */
export interface Snapshot {
  /** the node of the document; its only child is the root element */
  readonly document: SnapshotNode;
  readonly root: SnapshotNode;
  /** Line and XPath of an element, as {@link XmlElement} has them; asks the document, which must not be disposed yet. */
  place(element: SnapshotNode): { readonly line: number; readonly path: string };
}

/**
 * Reads a document into plain objects. It looks straight into the engine's memory and calls no function of the
 * engine, which could move that memory; comments and processing instructions are left out.
 */
export function snapshot(source: XmlDoc): Snapshot {
  const { pointer } = source;
  const start = raw.xmlDocGetRootElement(pointer);
  const document = new SnapshotNode(NodeKind.document, '', '', undefined, 0, pointer);
  const root = new Reader(source.number).element(start, document);
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

/** Reads the nodes of one document. */
class Reader {
  /** number of the document, for its names */
  readonly #owner: number;
  #order = 0;
  #lastNamespace: Pointer = 0;
  #lastUri = '';

  constructor(owner: number) {
    this.#owner = owner;
  }

  element(pointer: Pointer, parent: SnapshotNode): SnapshotNode {
    const element = this.#node(NodeKind.element, pointer, parent);
    parent.addChild(element);
    const first = field(pointer, Field.properties);
    if (first !== 0) element.addAttributes(this.#attributes(first, element));
    for (let child = field(pointer, Field.children); child !== 0; child = field(child, Field.next)) {
      const type = field(child, Field.type);
      if (type === ELEMENT) this.element(child, element);
      else if (isText(type)) element.addText(textAt(field(child, Field.content)));
    }
    return element;
  }

  #attributes(first: Pointer, element: SnapshotNode): SnapshotNode[] {
    const attributes: SnapshotNode[] = [];
    for (let pointer = first; pointer !== 0; pointer = field(pointer, Field.next)) {
      const attribute = this.#node(NodeKind.attribute, pointer, element);
      attribute.addText(contentOf(pointer));
      attributes.push(attribute);
    }
    return attributes;
  }

  #node(kind: NodeKind, pointer: Pointer, parent: SnapshotNode): SnapshotNode {
    this.#order += 1;
    const name = nameAt(field(pointer, Field.name), this.#owner);
    const namespace = this.#namespace(field(pointer, Field.namespace));
    return new SnapshotNode(kind, name, namespace, parent, this.#order, pointer);
  }

  /** Most nodes are in the namespace of the one before. */
  #namespace(pointer: Pointer): string {
    if (pointer === 0) return '';
    if (pointer !== this.#lastNamespace) {
      this.#lastNamespace = pointer;
      this.#lastUri = nameAt(field(pointer, Field.href), this.#owner);
    }
    return this.#lastUri;
  }
}
