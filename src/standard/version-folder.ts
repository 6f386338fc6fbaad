import { join } from 'node:path';
import { fault } from '../platform/errors.ts';
import { readModel } from './schema-model.ts';
import { currentVersion, type StandardVersion } from './version.ts';

/**
 * Loads a further version of the standard from a folder that is laid out like `xsd/` of this package: `xbussgeld`
 * with `xbussgeld.xsd`, `xoev`, and `schematron`. Its code lists, in `codelisten`, are loaded beside those of the
 * package, because lists have versions of their own.
 *
 * @throws FILE if a file is missing or unreadable, or a schema uses what the standard does not allow itself
 */
export function loadVersion(folder: string): StandardVersion {
  const { namespace, version, simple, complex, messages } = readModel(folder);
  return {
    version,
    namespace,
    schema: join(folder, 'xbussgeld', 'xbussgeld.xsd'),
    schemaRoot: folder,
    rules: join(folder, 'schematron'),
    codeLists: join(folder, 'codelisten'),
    simpleTypes: Object.fromEntries(simple),
    complexTypes: Object.fromEntries(complex),
    messageTypes: Object.fromEntries(messages.map(({ name, type }) => [name, type])),
  };
}

/**
 * The version of the package and further ones from folders.
 *
 * @throws SETTINGS if two have the same namespace; FILE as {@link loadVersion}
 */
export function loadVersions(folders: readonly string[]): readonly StandardVersion[] {
  const versions = [currentVersion, ...folders.map(loadVersion)];
  for (const { namespace, schemaRoot } of versions.slice(1)) {
    if (versions.filter((other) => other.namespace === namespace).length > 1)
      throw fault('SETTINGS', { detail: `${schemaRoot}: ${namespace} ist schon da.` });
  }
  return versions;
}
