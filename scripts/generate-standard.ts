/**
 * Draws the object mapping of the message standard from its schemas: `node scripts/generate-standard.ts` writes
 * `src/standard/generated/`, with `--check` it only compares and exits 1 if a file is not current.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readModel } from '../src/standard/schema-model.ts';
import { renderDescriptors, renderTypes } from './standard/render.ts';

const root = join(import.meta.dirname, '..');

const format = (path: string, text: string): string =>
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  });

/** The generated files as they should be: path relative to the repository → formatted text. */
const generate = (): Map<string, string> => {
  const model = readModel(join(root, 'xsd'));
  const files = new Map([
    ['src/standard/generated/types.ts', renderTypes(model)],
    ['src/standard/generated/descriptors.ts', renderDescriptors(model)],
  ]);
  return new Map([...files].map(([path, text]) => [path, format(path, text)]));
};

const check = process.argv.includes('--check');
for (const [path, text] of generate()) {
  const file = join(root, path);
  const current = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (current) continue;
  if (check) {
    console.error(`${path} ist nicht aktuell: node scripts/generate-standard.ts`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`${path} geschrieben`);
  }
}
