import { fault } from '../platform/errors.ts';
import type { XmlDoc } from './document.ts';
import { XmlElement } from './element.ts';
import { addFunction, allocCStringArray, free, type Pointer, raw, xmlOutputBufferCreateIO } from './engine.ts';

const { XmlNodeStruct } = raw;

export interface CanonicalOptions {
  /** Exclusive XML Canonicalization 1.0; otherwise Canonical XML, see `version` */
  readonly exclusive: boolean;
  /** version of inclusive Canonical XML, `'1.0'` unless told */
  readonly version?: '1.0' | '1.1';
  /** PrefixList of exclusive canonicalisation; `#default` names the default namespace */
  readonly inclusivePrefixes?: readonly string[];
  readonly withComments?: boolean;
  /** leave out this element's subtree: the enveloped-signature transform */
  readonly without?: XmlElement;
}

/**
 * Canonical bytes of a document or of an element's subtree (W3C xml-c14n, xml-c14n11, xml-exc-c14n).
 * The document is the same before and after.
 *
 * @returns UTF-8, never empty
 * @throws READ_ATTRIBUTES if namespaces blow the result up beyond four times the document and 4 MiB;
 *   INTERNAL if the engine cannot canonicalise (void canonicalisation is never silently an empty text)
 */
export const canonicalize = (target: XmlDoc | XmlElement, options: CanonicalOptions): Buffer => {
  const { pointer: document, size } = target instanceof XmlElement ? target.document : target;
  const most = Math.max(4 * size, SMALLEST_BOUND);
  const element = target instanceof XmlElement ? target.pointer : 0;
  const without = options.without?.pointer ?? 0;
  if (without !== 0 && without === element) throw fault('INTERNAL', { detail: 'nothing left to canonicalise' });
  const restore = without === 0 ? nothing : detach(without);
  try {
    if (element === 0 || isWholeDocument(document, element)) return execute(document, options, 0, { most, size });
    if (options.exclusive && !options.inclusivePrefixes?.length && isOnlyChild(raw.xmlDocGetRootElement(document))) {
      return asRoot(document, element, () => execute(document, options, 0, { most, size }));
    }
    return execute(document, options, element, { most, size });
  } finally {
    restore();
  }
};

/** Up to this size a canonical form may be any multiple of its document. */
const SMALLEST_BOUND = 4 * 1024 * 1024;

const nothing = (): void => undefined;

/** Takes a node out of the tree and returns what puts it back at its place. */
const detach = (node: Pointer): (() => void) => {
  const parent = XmlNodeStruct.parent(node);
  const next = XmlNodeStruct.next(node);
  const previous = XmlNodeStruct.prev(node);
  raw.xmlUnlinkNode(node);
  return () => {
    if (next !== 0) raw.xmlAddPrevSibling(next, node);
    else if (previous !== 0) raw.xmlAddNextSibling(previous, node);
    else raw.xmlAddChild(parent, node);
  };
};

const isOnlyChild = (node: Pointer): boolean => XmlNodeStruct.next(node) === 0 && XmlNodeStruct.prev(node) === 0;

const isWholeDocument = (document: Pointer, element: Pointer): boolean =>
  element === raw.xmlDocGetRootElement(document) && isOnlyChild(element);

/**
 * Runs `work` while `element` stands as the document's root. Exclusive canonicalisation without a PrefixList looks at
 * no ancestor (xml-exc-c14n, section 3: only visibly utilised namespaces are rendered, and those are bound in the
 * nodes themselves), so the bytes are those of the subtree, and libxml2 needs no call back into JavaScript per node.
 */
const asRoot = <T>(document: Pointer, element: Pointer, work: () => T): T => {
  const restore = detach(element);
  const root = raw.xmlDocSetRootElement(document, element);
  try {
    return work();
  } finally {
    raw.xmlDocSetRootElement(document, root);
    restore();
  }
};

/** Root of the subtree that is visible to {@link visible}; set for the time of one call. */
let visibleRoot: Pointer = 0;
const visible = addFunction((_data, node = 0, parent = 0) => {
  if (node === visibleRoot) return 1;
  for (let at = parent; at !== 0; at = XmlNodeStruct.parent(at)) if (at === visibleRoot) return 1;
  return 0;
}, 'iiii');

const modeOf = (options: CanonicalOptions): number => {
  if (options.exclusive) return 1;
  return options.version === '1.1' ? 2 : 0;
};

/** Where canonical forms are collected; libxml2 is synchronous, so there is at most one at a time. */
const scratch = Buffer.allocUnsafeSlow(65_536);
/** A canonical form longer than this is probably about as long as its document, which spares copies of copies. */
const LONG = 262_144;

/** Collects what libxml2 writes; its chunks are views of its memory and must be copied at once. */
class Collector {
  #bytes = scratch;
  #length = 0;
  readonly #most: number;
  readonly #documentSize: number;
  /** whether more came than allowed; libxml2 then drops the rest */
  overflow = false;

  constructor(most: number, documentSize: number) {
    this.#most = most;
    this.#documentSize = documentSize;
  }

  write(chunk: Uint8Array): number {
    const needed = this.#length + chunk.length;
    if (needed > this.#most) {
      this.overflow = true;
      return -1;
    }
    if (needed > this.#bytes.length) {
      const probable = needed > LONG && this.#bytes.length < this.#documentSize ? this.#documentSize : 0;
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, probable, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = needed;
    return chunk.length;
  }

  close(): boolean {
    return true;
  }

  /** A copy of its own, unless the bytes have left the scratch. */
  get result(): Buffer {
    const collected = this.#bytes.subarray(0, this.#length);
    return this.#bytes === scratch ? Buffer.from(collected) : collected;
  }
}

const execute = (
  document: Pointer,
  options: CanonicalOptions,
  subtree: Pointer,
  { most, size }: { readonly most: number; readonly size: number },
): Buffer => {
  const collector = new Collector(most, size);
  const output = xmlOutputBufferCreateIO(collector);
  const prefixes = options.exclusive && options.inclusivePrefixes?.length ? options.inclusivePrefixes : undefined;
  const prefixArray = prefixes === undefined ? 0 : allocCStringArray(prefixes);
  visibleRoot = subtree;
  let status = -1;
  try {
    const callback = subtree === 0 ? 0 : visible;
    const comments = options.withComments ? 1 : 0;
    status = raw.xmlC14NExecute(document, callback, 0, modeOf(options), prefixArray, comments, output);
  } finally {
    visibleRoot = 0;
    if (prefixArray !== 0) free(prefixArray);
    raw.xmlOutputBufferClose(output);
  }
  if (collector.overflow) {
    throw fault('READ_ATTRIBUTES', { detail: 'Die kanonische Form ist unverhältnismäßig groß.' });
  }
  const result = collector.result;
  if (status < 0 || result.length === 0) throw fault('INTERNAL', { detail: 'canonicalisation failed' });
  return result;
};
