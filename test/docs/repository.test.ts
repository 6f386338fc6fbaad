import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/platform/errors.ts';
import { read, repositoryFiles } from './pages.ts';

const sources = repositoryFiles(/^src\/.*\.ts$/).map((path) => ({ path, text: read(path) }));

describe('dependencies', () => {
  interface Manifest {
    readonly dependencies: Record<string, string>;
    readonly devDependencies: Record<string, string>;
    readonly optionalDependencies: Record<string, string>;
  }
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };

  test('have exact versions', () => {
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  test('are locked with their hash and without the name of a registry', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }>;
    };
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(entries.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([path]) => path)).toEqual([]);
    expect(read('package-lock.json')).not.toMatch(/https?:\/\/[^"]*registry/);
  });

  test('stand in docs/dependencies.md with the version that is locked', () => {
    const page = read('docs/dependencies.md');
    const missing = Object.entries(all).filter(([name, version]) => {
      const line = page
        .split('\n')
        .find((candidate) => new RegExp(`^\\|[^|]*(?<![\\w/-])${name}(?![\\w/-])[^|]*\\|`).test(candidate));
      return line === undefined || !line.includes(version);
    });
    expect(missing).toEqual([]);
  });
});

describe('sources', () => {
  /** What is data rather than thought: generated mappings, and the one catalogue. */
  const DATA = /^src\/(standard\/generated\/|platform\/errors\.ts$)/;

  test('no file is longer than a person reads at once', () => {
    const long = sources
      .filter(({ path }) => !DATA.test(path))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 350);
    expect(long).toEqual([]);
  });

  test('nothing is left to do in them, and nothing is silenced', () => {
    const marks = /\b(TODO|FIXME|XXX)\b|@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable/;
    expect(sources.filter(({ text }) => marks.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('error catalogue', () => {
  const text = sources
    .filter(({ path }) => path !== 'src/platform/errors.ts')
    .map((source) => source.text)
    .join('\n');

  test('every code that is raised exists', () => {
    const raised = [...text.matchAll(/\bfault\(\s*'([A-Z_]+)'/g)].map((match) => match[1] ?? '');
    expect(raised.length).toBeGreaterThan(100);
    expect(raised.filter((code) => !(code in catalogue))).toEqual([]);
  });

  test('every code is used', () => {
    expect(Object.keys(catalogue).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });
});
