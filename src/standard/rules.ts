import type { Finding } from '../platform/errors.ts';
import type { XmlElement } from '../xml/index.ts';
import type { CodeLists } from './codelists.ts';
import { germanDay } from './days.ts';
import { NAMESPACE } from './descriptor.ts';
import { deliveryRules } from './rules-deliver.ts';
import { enforcementRules } from './rules-enforce.ts';
import { headerRules } from './rules-header.ts';
import { offenceRules } from './rules-offence.ts';
import { valueAt } from './rules-values.ts';
import { type RuleDescription, sourceOf } from './schematron.ts';

/** What a rule may look at beside its element. */
export interface RuleContext {
  /** the message */
  readonly root: XmlElement;
  readonly lists: CodeLists;
  /** German calendar day of the message's creation, `YYYY-MM-DD`; `9999-12-31` if the message does not say */
  readonly createdOn: string;
  /** instant of the message's creation in milliseconds, infinite if the message does not say */
  readonly createdAt: number;
  /** the act of the message, read once: a message may repeat charges without limit */
  readonly act: Act | undefined;
}

/** What charges are judged by. */
export interface Act {
  /** German calendar day on which it began */
  readonly day: string | undefined;
  readonly innerorts: boolean | undefined;
}

/** Collects what rules may look at. */
export function ruleContext(root: XmlElement, lists: CodeLists, created: string): RuleContext {
  const createdAt = Date.parse(created);
  const tat = root.child('tat', NAMESPACE);
  const innerorts = tat && valueAt(tat, 'innerorts');
  return {
    root,
    lists,
    createdOn: germanDay(created) ?? '9999-12-31',
    createdAt: Number.isNaN(createdAt) ? Number.POSITIVE_INFINITY : createdAt,
    act: tat && {
      day: germanDay(valueAt(tat, 'anfang') ?? ''),
      innerorts: innerorts === undefined ? undefined : innerorts === 'true',
    },
  };
}

/** A rule that XPath 1.0 cannot express: it counts days, reads a table or computes a check digit. */
export interface CodedRule extends RuleDescription {
  /** local name of the elements it judges */
  readonly element: string;
  /** namespace of the elements, by default that of the standard */
  readonly namespace?: string;
  /**
   * Whether the element breaks the rule; true only if everything that the rule needs is there. An element that may
   * be repeated without limit must not search its siblings.
   */
  violated(element: XmlElement, context: RuleContext): boolean;
}

/** A coded rule as it is written down: its source is the end of its text, as in Schematron. */
export type StatedRule = Omit<CodedRule, 'source'>;

/** Every coded rule, in the order of the procedure. */
export const codedRules: readonly CodedRule[] = [
  ...headerRules,
  ...offenceRules,
  ...deliveryRules,
  ...enforcementRules,
].map((rule) => ({ ...rule, source: sourceOf(rule.text) }));

const byElement = Map.groupBy(codedRules, (rule) => rule.element);

/** Findings of the coded rules on this very element. */
export function checkRules(element: XmlElement, name: string, context: RuleContext): Finding[] {
  const findings: Finding[] = [];
  for (const rule of byElement.get(name) ?? []) {
    if (element.namespace !== (rule.namespace ?? NAMESPACE) || !rule.violated(element, context)) continue;
    findings.push({
      rule: rule.id,
      text: rule.text,
      severity: rule.severity,
      line: element.line,
      path: element.path,
    });
  }
  return findings;
}
