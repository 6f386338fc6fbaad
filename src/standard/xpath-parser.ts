import { fault } from '../platform/errors.ts';
import { type Token, tokenize } from './xpath-lexer.ts';

/** The axes that rules may use: none whose search grows with the number of siblings. */
export type Axis =
  | 'child'
  | 'parent'
  | 'ancestor'
  | 'ancestor-or-self'
  | 'descendant'
  | 'descendant-or-self'
  | 'self'
  | 'attribute';

/** Name test of a step: `prefix:name`, `prefix:*`, `*`; `undefined` is `node()`, which only abbreviations stand for. */
export type NameTest = { readonly prefix: string; readonly name: string } | undefined;

export interface Step {
  readonly axis: Axis;
  readonly test: NameTest;
  readonly predicates: readonly Expression[];
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | 'div' | 'mod';

/** An expression of XPath 1.0 as it was written. */
export type Expression =
  | { readonly type: 'or' | 'and' | 'union'; readonly left: Expression; readonly right: Expression }
  | {
      readonly type: 'compare';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'arithmetic';
      readonly operator: Arithmetic;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly type: 'negate'; readonly operand: Expression }
  | { readonly type: 'literal'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'call'; readonly name: string; readonly parameters: readonly Expression[] }
  | { readonly type: 'filter'; readonly start: Expression; readonly predicates: readonly Expression[] }
  /** `start` is `'root'` for `/…`, `'context'` for a relative path, else the expression before the first slash */
  | { readonly type: 'path'; readonly start: 'root' | 'context' | Expression; readonly steps: readonly Step[] };

const AXES: ReadonlySet<string> = new Set<Axis>([
  'child',
  'parent',
  'ancestor',
  'ancestor-or-self',
  'descendant',
  'descendant-or-self',
  'self',
  'attribute',
]);

/**
 * Reads an expression of XPath 1.0.
 *
 * @throws INTERNAL if it is none, or uses an axis or node test that rules may not use
 */
export const parseXPath = (expression: string): Expression => new Parser(expression).expression();

/** Binary operators by rank, the loosest first. */
const RANKS: readonly ReadonlySet<string>[] = [
  new Set(['or']),
  new Set(['and']),
  new Set(['=', '!=']),
  new Set(['<', '<=', '>', '>=']),
  new Set(['+', '-']),
  new Set(['*', 'div', 'mod']),
];

const binary = (operator: string, left: Expression, right: Expression): Expression => {
  if (operator === 'or' || operator === 'and') return { type: operator, left, right };
  const arithmetic = RANKS[4]?.has(operator) || RANKS[5]?.has(operator);
  if (arithmetic) return { type: 'arithmetic', operator: operator as Arithmetic, left, right };
  return { type: 'compare', operator: operator as Comparison, left, right };
};

const SELF: Step = { axis: 'self', test: undefined, predicates: [] };
const PARENT: Step = { axis: 'parent', test: undefined, predicates: [] };
const BELOW: Step = { axis: 'descendant-or-self', test: undefined, predicates: [] };

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text) ?? this.#refuse('character');
  }

  expression(): Expression {
    const expression = this.#binary(0);
    if (this.#token.kind !== 'end') this.#refuse(this.#token.text);
    return expression;
  }

  get #token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #refuse(what: string): never {
    throw fault('INTERNAL', { detail: `XPath: "${what}" in ${this.#text}` });
  }

  /** Takes the token if it is this operator or symbol. */
  #take(text: string): boolean {
    const { kind, text: found } = this.#token;
    if (found !== text || (kind !== 'operator' && kind !== 'symbol')) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#refuse(this.#token.text || `missing ${text}`);
  }

  #binary(rank: number): Expression {
    const operators = RANKS[rank];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(rank + 1);
    for (let token = this.#token; token.kind === 'operator' && operators.has(token.text); token = this.#token) {
      this.#at += 1;
      left = binary(token.text, left, this.#binary(rank + 1));
    }
    return left;
  }

  #unary(): Expression {
    if (this.#take('-')) return { type: 'negate', operand: this.#unary() };
    let left = this.#path();
    while (this.#take('|')) left = { type: 'union', left, right: this.#path() };
    return left;
  }

  #path(): Expression {
    const { kind, text } = this.#token;
    if (kind === 'operator' && text === '/') {
      this.#at += 1;
      return { type: 'path', start: 'root', steps: this.#startsStep() ? this.#steps([]) : [] };
    }
    if (this.#take('//')) return { type: 'path', start: 'root', steps: this.#steps([BELOW]) };
    if (this.#startsStep()) return { type: 'path', start: 'context', steps: this.#steps([]) };
    const primary = this.#primary();
    const predicates = this.#predicates();
    const start: Expression = predicates.length === 0 ? primary : { type: 'filter', start: primary, predicates };
    if (this.#take('/')) return { type: 'path', start, steps: this.#steps([]) };
    if (this.#take('//')) return { type: 'path', start, steps: this.#steps([BELOW]) };
    return start;
  }

  /** A name is a step unless it calls a function. */
  #startsStep(): boolean {
    const { kind, text } = this.#token;
    if (kind === 'symbol') return text === '.' || text === '..' || text === '@';
    return kind === 'name' && this.#tokens[this.#at + 1]?.text !== '(';
  }

  #steps(before: readonly Step[]): readonly Step[] {
    const steps = [...before];
    for (;;) {
      const step = this.#step();
      if (steps.at(-1) === BELOW && step.axis !== 'child' && step.axis !== 'attribute') this.#refuse('//');
      steps.push(step);
      if (this.#take('//')) steps.push(BELOW);
      else if (!this.#take('/')) return steps;
    }
  }

  #step(): Step {
    if (this.#take('.')) return SELF;
    if (this.#take('..')) return PARENT;
    const axis = this.#take('@') ? 'attribute' : this.#axis();
    const { kind, text } = this.#token;
    if (kind !== 'name' || this.#tokens[this.#at + 1]?.text === '(') this.#refuse(text || 'end');
    this.#at += 1;
    const [prefix = '', name] = text.includes(':') ? text.split(':') : ['', text];
    return { axis, test: { prefix, name: name ?? '' }, predicates: this.#predicates() };
  }

  #axis(): Axis {
    const { kind, text } = this.#token;
    if (kind !== 'name' || this.#tokens[this.#at + 1]?.text !== '::') return 'child';
    if (!AXES.has(text)) this.#refuse(`${text}::`);
    this.#at += 2;
    return text as Axis;
  }

  #predicates(): Expression[] {
    const predicates: Expression[] = [];
    while (this.#take('[')) {
      predicates.push(this.#binary(0));
      this.#expect(']');
    }
    return predicates;
  }

  #primary(): Expression {
    const { kind, text } = this.#token;
    if (this.#take('(')) {
      const inner = this.#binary(0);
      this.#expect(')');
      return inner;
    }
    this.#at += 1;
    if (kind === 'literal') return { type: 'literal', value: text };
    if (kind === 'number') return { type: 'number', value: Number(text) };
    if (kind === 'variable') return { type: 'variable', name: text };
    if (kind !== 'name' || !this.#take('(')) return this.#refuse(text || 'end');
    return { type: 'call', name: text, parameters: this.#parameters() };
  }

  #parameters(): Expression[] {
    if (this.#take(')')) return [];
    const parameters = [this.#binary(0)];
    while (this.#take(',')) parameters.push(this.#binary(0));
    this.#expect(')');
    return parameters;
  }
}
