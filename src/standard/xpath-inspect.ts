import type { Expression } from './xpath-parser.ts';

/** Expressions within another that are evaluated in the same context. */
function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'call':
      return expression.parameters;
    case 'filter':
      return [expression.start];
    case 'path':
      return typeof expression.start === 'string' ? [] : [expression.start];
    case 'negate':
      return [expression.operand];
    case 'literal':
    case 'number':
    case 'variable':
      return [];
    default:
      return [expression.left, expression.right];
  }
}

/** Expressions within another that are evaluated for each node that they filter. */
function predicatesOf(expression: Expression): readonly Expression[] {
  if (expression.type === 'filter') return expression.predicates;
  return expression.type === 'path' ? expression.steps.flatMap(({ predicates }) => predicates) : [];
}

/** Whether an expression uses a variable of which this is true, at whatever depth. */
export const usesVariable = (expression: Expression, which: (name: string) => boolean): boolean =>
  expression.type === 'variable'
    ? which(expression.name)
    : [...operandsOf(expression), ...predicatesOf(expression)].some((part) => usesVariable(part, which));

/** Whether an expression depends on `position()` or `last()` of its own context. */
export const asksForPosition = (expression: Expression): boolean =>
  (expression.type === 'call' && (expression.name === 'position' || expression.name === 'last')) ||
  operandsOf(expression).some(asksForPosition);

/** Operands of a chain of `or` or of `and`. */
export const chainOf = (expression: Expression, type: 'or' | 'and'): readonly Expression[] =>
  expression.type === type ? [...chainOf(expression.left, type), ...chainOf(expression.right, type)] : [expression];

/** `contains($name, 'mark')`, undefined for every other expression. */
export function wordSearch(expression: Expression): { readonly name: string; readonly mark: string } | undefined {
  if (expression.type !== 'call' || expression.name !== 'contains') return undefined;
  const [subject, mark] = expression.parameters;
  if (subject?.type !== 'variable' || mark?.type !== 'literal' || expression.parameters.length !== 2) return undefined;
  return { name: subject.name, mark: mark.value };
}
