import { readFileSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { fault } from '../platform/errors.ts';
import { canonicalize } from './c14n.ts';
import type { Catalog } from './catalog.ts';
import { readTree, XmlDoc } from './document.ts';
import type { XmlElement } from './element.ts';
import { ParseOption, type Pointer, raw } from './engine.ts';
import { SchemaNames } from './schema-names.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema';
const REFERENCES: ReadonlySet<string> = new Set(['import', 'include', 'redefine']);

/** A schema and everything it refers to, under names that only this process knows. */
export interface SchemaSources {
  /** name of the main schema document */
  readonly main: string;
  /** schema documents by name; each `schemaLocation` in them is such a name */
  readonly documents: ReadonlyMap<string, Buffer>;
  /** what they declare */
  readonly names: SchemaNames;
}

/**
 * Collects a schema with all it imports and includes. Where a reference leads is decided here and not by the
 * schema engine: first the catalogue (by `schemaLocation`, then by the imported namespace), then the file beside the
 * referring one. Nothing outside of the given folders is read, and nothing from the network.
 *
 * @param root folder within which relative references may lead
 * @throws FILE if a reference leads nowhere or out of the folders, SETTINGS if a file is no XML
 */
export const collectSources = (mainPath: string, root: string, catalog: Catalog, prefix: string): SchemaSources => {
  const folders = [root, ...Object.values(catalog).map((file) => dirname(file))].map(real);
  const names = new Map<string, string>();
  const documents = new Map<string, Buffer>();
  const declared = new SchemaNames();
  const nameOf = (file: string): string => {
    const known = names.get(file);
    if (known !== undefined) return known;
    const name = `${prefix}${names.size}.xsd`;
    names.set(file, name);
    documents.set(
      name,
      rewrite(file, declared, (location, namespace) => nameOf(locate(file, location, namespace))),
    );
    return name;
  };
  const locate = (from: string, location: string | undefined, namespace: string | undefined): string => {
    const mapped = catalog[location ?? ''] ?? catalog[namespace ?? ''];
    if (mapped !== undefined) return real(mapped);
    if (location === undefined || /^[a-z][a-z0-9+.-]+:/i.test(location)) {
      throw fault('FILE', { detail: `${from}: ${location ?? namespace ?? ''} steht nicht im Katalog.` });
    }
    const file = real(resolve(dirname(from), location));
    if (!folders.some((folder) => isWithin(folder, file))) {
      throw fault('FILE', { detail: `${from}: ${location} liegt außerhalb des Schemaordners.` });
    }
    return file;
  };
  return { main: nameOf(real(mainPath)), documents, names: declared };
};

const real = (path: string): string => {
  try {
    return realpathSync(path);
  } catch (error) {
    throw fault('FILE', { detail: path, cause: error });
  }
};

const isWithin = (folder: string, file: string): boolean => {
  const way = relative(folder, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === file;
};

/**
 * Reads a schema file and points its references to names of ours. The canonical form drops a DOCTYPE, such as that
 * of the W3C's own signature schema, after its internal subset has been applied.
 */
const rewrite = (
  file: string,
  declared: SchemaNames,
  target: (location: string | undefined, namespace: string | undefined) => string,
): Buffer => {
  const option = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG;
  let bytes: Buffer;
  let parsed: Pointer;
  try {
    bytes = readFileSync(file);
    parsed = readTree(bytes, option);
  } catch (error) {
    throw fault('SETTINGS', { detail: `${file} ist kein lesbares Schema.`, cause: error });
  }
  using document = new XmlDoc(parsed, bytes);
  declared.add(document.root);
  for (const child of document.root.children()) {
    if (child.namespace !== XSD || !REFERENCES.has(child.name)) continue;
    const name = referenceTarget(child, target);
    if (name !== undefined) raw.xmlSetNsProp(child.pointer, 0, 'schemaLocation', name);
  }
  return canonicalize(document, { exclusive: false });
};

/** An import of a namespace without any location is allowed to stay open: its components are then never used. */
const referenceTarget = (
  reference: XmlElement,
  target: (location: string | undefined, namespace: string | undefined) => string,
): string | undefined => {
  const location = reference.attribute('schemaLocation');
  const namespace = reference.name === 'import' ? reference.attribute('namespace') : undefined;
  if (location === undefined && namespace === undefined) return undefined;
  return target(location, namespace);
};
