import type { Finding } from '../platform/errors.ts';
import type { XmlElement } from '../xml/index.ts';
import type { CodeLists } from './codelists.ts';
import type { DinType } from './descriptor.ts';
import { checkCharacters, codePointName } from './din91379.ts';
import type { ComplexPlan, ElementPlan } from './plan.ts';
import { checkRules, type RuleContext } from './rules.ts';
import type { Schematron } from './schematron.ts';

/** Rule ids of the checks that are not business rules. */
export const CHARACTERS_RULE = 'DIN91379';
export const CODE_LIST_RULE = 'CODELISTE';
export const CODE_RULE = 'CODE';

/** More findings than a person reads; it also bounds what the places of findings can cost. */
const MAX_FINDINGS = 50;

/**
 * Goes once over a message, in document order, and asks of every element what its schema type and the rules ask:
 * characters, codes, Schematron, coded rules. Elements that the schema does not know are passed over; finding those
 * is the schema's task. Ends after 50 findings.
 */
export class ContentWalk {
  readonly #lists: CodeLists;
  readonly #schematron: Schematron;
  readonly #context: RuleContext | undefined;
  readonly findings: Finding[] = [];

  /** @param context undefined if the message is not valid by its schema: rules rely on its structure */
  constructor(lists: CodeLists, schematron: Schematron, context: RuleContext | undefined) {
    this.#lists = lists;
    this.#schematron = schematron;
    this.#context = context;
  }

  /** Visits an element with all below it. */
  visit(element: XmlElement, name: string, plan: ComplexPlan | undefined): void {
    if (this.findings.length >= MAX_FINDINGS) return;
    const context = this.#context;
    if (context !== undefined)
      this.findings.push(...this.#schematron.check(element, name), ...checkRules(element, name, context));
    if (plan === undefined) return;
    for (const attribute of plan.attributes) {
      if (attribute.simple.din === undefined || attribute.implied) continue;
      this.#characters(element, element.attribute(attribute.name) ?? '', attribute.simple.din, `/@${attribute.name}`);
    }
    const children = element.children();
    const plans = plansByName(plan);
    for (const child of children) {
      const childName = child.name;
      const known = plans.get(childName);
      if (known === undefined) continue;
      this.visit(child, childName, known.complex);
      const din = known.simple?.din;
      if (din !== undefined) this.#characters(child, child.text, din, '');
      else if (childName === 'code' && isCode(plan)) this.#code(element, child.text.trim(), plan);
    }
  }

  #characters(element: XmlElement, text: string, type: DinType, suffix: string): void {
    const verdict = checkCharacters(text, type);
    if (verdict.ok) return;
    const sign = codePointName(verdict.codePoint);
    const place = `an der ${verdict.index + 1}. Stelle`;
    this.findings.push({
      rule: CHARACTERS_RULE,
      severity: 'error',
      text:
        verdict.reason === 'nfc'
          ? `Der Text ist nicht in der Normalform C: ${sign} ${place}.`
          : `Das Zeichen ${sign} ${place} gehört nicht zum Datentyp ${type} der DIN 91379.`,
      line: element.line,
      path: element.path + suffix,
    });
  }

  /** Where the schema fixes list and version they count; otherwise what the author wrote at the code. */
  #code(element: XmlElement, code: string, plan: ComplexPlan): void {
    const uri = plan.codeList?.uri ?? element.attribute('listURI') ?? '';
    const version = plan.codeList?.version ?? element.attribute('listVersionID') ?? '';
    const verdict = this.#lists.check(uri, version, code);
    if (verdict === 'ok') return;
    const place = { severity: 'error', line: element.line, path: element.path } as const;
    if (verdict === 'unknown-list') {
      const text = 'Die Codeliste oder ihre Version ist diesem Standard nicht bekannt.';
      this.findings.push({ rule: CODE_LIST_RULE, text, ...place });
      return;
    }
    const list = this.#lists.find(uri, version);
    const text = `Der Code steht nicht in der Codeliste ${list?.name ?? ''}, Version ${list?.version ?? ''}.`;
    this.findings.push({ rule: CODE_RULE, text, ...place });
  }
}

const isCode = (plan: ComplexPlan): boolean =>
  plan.codeList !== undefined || plan.attributes.some(({ name }) => name === 'listURI');

const names = new WeakMap<ComplexPlan, ReadonlyMap<string, ElementPlan>>();

/** Child elements by local name; within a type no name occurs in two namespaces. */
const plansByName = (plan: ComplexPlan): ReadonlyMap<string, ElementPlan> => {
  let known = names.get(plan);
  if (known === undefined) {
    known = new Map(plan.elements.map((element) => [element.name, element]));
    names.set(plan, known);
  }
  return known;
};
