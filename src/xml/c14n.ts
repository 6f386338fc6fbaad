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
 * @returns UTF-8, never empty; a long form that stands in the document as it is, is a view of the document's bytes
 * @throws READ_ATTRIBUTES if namespaces blow the result up beyond four times the document and 4 MiB;
 *   INTERNAL if the engine cannot canonicalise (void canonicalisation is never silently an empty text)
 */
export const canonicalize = (target: XmlDoc | XmlElement, options: CanonicalOptions): Buffer => {
  const { pointer: document, bytes } = target instanceof XmlElement ? target.document : target;
  const element = target instanceof XmlElement ? target.pointer : 0;
  const without = options.without?.pointer ?? 0;
  if (without !== 0 && without === element) throw fault('INTERNAL', { detail: 'nothing left to canonicalise' });
  const restore = without === 0 ? nothing : detach(without);
  try {
    if (element === 0 || isWholeDocument(document, element)) return execute(document, options, 0, bytes);
    if (options.exclusive && !options.inclusivePrefixes?.length && isOnlyChild(raw.xmlDocGetRootElement(document))) {
      return asRoot(document, element, () => execute(document, options, 0, bytes));
    }
    return execute(document, options, element, bytes);
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
/** So many bytes of the beginning are looked for in the document. */
const BEGINNING = 256;

/**
 * Collects what libxml2 writes; its chunks are views of its memory and must be copied at once. A long form that stands
 * in the document byte for byte, as most do, is only compared: nothing is copied then.
 */
class Collector {
  readonly #source: Buffer;
  readonly #most: number;
  #bytes = scratch;
  #length = 0;
  /** where the form stands in the document, as far as it has been compared; -1 where it does not */
  #place = -1;
  /** whether more came than allowed; libxml2 then drops the rest */
  overflow = false;

  constructor(source: Uint8Array) {
    this.#source = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    this.#most = Math.max(4 * source.length, SMALLEST_BOUND);
  }

  write(chunk: Uint8Array): number {
    const length = this.#length + chunk.length;
    if (length > this.#most) {
      this.overflow = true;
      return -1;
    }
    if (length > scratch.length && this.#bytes === scratch && this.#place === -1) this.#place = this.#find(chunk);
    if (this.#place !== -1) {
      if (this.#stands(chunk, this.#place + this.#length)) {
        this.#length = length;
        return chunk.length;
      }
      this.#bytes = Buffer.allocUnsafeSlow(Math.max(length, this.#source.length));
      this.#source.copy(this.#bytes, 0, this.#place, this.#place + this.#length);
      this.#place = -1;
    } else if (length > this.#bytes.length) {
      const probable = length > LONG && this.#bytes.length < this.#source.length ? this.#source.length : 0;
      const larger = Buffer.allocUnsafeSlow(Math.max(length, probable, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
    return chunk.length;
  }

  /** Where the document has what was collected so far, or else the next; the first place that begins like it decides. */
  #find(next: Uint8Array): number {
    const collected = this.#length === 0 ? next : this.#bytes.subarray(0, this.#length);
    const place = this.#source.indexOf(collected.subarray(0, BEGINNING));
    return place !== -1 && this.#stands(collected, place) ? place : -1;
  }

  #stands(chunk: Uint8Array, place: number): boolean {
    const end = place + chunk.length;
    return end <= this.#source.length && this.#source.compare(chunk, 0, chunk.length, place, end) === 0;
  }

  close(): boolean {
    return true;
  }

  get result(): Buffer {
    if (this.#place !== -1) return this.#source.subarray(this.#place, this.#place + this.#length);
    const collected = this.#bytes.subarray(0, this.#length);
    return this.#bytes === scratch ? Buffer.from(collected) : collected;
  }
}

const execute = (document: Pointer, options: CanonicalOptions, subtree: Pointer, source: Uint8Array): Buffer => {
  const collector = new Collector(source);
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
