/** Changes valid messages at random, as a faulty or hostile program would: most results are wrong, some are right. */
import { NAMESPACE, PREFIX } from '../../src/standard/descriptor.ts';
import { build, catalogue, type MessageType, sample } from '../../src/standard/index.ts';
import { type ComplexPlan, messagePlan } from '../../src/standard/plan.ts';
import { readTree, type TreeElement } from '../../src/standard/tree.ts';
import { escapeAttribute, escapeText } from '../../src/xml/index.ts';

interface Node {
  tag: string;
  attributes: [string, string][];
  children: Node[];
  text: string;
  cdata?: true;
}

/** One changed message and what was done to it. */
export interface Mutation {
  readonly what: string;
  readonly xml: Buffer;
}

/** Random numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const generator = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const nodeOf = ({ name, key, attributes, children, text }: TreeElement): Node => ({
  tag: key === `{${NAMESPACE}}${name}` ? `${PREFIX}:${name}` : name,
  attributes: attributes.map(([attribute, value]) => [attribute, value]),
  children: children.map(nodeOf),
  text,
});

/** An element as XML; of text between elements the place does not matter. */
const write = ({ tag, attributes, children, text, cdata }: Node): string => {
  const written = attributes.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('');
  const content = cdata ? `<![CDATA[${text.replaceAll(']]>', '')}]]>` : escapeText(text);
  return `<${tag}${written}>${children.map(write).join('')}${content}</${tag}>`;
};

const below = (node: Node): Node[] => [node, ...node.children.flatMap(below)];

const templates = catalogue.map(({ name }) => nodeOf(readTree(build(sample(name)))));
const tags = [...new Set(templates.flatMap((root) => below(root).map(({ tag }) => tag)))];

/** Values at the borders of the types, and such as no type allows. */
const VALUES = [
  ...['', ' ', '\n', '0', '1', '-1', '-0', '+5', '05', '1e3', 'INF', 'NaN', '5.0', '999999999999', '1000000000000'],
  ...['1.0', '1.00', '1.000', '999999999.99', '1000000000.00', 'true', 'false', 'TRUE', '2026', '2026-13', '0000'],
  ...['2026-01-31', '2026-02-29', '2028-02-29', '0000-01-01', '9999-12-31', '-0001-01-01', '2026-01-31Z'],
  ...['2026-01-31T24:00:00Z', '2026-01-31T24:00:01Z', '2026-01-31T23:59:60Z', '2026-01-31T10:00:00.123+14:00'],
  ...['2026-01-31T10:00:00+14:01', '2026-01-31T10:00:00', '2026-01-31 10:00:00Z', '24:00:00', '12:00:00Z'],
  ...['a', 'a\u0308', 'C\u0300', '\u202ex', '\u200bx', '\u00a0', '\u2003x', '\ufeffx', 'Ж', 'α', '😀', 'ﬀ', '<b>', '&'],
  ...['x'.repeat(121), 'x'.repeat(251), 'DE', 'de', '12345678', '141713', 'QUJD', 'QUJ', 'Q U J D', '/xbg:a.b.1/c'],
  ...['12345678-1234-1234-1234-123456789ABC', '__proto__', 'constructor', '\t', '\r', 'a\rb', '２026-01-31'],
];
const XSI: [string, string] = ['xmlns:xsi', 'http://www.w3.org/2001/XMLSchema-instance'];
const TYPES = ['Vorgang', 'Behoerde', 'Kurztext', 'Text', 'Aktenzeichen', 'Datum', 'Zeitpunkt', 'Betrag', 'Ja'];
const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ...TYPES.map((name) => ['xsi:type', `${PREFIX}:${name}Type`] as const),
  ['xsi:nil', 'true'],
  ['xsi:nil', 'false'],
  ['xsi:schemaLocation', 'urn:x x.xsd'],
  ['xml:lang', 'de'],
  ['fremd', '1'],
  ['listURI', '__proto__'],
  ['listVersionID', '3'],
  ['test', ''],
];

class Mutator {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = generator(seed);
  }

  message(index: number): Mutation {
    const root = structuredClone(templates[index % templates.length]) as Node;
    const what = [this.#change(root), ...(this.#random() < 0.25 ? [this.#change(root)] : [])];
    root.attributes.push([`xmlns:${PREFIX}`, NAMESPACE], XSI);
    return { what: `${root.tag}: ${what.join(', ')}`, xml: Buffer.from(write(root)) };
  }

  #int(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#int(from.length)] as T;
  }

  #change(root: Node): string {
    const parent = this.#pick(below(root).filter(({ children }) => children.length > 0));
    const at = this.#int(parent.children.length);
    const child = parent.children[at] as Node;
    const leaf = this.#pick(below(root).filter(({ children }) => children.length === 0));
    switch (this.#int(14)) {
      case 0:
        parent.children.splice(at, 1);
        return `without ${child.tag}`;
      case 1:
        parent.children.splice(at, 0, structuredClone(child));
        return `twice ${child.tag}`;
      case 2:
        parent.children.splice(at, 1);
        parent.children.splice(this.#int(parent.children.length + 1), 0, child);
        return `${child.tag} elsewhere`;
      case 3:
        child.tag = this.#pick(tags);
        return `renamed to ${child.tag}`;
      case 4:
        child.tag = child.tag.includes(':') ? child.tag.replace(/.*:/, '') : `${PREFIX}:${child.tag}`;
        return `namespace of ${child.tag}`;
      case 5:
        child.attributes.push([...this.#pick(ATTRIBUTES)]);
        child.attributes = [...new Map(child.attributes)];
        return `attribute at ${child.tag}`;
      case 6:
        child.attributes.splice(0, 1);
        return `no attribute at ${child.tag}`;
      case 7:
        parent.children.splice(at, 0, structuredClone(this.#pick(below(this.#pick(templates)))));
        return `something before ${child.tag}`;
      case 8:
        parent.text = this.#pick(['x', ' ', '\u00a0', '\n']);
        return `text in ${parent.tag}`;
      case 9:
        leaf.cdata = true;
        return `CDATA in ${leaf.tag}`;
      case 10:
        leaf.text = this.#pick([' ', '\n', '\t', '\r', '\u00a0']) + leaf.text + this.#pick(['', ' ', '\n ']);
        return `space in ${leaf.tag}`;
      default:
        leaf.text = this.#pick(VALUES);
        return `${JSON.stringify(leaf.text)} in ${leaf.tag}`;
    }
  }
}

/** Changed messages of all types in turn. */
export const mutations = (count: number, seed: number): Mutation[] => {
  const mutator = new Mutator(seed);
  return Array.from({ length: count }, (_, index) => mutator.message(index));
};

/** The sample of a type with white space around every value whose type does not count it. */
export const padded = (name: MessageType): Buffer => {
  const pad = (node: Node, plan: ComplexPlan | undefined): void => {
    for (const child of node.children) {
      const known = plan?.elements.find(({ tag }) => tag === child.tag);
      if (known?.simple?.whitespace === 'collapse') child.text = `\n\t ${child.text}\r `;
      pad(child, known?.complex);
    }
  };
  const root = nodeOf(readTree(build(sample(name))));
  pad(root, messagePlan(name));
  root.attributes.push([`xmlns:${PREFIX}`, NAMESPACE]);
  return Buffer.from(write(root));
};
