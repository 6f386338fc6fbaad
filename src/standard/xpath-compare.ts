import type { SnapshotNode } from '../xml/index.ts';
import type { Comparison } from './xpath-parser.ts';
import { boolean, type Compiled, type Evaluate, listOf, type Nodes, numberOf, textNumber } from './xpath-values.ts';

type Compare = (left: number, right: number) => boolean;

const NUMBERS: Readonly<Record<Comparison, Compare>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/**
 * A comparison by XPath 1.0, section 3.4: where a set of nodes stands, some node of it has to compare.
 *
 * @returns undefined for what XPath 2.0 would judge otherwise: texts by size, texts with numbers, truth with others
 */
export function compare(operator: Comparison, left: Compiled, right: Compiled): Compiled | undefined {
  if (left.kind === 'number' || right.kind === 'number') return compareNumbers(NUMBERS[operator], left, right);
  if (operator !== '=' && operator !== '!=') return undefined;
  const equal = operator === '=';
  if (left.kind === 'boolean' && right.kind === 'boolean') return compareValues(left.evaluate, right.evaluate, equal);
  if (left.kind === 'text' && right.kind === 'text') return compareValues(left.evaluate, right.evaluate, equal);
  if (left.kind === 'nodes' && right.kind === 'text') return compareWithText(left, right, equal);
  if (left.kind === 'text' && right.kind === 'nodes') return compareWithText(right, left, equal);
  return left.kind === 'nodes' && right.kind === 'nodes' ? compareSets(left, right, equal) : undefined;
}

const compareValues = <T>(left: Evaluate<T>, right: Evaluate<T>, equal: boolean): Compiled =>
  boolean((node, frame) => (left(node, frame) === right(node, frame)) === equal);

function compareNumbers(holds: Compare, left: Compiled, right: Compiled): Compiled | undefined {
  if (left.kind === 'number' && right.kind === 'number') {
    const [one, other] = [left.evaluate, right.evaluate];
    return boolean((node, frame) => holds(one(node, frame), other(node, frame)));
  }
  if (left.kind === 'nodes') {
    const other = numberOf(right);
    return boolean((node, frame) => {
      const value = other(node, frame);
      return left.visit(node, frame, (found) => holds(textNumber(found.text), value));
    });
  }
  if (right.kind === 'nodes') {
    const one = numberOf(left);
    return boolean((node, frame) => {
      const value = one(node, frame);
      return right.visit(node, frame, (found) => holds(value, textNumber(found.text)));
    });
  }
  return undefined;
}

function compareWithText(nodes: Nodes, text: Extract<Compiled, { kind: 'text' }>, equal: boolean): Compiled {
  const { visit } = nodes;
  const { constant, evaluate } = text;
  if (constant !== undefined) {
    const accept = (found: SnapshotNode): boolean => (found.text === constant) === equal;
    return boolean((node, frame) => visit(node, frame, accept));
  }
  return boolean((node, frame) => {
    const value = evaluate(node, frame);
    return visit(node, frame, (found) => (found.text === value) === equal);
  });
}

function compareSets(left: Nodes, right: Nodes, equal: boolean): Compiled {
  const list = listOf(left);
  return boolean((node, frame) => {
    const values = new Set(list(node, frame).map((found) => found.text));
    if (values.size === 0) return false;
    if (equal) return right.visit(node, frame, (found) => values.has(found.text));
    return right.visit(node, frame, (found) => values.size > 1 || !values.has(found.text));
  });
}
