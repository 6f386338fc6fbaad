import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';
import * as procedure from '../../src/procedure/index.ts';
import { markdownPages, read } from './pages.ts';

const entries = (JSON.parse(read('package.json')) as { exports: Record<string, { types?: string }> }).exports;

/** Source file of an entry of the package: `./crypto` → `src/crypto/index.ts`. */
const sourceOf = (entry: string): string | undefined =>
  entries[entry]?.types?.replace(/^\.\/dist\/(.*)\.d\.ts$/, 'src/$1.ts');

/** TypeScript examples of the pages, importing the sources in place of the package. */
const examples = markdownPages().flatMap(({ path, text }) =>
  [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match, at) => ({
    name: join(packageRoot, 'test', 'docs', `example-${path.replaceAll(/[^a-z0-9]+/gi, '-')}-${at}.ts`),
    code: (match[1] ?? '').replaceAll(/'bussgeld-blaupause(\/[a-z]+)'/g, (_all, entry: string) => {
      const source = sourceOf(`.${entry}`);
      return `'../../${source ?? `missing${entry}`}'`;
    }),
  })),
);

describe('examples of the documentation', () => {
  test('every entry of the package has a source and stands in the reference', () => {
    const page = read('docs/reference/library.md');
    for (const entry of Object.keys(entries).filter((name) => name !== './package.json')) {
      expect(ts.sys.fileExists(join(packageRoot, sourceOf(entry) ?? '')), entry).toBe(true);
      expect(page).toContain(`bussgeld-blaupause${entry.slice(1)}`);
    }
  });

  test('every function and value of the procedure stands in the reference of the library', () => {
    const page = read('docs/reference/library.md');
    expect(Object.keys(procedure).filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
  });

  test('every TypeScript example compiles', { timeout: 120_000 }, () => {
    expect(examples.length).toBeGreaterThan(2);
    const config = ts.readConfigFile(join(packageRoot, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, packageRoot);
    const host = ts.createCompilerHost(options);
    const virtual = new Map(examples.map(({ name, code }) => [name, `export {};\n${code}`]));
    const { readFile, fileExists } = host;
    host.readFile = (name) => virtual.get(name) ?? readFile(name);
    host.fileExists = (name) => virtual.has(name) || fileExists(name);
    const program = ts.createProgram([...virtual.keys()], options, host);
    const complaints = [...virtual.keys()].flatMap((name) => {
      const file = program.getSourceFile(name);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
        ({ messageText }) =>
          `${name.slice(dirname(name).length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    });
    expect(complaints).toEqual([]);
  });
});
