import { isAscii } from 'node:buffer';
import { fault } from '../platform/errors.ts';
import { ELEMENT, memory, type Pointer, raw } from './engine.ts';

/*
 * Reading a tree straight from the engine's memory: a call into the engine for each name, attribute and text costs
 * many times what it reads. Nothing here changes that memory; layout.ts holds the places against the engine at start.
 */

/** Fields of `xmlNode`, `xmlAttr` and `xmlNs` in words of four bytes, as the 32-bit engine lays them out. */
export const Field = {
  type: 1,
  name: 2,
  children: 3,
  parent: 5,
  next: 6,
  namespace: 9,
  content: 10,
  properties: 11,
  href: 2,
  prefix: 3,
} as const;

/** Node types of libxml2 beside elements. */
const TEXT = 3;
const CDATA = 4;
/** Only in documents with a DTD, which none of outside has. */
const ENTITY_REFERENCE = 5;

/** Whether a node of this type carries character data. */
export const isText = (type: number): boolean => type === TEXT || type === CDATA;

let words: Uint32Array = new Uint32Array();
let bytes: Buffer = Buffer.alloc(0);

/** Looks again where the memory is: any call into the engine may have let it grow, which leaves old views empty. */
const refresh = (address: Pointer): void => {
  const buffer = memory(address);
  words = new Uint32Array(buffer);
  bytes = Buffer.from(buffer);
};

/** A field of a node that is alive; unsigned, 0 for none. @throws INTERNAL for what lies outside of the memory */
export const field = (node: Pointer, name: number): number => {
  if (words.length === 0) refresh(node);
  const value = words[(node >>> 2) + name];
  if (value === undefined) throw fault('INTERNAL', { cause: 'outside of the memory of libxml2' });
  return value;
};

/** Names and namespaces are few and asked for often. */
const SLOTS = 512;
const known = Array.from({ length: SLOTS }, () => ({ address: 0, owner: 0, text: '' }));

/**
 * A name or namespace of a document. libxml2 keeps a name once for a document, and nothing that is named goes before
 * its document does, so that within one document the address tells a name apart from others.
 *
 * @param owner number of the document, never given twice
 */
export const nameAt = (address: Pointer, owner: number): string => {
  if (address === 0) return '';
  const slot = known[(address >>> 2) % SLOTS];
  if (slot === undefined) return textAt(address);
  if (slot.address !== address || slot.owner !== owner) {
    slot.address = address;
    slot.owner = owner;
    slot.text = textAt(address);
  }
  return slot.text;
};

/** Where a text of C ends: at its zero byte. */
const endOf = (start: Pointer): Pointer => bytes.indexOf(0, start);

/** A text of C: UTF-8 up to a zero byte; `''` for address 0. */
export const textAt = (start: Pointer): string => {
  if (start === 0) return '';
  if (words.length === 0) refresh(start);
  let end = start;
  let all = 0;
  for (let byte = bytes[end] ?? 0; byte !== 0; byte = bytes[end] ?? 0) {
    all |= byte;
    end += 1;
    if (end - start > LOOKED_AT) return longText(start);
  }
  if (all >= 0x80) return bytes.toString('utf8', start, end);
  const length = end - start;
  if (length > SHORT) return all === INDENTED ? indentation(start, end) : bytes.toString('latin1', start, end);
  return String.fromCharCode(
    bytes[start] as number,
    bytes[start + 1] as number,
    bytes[start + 2] as number,
    bytes[start + 3] as number,
  ).slice(0, length);
};

const longText = (start: Pointer): string => {
  const view = bytes.subarray(start, endOf(start));
  return isAscii(view) ? view.toString('latin1') : view.toString('utf8');
};

/** A line break with spaces behind it, as between the elements of a readable document. */
const indentation = (start: Pointer, end: Pointer): string => {
  let spaces = start + 1;
  while (bytes[spaces] === SPACE) spaces += 1;
  const usual = spaces === end && bytes[start] === LINE_FEED ? indentations[end - start] : undefined;
  return usual ?? bytes.toString('latin1', start, end);
};

/** Up to this length it is quicker to put a text together than to decode it. */
const SHORT = 4;
/** Up to this length it is quicker to look at each byte than to search for the end. */
const LOOKED_AT = 256;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
/** The bits of line feeds and spaces. */
const INDENTED = LINE_FEED | SPACE;
const indentations = Array.from({ length: 64 }, (_, length) => `\n${' '.repeat(Math.max(0, length - 1))}`);

/** All character data below an element, an attribute or whatever else has children, in document order. */
export const contentOf = (node: Pointer): string => {
  let content = '';
  for (let child = field(node, Field.children); child !== 0; child = field(child, Field.next)) {
    const type = field(child, Field.type);
    if (isText(type)) content += textAt(field(child, Field.content));
    else if (type === ELEMENT) content += contentOf(child);
    else if (type === ENTITY_REFERENCE) return raw.xmlNodeGetContent(node);
  }
  return content;
};

/**
 * The bytes of an element whose content is one text, as a view of the engine's memory: to be read at once, before
 * anything else is asked of the engine. Undefined where the content is something else.
 */
export const onlyTextOf = (node: Pointer): Buffer | undefined => {
  const child = field(node, Field.children);
  if (child === 0 || field(child, Field.next) !== 0 || !isText(field(child, Field.type))) return undefined;
  const start = field(child, Field.content);
  return start === 0 ? undefined : bytes.subarray(start, endOf(start));
};
