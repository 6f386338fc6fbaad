import type { SnapshotNode } from '../xml/index.ts';
import type { CodeLists } from './codelists.ts';

/** What an evaluation may look at beside its context node; one for a document, changed from rule to rule. */
export interface Frame {
  /** the node of the document */
  readonly document: SnapshotNode;
  readonly lists: CodeLists;
  /** values that hold for the whole document: its variables and absolute paths, by slot */
  readonly shared: unknown[];
  /** values of the variables of the rule at hand, by slot */
  locals: unknown[];
  /** the element that the rule at hand judges */
  element: SnapshotNode;
  /** of the node within the set that a predicate filters */
  position: number;
  size: number;
}

export type Evaluate<T> = (node: SnapshotNode, frame: Frame) => T;

/** Shows nodes one by one until one is accepted; returns whether one was. */
export type Visit = (node: SnapshotNode, frame: Frame, accept: (found: SnapshotNode) => boolean) => boolean;

/**
 * A compiled expression. XPath 1.0 without variables of unknown origin is typed statically: what an expression yields
 * is known when it is compiled.
 */
export type Compiled =
  | {
      readonly kind: 'nodes';
      readonly visit: Visit;
      /** whether `visit` shows each node once and in document order */
      readonly ordered: boolean;
    }
  | { readonly kind: 'text'; readonly evaluate: Evaluate<string>; readonly constant?: string }
  | { readonly kind: 'number'; readonly evaluate: Evaluate<number>; readonly constant?: number }
  | { readonly kind: 'boolean'; readonly evaluate: Evaluate<boolean> };

export type Nodes = Extract<Compiled, { kind: 'nodes' }>;

export const text = (evaluate: Evaluate<string>): Compiled => ({ kind: 'text', evaluate });
export const number = (evaluate: Evaluate<number>): Compiled => ({ kind: 'number', evaluate });
export const boolean = (evaluate: Evaluate<boolean>): Compiled => ({ kind: 'boolean', evaluate });

const NUMBER = /^[ \t\n\r]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\n\r]*$/;

/** Whole numbers of so many digits are exact. */
const EXACT_DIGITS = 15;
const ZERO = 0x30;

/** `number()` of a text (XPath 1.0, section 4.4): no exponent, no plus sign. */
export function textNumber(value: string): number {
  if (value.length > 0 && value.length <= EXACT_DIGITS) {
    let whole = 0;
    let at = 0;
    for (; at < value.length; at += 1) {
      const digit = value.charCodeAt(at) - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      whole = whole * 10 + digit;
    }
    if (at === value.length) return whole;
  }
  const digits = NUMBER.exec(value)?.[1];
  return digits === undefined ? Number.NaN : Number(digits);
}

/** `string()` of a number (XPath 1.0, section 4.2): decimal, never with an exponent. */
export function numberText(value: number): string {
  const shortest = String(value === 0 ? 0 : value);
  const [mantissa = '', exponent] = shortest.split('e');
  if (exponent === undefined) return shortest;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.slice(sign.length).split('.');
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${whole}${fraction}`;
  return `${sign}${`${whole}${fraction}`.padEnd(point, '0')}`;
}

const byOrder = (a: SnapshotNode, b: SnapshotNode): number => a.order - b.order;

/** The nodes in document order, each once. */
export function listOf({ visit, ordered }: Nodes): Evaluate<readonly SnapshotNode[]> {
  const collect: Evaluate<SnapshotNode[]> = (node, frame) => {
    const found: SnapshotNode[] = [];
    visit(node, frame, (one) => {
      found.push(one);
      return false;
    });
    return found;
  };
  return ordered ? collect : (node, frame) => [...new Set(collect(node, frame))].sort(byOrder);
}

/** The first node in document order. */
function firstOf(nodes: Nodes): Evaluate<SnapshotNode | undefined> {
  const { visit, ordered } = nodes;
  return (node, frame) => {
    let first: SnapshotNode | undefined;
    visit(node, frame, (found) => {
      if (first === undefined || found.order < first.order) first = found;
      return ordered;
    });
    return first;
  };
}

/** `string()` of an expression. */
export function textOf(compiled: Compiled): Evaluate<string> {
  switch (compiled.kind) {
    case 'text':
      return compiled.evaluate;
    case 'nodes': {
      const first = firstOf(compiled);
      return (node, frame) => first(node, frame)?.text ?? '';
    }
    case 'number': {
      const { evaluate } = compiled;
      return (node, frame) => numberText(evaluate(node, frame));
    }
    default: {
      const { evaluate } = compiled;
      return (node, frame) => String(evaluate(node, frame));
    }
  }
}

/** `number()` of an expression. */
export function numberOf(compiled: Compiled): Evaluate<number> {
  if (compiled.kind === 'number') return compiled.evaluate;
  if (compiled.kind === 'boolean') {
    const { evaluate } = compiled;
    return (node, frame) => (evaluate(node, frame) ? 1 : 0);
  }
  const evaluate = textOf(compiled);
  return (node, frame) => textNumber(evaluate(node, frame));
}

const yes = (): boolean => true;

/** `boolean()` of an expression. */
export function booleanOf(compiled: Compiled): Evaluate<boolean> {
  switch (compiled.kind) {
    case 'boolean':
      return compiled.evaluate;
    case 'nodes': {
      const { visit } = compiled;
      return (node, frame) => visit(node, frame, yes);
    }
    case 'number': {
      const { evaluate } = compiled;
      return (node, frame) => {
        const value = evaluate(node, frame);
        return value !== 0 && !Number.isNaN(value);
      };
    }
    default: {
      const { evaluate } = compiled;
      return (node, frame) => evaluate(node, frame) !== '';
    }
  }
}
