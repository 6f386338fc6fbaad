import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the package: where package.json, xsd/, profiles/ and scenarios/ lie, from sources and from dist alike. */
export const packageRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder));
}

/** Version of the product, from package.json. */
export const packageVersion = (): string =>
  (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;

/**
 * Resolves a path of a setting: absolute as it is; relative first against the working folder, then, when nothing is
 * there, against the package, so that `profiles/demo.yaml` is found from anywhere.
 */
export function resolvePath(path: string): string {
  const here = resolve(path);
  if (existsSync(here)) return here;
  const shipped = resolve(packageRoot, path);
  return existsSync(shipped) ? shipped : here;
}
