import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { asFault, type Finding, fault } from '../platform/errors.ts';
import { packageRoot } from '../platform/paths.ts';
import { NodeKind, parseTrusted, type SnapshotNode } from '../xml/index.ts';
import type { CodeLists } from './codelists.ts';
import { functions } from './schematron-functions.ts';
import { type ContextPattern, parseContext } from './schematron-pattern.ts';
import { type AssertionSource, type LetSource, type RuleSource, readSchematron } from './schematron-read.ts';
import { compileXPath, type Scope, type Variable } from './xpath.ts';
import { booleanOf, type Evaluate, type Frame } from './xpath-values.ts';

/** A check as its file states it, for documentation and tests. */
export interface RuleDescription {
  /** e.g. `R8.1` */
  readonly id: string;
  /** German sentence */
  readonly text: string;
  readonly severity: Finding['severity'];
  /** legal source or convention, e.g. `§ 107 Abs. 1 OWiG` */
  readonly source: string;
  /** name of its file, e.g. `xbussgeld-tat.sch` */
  readonly file: string;
  /** title of its file */
  readonly title: string;
  /** pattern of the elements that it judges, as written */
  readonly context: string;
  /** local names of these elements, `*` for any */
  readonly elements: readonly string[];
  /** an `assert` is broken where its test is false, a `report` where it is true */
  readonly kind: 'assert' | 'report';
  /** XPath, as written */
  readonly test: string;
  /** variables that the test may use: those of the file, its pattern and its rule */
  readonly lets: readonly LetSource[];
}

interface Assertion {
  readonly description: RuleDescription;
  readonly broken: Evaluate<boolean>;
}

interface Rule {
  readonly pattern: number;
  readonly namespace: string;
  readonly rootOnly: boolean;
  /** undefined where name and namespace decide alone */
  readonly context: Evaluate<boolean> | undefined;
  readonly assertions: readonly Assertion[];
  readonly hasLets: boolean;
}

/** An evaluation of rules over one document. */
export type RuleRun = Frame;

/**
 * Rules of ISO Schematron, compiled once to functions over snapshots: evaluating them needs no XML engine. As the
 * standard has it, the first rule of a pattern that matches an element is the only one of that pattern.
 */
export class Schematron {
  readonly #byName = new Map<string, Rule[]>();
  readonly #any: Rule[] = [];
  readonly #rules: RuleDescription[] = [];
  readonly #shared = { count: 0 };
  #patterns = 0;

  /**
   * Reads every `.sch` file of a folder.
   *
   * @param folder default: the rules of the package
   * @throws FILE if a file is unreadable or leaves the subset, with the rule that does
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

  /** Begins with a document. */
  open(document: SnapshotNode, lists: CodeLists): RuleRun {
    return { document, lists, shared: [], locals: [], element: document, position: 1, size: 1 };
  }

  /**
   * Asks all rules whose context is this very element; a caller walks the document and asks for each.
   *
   * @param found is told each rule that the element breaks
   */
  check(element: SnapshotNode, run: RuleRun, found: (rule: RuleDescription, element: SnapshotNode) => void): void {
    const candidates = this.#byName.get(element.name) ?? this.#any;
    let done = -1;
    for (const rule of candidates) {
      if (rule.pattern === done || !matches(rule, element, run)) continue;
      done = rule.pattern;
      run.element = element;
      if (rule.hasLets) run.locals = [];
      for (const { description, broken } of rule.assertions) if (broken(element, run)) found(description, element);
    }
  }

  #add(path: string): void {
    try {
      using doc = parseTrusted(readFileSync(path));
      const { title, namespaces, lets, patterns } = readSchematron(doc.root);
      const file = { file: basename(path), title };
      const none: Scope = { namespaces, functions, variables: new Map(), shared: this.#shared };
      const global = this.#declare(lets, none, 'document');
      for (const pattern of patterns) {
        const shared = this.#declare(pattern.lets, global, 'document');
        for (const rule of pattern.rules) this.#compile(rule, shared, { ...file, lets: [...lets, ...pattern.lets] });
        this.#patterns += 1;
      }
    } catch (error) {
      const cause = asFault(error);
      throw fault('FILE', { detail: `${path}: ${cause.detail ?? cause.code}`, cause });
    }
  }

  #declare(lets: readonly LetSource[], outer: Scope, owner: Variable['owner']): Scope {
    const variables = new Map(outer.variables);
    const scope = { ...outer, variables };
    for (const [index, { name, value }] of lets.entries()) {
      const slot = owner === 'rule' ? index : this.#shared.count++;
      variables.set(name, { value: compileXPath(value, scope), owner, slot });
    }
    return scope;
  }

  #compile(rule: RuleSource, outer: Scope, file: Pick<RuleDescription, 'file' | 'title' | 'lets'>): void {
    const ids = rule.assertions.map(({ id }) => id).join(', ');
    try {
      const scope = this.#declare(rule.lets, outer, 'rule');
      const contexts = parseContext(rule.context);
      const elements = contexts.map(({ name }) => name);
      const assertions = rule.assertions.map((source): Assertion => {
        const { context } = rule;
        const description = { ...source, ...file, lets: [...file.lets, ...rule.lets], context, elements };
        return { description, broken: brokenBy(source, scope) };
      });
      for (const { description } of assertions) this.#describe(description);
      const hasLets = rule.lets.length > 0;
      for (const context of contexts) this.#register(context, { assertions, hasLets }, outer);
    } catch (error) {
      throw fault('INTERNAL', { detail: `${ids}: ${asFault(error).detail}`, cause: error });
    }
  }

  #describe(rule: RuleDescription): void {
    if (this.#rules.some(({ id }) => id === rule.id)) throw fault('INTERNAL', { detail: `${rule.id} twice` });
    this.#rules.push(rule);
  }

  #register(context: ContextPattern, checks: Pick<Rule, 'assertions' | 'hasLets'>, scope: Scope): void {
    const rule: Rule = {
      pattern: this.#patterns,
      namespace: scope.namespaces[context.prefix] ?? '',
      rootOnly: context.rootOnly,
      context: context.test === undefined ? undefined : booleanOf(compileXPath(context.test, scope)),
      ...checks,
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

const matches = ({ rootOnly, context, namespace }: Rule, element: SnapshotNode, run: RuleRun): boolean => {
  if (rootOnly && element.parent?.kind === NodeKind.element) return false;
  return context === undefined ? element.namespace === namespace : context(element, run);
};

const brokenBy = ({ kind, test }: AssertionSource, scope: Scope): Evaluate<boolean> => {
  const holds = booleanOf(compileXPath(test, scope));
  return kind === 'report' ? holds : (node, frame) => !holds(node, frame);
};
