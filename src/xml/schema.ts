import { dirname } from 'node:path';
import { type Finding, fault } from '../platform/errors.ts';
import type { FindingList } from '../platform/findings.ts';
import type { Catalog } from './catalog.ts';
import type { XmlDoc } from './document.ts';
import {
  addFunction,
  ParseOption,
  pointerOf,
  raw,
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
} from './engine.ts';
import { SchemaFindings } from './schema-findings.ts';
import type { SchemaNames } from './schema-names.ts';
import { collectSources } from './schema-sources.ts';

const { XmlErrorStruct } = raw;

export interface SchemaOptions {
  /** namespace or `schemaLocation` → local file; goes before the files beside the schema */
  readonly catalog?: Catalog;
  /** folder that relative references may not leave; the main schema's own folder unless told */
  readonly root?: string;
  /** namespace of the types whose patterns are about characters alone; their findings are kept apart */
  readonly characters?: string;
}

/** What a schema says about a document. */
export interface SchemaVerdict {
  /** findings of rule `XSD` in document order, no more than a person reads; none if the document is valid */
  readonly findings: readonly Finding[];
  /** number of all findings */
  readonly total: number;
  /** the same for patterns about characters alone, if the schema was loaded with their namespace */
  readonly characters: { readonly findings: readonly Finding[]; readonly total: number };
}

/** The only input that libxml2 ever opens by name: schema documents, and only while a schema is compiled. */
const provider = new XmlBufferInputProvider({});
raw.xmlRegisterInputProvider(provider);

let loaded = 0;

/** A compiled schema with all it imports; compiled once, used for any number of documents. */
export class SchemaSet implements Disposable {
  readonly #validator: XsdValidator;
  /** the compiled schema points into the document it was made from */
  readonly #source: XmlDocument;
  readonly #characters: string | undefined;
  /** element, attribute and type names that the schema declares */
  readonly names: SchemaNames;

  private constructor(
    validator: XsdValidator,
    source: XmlDocument,
    names: SchemaNames,
    characters: string | undefined,
  ) {
    this.#validator = validator;
    this.#source = source;
    this.#characters = characters;
    this.names = names;
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
      return new SchemaSet(XsdValidator.fromDoc(source), source, sources.names, options.characters);
    } catch (error) {
      source.dispose();
      const detail = error instanceof Error ? error.message.trim() : '';
      throw fault('SETTINGS', { detail: `${mainPath}: ${detail}`, cause: error });
    } finally {
      for (const name of sources.documents.keys()) provider.removeBuffer(name);
    }
  }

  /**
   * Validates a document. Texts name elements and constraints; a value of the document is shown by its form alone.
   *
   * @param quote show values and unknown names as they are; only for the document's own author
   */
  validate(document: XmlDoc, { quote = false }: { readonly quote?: boolean } = {}): SchemaVerdict {
    const context = raw.xmlSchemaNewValidCtxt(pointerOf(this.#validator));
    const found = new SchemaFindings(document, this.names, this.#characters, quote);
    current = found;
    let status: number;
    try {
      raw.xmlSchemaSetValidStructuredErrors(context, collect, 0);
      status = raw.xmlSchemaValidateDoc(context, document.pointer);
    } finally {
      current = undefined;
      raw.xmlSchemaFreeValidCtxt(context);
    }
    if (status < 0) throw fault('INTERNAL', { detail: 'schema validation failed' });
    if (status > 0 && found.all.total + found.characters.total === 0) {
      found.all.add('error', () => ({
        rule: 'XSD',
        severity: 'error',
        text: 'Das Dokument entspricht nicht dem Schema.',
      }));
    }
    return { ...verdictOf(found.all), characters: verdictOf(found.characters) };
  }

  [Symbol.dispose](): void {
    this.#validator.dispose();
    this.#source.dispose();
  }
}

const verdictOf = ({ kept, total }: FindingList) => ({ findings: kept, total });

/** Findings of the validation that runs; libxml2 is synchronous, so there is at most one. */
let current: SchemaFindings | undefined;

const collect = addFunction((_data, error = 0) => {
  current?.take(XmlErrorStruct.node(error), XmlErrorStruct.message(error));
  return undefined;
}, 'vii');
