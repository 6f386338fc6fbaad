import { describe, expect, it } from 'vitest';
import { build, CodeLists, catalogue, type MessageType, sample, typeByNumber } from '../../src/standard/index.ts';
import { type RuleDescription, Schematron } from '../../src/standard/schematron.ts';
import { functions } from '../../src/standard/schematron-functions.ts';
import { parseContext } from '../../src/standard/schematron-pattern.ts';
import { compileXPath } from '../../src/standard/xpath.ts';
import { booleanOf, type Frame } from '../../src/standard/xpath-values.ts';
import { parseTrusted, type SnapshotNode, snapshot, type XmlElement } from '../../src/xml/index.ts';
import { XPath } from '../support/xpath.ts';
import { breaks } from './breaks/index.ts';
import { changed } from './breaks/tools.ts';

const namespaces = {
  xbg: 'urn:bussgeld-blaupause:xbussgeld:1.0',
  f: 'urn:bussgeld-blaupause:schematron:funktionen',
};
const lists = CodeLists.load();

/** Whether a value is the same wherever it is evaluated, for certain. */
const isAbsolute = (value: string): boolean => /^\(*\//.test(value);

/** The test with the expressions of its variables in their places; undefined if that would change what they are. */
function substituted({ test, lets }: RuleDescription): string | undefined {
  const values = new Map<string, string>();
  const replace = (expression: string): string | undefined => {
    let depth = 0;
    let lost = false;
    const result = expression.replace(/'[^']*'|"[^"]*"|\[|\]|\$([A-Za-z_][\w.-]*)/g, (token, name?: string) => {
      if (token === '[') depth += 1;
      if (token === ']') depth -= 1;
      if (name === undefined) return token;
      const value = values.get(name);
      if (value === undefined || (depth > 0 && !isAbsolute(value))) lost = true;
      return value ?? token;
    });
    return lost ? undefined : result;
  };
  for (const { name, value } of lets) {
    const known = replace(value);
    if (known !== undefined) values.set(name, `(${known})`);
  }
  return replace(test);
}

interface Question {
  readonly id: string;
  readonly elements: ReadonlySet<string>;
  readonly ours: (node: SnapshotNode, frame: Frame) => boolean;
  readonly theirs: XPath;
}

const question = (id: string, elements: readonly string[], expression: string): Question => {
  const scope = { namespaces, functions, variables: new Map(), shared: { count: 0 } };
  const ours = booleanOf(compileXPath(expression, scope));
  return { id, elements: new Set(elements), ours, theirs: new XPath(expression, namespaces) };
};

const rules = Schematron.load().rules;
const tests = rules.map((rule) => ({ ...rule, expression: substituted(rule) }));
const questions = [
  ...tests.flatMap(({ id, elements, expression }) =>
    expression === undefined || expression.includes('f:') ? [] : [question(id, elements, expression)],
  ),
  ...[...new Set(rules.map(({ context }) => context))]
    .filter((context) => !context.includes('$') && !context.includes('f:'))
    .flatMap((context) =>
      parseContext(context).flatMap(({ name, test }) => (test === undefined ? [] : [question(context, [name], test)])),
    ),
];

/** Asks every question of every element that it may be asked of; returns how often. */
function compare(bytes: Uint8Array, label: string): number {
  using source = parseTrusted(bytes);
  const { document, root } = snapshot(source);
  let asked = 0;
  const walk = (node: SnapshotNode, element: XmlElement): void => {
    for (const { id, elements, ours, theirs } of questions) {
      if (!elements.has(node.name) && !(elements.has('*') && node === root)) continue;
      // each question has places of its own for what it remembers of a document
      const frame: Frame = { document, lists, shared: [], locals: [], element: node, position: 1, size: 1 };
      expect(ours(node, frame), `${label}: ${id} at ${element.path}`).toBe(theirs.boolean(element));
      asked += 1;
    }
    const children = element.children();
    for (const [index, child] of node.children.entries()) walk(child, children[index] ?? element);
  };
  walk(root, source.root);
  return asked;
}

describe('expressions of the rules without functions of our own', () => {
  it('are most of the expressions', () => {
    expect(questions.length).toBeGreaterThan(rules.length / 2);
  });

  it('judge every sample as libxml2 does', () => {
    for (const { name } of catalogue) expect(compare(build(sample(name)), name)).toBeGreaterThan(0);
  });

  it('judge every message that breaks a rule as libxml2 does', () => {
    for (const [id, [number, ...changes]] of Object.entries(breaks))
      expect(compare(changed(typeByNumber(number) as MessageType, changes), id)).toBeGreaterThan(0);
  }, 60_000);
});
