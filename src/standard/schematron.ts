import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFault, type Finding, fault } from '../platform/errors.ts';
import { packageRoot } from '../platform/paths.ts';
import { parseTrusted, type XmlElement, XPath } from '../xml/index.ts';
import { type ContextPattern, parseContext } from './schematron-pattern.ts';

const ISO = 'http://purl.oclc.org/dsdl/schematron';

/** A check as its file states it, for documentation and tests. */
export interface RuleDescription {
  /** e.g. `R8.1` */
  readonly id: string;
  /** German sentence */
  readonly text: string;
  readonly severity: Finding['severity'];
  /** legal source or convention, e.g. `§ 107 Abs. 1 OWiG` */
  readonly source: string;
}

interface Assertion extends RuleDescription {
  readonly test: XPath;
  readonly expression: string;
  /** what the test says when the finding is due: an assert fires on false, a report on true */
  readonly firesOn: boolean;
}

interface Rule {
  readonly pattern: number;
  readonly namespace: string;
  readonly rootOnly: boolean;
  /** undefined where name and namespace decide alone */
  readonly context: XPath | undefined;
  /** true unless the context matches and an assertion fires: the one question asked of an element without fault */
  readonly quiet: XPath;
  readonly assertions: readonly Assertion[];
}

/**
 * Rules of ISO Schematron with XPath 1.0 (queryBinding `xslt`), compiled once. The subset: `schema`, `ns`, `let`,
 * `pattern`, `rule/@context`, `assert` and `report` with `@id`, `@role` (`error`, default, or `warning`) and `@see`.
 * As the standard has it, the first rule of a pattern that matches an element is the only one of that pattern.
 *
 * Texts of findings are fixed: `value-of` is refused, so that no content travels in a finding.
 */
export class Schematron {
  readonly #byName = new Map<string, Rule[]>();
  readonly #any: Rule[] = [];
  readonly #rules: RuleDescription[] = [];
  #patterns = 0;

  /**
   * Reads every `.sch` file of a folder.
   *
   * @param folder default: the rules of the package
   * @throws FILE if a file is unreadable or leaves the subset
   */
  static load(folder: string = join(packageRoot, 'xsd', 'schematron')): Schematron {
    const rules = new Schematron();
    for (const file of readdirSync(folder).sort()) {
      if (file.endsWith('.sch')) rules.#add(join(folder, file));
    }
    return rules;
  }

  /** All checks in the order of the files. */
  get rules(): readonly RuleDescription[] {
    return this.#rules;
  }

  /** Findings of all rules whose context is this very element; a caller walks the document and asks for each. */
  check(element: XmlElement, name: string = element.name): Finding[] {
    const candidates = this.#byName.get(name) ?? this.#any;
    if (candidates.length === 0) return NONE;
    let findings = NONE;
    let done = -1;
    for (const [index, rule] of candidates.entries()) {
      if (rule.pattern === done || !mayMatch(rule, element)) continue;
      if (rule.quiet.boolean(element)) {
        // whether it matched only counts if it would keep another rule of its pattern from being asked
        if (candidates[index + 1]?.pattern === rule.pattern && matches(rule, element)) done = rule.pattern;
        continue;
      }
      done = rule.pattern;
      const fired = rule.assertions.filter(({ test, firesOn }) => test.boolean(element) === firesOn);
      findings = [...findings, ...fired.map((assertion) => findingOf(assertion, element))];
    }
    return findings;
  }

  #add(path: string): void {
    try {
      using doc = parseTrusted(readFileSync(path));
      this.#compile(doc.root);
    } catch (error) {
      const cause = asFault(error);
      throw fault('FILE', { detail: `${path}: ${cause.detail ?? cause.code}`, cause });
    }
  }

  #compile(schema: XmlElement): void {
    if (!schema.is('schema', ISO)) throw fault('INTERNAL', { detail: 'not a Schematron schema' });
    const namespaces: Record<string, string> = {};
    for (const ns of schema.all('ns', ISO)) namespaces[ns.attribute('prefix') ?? ''] = ns.attribute('uri') ?? '';
    const global = readLets(schema, new Map());
    for (const pattern of schema.all('pattern', ISO)) {
      const shared = readLets(pattern, global);
      for (const rule of pattern.all('rule', ISO)) this.#compileRule(rule, shared, namespaces);
      this.#patterns += 1;
    }
  }

  #compileRule(rule: XmlElement, shared: Lets, namespaces: Readonly<Record<string, string>>): void {
    const lets = readLets(rule, shared);
    const assertions: Assertion[] = [];
    for (const child of rule.children()) {
      if (child.name !== 'assert' && child.name !== 'report') continue;
      const expression = substitute(child.attribute('test') ?? '', lets);
      const test = new XPath(expression, namespaces);
      const assertion = { ...describe(child), test, expression, firesOn: child.name === 'report' };
      if (this.#rules.some(({ id }) => id === assertion.id))
        throw fault('INTERNAL', { detail: `${assertion.id} twice` });
      assertions.push(assertion);
      this.#rules.push(assertion);
    }
    for (const context of parseContext(substitute(rule.attribute('context') ?? '', lets)))
      this.#register(context, assertions, namespaces);
  }

  #register(
    context: ContextPattern,
    assertions: readonly Assertion[],
    namespaces: Readonly<Record<string, string>>,
  ): void {
    const rule: Rule = {
      pattern: this.#patterns,
      namespace: namespaces[context.prefix] ?? '',
      rootOnly: context.rootOnly,
      context: context.test === undefined ? undefined : new XPath(context.test, namespaces),
      quiet: new XPath(quietExpression(context, assertions), namespaces),
      assertions,
    };
    if (context.name !== '*') {
      // rules for any element also belong to this name, in the order of the files
      const known = this.#byName.get(context.name) ?? [...this.#any];
      this.#byName.set(context.name, [...known, rule]);
      return;
    }
    this.#any.push(rule);
    for (const list of this.#byName.values()) list.push(rule);
  }
}

const NONE: Finding[] = [];

/** What costs no XPath: place and namespace. */
const mayMatch = (rule: Rule, element: XmlElement): boolean =>
  rule.rootOnly ? element.parent === undefined : rule.context !== undefined || element.namespace === rule.namespace;

const matches = (rule: Rule, element: XmlElement): boolean => rule.context?.boolean(element) ?? true;

const quietExpression = (context: ContextPattern, assertions: readonly Assertion[]): string => {
  const fine = assertions.map(({ expression, firesOn }) => (firesOn ? `not(${expression})` : `(${expression})`));
  const all = fine.length === 0 ? 'true()' : fine.join(' and ');
  return context.test === undefined ? all : `not(${context.test}) or (${all})`;
};

const findingOf = ({ id, text, severity }: Assertion, element: XmlElement): Finding => ({
  rule: id,
  text,
  severity,
  line: element.line,
  path: element.path,
});

/** The source that a rule's text ends with: `… (§ 107 Abs. 1 OWiG).`, `''` if there is none. */
export const sourceOf = (text: string): string => /\(([^()]*)\)\.$/.exec(text)?.[1] ?? '';

function describe(element: XmlElement): RuleDescription {
  if (element.children().length > 0) throw fault('INTERNAL', { detail: 'only plain text in assert and report' });
  const id = element.attribute('id') ?? '';
  const text = element.text.replace(/\s+/g, ' ').trim();
  const source = sourceOf(text);
  const role = element.attribute('role') ?? 'error';
  if (id === '' || text === '' || source === '' || (role !== 'error' && role !== 'warning'))
    throw fault('INTERNAL', { detail: `assert ${id} needs id, role and a text that ends with its source` });
  return { id, text, severity: role, source };
}

type Lets = ReadonlyMap<string, string>;

const readLets = (parent: XmlElement, outer: Lets): Lets => {
  const lets = new Map(outer);
  for (const element of parent.all('let', ISO))
    lets.set(element.attribute('name') ?? '', `(${substitute(element.attribute('value') ?? '', lets)})`);
  return lets;
};

/**
 * Puts the expression of each variable in its place. This equals the standard only where the variable is evaluated
 * on the rule's own element, so a variable within a predicate is refused.
 */
function substitute(expression: string, lets: Lets): string {
  let depth = 0;
  return expression.replace(/'[^']*'|"[^"]*"|\[|\]|\$([A-Za-z_][\w.-]*)/g, (token, name: string | undefined) => {
    if (token === '[') depth += 1;
    if (token === ']') depth -= 1;
    if (name === undefined) return token;
    const value = lets.get(name);
    if (value === undefined || depth > 0) throw fault('INTERNAL', { detail: `variable $${name} in ${expression}` });
    return value;
  });
}
