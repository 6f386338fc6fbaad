import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BlaupauseError } from '../../src/platform/errors.ts';
import { CodeLists } from '../../src/standard/index.ts';
import { Schematron } from '../../src/standard/schematron.ts';
import { parseTrusted, type SnapshotNode, snapshot } from '../../src/xml/index.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const load = (patterns: string, more = ''): Schematron => {
  const folder = mkdtempSync(join(tmpdir(), 'schematron-'));
  folders.push(folder);
  const schema = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><title>Probe</title>
    <ns prefix="x" uri="urn:x"/><ns prefix="f" uri="urn:bussgeld-blaupause:schematron:funktionen"/>
    <let name="grenze" value="10"/>${more}${patterns}</schema>`;
  writeFileSync(join(folder, 'test.sch'), schema);
  return Schematron.load(folder);
};

const lists = new CodeLists([]);

/** Ids of the rules that fire, in the order of the document. */
const fired = (rules: Schematron, xml: string): string[] => {
  using source = parseTrusted(xml);
  const { document, root } = snapshot(source);
  const run = rules.open(document, lists);
  const ids: string[] = [];
  const walk = (element: SnapshotNode): void => {
    rules.check(element, run, ({ id }) => ids.push(id));
    element.children.forEach(walk);
  };
  walk(root);
  return ids;
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

  it('knows variables of schema, pattern and rule, also within predicates', () => {
    const rules = load(
      `<pattern><let name="p" value="$grenze + 1"/><let name="r" value="/*/x:r"/>
       <rule context="x:a"><let name="n" value="number(@n)"/>
       <assert id="A" test="$n &lt; $p">Text (§ 1).</assert>
       <report id="B" test="/*/x:b[@n = $n]">Text (§ 1).</report>
       <report id="C" test="$r[@n = $n]">Text (§ 1).</report></rule></pattern>`,
    );
    const message = (n: string, b: string, r: string) =>
      `<x:m xmlns:x="urn:x"><x:a n="${n}"/><x:a n="0"/><x:b n="${b}"/><x:r n="${r}"/></x:m>`;
    expect(fired(rules, message('10', '1', '1'))).toEqual([]);
    expect(fired(rules, message('11', '0', '1'))).toEqual(['A', 'B']);
    expect(fired(rules, message('1', '1', '1'))).toEqual(['B', 'C']);
  });

  it('describes each rule for documentation', () => {
    const [first] = load(`<pattern><rule context="x:a/x:b | x:c"><let name="n" value="@n"/>
      <report id="A" role="warning" test="$n = '1'">Falsch (§ 1 OWiG).</report></rule></pattern>`).rules;
    expect(first).toEqual({
      id: 'A',
      kind: 'report',
      severity: 'warning',
      text: 'Falsch (§ 1 OWiG).',
      source: '§ 1 OWiG',
      test: "$n = '1'",
      context: 'x:a/x:b | x:c',
      elements: ['b', 'c'],
      file: 'test.sch',
      title: 'Probe',
      lets: [
        { name: 'grenze', value: '10' },
        { name: 'n', value: '@n' },
      ],
    });
  });

  it.each([
    ['an unknown variable', rule('x:a', 'A', '$fehlt')],
    ['XPath that is none', rule('x:a', 'A', '1 +')],
    ['an unknown prefix', rule('x:a', 'A', 'y:b')],
    ['a context that is no pattern of elements', rule('x:a/@n', 'A', 'true()')],
    ['an id twice', rule('x:a', 'A', 'true()') + rule('x:b', 'A', 'true()')],
    [
      'a value in the text',
      '<rule context="x:a"><assert id="A" test="1">Wert <value-of select="."/> (§ 1).</assert></rule>',
    ],
    ['a text without source', '<rule context="x:a"><assert id="A" test="1">Text.</assert></rule>'],
    ['an unknown role', '<rule context="x:a"><assert id="A" role="fatal" test="1">Text (§ 1).</assert></rule>'],
    ['what it does not know', '<rule context="x:a"><extends rule="b"/></rule>'],
  ])('refuses %s when it is loaded', (_, wrong) => {
    expect(() => load(pattern(wrong))).toThrow(BlaupauseError);
  });

  it('refuses a variable that two patterns declare, which a stylesheet could not tell apart', () => {
    const declared = `<pattern><let name="a" value="1"/>${rule('x:a', 'ID', 'true()')}</pattern>`;
    expect(() => load(declared + declared.replace('ID', 'OTHER'))).toThrow(/variable \$a twice/);
  });

  it('names file, rule and expression when it refuses', () => {
    expect(() => load(pattern(rule('x:a', 'A7', 'x:b/following-sibling::x:c')))).toThrow(
      /test\.sch: A7: XPath: "following-sibling::" in x:b\/following-sibling::x:c/,
    );
  });

  it('refuses another query language', () => {
    const folder = mkdtempSync(join(tmpdir(), 'schematron-'));
    folders.push(folder);
    const schema = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xpath31"/>';
    writeFileSync(join(folder, 'test.sch'), schema);
    expect(() => Schematron.load(folder)).toThrow(/queryBinding/);
  });
});
