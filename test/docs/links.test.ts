import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';
import { markdownPages, prose, read, repositoryFiles } from './pages.ts';

const pages = markdownPages();

/** Targets of links and images of a page, without addresses of other hosts. */
const targets = (text: string): string[] =>
  [...prose(text).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/.test(target));

/** Anchor of a heading, as GitHub and GitLab make it. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/`|\*|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchors = new Map<string, ReadonlySet<string>>();

/** Anchors of a page; read once, because pages of the standard point to each other thousands of times. */
const anchorsOf = (path: string): ReadonlySet<string> => {
  const found =
    anchors.get(path) ??
    new Set([...prose(read(path)).matchAll(/^#{1,6} (.*)$/gm)].map((match) => anchorOf(match[1] ?? '')));
  anchors.set(path, found);
  return found;
};

describe('links of the documentation', () => {
  test('there are pages and links to look at', () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.flatMap(({ text }) => targets(text)).length).toBeGreaterThan(80);
  });

  test.each(pages)('$path: every relative link leads somewhere', ({ path, text }) => {
    const dead = targets(text).filter((target) => {
      const [file = '', anchor] = target.split('#');
      const found = file === '' ? path : normalize(join(dirname(path), file));
      if (found.startsWith('..') || !existsSync(join(packageRoot, found))) return true;
      return anchor !== undefined && !anchorsOf(found).has(anchor);
    });
    expect(dead).toEqual([]);
  });

  test('no link leads to a file that is not part of the repository', () => {
    const known = new Set(repositoryFiles(/./));
    const foreign = pages.flatMap(({ path, text }) =>
      targets(text)
        .map((target) => normalize(join(dirname(path), target.split('#')[0] || '.')))
        .filter((found) => statSync(join(packageRoot, found), { throwIfNoEntry: false })?.isFile() && !known.has(found))
        .map((found) => `${path} → ${found}`),
    );
    expect(foreign).toEqual([]);
  });

  test('every page is reached from the README', () => {
    const byPath = new Map(pages.map((page) => [page.path, page.text]));
    const reached = new Set(['README.md']);
    for (const path of reached) {
      for (const target of targets(byPath.get(path) ?? '')) {
        const found = normalize(join(dirname(path), target.split('#')[0] || '.'));
        if (byPath.has(found)) reached.add(found);
      }
    }
    const lost = pages.map(({ path }) => path).filter((path) => path.startsWith('docs/') && !reached.has(path));
    expect(lost).toEqual([]);
  });

  test('every page of the documentation that the code names exists', () => {
    const named = repositoryFiles(/^(src|bin|xsd\/transport|profiles|scripts)\/.*\.(ts|js|xsd|yaml)$/).flatMap((path) =>
      [...read(path).matchAll(/\bdocs\/[A-Za-z0-9_/-]+(?:\.md|\/)/g)].map(([target]) => ({ path, target })),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ target }) => !existsSync(join(packageRoot, target)))).toEqual([]);
  });
});

describe('files that the documentation names in inline code', () => {
  test.each(pages)('$path: every path below src, test, scripts, xsd, profiles and bin exists', ({ text }) => {
    const paths = [...prose(text).matchAll(/`((?:src|test|scripts|xsd|profiles|bin)\/[A-Za-z0-9_./-]*)`/g)].map(
      (match) => match[1] ?? '',
    );
    expect(paths.filter((path) => !existsSync(join(packageRoot, path)))).toEqual([]);
  });
});

describe('threat model', () => {
  const text = read('docs/security/threat-model.md');

  test('has a row for each numbered threat and says of each what shows it', () => {
    const rows = [...text.matchAll(/^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)];
    expect(rows.map((row) => Number(row[1]))).toEqual(Array.from({ length: 26 }, (_, at) => at + 1));
    for (const row of rows) expect(row[4], row[2]).toMatch(/\]\(\.\.\/\.\.\/test\/|not yet|^–|^ ?– ?$/);
  });
});
