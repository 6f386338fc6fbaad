import type { ErrorCode } from '../platform/errors.ts';
import { fault } from '../platform/errors.ts';
import type { XmlLimits } from './limits.ts';

/** A half-open range of bytes. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const LF = 0x0a;
const EXCLAMATION = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;

/** Text runs from this length on are looked at here alone, if they are plain; shorter ones are cheaper in saxes. */
const LONG_TEXT = 512;

/** An absolute URI of RFC 3986 in ASCII; a relative one makes canonicalisation undefined (C14N 1.0, section 1.3). */
const ABSOLUTE_URI = /^[A-Za-z][A-Za-z0-9+.-]*:[!#-%'-;=?-Z_a-z~[\]]+$/;
const XINCLUDE = /^http:\/\/www\.w3\.org\/(2001|2003)\/XInclude$/;

/** Bytes that need no further look inside text: printable ASCII without `&`, `<`, `]`, and white space. */
const PLAIN = new Uint8Array(256);
for (let byte = 0x20; byte < 0x7f; byte += 1) PLAIN[byte] = 1;
for (const byte of [0x09, 0x0a, 0x0d]) PLAIN[byte] = 1;
for (const character of '&<]') PLAIN[character.charCodeAt(0)] = 0;

/** Bytes that end a name: white space, `/`, `>`, `=`, `<`, quotes. */
const ENDS_NAME = new Uint8Array(256);
for (const character of ' \t\n\r/>=<"\'') ENDS_NAME[character.charCodeAt(0)] = 1;

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === LF || byte === 0x0d || byte === 0x09;

/** Number of the line (from 1) on which a byte stands. */
export const lineAt = (bytes: Uint8Array, position: number): number => {
  let line = 1;
  for (let at = bytes.indexOf(LF); at !== -1 && at < position; at = bytes.indexOf(LF, at + 1)) line += 1;
  return line;
};

/**
 * Walks once over the markup of a document without DTD, whose tokens are then a regular language, and holds it
 * against the limits before a parser collects anything: neither time nor memory depend on what a sender wrote.
 * Long plain texts (attachments) are judged here and left out of the result.
 *
 * @param bytes UTF-8 without NUL; the sender controls every byte
 * @param start first byte behind the XML declaration
 * @returns the ranges that a parser still has to look at for well-formedness
 */
export const scan = (bytes: Buffer, start: number, limits: XmlLimits): Range[] => new Scanner(bytes, limits).run(start);

class Scanner {
  readonly #bytes: Buffer;
  readonly #limits: XmlLimits;
  readonly #ranges: Range[] = [];
  #depth = 0;
  #elements = 0;
  #textLength = 0;
  #sections = 0;

  constructor(bytes: Buffer, limits: XmlLimits) {
    this.#bytes = bytes;
    this.#limits = limits;
  }

  run(start: number): Range[] {
    const bytes = this.#bytes;
    let rangeStart = 0;
    let position = start;
    while (position < bytes.length) {
      const found = bytes.indexOf(LESS, position);
      const tag = found === -1 ? bytes.length : found;
      if (tag > position) {
        this.#text(tag - position, position);
        if (tag - position >= LONG_TEXT && this.#depth > 0 && this.#isPlain(position, tag)) {
          this.#ranges.push({ start: rangeStart, end: position });
          rangeStart = tag;
        }
      }
      if (tag === bytes.length) break;
      position = this.#markup(tag);
    }
    this.#ranges.push({ start: rangeStart, end: bytes.length });
    return this.#ranges;
  }

  #fail(code: ErrorCode, position: number, detail?: string): never {
    throw fault(code, { line: lineAt(this.#bytes, position), ...(detail === undefined ? {} : { detail }) });
  }

  #isPlain(start: number, end: number): boolean {
    const bytes = this.#bytes;
    for (let at = start; at < end; at += 1) if (PLAIN[bytes[at] as number] === 0) return false;
    return true;
  }

  #text(length: number, position: number): void {
    this.#textLength += length;
    if (this.#textLength > this.#limits.maxTextLength) this.#fail('READ_TEXT', position);
  }

  /** Handles the markup that starts at `tag` and returns the position behind it. */
  #markup(tag: number): number {
    switch (this.#bytes[tag + 1]) {
      case SLASH:
        return this.#closeTag(tag);
      case EXCLAMATION:
        return this.#declaration(tag);
      case QUESTION:
        if (this.#elements === 0 && /^<\?xml[ \t\r\n]/.test(this.#bytes.toString('latin1', tag, tag + 6)))
          this.#fail(
            'READ_NOT_WELL_FORMED',
            tag,
            'Vor der XML-Deklaration darf nichts stehen, auch keine leere Zeile.',
          );
        if (!this.#limits.allowCommentsAndInstructions) this.#fail('READ_PROCESSING_INSTRUCTION', tag);
        return this.#skipTo('?>', tag);
      default:
        return this.#openTag(tag);
    }
  }

  #skipTo(end: string, start: number): number {
    const found = this.#bytes.indexOf(end, start, 'latin1');
    if (found === -1) this.#fail('READ_NOT_WELL_FORMED', start);
    return found + end.length;
  }

  #startsWith(text: string, position: number): boolean {
    return this.#bytes.toString('latin1', position, position + text.length) === text;
  }

  #declaration(tag: number): number {
    if (this.#startsWith('<![CDATA[', tag)) {
      const end = this.#skipTo(']]>', tag + 9);
      this.#text(end - tag - 12, tag);
      this.#sections += 1;
      if (this.#sections > this.#limits.maxSections)
        this.#fail('READ_TEXT', tag, 'Ein Text besteht aus zu vielen CDATA-Abschnitten.');
      return end;
    }
    if (this.#startsWith('<!--', tag)) {
      if (!this.#limits.allowCommentsAndInstructions) this.#fail('READ_COMMENT', tag);
      return this.#skipTo('-->', tag + 4);
    }
    if (this.#startsWith('<!DOCTYPE', tag)) this.#fail('READ_DOCTYPE', tag);
    return this.#fail('READ_NOT_WELL_FORMED', tag);
  }

  #closeTag(tag: number): number {
    this.#textLength = 0;
    this.#sections = 0;
    this.#depth -= 1;
    const nameEnd = this.#name(tag + 2);
    const end = this.#skipSpace(nameEnd);
    if (this.#depth < 0 || this.#bytes[end] !== GREATER) this.#fail('READ_NOT_WELL_FORMED', tag);
    return end + 1;
  }

  /** Position behind the name that starts at `start`; an empty or overlong name is a fault. */
  #name(start: number): number {
    const bytes = this.#bytes;
    const last = Math.min(bytes.length, start + this.#limits.maxNameLength + 1);
    let at = start;
    while (at < last && ENDS_NAME[bytes[at] as number] === 0) at += 1;
    if (at === start) this.#fail('READ_NOT_WELL_FORMED', start);
    if (at - start > this.#limits.maxNameLength) this.#fail('READ_NAME', start);
    return at;
  }

  #skipSpace(start: number): number {
    let at = start;
    while (isSpace(this.#bytes[at])) at += 1;
    return at;
  }

  #openTag(tag: number): number {
    const bytes = this.#bytes;
    this.#textLength = 0;
    this.#sections = 0;
    this.#elements += 1;
    if (this.#elements > this.#limits.maxElements) this.#fail('READ_COUNT', tag);
    let at = this.#name(tag + 1);
    let attributes = 0;
    let namespaces = 0;
    for (;;) {
      at = this.#skipSpace(at);
      const byte = bytes[at];
      if (byte === GREATER) {
        this.#depth += 1;
        if (this.#depth > this.#limits.maxDepth) this.#fail('READ_DEPTH', tag);
        return at + 1;
      }
      if (byte === SLASH) {
        if (bytes[at + 1] !== GREATER) this.#fail('READ_NOT_WELL_FORMED', at);
        if (this.#depth + 1 > this.#limits.maxDepth) this.#fail('READ_DEPTH', tag);
        return at + 2;
      }
      const nameEnd = this.#name(at);
      const isNamespace = this.#isNamespace(at, nameEnd);
      if (isNamespace) namespaces += 1;
      else attributes += 1;
      if (attributes > this.#limits.maxAttributesPerElement || namespaces > this.#limits.maxNamespacesPerElement) {
        this.#fail('READ_ATTRIBUTES', at);
      }
      if (nameEnd - at === 8 && this.#startsWith('xml:base', at)) {
        this.#fail('READ_REFERENCE', at, 'xml:base ist nicht erlaubt.');
      }
      at = this.#value(nameEnd, isNamespace);
    }
  }

  /** Whether the attribute name is `xmlns` or starts with `xmlns:`. */
  #isNamespace(start: number, end: number): boolean {
    if (this.#bytes[start] !== 0x78 || end - start < 5 || !this.#startsWith('xmlns', start)) return false;
    return end - start === 5 || this.#bytes[start + 5] === 0x3a;
  }

  /** Reads `= "value"` and returns the position behind it. */
  #value(nameEnd: number, isNamespace: boolean): number {
    const bytes = this.#bytes;
    const equals = this.#skipSpace(nameEnd);
    if (bytes[equals] !== EQUALS) this.#fail('READ_NOT_WELL_FORMED', equals);
    const open = this.#skipSpace(equals + 1);
    const quote = bytes[open];
    if (quote !== QUOTE && quote !== APOSTROPHE) this.#fail('READ_NOT_WELL_FORMED', open);
    const close = bytes.indexOf(quote as number, open + 1);
    if (close === -1) this.#fail('READ_NOT_WELL_FORMED', open);
    const most = isNamespace ? this.#limits.maxNamespaceLength : this.#limits.maxAttributeLength;
    if (close - open - 1 > most) this.#fail('READ_ATTRIBUTES', open);
    if (isNamespace && close > open + 1) {
      const uri = bytes.toString('latin1', open + 1, close);
      if (!ABSOLUTE_URI.test(uri)) this.#fail('READ_REFERENCE', open, 'Ein Namensraum ist kein absoluter URI.');
      if (XINCLUDE.test(uri)) this.#fail('READ_REFERENCE', open, 'XInclude ist nicht erlaubt.');
    }
    return close + 1;
  }
}
