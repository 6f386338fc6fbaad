import { loadVersions, Validator } from '../../standard/index.ts';
import { readCatalog, type XmlLimits } from '../../xml/index.ts';
import type { DecryptionKeys } from './check.ts';

/** What a thread is given at its start; the rest of its kit it makes itself. */
export interface ThreadMaterial {
  readonly limits: XmlLimits;
  readonly standard: StandardFiles;
  readonly keys: DecryptionKeys;
}

/** Files of the versions of the standard, as absolute paths. */
export interface StandardFiles {
  readonly folders: readonly string[];
  readonly catalog: string | undefined;
}

/** Reads schemas, code lists and rules. @throws FILE, SETTINGS */
export const loadValidator = ({ folders, catalog }: StandardFiles): Validator =>
  new Validator({
    versions: loadVersions(folders),
    ...(catalog === undefined ? {} : { catalog: readCatalog(catalog) }),
  });
