import { dirname } from 'node:path';
import type { Finding } from '../platform/errors.ts';
import { fault } from '../platform/errors.ts';
import type { Catalog } from './catalog.ts';
import type { XmlDoc } from './document.ts';
import { pathOf } from './element.ts';
import {
  addFunction,
  ParseOption,
  pointerOf,
  raw,
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
} from './engine.ts';
import { collectSources } from './schema-sources.ts';
import { isEcho, schemaText } from './schema-text.ts';

const { XmlErrorStruct } = raw;

export interface SchemaOptions {
  /** namespace or `schemaLocation` → local file; goes before the files beside the schema */
  readonly catalog?: Catalog;
  /** folder that relative references may not leave; the main schema's own folder unless told */
  readonly root?: string;
}

/** More findings than a person reads; it also bounds the time that a hostile document can cost. */
const MAX_FINDINGS = 50;

/** The only input that libxml2 ever opens by name: schema documents, and only while a schema is compiled. */
const provider = new XmlBufferInputProvider({});
raw.xmlRegisterInputProvider(provider);

let loaded = 0;

/** A compiled schema with all it imports; compiled once, used for any number of documents. */
export class SchemaSet implements Disposable {
  readonly #validator: XsdValidator;
  /** the compiled schema points into the document it was made from */
  readonly #source: XmlDocument;

  private constructor(validator: XsdValidator, source: XmlDocument) {
    this.#validator = validator;
    this.#source = source;
  }

  /**
   * Compiles a schema from local files.
   *
   * @throws FILE if a file is missing or a reference leads out of the folders; SETTINGS if the schema is wrong
   */
  static load(mainPath: string, options: SchemaOptions = {}): SchemaSet {
    loaded += 1;
    const root = options.root ?? dirname(mainPath);
    const sources = collectSources(mainPath, root, options.catalog ?? {}, `schema-${loaded}-`);
    for (const [name, bytes] of sources.documents) provider.addBuffer(name, bytes);
    const source = XmlDocument.fromBuffer(sources.documents.get(sources.main) ?? Buffer.alloc(0), {
      url: sources.main,
      option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE,
    });
    try {
      return new SchemaSet(XsdValidator.fromDoc(source), source);
    } catch (error) {
      source.dispose();
      const detail = error instanceof Error ? error.message.trim() : '';
      throw fault('SETTINGS', { detail: `${mainPath}: ${detail}`, cause: error });
    } finally {
      for (const name of sources.documents.keys()) provider.removeBuffer(name);
    }
  }

  /**
   * Validates a document.
   *
   * @returns findings of rule `XSD` in document order, at most 50, none if the document is valid; their texts name
   *   elements and constraints and never quote a value
   */
  validate(document: XmlDoc): Finding[] {
    const context = raw.xmlSchemaNewValidCtxt(pointerOf(this.#validator));
    const findings: Finding[] = [];
    current = findings;
    let status: number;
    try {
      raw.xmlSchemaSetValidStructuredErrors(context, collect, 0);
      status = raw.xmlSchemaValidateDoc(context, document.pointer);
    } finally {
      current = undefined;
      raw.xmlSchemaFreeValidCtxt(context);
    }
    if (status < 0) throw fault('INTERNAL', { detail: 'schema validation failed' });
    if (status > 0 && findings.length === 0) {
      findings.push({ rule: 'XSD', severity: 'error', text: 'Das Dokument entspricht nicht dem Schema.' });
    }
    return findings;
  }

  [Symbol.dispose](): void {
    this.#validator.dispose();
    this.#source.dispose();
  }
}

/** Findings of the validation that runs; libxml2 is synchronous, so there is at most one. */
let current: Finding[] | undefined;

const collect = addFunction((_data, error = 0) => {
  if (current === undefined || current.length >= MAX_FINDINGS) return undefined;
  const message = XmlErrorStruct.message(error);
  if (isEcho(message)) return undefined;
  const node = XmlErrorStruct.node(error);
  const line = XmlErrorStruct.line(error);
  current.push({
    rule: 'XSD',
    severity: 'error',
    text: schemaText(message),
    ...(line > 0 ? { line } : {}),
    ...(node === 0 ? {} : { path: pathOf(node) }),
  });
  return undefined;
}, 'vii');
