import { FindingList, masked, type Show } from '../platform/findings.ts';
import type { Snapshot, SnapshotNode } from '../xml/index.ts';
import { allowedCharacters, allowedCodes, unknownList } from './allowed.ts';
import type { CodeLists } from './codelists.ts';
import type { DinType } from './descriptor.ts';
import { checkCharacters, codePointName } from './din91379.ts';
import type { ComplexPlan } from './plan.ts';
import type { RuleRun, Schematron } from './schematron.ts';
import { settleSpace } from './whitespace.ts';

/** Rule ids of the checks that are not business rules. */
export const CHARACTERS_RULE = 'DIN91379';
export const CODE_LIST_RULE = 'CODELISTE';
export const CODE_RULE = 'CODE';

/** People read the name of a code as they read other texts; its schema type knows no characters. */
const CODE_NAME: DinType = 'C';

/** What a message is checked by. */
export interface ContentChecks {
  readonly lists: CodeLists;
  /** left out where the message is not valid by its schema: rules rely on its structure */
  readonly rules?: Schematron;
  /** how findings show values of the message, by default by their form */
  readonly show?: Show;
}

/**
 * Goes once over a message, in document order, and asks of every element what its schema type and the rules ask:
 * characters, codes, rules. Elements that the schema does not know are passed over; finding those is the schema's
 * task.
 *
 * @param plan of the message
 */
export function checkContent(message: Snapshot, plan: ComplexPlan, checks: ContentChecks): FindingList {
  const walk = new ContentWalk(message, checks);
  settleSpace(message.root, plan);
  walk.visit(message.root, plan);
  return walk.findings;
}

class ContentWalk {
  readonly findings = new FindingList();
  readonly #message: Snapshot;
  readonly #lists: CodeLists;
  readonly #show: Show;
  readonly #rules: Schematron | undefined;
  readonly #run: RuleRun | undefined;

  constructor(message: Snapshot, { lists, rules, show = masked }: ContentChecks) {
    this.#message = message;
    this.#lists = lists;
    this.#show = show;
    this.#rules = rules;
    this.#run = rules?.open(message.document, lists);
  }

  /** Visits an element with all below it. */
  visit(element: SnapshotNode, plan: ComplexPlan | undefined): void {
    if (this.#run !== undefined) this.#rules?.check(element, this.#run, this.#broken);
    if (plan === undefined) return;
    const { characters, byLocalName, isCode } = plan;
    for (const [name, din] of characters) this.#characters(element, element.attribute(name) ?? '', din, `/@${name}`);
    for (const child of element.children) {
      const known = byLocalName.get(child.name);
      if (known === undefined) continue;
      this.visit(child, known.complex);
      const din = known.simple?.din ?? (isCode && child.name === 'name' ? CODE_NAME : undefined);
      if (din !== undefined) this.#characters(child, child.text, din, '');
      else if (isCode && child.name === 'code') this.#code(element, child.text, plan);
    }
  }

  readonly #broken: Parameters<Schematron['check']>[2] = ({ id, text, severity }, element) => {
    this.findings.add(severity, () => ({ rule: id, text, severity, ...this.#message.place(element) }));
  };

  #characters(element: SnapshotNode, text: string, type: DinType, suffix: string): void {
    const verdict = checkCharacters(text, type);
    if (verdict.ok) return;
    this.findings.add('error', () => {
      const sign = codePointName(verdict.codePoint);
      const at = `an der ${verdict.index + 1}. Stelle`;
      const { line, path } = this.#message.place(element);
      return {
        rule: CHARACTERS_RULE,
        severity: 'error',
        text:
          verdict.reason === 'nfc'
            ? `Der Text ist nicht in der Normalform C: ${sign} ${at}.`
            : `Das Zeichen ${sign} ${at} gehört nicht zum Datentyp ${type} der DIN 91379.`,
        found: this.#show(text),
        allowed: allowedCharacters(type, verdict.reason),
        line,
        path: path + suffix,
      };
    });
  }

  /** Where the schema fixes list and version they count; otherwise what the author wrote at the code. */
  #code(element: SnapshotNode, code: string, plan: ComplexPlan): void {
    const uri = plan.codeList?.uri ?? element.attribute('listURI') ?? '';
    const version = plan.codeList?.version ?? element.attribute('listVersionID') ?? '';
    const verdict = this.#lists.check(uri, version, code);
    if (verdict === 'ok') return;
    this.findings.add('error', () => {
      const place = { severity: 'error', ...this.#message.place(element) } as const;
      if (verdict === 'unknown-list') {
        const text = 'Die Codeliste oder ihre Version ist diesem Standard nicht bekannt.';
        const { attribute, wrong, allowed } = unknownList(this.#lists, uri, version);
        const path = element.attribute(attribute) === undefined ? place.path : `${place.path}/@${attribute}`;
        return { rule: CODE_LIST_RULE, text, found: this.#show(wrong), allowed, ...place, path };
      }
      const list = this.#lists.find(uri, version);
      const text = `Der Code steht nicht in der Codeliste ${list?.name ?? ''}, Version ${list?.version ?? ''}.`;
      const allowed = list && allowedCodes(list);
      return { rule: CODE_RULE, text, found: this.#show(code), ...(allowed ? { allowed } : {}), ...place };
    });
  }
}
