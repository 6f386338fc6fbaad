import { fault } from '../platform/errors.ts';

/** What a rule's context asks of an element: its name first, then, where needed, an XPath that is true on it. */
export interface ContextPattern {
  /** local name of the last step, `*` for any element */
  readonly name: string;
  /** prefix of the last step, `''` for none */
  readonly prefix: string;
  /** whether only the document element can match */
  readonly rootOnly: boolean;
  /** XPath 1.0 test on the element, undefined where name and namespace decide alone */
  readonly test: string | undefined;
}

interface Step {
  readonly name: string;
  readonly predicates: string;
  /** `child` of, or `descendant` of, what stands before */
  readonly axis: 'child' | 'descendant';
}

const STEP = /^(?:([A-Za-z_][\w.-]*):)?(\*|[A-Za-z_][\w.-]*)$/;

/**
 * Reads the `context` of a rule: an XSLT 1.0 pattern of element steps, with alternatives (`|`), `/`, `//` and
 * predicates without positions. Each alternative becomes a test on the element itself, so that a walk over the
 * document only asks the rules for the name it has in hand.
 *
 * @throws INTERNAL if the pattern is outside this subset
 */
export const parseContext = (pattern: string): ContextPattern[] =>
  splitOutside(pattern, '|').map((alternative) => parseAlternative(alternative.trim()));

function parseAlternative(pattern: string): ContextPattern {
  const absolute = pattern.startsWith('/') && !pattern.startsWith('//');
  const steps = parseSteps(absolute ? pattern.slice(1) : pattern.replace(/^\/\//, ''));
  const last = steps.at(-1);
  const match = last === undefined ? null : STEP.exec(last.name);
  if (last === undefined || match === null) throw fault('INTERNAL', { detail: `context ${pattern}` });
  const before = steps.slice(0, -1);
  return {
    name: match[2] ?? '',
    prefix: match[1] ?? '',
    rootOnly: absolute && steps.length === 1,
    test: isBare(match[2], before, absolute, last) ? undefined : testOf(steps, absolute),
  };
}

/** A name alone, without anything around it or behind it. */
const isBare = (name: string | undefined, before: readonly Step[], absolute: boolean, last: Step): boolean =>
  name !== '*' && before.length === 0 && !absolute && last.predicates === '';

/** `/a/b[p]//c[q]` → `self::c[q][ancestor::b[p][parent::a[not(parent::*)]]]` */
function testOf(steps: readonly Step[], absolute: boolean): string {
  let above = absolute ? '[not(parent::*)]' : '';
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    if (next === undefined) return `self::${step.name}${step.predicates}${above}`;
    above = `[${next.axis === 'child' ? 'parent' : 'ancestor'}::${step.name}${step.predicates}${above}]`;
  }
  return 'false()';
}

function parseSteps(pattern: string): Step[] {
  let axis: Step['axis'] = 'child';
  const steps: Step[] = [];
  for (const part of splitOutside(pattern, '/')) {
    if (part === '') {
      axis = 'descendant';
      continue;
    }
    const bracket = part.indexOf('[');
    const name = bracket < 0 ? part : part.slice(0, bracket);
    if (!STEP.test(name)) throw fault('INTERNAL', { detail: `step ${part}` });
    steps.push({ name, predicates: bracket < 0 ? '' : part.slice(bracket), axis });
    axis = 'child';
  }
  return steps;
}

/** Splits at a separator outside of brackets, parentheses and string literals. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '[' || c === '(') depth += 1;
    else if (c === ']' || c === ')') depth -= 1;
    else if (c === separator && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
