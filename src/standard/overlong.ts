import { FindingList, type Show } from '../platform/findings.ts';
import type { Snapshot, SnapshotNode } from '../xml/index.ts';
import type { SimpleType } from './descriptor.ts';
import type { ComplexPlan } from './plan.ts';

/** Shorter values are left to the schema, which also says all else that is wrong with them. */
const LEFT_TO_SCHEMA = 50_000;
/** No value of a type with a pattern, such as a day or a number, is longer; texts of DIN 91379 have a length. */
const LONGEST_BY_PATTERN = 1_000;

/** The most characters that a value can have, undefined where its type sets no bound. */
const mostOf = ({ maxLength, din, patterns, union }: SimpleType): number | undefined =>
  maxLength ?? (din === undefined && (patterns ?? union) !== undefined ? LONGEST_BY_PATTERN : undefined);

/**
 * Values far longer than their type allows. A schema processor would try such a value against the pattern of its
 * type, for which it may need more time and memory than it has.
 *
 * @param rule of the findings
 */
export function overlongValues(message: Snapshot, plan: ComplexPlan, rule: string, show: Show): FindingList {
  const findings = new FindingList();
  const visit = (element: SnapshotNode, type: ComplexPlan): void => {
    for (const child of element.children) {
      if (child.children.length === 0 && child.text.length <= LEFT_TO_SCHEMA) continue;
      const { complex, simple } = type.byLocalName.get(child.name) ?? {};
      if (complex !== undefined) visit(child, complex);
      const most = simple && mostOf(simple);
      if (most === undefined || child.text.length <= Math.max(most, LEFT_TO_SCHEMA)) continue;
      findings.add('error', () => ({
        rule,
        severity: 'error',
        text: `Element ${child.name} ist zu lang.`,
        found: show(child.text),
        allowed: `höchstens ${most} Zeichen`,
        ...message.place(child),
      }));
    }
  };
  visit(message.root, plan);
  return findings;
}
