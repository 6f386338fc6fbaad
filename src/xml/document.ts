import { fault } from '../platform/errors.ts';
import { XmlElement } from './element.ts';
import { addFunction, type DocumentHandle, ParseOption, type Pointer, raw } from './engine.ts';
import { checkLayout, PROBE } from './layout.ts';
import type { XmlLimits } from './limits.ts';
import { Places } from './places.ts';
import { precheck } from './precheck.ts';

const { XmlErrorStruct } = raw;

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
let numbered = 0;

/** Number of documents that are parsed and not yet disposed; a canary for tests and metrics. */
export const liveDocuments = (): number => live;

/**
 * A parsed document. It lives in libxml2's memory, which no garbage collector sees: hold it with `using`.
 */
export class XmlDoc implements Disposable, DocumentHandle {
  readonly #pointer: Pointer;
  readonly bytes: Uint8Array;
  readonly number: number;
  #places: Places | undefined;
  #disposed = false;

  /** For this room only: use {@link parse} or {@link parseTrusted}. */
  constructor(pointer: Pointer, bytes: Uint8Array) {
    this.#pointer = pointer;
    this.bytes = bytes;
    live += 1;
    numbered += 1;
    this.number = numbered;
  }

  get places(): Places {
    this.#places ??= new Places(raw.xmlDocGetRootElement(this.pointer), this.bytes);
    return this.#places;
  }

  /** Address in the engine; for this room only. Throws once the document is disposed. */
  get pointer(): Pointer {
    if (this.#disposed) throw fault('INTERNAL', { detail: 'document used after disposal' });
    return this.#pointer;
  }

  /** The document element. */
  get root(): XmlElement {
    return new XmlElement(this, raw.xmlDocGetRootElement(this.pointer));
  }

  [Symbol.dispose](): void {
    if (this.#disposed) return;
    this.#disposed = true;
    live -= 1;
    raw.xmlFreeDoc(this.#pointer);
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
  let pointer: Pointer;
  try {
    pointer = readTree(input, option);
  } catch (error) {
    if (!(error instanceof EngineError)) throw fault('INTERNAL', { cause: error });
    const { line } = error;
    throw fault('READ_NOT_WELL_FORMED', { cause: error, ...(line === undefined ? {} : { line }) });
  }
  if (raw.xmlGetIntSubset(pointer) !== 0) {
    raw.xmlFreeDoc(pointer);
    throw fault('READ_DOCTYPE');
  }
  return new XmlDoc(pointer, input);
};

/** What libxml2 says of bytes that it does not read; its text quotes them and is for logs alone. */
export class EngineError extends Error {
  readonly line: number | undefined;

  constructor(message: string, line: number | undefined) {
    super(message);
    this.line = line;
  }
}

/** The first error of the reading that runs; libxml2 is synchronous, so there is at most one reading. */
let first: EngineError | undefined;

/** From this level on a message of libxml2 is an error: of names and namespaces too, over which it would read on. */
const ERROR_LEVEL = 2;

const collect = addFunction((_data, error = 0) => {
  if (first !== undefined || XmlErrorStruct.level(error) < ERROR_LEVEL) return undefined;
  first = new EngineError(XmlErrorStruct.message(error), XmlErrorStruct.line(error));
  return undefined;
}, 'vii');

/**
 * Bytes to a tree of libxml2, which the caller frees.
 *
 * @param option sum of {@link ParseOption}
 * @throws {@link EngineError}
 */
export const readTree = (bytes: Uint8Array, option: number): Pointer => {
  first = undefined;
  const context = raw.xmlNewParserCtxt();
  let document: Pointer;
  try {
    raw.xmlCtxtSetErrorHandler(context, collect, 0);
    document = raw.xmlReadMemory(context, bytes, null, null, option);
  } finally {
    raw.xmlFreeParserCtxt(context);
  }
  if (first === undefined && document !== 0) return document;
  if (document !== 0) raw.xmlFreeDoc(document);
  throw first ?? new EngineError('not a document', undefined);
};

/** Once, before anything is read from the engine's memory. */
const probe = readTree(Buffer.from(PROBE), SAFE);
checkLayout(raw.xmlDocGetRootElement(probe));
raw.xmlFreeDoc(probe);
