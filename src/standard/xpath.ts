import { fault } from '../platform/errors.ts';
import { compare } from './xpath-compare.ts';
import { coreFunctions, type ExtensionFunction } from './xpath-functions.ts';
import { asksForPosition, chainOf, usesVariable, wordSearch } from './xpath-inspect.ts';
import { arithmetic, containsAny, logical } from './xpath-operators.ts';
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
        return logical(expression.type, this.#operands(chainOf(expression, expression.type), expression.type));
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

  /** Operands of a chain; what searches the same variable for one word or another becomes one operand. */
  #operands(chain: readonly Expression[], operator: 'or' | 'and'): Evaluate<boolean>[] {
    const searches = Map.groupBy(chain, (part) => (operator === 'or' ? wordSearch(part)?.name : undefined));
    return [...searches].flatMap(([name, parts]) => {
      if (name === undefined || parts.length === 1) return parts.map((part) => booleanOf(this.compile(part)));
      const marks = parts.flatMap((part) => wordSearch(part)?.mark ?? []);
      return containsAny(textOf(this.#variable(name)), marks);
    });
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
      const ofRule = usesVariable(path, (name) => this.#scope.variables.get(name)?.owner === 'rule');
      return ofRule ? nodes : this.#oncePerDocument(nodes);
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
