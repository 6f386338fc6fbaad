import { type Finding, fault } from '../platform/errors.ts';
import type { XmlElement } from '../xml/index.ts';

/** Namespaces of ISO Schematron and of the functions that a file includes for processors that use XSLT. */
const ISO = 'http://purl.oclc.org/dsdl/schematron';
const XSLT = 'http://www.w3.org/1999/XSL/Transform';

/** A variable as it is written. */
export interface LetSource {
  readonly name: string;
  readonly value: string;
}

/** An `assert` or `report`. */
export interface AssertionSource {
  readonly kind: 'assert' | 'report';
  readonly id: string;
  readonly test: string;
  readonly text: string;
  readonly severity: Finding['severity'];
  readonly source: string;
}

export interface RuleSource {
  readonly context: string;
  readonly lets: readonly LetSource[];
  readonly assertions: readonly AssertionSource[];
}

export interface PatternSource {
  readonly lets: readonly LetSource[];
  readonly rules: readonly RuleSource[];
}

/** A file of rules as it is written. */
export interface SchematronSource {
  readonly title: string;
  readonly namespaces: Readonly<Record<string, string>>;
  readonly lets: readonly LetSource[];
  readonly patterns: readonly PatternSource[];
}

/**
 * Reads a Schematron schema of the subset `schema`, `title`, `ns`, `let`, `pattern`, `rule/@context`, `assert` and
 * `report` with `@id`, `@test` and `@role` (`error`, default, or `warning`).
 *
 * @throws INTERNAL if it is none or leaves the subset, for instance with `value-of`: texts of findings are fixed, so
 *   that no content travels in a finding
 */
export function readSchematron(root: XmlElement): SchematronSource {
  if (!root.is('schema', ISO)) throw fault('INTERNAL', { detail: 'not a Schematron schema' });
  if (root.attribute('queryBinding') !== 'xslt2') throw fault('INTERNAL', { detail: 'queryBinding must be xslt2' });
  const children = root.children().filter((child) => !child.is('include', XSLT));
  only(children, ['title', 'ns', 'let', 'pattern']);
  const patterns = root.all('pattern', ISO);
  for (const pattern of patterns) only(pattern.children(), ['let', 'rule']);
  // in a stylesheet the variables of all patterns stand side by side
  distinct([root, ...patterns].flatMap(readLets));
  return {
    title: textOf(root.child('title', ISO)),
    namespaces: Object.fromEntries(root.all('ns', ISO).map((ns) => [need(ns, 'prefix'), need(ns, 'uri')])),
    lets: readLets(root),
    patterns: patterns.map((pattern) => ({
      lets: readLets(pattern),
      rules: pattern.all('rule', ISO).map(readRule),
    })),
  };
}

function distinct(lets: readonly LetSource[]): void {
  const names = lets.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw fault('INTERNAL', { detail: `variable $${twice} twice` });
}

function readRule(rule: XmlElement): RuleSource {
  only(rule.children(), ['let', 'assert', 'report']);
  distinct(readLets(rule));
  return {
    context: need(rule, 'context'),
    lets: readLets(rule),
    assertions: rule.children().flatMap((child) => {
      const kind = child.name;
      return kind === 'assert' || kind === 'report' ? [readAssertion(child, kind)] : [];
    }),
  };
}

function readAssertion(element: XmlElement, kind: AssertionSource['kind']): AssertionSource {
  const id = element.attribute('id') ?? '';
  if (element.children().length > 0) throw fault('INTERNAL', { detail: `${id}: only plain text` });
  const text = textOf(element);
  const source = sourceOf(text);
  const role = element.attribute('role') ?? 'error';
  if (id === '' || source === '' || (role !== 'error' && role !== 'warning'))
    throw fault('INTERNAL', { detail: `${kind} ${id} needs id, role and a text that ends with its source` });
  return { kind, id, test: need(element, 'test'), text, severity: role, source };
}

/** The source that a rule's text ends with: `… (§ 107 Abs. 1 OWiG).`, `''` if there is none. */
const sourceOf = (text: string): string => /\(([^()]*)\)\.$/.exec(text)?.[1] ?? '';

const readLets = (parent: XmlElement): LetSource[] =>
  parent.all('let', ISO).map((element) => ({ name: need(element, 'name'), value: need(element, 'value') }));

const textOf = (element: XmlElement | undefined): string => (element?.text ?? '').replace(/\s+/g, ' ').trim();

function need(element: XmlElement, attribute: string): string {
  const value = element.attribute(attribute) ?? '';
  if (value === '') throw fault('INTERNAL', { detail: `${element.name} without ${attribute}` });
  return value;
}

function only(children: readonly XmlElement[], names: readonly string[]): void {
  for (const child of children)
    if (child.namespace !== ISO || !names.includes(child.name))
      throw fault('INTERNAL', { detail: `${child.name} is not expected in ${child.parent?.name}` });
}
