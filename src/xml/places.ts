import { ELEMENT, type ElementPlaces, type Pointer, raw } from './engine.ts';
import { startTagLines } from './lines.ts';

const { XmlNodeStruct, XmlNamedNodeStruct, XmlNsStruct } = raw;

/** libxml2 has 16 bits for the line of an element; this value says "here or later". */
const LAST_LINE = 0xffff;

const prefixed = (node: Pointer): string => {
  const namespace = XmlNamedNodeStruct.namespace(node);
  const prefix = namespace === 0 ? '' : XmlNsStruct.prefix(namespace);
  return prefix === '' ? XmlNodeStruct.name_(node) : `${prefix}:${XmlNodeStruct.name_(node)}`;
};

/** Steps of the children of one element. */
type Steps = ReadonlyMap<Pointer, string>;

/**
 * Where elements of a document stand: line and XPath. Made when first asked and then kept, because a document may be
 * wrong in many places: the children of an element are counted once, whatever the number of questions, and so are the
 * lines of a document that is longer than libxml2 can number.
 */
export class Places implements ElementPlaces {
  readonly #root: Pointer;
  readonly #bytes: Uint8Array;
  readonly #steps = new Map<Pointer, Steps>();
  #lines: ReadonlyMap<Pointer, number> | undefined;

  /** @param bytes what the document was read from */
  constructor(root: Pointer, bytes: Uint8Array) {
    this.#root = root;
    this.#bytes = bytes;
  }

  /** Line on which the start tag of an element ends, from 1. */
  line(element: Pointer): number {
    const line = XmlNodeStruct.line(element) & LAST_LINE;
    if (line < LAST_LINE) return line;
    this.#lines ??= linesOf(this.#root, startTagLines(this.#bytes));
    return this.#lines.get(element) ?? line;
  }

  /**
   * XPath of an element with the prefixes of the document and positions where a name repeats.
   *
   * @param known says which local names may be repeated to others; an element of another name is `*[n]`
   */
  path(element: Pointer, known: (name: string) => boolean = () => true): string {
    const steps: string[] = [];
    for (let node = element; node !== 0 && XmlNodeStruct.type(node) === ELEMENT; node = XmlNodeStruct.parent(node)) {
      steps.unshift(known(XmlNodeStruct.name_(node)) ? this.#step(node) : anonymousStep(node));
    }
    return `/${steps.join('/')}`;
  }

  #step(node: Pointer): string {
    const parent = XmlNodeStruct.parent(node);
    let steps = this.#steps.get(parent);
    if (steps === undefined) {
      steps = stepsOf(node);
      this.#steps.set(parent, steps);
    }
    return steps.get(node) ?? prefixed(node);
  }
}

/** Steps of an element and its siblings: `name`, or `name[n]` where siblings share the name. */
const stepsOf = (one: Pointer): Steps => {
  let first = one;
  for (let at = one; at !== 0; at = XmlNodeStruct.prev(at)) first = at;
  const byName = new Map<string, Pointer[]>();
  for (let at = first; at !== 0; at = XmlNodeStruct.next(at)) {
    if (XmlNodeStruct.type(at) !== ELEMENT) continue;
    const name = prefixed(at);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [at]);
    else same.push(at);
  }
  const steps = new Map<Pointer, string>();
  for (const [name, nodes] of byName) {
    for (const [index, node] of nodes.entries()) steps.set(node, nodes.length === 1 ? name : `${name}[${index + 1}]`);
  }
  return steps;
};

/** The place of an element among all its siblings, without its name. */
const anonymousStep = (node: Pointer): string => {
  let position = 1;
  for (let at = XmlNodeStruct.prev(node); at !== 0; at = XmlNodeStruct.prev(at)) {
    if (XmlNodeStruct.type(at) === ELEMENT) position += 1;
  }
  return `*[${position}]`;
};

const linesOf = (root: Pointer, lines: readonly number[]): ReadonlyMap<Pointer, number> => {
  const byNode = new Map<Pointer, number>();
  let index = 0;
  for (let node = root; node !== 0; node = nextElement(root, node)) {
    byNode.set(node, lines[index] ?? LAST_LINE);
    index += 1;
  }
  return byNode;
};

/** Next element in document order at or below `top`, 0 at the end. */
export const nextElement = (top: Pointer, from: Pointer): Pointer => {
  let at = XmlNodeStruct.children(from);
  let node = from;
  for (;;) {
    while (at !== 0) {
      if (XmlNodeStruct.type(at) === ELEMENT) return at;
      at = XmlNodeStruct.next(at);
    }
    if (node === top) return 0;
    at = XmlNodeStruct.next(node);
    node = XmlNodeStruct.parent(node);
  }
};
