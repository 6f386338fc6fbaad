import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asFault, fault } from '../platform/errors.ts';
import { parse } from './document.ts';
import { openLimits } from './limits.ts';

/** Where the schema documents of namespaces or `schemaLocation` URLs lie: name → absolute path of a local file. */
export type Catalog = Readonly<Record<string, string>>;

const NAMESPACE = 'urn:oasis:names:tc:entity:xmlns:xml:catalog';

/**
 * Reads an OASIS XML Catalog 1.1: its `uri` and `system` entries, also inside `group`. Paths are relative to the
 * catalogue file; other entry types are ignored, and targets in the network are refused.
 *
 * @throws FILE if the file cannot be read, SETTINGS if it is no catalogue or names a target that is no file
 */
export const readCatalog = (file: string): Catalog => {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw fault('FILE', { detail: file, cause: error });
  }
  try {
    using document = parse(bytes, openLimits);
    if (!document.root.is('catalog', NAMESPACE)) throw fault('SETTINGS', { detail: `${file} ist kein XML-Katalog.` });
    const entries: [string, string][] = [];
    for (const entry of document.root.descendants()) {
      if (entry.namespace !== NAMESPACE) continue;
      const name = entry.name === 'uri' ? entry.attribute('name') : undefined;
      const key = entry.name === 'system' ? entry.attribute('systemId') : name;
      const target = entry.attribute('uri');
      if (key !== undefined && target !== undefined) entries.push([key, localPath(file, target, entry.line)]);
    }
    return Object.fromEntries(entries);
  } catch (error) {
    const cause = asFault(error);
    if (cause.code === 'SETTINGS') throw cause;
    throw fault('SETTINGS', { ...cause.place, detail: `${file} ist kein lesbarer XML-Katalog.`, cause });
  }
};

const localPath = (file: string, target: string, line: number): string => {
  if (target.startsWith('file:')) return fileURLToPath(target);
  if (/^[a-z][a-z0-9+.-]+:/i.test(target)) {
    throw fault('SETTINGS', { line, detail: `${file}: ${target} ist keine Datei.` });
  }
  return resolve(dirname(file), decodeURIComponent(target));
};
