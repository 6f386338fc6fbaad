import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTrusted } from '../../../src/xml/index.ts';

const XS = 'http://www.w3.org/2001/XMLSchema';

/** Where types and messages are declared, and what the schema files say about themselves. */
export interface SchemaFiles {
  /** path relative to `xsd/` → documentation of the file */
  readonly files: ReadonlyMap<string, string>;
  /** name of a type or message → path of its file */
  readonly declaredIn: ReadonlyMap<string, string>;
}

/** Looks up the files; where XÖV and the standard name a type alike, the standard's own is meant. */
export const readSchemaFiles = (xsd: string): SchemaFiles => {
  const files = new Map<string, string>();
  const declaredIn = new Map<string, string>();
  for (const folder of ['xoev', 'xbussgeld']) {
    const names = readdirSync(join(xsd, folder)).filter((name) => name.endsWith('.xsd'));
    for (const name of names.sort()) {
      using document = parseTrusted(readFileSync(join(xsd, folder, name)));
      const path = `${folder}/${name}`;
      files.set(path, document.root.child('annotation', XS)?.child('documentation', XS)?.text.trim() ?? '');
      for (const element of document.root.children()) {
        const declared = element.attribute('name');
        if (declared !== undefined) declaredIn.set(declared, path);
      }
    }
  }
  return { files, declaredIn };
};

/** Room of a theme: `xbussgeld/xbussgeld-zustellung.xsd` → `zustellung`. */
export const roomOf = (file: string): string => file.replace(/^.*\/xbussgeld-|\.xsd$/g, '');
