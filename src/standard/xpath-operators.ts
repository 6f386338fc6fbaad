import type { Arithmetic } from './xpath-parser.ts';
import { boolean, type Compiled, type Evaluate, number } from './xpath-values.ts';

/** `or` or `and` of at least one operand, in order and only as far as needed. */
export function logical(operator: 'or' | 'and', operands: readonly Evaluate<boolean>[]): Compiled {
  const decisive = operator === 'or';
  const [first, second, ...more] = operands;
  if (first === undefined || second === undefined || more.length > 0)
    return boolean((node, frame) => {
      for (const operand of operands) if (operand(node, frame) === decisive) return decisive;
      return !decisive;
    });
  return decisive
    ? boolean((node, frame) => first(node, frame) || second(node, frame))
    : boolean((node, frame) => first(node, frame) && second(node, frame));
}

/** Whether a text contains one of several marks: one search for all, as lists of words are long. */
export function containsAny(value: Evaluate<string>, marks: readonly string[]): Evaluate<boolean> {
  const any = new RegExp(marks.map((mark) => mark.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'));
  return (node, frame) => any.test(value(node, frame));
}

/** Arithmetic of XPath 1.0, which is that of IEEE 754. */
export function arithmetic(operator: Arithmetic, left: Evaluate<number>, right: Evaluate<number>): Compiled {
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
