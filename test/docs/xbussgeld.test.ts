import { describe, expect, test } from 'vitest';
import { pages as generated } from '../../scripts/docs/xbussgeld/index.ts';
import { GENERATED } from '../../scripts/docs/xbussgeld/links.ts';
import { principles } from '../../scripts/docs/xbussgeld/principles.ts';
import { CodeLists, catalogue, Validator } from '../../src/standard/index.ts';
import { markdownPages, prose, read, repositoryFiles } from './pages.ts';

const pages = [...generated()].map(([path, text]) => ({ path, text }));
const textOf = (path: string): string => pages.find((page) => page.path === path)?.text ?? '';

/** Lines of tables, each with the number of its cells; a pipe in a cell is escaped. */
const tableRows = (text: string): { line: string; cells: number }[] =>
  prose(text)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => ({ line, cells: line.replaceAll('\\|', '').split('|').length }));

/** Tables of a page: neighbouring lines that begin with a pipe. */
const tables = (text: string): string[][] =>
  prose(text)
    .split('\n\n')
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')))
    .filter((lines) => lines.length > 0);

const pictures = (text: string): string[] =>
  [...text.matchAll(/^```mermaid\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');

describe('pages of the message standard', () => {
  test('there is one for every message and code list, and they say where they come from', () => {
    for (const { number } of catalogue)
      expect(pages.filter(({ path }) => path.includes(`/${number}-`))).toHaveLength(1);
    for (const { name, rows, rowsOf } of CodeLists.load().all()) {
      const all = [...rows.keys()].flatMap(rowsOf);
      expect(textOf(`codelisten/${name}.md`).split('\n## Werte\n')[1]?.match(/^\| `/gm), name).toHaveLength(all.length);
    }
    for (const { path, text } of pages) expect(text.startsWith(`${GENERATED}\n\n# `), path).toBe(true);
  });

  test.each(pages)('$path has clean tables and nothing undefined', ({ text }) => {
    for (const table of tables(text)) {
      const cells = new Set(tableRows(table.join('\n')).map((row) => row.cells));
      expect(cells.size, table[0]).toBe(1);
    }
    expect(prose(text)).not.toMatch(/\bundefined\b|\[object|\]\(\)|NaN/);
    expect(text).not.toMatch(/\n{3}|[ \t]\n/);
  });

  test('a message page has structure, rules, example and tests', () => {
    for (const { path, text } of pages.filter((page) => page.path.startsWith('nachrichten/'))) {
      for (const heading of ['Aufbau', 'Regeln', 'Beispiel', 'Entsprechungen', 'Tests'])
        expect(text, path).toContain(`\n## ${heading}\n`);
      expect(text, path).toMatch(/^```xml\n<\?xml version="1.0"/m);
    }
  });

  test('every rule stands on the page of rules and in the matrix, with a message that it can touch', () => {
    const [rules, matrix] = [textOf('regeln.md'), textOf('matrix.md')];
    for (const { id, text } of new Validator().rules) {
      expect(rules).toContain(`\n### ${id}\n`);
      expect(rules, id).toContain(text);
      const row = matrix.split('\n').find((line) => line.startsWith(`| [${id}](`));
      expect(row, id).toBeDefined();
      const [, , , touched = '', positive = '', change = ''] = row?.split('|') ?? [];
      expect(touched.trim(), id).not.toBe('–');
      expect(change.trim(), id).not.toBe('–');
      const number = /\[(\d{4})\]/.exec(positive)?.[1] ?? '';
      const all = /^alle\b/.test(touched.trim());
      expect(touched.includes(`[${number}]`), `${id} breaks ${number}`).toBe(!all);
    }
  });

  test('a rule that asks only some messages stands on their pages alone', () => {
    const on = (id: string): string[] =>
      pages
        .filter(({ path, text }) => path.startsWith('nachrichten/') && text.includes(`](../regeln.md#${id}) | `))
        .map(({ path }) => path.slice('nachrichten/'.length, 'nachrichten/'.length + 4));
    expect(on('r186')).toEqual(['1160']);
    expect(on('r185')).toEqual(['1141', '1150']);
    expect(on('r187')).toEqual(['2020', '2031']);
    expect(on('k3')).toEqual(['0020']);
    expect(on('k4')).toContain('1311');
    expect(on('k4')).not.toContain('1310');
  });

  test('a basic rule that is said to be checked by Schematron has business rules', () => {
    const ids = new Validator().rules.map(({ id }) => id);
    for (const { id, where, prefixes } of principles) {
      const own = ids.filter((rule) => prefixes.some((prefix) => prefix.test(rule)));
      expect(own.length > 0, id).toBe(where.includes('Schematron'));
    }
  });

  test('every test that the page of conformity quotes exists', () => {
    const page = read('docs/xbussgeld/konformitaet.md');
    const quoted = [...page.matchAll(/„([a-zI][^“]* [^“]*)“/g)].map((match) => match[1] ?? '');
    const tests = repositoryFiles(/^test\/standard\/.*\.test\.ts$/)
      .map(read)
      .join('\n');
    expect(quoted.length).toBeGreaterThan(4);
    expect(quoted.filter((name) => !tests.toLowerCase().includes(name.toLowerCase()))).toEqual([]);
  });

  test('pictures name their participants before they use them', () => {
    const overview = markdownPages().find(({ path }) => path === 'docs/xbussgeld/README.md')?.text ?? '';
    const all = [...pages.map(({ text }) => text), overview].flatMap(pictures);
    const sequences = all.filter((picture) => picture.startsWith('sequenceDiagram'));
    expect(sequences.length).toBeGreaterThan(5);
    for (const picture of sequences) {
      const known = [...picture.matchAll(/^ {2}participant (P\d+) as .+$/gm)].map((match) => match[1]);
      const lines = picture.split('\n').filter((line) => /^ {2}(P\d|Note)/.test(line));
      expect(lines.length, picture).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line).toMatch(/^ {2}(P\d+-?->>P\d+|Note over P\d+,P\d+): [^;#]+$/);
        for (const [name] of line.split(': ')[0]?.matchAll(/P\d+/g) ?? []) expect(known, line).toContain(name);
      }
    }
  });

  test('the picture of the stages draws every stage that a message leads to, and no other', () => {
    const [picture = ''] = pages.flatMap(({ text }) => pictures(text)).filter((one) => one.startsWith('stateDiagram'));
    const known = [...picture.matchAll(/^ +state ".+" as (\w+)/gm)].map((match) => match[1]);
    const edges = [...picture.matchAll(/^ +(\w+) --> (\w+) : [\d ]+$/gm)];
    expect(edges.length).toBeGreaterThan(20);
    for (const [line, from, to] of edges)
      expect([line, known.includes(from), known.includes(to)]).toEqual([line, true, true]);
  });
});
