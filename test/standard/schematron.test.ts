import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BlaupauseError } from '../../src/platform/errors.ts';
import { Schematron } from '../../src/standard/schematron.ts';
import { parseTrusted } from '../../src/xml/index.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const load = (patterns: string): Schematron => {
  const folder = mkdtempSync(join(tmpdir(), 'schematron-'));
  folders.push(folder);
  const schema = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt">
    <ns prefix="x" uri="urn:x"/><let name="grenze" value="10"/>${patterns}</schema>`;
  writeFileSync(join(folder, 'test.sch'), schema);
  return Schematron.load(folder);
};

/** Ids of the rules that fire, in the order of the document. */
const fired = (rules: Schematron, xml: string): string[] => {
  using document = parseTrusted(xml);
  return [...document.root.descendants()].flatMap((element) => rules.check(element).map(({ rule }) => rule));
};

const rule = (context: string, id: string, test: string, kind = 'assert'): string =>
  `<rule context="${context}"><${kind} id="${id}" test="${test}">Text (§ 1).</${kind}></rule>`;
const pattern = (...rules: string[]): string => `<pattern>${rules.join('')}</pattern>`;

describe('Schematron', () => {
  it('fires asserts that are false and reports that are true', () => {
    const rules = load(pattern(rule('x:a', 'A', '@n = 1'), rule('x:b', 'B', '@n = 1', 'report')));
    expect(fired(rules, '<x:a xmlns:x="urn:x" n="2"><x:b n="1"/></x:a>')).toEqual(['A', 'B']);
    expect(fired(rules, '<x:a xmlns:x="urn:x" n="1"><x:b n="2"/></x:a>')).toEqual([]);
  });

  it('lets only the first rule of a pattern that matches judge an element, and every pattern once', () => {
    const rules = load(
      pattern(rule('x:a[@n]', 'A', 'true()'), rule('x:a', 'B', 'false()')) + pattern(rule('x:a', 'C', 'false()')),
    );
    expect(fired(rules, '<x:a xmlns:x="urn:x" n="1"/>')).toEqual(['C']);
    expect(fired(rules, '<x:a xmlns:x="urn:x"/>')).toEqual(['B', 'C']);
  });

  it('understands paths, alternatives and predicates in contexts', () => {
    const rules = load(
      pattern(rule('x:a/x:b', 'CHILD', 'false()')) +
        pattern(rule('x:a//x:c', 'BELOW', 'false()')) +
        pattern(rule('/x:a', 'ROOT', 'false()')) +
        pattern(rule(`x:d[@k = 'a|b/c'] | x:e`, 'EITHER', 'false()')) +
        pattern(rule('/*[x:b]', 'ANY', 'false()')),
    );
    const xml = `<x:a xmlns:x="urn:x"><x:b><x:c/><x:a/></x:b><x:d k="a|b/c"/><x:d k="a"/><x:e/><b/></x:a>`;
    expect(fired(rules, xml)).toEqual(['ROOT', 'ANY', 'CHILD', 'BELOW', 'EITHER', 'EITHER']);
    expect(fired(rules, '<b/>')).toEqual([]);
  });

  it('judges only elements of the namespace that the context names', () => {
    const rules = load(pattern(rule('x:a', 'A', 'false()')) + pattern(rule('a', 'NONE', 'false()')));
    expect(fired(rules, '<a xmlns="urn:other"/>')).toEqual([]);
    expect(fired(rules, '<a/>')).toEqual(['NONE']);
  });

  it('knows variables of schema, pattern and rule', () => {
    const rules = load(
      `<pattern><let name="p" value="$grenze + 1"/><rule context="x:a"><let name="n" value="number(@n)"/>
       <assert id="A" test="$n &lt; $p">Text (§ 1).</assert></rule></pattern>`,
    );
    expect(fired(rules, '<x:a xmlns:x="urn:x" n="10"/>')).toEqual([]);
    expect(fired(rules, '<x:a xmlns:x="urn:x" n="11"/>')).toEqual(['A']);
  });

  it.each([
    ['an unknown variable', rule('x:a', 'A', '$fehlt')],
    ['a variable within a predicate', rule('x:a', 'A', 'x:b[@n = $grenze]')],
    ['XPath that is none', rule('x:a', 'A', '1 +')],
    ['a context that is no pattern of elements', rule('x:a/@n', 'A', 'true()')],
    ['an id twice', rule('x:a', 'A', 'true()') + rule('x:b', 'A', 'true()')],
    [
      'a value in the text',
      '<rule context="x:a"><assert id="A" test="1">Wert <value-of select="."/> (§ 1).</assert></rule>',
    ],
    ['a text without source', '<rule context="x:a"><assert id="A" test="1">Text.</assert></rule>'],
    ['an unknown role', '<rule context="x:a"><assert id="A" role="fatal" test="1">Text (§ 1).</assert></rule>'],
  ])('refuses %s when it is loaded', (_, wrong) => {
    expect(() => load(pattern(wrong))).toThrow(BlaupauseError);
  });
});
