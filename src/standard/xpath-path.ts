import { NodeKind, type SnapshotNode } from '../xml/index.ts';
import type { Axis, NameTest, Step } from './xpath-parser.ts';
import type { Compiled, Evaluate, Frame, Nodes, Visit } from './xpath-values.ts';

/** A predicate, compiled. */
export interface Predicate {
  readonly test: Evaluate<boolean>;
  /** whether it looks at the position of a node among those that it filters */
  readonly positional: boolean;
}

/** What compiling steps needs of the compiler. */
export interface StepContext {
  namespace(prefix: string): string;
  predicate(expression: Step['predicates'][number]): Predicate;
}

type Fits = (node: SnapshotNode, frame: Frame) => boolean;

/** The path as a chain: each step shows what it finds to the next one, the last one to the caller. */
export function compileSteps(start: Visit | undefined, steps: readonly Step[], context: StepContext): Visit {
  let visit: Visit = (node, _frame, accept) => accept(node);
  for (const step of steps.toReversed()) visit = compileStep(step, context, visit);
  if (start === undefined) return visit;
  const rest = visit;
  return (node, frame, accept) => start(node, frame, (found) => rest(found, frame, accept));
}

/** Whether such a path shows each node once and in document order, if it starts from one node. */
export function isOrdered(steps: readonly Step[]): boolean {
  let down = false;
  for (const { axis } of steps) {
    if (axis === 'parent' && !down) continue;
    if (axis !== 'self' && axis !== 'child' && axis !== 'attribute') return false;
    down ||= axis !== 'self';
  }
  return true;
}

function compileStep(step: Step, context: StepContext, next: Visit): Visit {
  const predicates = step.predicates.map((predicate) => context.predicate(predicate));
  const test = nameTest(step.axis, step.test, context);
  if (predicates.some(({ positional }) => positional))
    return positionalStep(
      along(step.axis, test, (node, _frame, accept) => accept(node)),
      predicates,
      next,
    );
  return along(step.axis, withPredicates(test, predicates), next);
}

const withPredicates = (test: Fits, predicates: readonly Predicate[]): Fits => {
  const [first, second, ...others] = predicates;
  if (first === undefined) return test;
  const one = first.test;
  if (second === undefined) return (node, frame) => test(node, frame) && one(node, frame);
  const rest = withPredicates(second.test, others);
  return (node, frame) => test(node, frame) && one(node, frame) && rest(node, frame);
};

function nameTest(axis: Axis, test: NameTest, context: StepContext): Fits {
  if (test === undefined) return () => true;
  const kind = axis === 'attribute' ? NodeKind.attribute : NodeKind.element;
  const { name, prefix } = test;
  if (name === '*' && prefix === '') return (node) => node.kind === kind;
  const namespace = prefix === '' ? '' : context.namespace(prefix);
  if (name === '*') return (node) => node.namespace === namespace && node.kind === kind;
  return (node) => node.name === name && node.namespace === namespace && node.kind === kind;
}

/** Filters by positions, which count along the axis from the context node. */
function positionalStep(candidates: Visit, predicates: readonly Predicate[], next: Visit): Visit {
  return (node, frame, accept) => {
    let found: SnapshotNode[] = [];
    candidates(node, frame, (candidate) => {
      found.push(candidate);
      return false;
    });
    for (const { test } of predicates) found = filterByPosition(found, test, frame);
    return found.some((one) => next(one, frame, accept));
  };
}

const filterByPosition = (nodes: readonly SnapshotNode[], test: Evaluate<boolean>, frame: Frame): SnapshotNode[] => {
  const { position, size } = frame;
  frame.size = nodes.length;
  const kept = nodes.filter((node, index) => {
    frame.position = index + 1;
    return test(node, frame);
  });
  frame.position = position;
  frame.size = size;
  return kept;
};

/** `(…)[predicate]`: positions count in document order over all nodes. */
export function filterNodes(list: Evaluate<readonly SnapshotNode[]>, predicates: readonly Predicate[]): Nodes {
  return fromList((node, frame) =>
    predicates.reduce((found, { test }) => filterByPosition(found, test, frame), list(node, frame)),
  );
}

/** Nodes that are at hand as a list in document order. */
export const fromList = (list: Evaluate<readonly SnapshotNode[]>): Nodes => ({
  kind: 'nodes',
  ordered: true,
  visit: (node, frame, accept) => {
    for (const found of list(node, frame)) if (accept(found)) return true;
    return false;
  },
});

function along(axis: Axis, fits: Fits, next: Visit): Visit {
  switch (axis) {
    case 'child':
      return (node, frame, accept) => {
        for (const child of node.children) if (fits(child, frame) && next(child, frame, accept)) return true;
        return false;
      };
    case 'attribute':
      return (node, frame, accept) => {
        for (const one of node.attributes) if (fits(one, frame) && next(one, frame, accept)) return true;
        return false;
      };
    case 'self':
      return (node, frame, accept) => fits(node, frame) && next(node, frame, accept);
    case 'parent':
      return ({ parent }, frame, accept) => parent !== undefined && fits(parent, frame) && next(parent, frame, accept);
    case 'ancestor':
    case 'ancestor-or-self':
      return (node, frame, accept) => {
        for (let at = axis === 'ancestor' ? node.parent : node; at !== undefined; at = at.parent)
          if (fits(at, frame) && next(at, frame, accept)) return true;
        return false;
      };
    default:
      return below(axis === 'descendant-or-self', fits, next);
  }
}

const below = (self: boolean, fits: Fits, next: Visit): Visit => {
  const visit: Visit = (node, frame, accept) => {
    for (const child of node.children)
      if ((fits(child, frame) && next(child, frame, accept)) || visit(child, frame, accept)) return true;
    return false;
  };
  return self
    ? (node, frame, accept) => (fits(node, frame) && next(node, frame, accept)) || visit(node, frame, accept)
    : visit;
};

/** Nodes of both sides. */
export const union = (left: Nodes, right: Nodes): Compiled => ({
  kind: 'nodes',
  ordered: false,
  visit: (node, frame, accept) => left.visit(node, frame, accept) || right.visit(node, frame, accept),
});
