import { fault } from '../platform/errors.ts';
import { XmlElement } from './element.ts';
import {
  type DocumentHandle,
  ParseOption,
  type Pointer,
  pointerOf,
  raw,
  XmlDocument,
  XmlParseError,
} from './engine.ts';
import type { XmlLimits } from './limits.ts';
import { Places } from './places.ts';
import { precheck } from './precheck.ts';

/** No network, no DTD, no entity file, no catalogue of the machine, no table of Ids; no XInclude is ever run. */
const SAFE =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_SKIP_IDS |
  ParseOption.XML_PARSE_COMPACT |
  ParseOption.XML_PARSE_BIG_LINES;

/** From this size on a text can exceed the 10,000,000 bytes that libxml2 reads without XML_PARSE_HUGE. */
const HUGE_FROM = 9_000_000;

let live = 0;

/** Number of documents that are parsed and not yet disposed; a canary for tests and metrics. */
export const liveDocuments = (): number => live;

/**
 * A parsed document. It lives in libxml2's memory, which no garbage collector sees: hold it with `using`.
 */
export class XmlDoc implements Disposable, DocumentHandle {
  readonly #document: XmlDocument;
  readonly #bytes: Uint8Array;
  #places: Places | undefined;
  #disposed = false;

  /** For this room only: use {@link parse} or {@link parseTrusted}. */
  constructor(document: XmlDocument, bytes: Uint8Array) {
    this.#document = document;
    this.#bytes = bytes;
    live += 1;
  }

  get size(): number {
    return this.#bytes.length;
  }

  get places(): Places {
    this.#places ??= new Places(raw.xmlDocGetRootElement(this.pointer), this.#bytes);
    return this.#places;
  }

  /** Address in the engine; for this room only. Throws once the document is disposed. */
  get pointer(): Pointer {
    if (this.#disposed) throw fault('INTERNAL', { detail: 'document used after disposal' });
    return pointerOf(this.#document);
  }

  /** The document element. */
  get root(): XmlElement {
    return new XmlElement(this, raw.xmlDocGetRootElement(this.pointer));
  }

  [Symbol.dispose](): void {
    if (this.#disposed) return;
    this.#disposed = true;
    live -= 1;
    this.#document.dispose();
  }
}

/**
 * Reads bytes of unknown origin: {@link precheck}, then libxml2.
 *
 * @throws the faults of {@link precheck}
 */
export const parse = (bytes: Uint8Array, limits: XmlLimits): XmlDoc => {
  precheck(bytes, limits);
  return parseTrusted(bytes);
};

/**
 * Reads bytes that this process made or canonicalised itself, without a second pre-check. Never for received bytes:
 * a DOCTYPE is still refused here, but nothing bounds size, depth and counts.
 *
 * @throws READ_NOT_WELL_FORMED or READ_DOCTYPE
 */
export const parseTrusted = (bytes: Uint8Array | string): XmlDoc => {
  const input = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const option = input.length < HUGE_FROM ? SAFE : SAFE | ParseOption.XML_PARSE_HUGE;
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(input, { option });
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw fault('INTERNAL', { cause: error });
    const line = error.details[0]?.line;
    throw fault('READ_NOT_WELL_FORMED', { cause: error, ...(line === undefined ? {} : { line }) });
  }
  if (document.dtd !== null) {
    document.dispose();
    throw fault('READ_DOCTYPE');
  }
  return new XmlDoc(document, input);
};
