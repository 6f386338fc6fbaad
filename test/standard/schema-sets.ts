import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/paths.ts';
import { type Catalog, SchemaSet } from '../../src/xml/index.ts';

export const xsd = join(packageRoot, 'xsd');
const main = join(xsd, 'xbussgeld', 'xbussgeld.xsd');

/** Folder with the published XÖV schemas; not part of the project. */
export const reference = join(packageRoot, '..', 'shared', 'reference', 'xoev');
export const referenceExists = existsSync(reference);
if (!referenceExists) process.stdout.write(`skipped: published XÖV schemas are not at ${reference}\n`);

export const officialCatalog: Catalog = {
  'http://xoev.de/schemata/code/1_0': join(reference, 'xoev-code.xsd'),
  'http://xoev.de/schemata/basisnachricht/unqualified/g2g/1_1': join(
    reference,
    'xoev-basisnachricht-unqualified-g2g_1.1.xsd',
  ),
  'urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08': join(reference, 'din-norm-91379-datatypes_2022-08.xsd'),
};

export const ownSchemas = (): SchemaSet => SchemaSet.load(main, { root: xsd });
export const officialSchemas = (): SchemaSet => SchemaSet.load(main, { root: xsd, catalog: officialCatalog });
