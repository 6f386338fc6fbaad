import { fault } from '../platform/errors.ts';
import { compare } from './xpath-compare.ts';
import { coreFunctions, type ExtensionFunction } from './xpath-functions.ts';
import { type Expression, parseXPath, type Step } from './xpath-parser.ts';
import { compileSteps, filterNodes, fromList, isOrdered, type Predicate, union } from './xpath-path.ts';
import {
  boolean,
  booleanOf,
  type Compiled,
  type Evaluate,
  listOf,
  type Nodes,
  number,
  numberOf,
  text,
  textOf,
} from './xpath-values.ts';

/** What the names in an expression stand for. */
export interface Scope {
  readonly namespaces: Readonly<Record<string, string>>;
  /** by `{namespace}name` */
  readonly functions: ReadonlyMap<string, ExtensionFunction>;
  readonly variables: ReadonlyMap<string, Variable>;
  /** gives out places for values that hold for a whole document */
  readonly shared: Slots;
}

/** A variable: the document's, evaluated at the document, or a rule's, evaluated at its element. */
export interface Variable {
  readonly value: Compiled;
  readonly owner: 'document' | 'rule';
  readonly slot: number;
}

export interface Slots {
  count: number;
}

/**
 * Compiles an expression of XPath 1.0 to functions over snapshots. Only what XPath 1.0 and 2.0 evaluate alike is
 * accepted, so that the rules mean the same to every processor.
 *
 * @throws INTERNAL, with what is wrong, if it is no such expression
 */
export const compileXPath = (expression: string, scope: Scope): Compiled => {
  const compiler = new Compiler(expression, scope);
  return compiler.compile(parseXPath(expression));
};

class Compiler {
  readonly #text: string;
  readonly #scope: Scope;

  constructor(expression: string, scope: Scope) {
    this.#text = expression;
    this.#scope = scope;
  }

  refuse(what: string): never {
    throw fault('INTERNAL', { detail: `XPath: ${what} in ${this.#text}` });
  }

  compile(expression: Expression): Compiled {
    switch (expression.type) {
      case 'literal': {
        const { value } = expression;
        return { kind: 'text', evaluate: () => value, constant: value };
      }
      case 'number': {
        const { value } = expression;
        return { kind: 'number', evaluate: () => value, constant: value };
      }
      case 'or':
      case 'and':
        return logical(expression.type, this.#boolean(expression.left), this.#boolean(expression.right));
      case 'compare': {
        const { operator, left, right } = expression;
        return compare(operator, this.compile(left), this.compile(right)) ?? this.refuse(`${operator} of such values`);
      }
      case 'arithmetic':
        return arithmetic(expression.operator, this.#number(expression.left), this.#number(expression.right));
      case 'negate': {
        const value = this.#number(expression.operand);
        return number((node, frame) => -value(node, frame));
      }
      case 'union':
        return union(this.#nodes(expression.left), this.#nodes(expression.right));
      case 'variable':
        return this.#variable(expression.name);
      case 'call':
        return this.#call(expression.name, expression.parameters);
      case 'filter':
        return filterNodes(listOf(this.#nodes(expression.start)), this.#predicates(expression.predicates));
      default:
        return this.#path(expression);
    }
  }

  #boolean(expression: Expression): Evaluate<boolean> {
    return booleanOf(this.compile(expression));
  }

  #number(expression: Expression): Evaluate<number> {
    const value = this.compile(expression);
    if (value.kind === 'text' || value.kind === 'boolean') this.refuse('arithmetic with what is no number');
    return numberOf(value);
  }

  #nodes(expression: Expression): Nodes {
    const value = this.compile(expression);
    return value.kind === 'nodes' ? value : this.refuse('a path through what is no node');
  }

  #variable(name: string): Compiled {
    const variable = this.#scope.variables.get(name) ?? this.refuse(`unknown variable $${name}`);
    return remembered(variable);
  }

  #path(path: Extract<Expression, { type: 'path' }>): Compiled {
    const { start, steps } = path;
    const context = {
      namespace: (prefix: string): string => this.#scope.namespaces[prefix] ?? this.refuse(`unknown prefix ${prefix}`),
      predicate: (expression: Step['predicates'][number]): Predicate => this.#predicate(expression),
    };
    if (start === 'context')
      return { kind: 'nodes', visit: compileSteps(undefined, steps, context), ordered: isOrdered(steps) };
    if (start === 'root') {
      const rest = compileSteps(undefined, steps, context);
      const nodes: Nodes = {
        kind: 'nodes',
        visit: (_node, frame, accept) => rest(frame.document, frame, accept),
        ordered: isOrdered(steps),
      };
      return this.#mentionsRule(path) ? nodes : this.#oncePerDocument(nodes);
    }
    const from = this.#nodes(start);
    return { kind: 'nodes', visit: compileSteps(from.visit, steps, context), ordered: false };
  }

  /** An absolute path finds the same nodes wherever it stands; many rules and repeated elements may ask for it. */
  #oncePerDocument(nodes: Nodes): Nodes {
    const slot = this.#scope.shared.count++;
    const list = listOf(nodes);
    return fromList((node, frame) => {
      frame.shared[slot] ??= list(node, frame);
      return frame.shared[slot] as ReturnType<typeof list>;
    });
  }

  #mentionsRule(expression: Expression): boolean {
    switch (expression.type) {
      case 'variable':
        return this.#scope.variables.get(expression.name)?.owner === 'rule';
      case 'call':
        return expression.parameters.some((parameter) => this.#mentionsRule(parameter));
      case 'filter':
        return [expression.start, ...expression.predicates].some((part) => this.#mentionsRule(part));
      case 'path': {
        const predicates = expression.steps.flatMap((step) => step.predicates);
        const parts = typeof expression.start === 'string' ? predicates : [expression.start, ...predicates];
        return parts.some((part) => this.#mentionsRule(part));
      }
      case 'negate':
        return this.#mentionsRule(expression.operand);
      case 'literal':
      case 'number':
        return false;
      default:
        return this.#mentionsRule(expression.left) || this.#mentionsRule(expression.right);
    }
  }

  #predicates(expressions: readonly Expression[]): Predicate[] {
    return expressions.map((expression) => this.#predicate(expression));
  }

  #predicate(expression: Expression): Predicate {
    const compiled = this.compile(expression);
    if (compiled.kind !== 'number') return { test: booleanOf(compiled), positional: asksForPosition(expression) };
    const { evaluate } = compiled;
    return { test: (node, frame) => evaluate(node, frame) === frame.position, positional: true };
  }

  #call(name: string, expressions: readonly Expression[]): Compiled {
    const parameters = expressions.map((expression) => this.compile(expression));
    const colon = name.indexOf(':');
    if (colon >= 0) return this.#extension(name, parameters);
    const core = coreFunctions.get(name) ?? this.refuse(`unknown function ${name}()`);
    const { length } = core.parameters;
    const tooMany = parameters.length > length && !core.repeated;
    if (tooMany || parameters.length < length - (core.optional ?? 0)) this.refuse(`parameters of ${name}()`);
    parameters.forEach(({ kind }, index) => {
      const expected = core.parameters[index] ?? core.parameters.at(-1);
      if (expected !== 'any' && kind !== 'nodes' && kind !== expected) this.refuse(`parameters of ${name}()`);
    });
    return core.compile(parameters);
  }

  #extension(name: string, parameters: readonly Compiled[]): Compiled {
    const [prefix = '', local = ''] = name.split(':');
    const key = `{${this.#scope.namespaces[prefix] ?? ''}}${local}`;
    const extension = this.#scope.functions.get(key) ?? this.refuse(`unknown function ${name}()`);
    if (parameters.length !== extension.parameters.length) this.refuse(`parameters of ${name}()`);
    const values = parameters.map((parameter, index) => {
      const expected = extension.parameters[index];
      if (parameter.kind !== 'nodes' && parameter.kind !== expected) this.refuse(`parameters of ${name}()`);
      return expected === 'number' ? numberOf(parameter) : textOf(parameter);
    });
    const call: Evaluate<string | boolean> = (node, frame) =>
      extension.call(
        values.map((value) => value(node, frame)),
        frame,
      );
    return extension.result === 'text' ? text(call as Evaluate<string>) : boolean(call as Evaluate<boolean>);
  }
}

const logical = (operator: 'or' | 'and', left: Evaluate<boolean>, right: Evaluate<boolean>): Compiled =>
  operator === 'or'
    ? boolean((node, frame) => left(node, frame) || right(node, frame))
    : boolean((node, frame) => left(node, frame) && right(node, frame));

function arithmetic(operator: string, left: Evaluate<number>, right: Evaluate<number>): Compiled {
  switch (operator) {
    case '+':
      return number((node, frame) => left(node, frame) + right(node, frame));
    case '-':
      return number((node, frame) => left(node, frame) - right(node, frame));
    case '*':
      return number((node, frame) => left(node, frame) * right(node, frame));
    case 'div':
      return number((node, frame) => left(node, frame) / right(node, frame));
    default:
      return number((node, frame) => left(node, frame) % right(node, frame));
  }
}

/** Whether an expression depends on `position()` or `last()` of its own context. */
function asksForPosition(expression: Expression): boolean {
  switch (expression.type) {
    case 'call':
      return (
        expression.name === 'position' || expression.name === 'last' || expression.parameters.some(asksForPosition)
      );
    case 'filter':
      return asksForPosition(expression.start);
    case 'path':
      return typeof expression.start !== 'string' && asksForPosition(expression.start);
    case 'negate':
      return asksForPosition(expression.operand);
    case 'literal':
    case 'number':
    case 'variable':
      return false;
    default:
      return asksForPosition(expression.left) || asksForPosition(expression.right);
  }
}

/** The value of a variable, evaluated when it is first asked for. */
function remembered({ value, owner, slot }: Variable): Compiled {
  const once =
    <T>(evaluate: Evaluate<T>): Evaluate<T> =>
    (_node, frame) => {
      const values = owner === 'rule' ? frame.locals : frame.shared;
      if (values[slot] === undefined) values[slot] = evaluate(owner === 'rule' ? frame.element : frame.document, frame);
      return values[slot] as T;
    };
  switch (value.kind) {
    case 'nodes':
      return fromList(once(listOf(value)));
    case 'text':
      return value.constant === undefined ? text(once(value.evaluate)) : value;
    case 'number':
      return value.constant === undefined ? number(once(value.evaluate)) : value;
    default:
      return boolean(once(value.evaluate));
  }
}
