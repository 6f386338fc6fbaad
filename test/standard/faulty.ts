/** Makes faulty messages of valid ones, one fault at a time: every kind of fault that the schema can be asked about. */
import { NAMESPACE, PREFIX, type SimpleType } from '../../src/standard/descriptor.ts';
import { build, type MessageType, sample } from '../../src/standard/index.ts';
import { type ComplexPlan, messagePlan } from '../../src/standard/plan.ts';
import { readTree, type TreeElement } from '../../src/standard/tree.ts';
import { escapeAttribute, escapeText } from '../../src/xml/index.ts';

/** Stands in the place of values; no finding may repeat it. */
export const SECRET = 'Geheimnis4711';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

interface Node {
  tag: string;
  attributes: (readonly [string, string])[];
  children: Node[];
  text: string;
}

/** One faulty message. */
export interface Faulty {
  readonly kind: string;
  readonly xml: Buffer;
  /** names of elements at which the fault may be found */
  readonly at: readonly string[];
  /** the attribute at which it is found */
  readonly attribute?: string;
}

const nodeOf = ({ name, key, attributes, children, text }: TreeElement): Node => ({
  tag: key.startsWith('{') && key !== `{}${name}` ? `${PREFIX}:${name}` : name,
  attributes: [...attributes],
  children: children.map(nodeOf),
  text,
});

const write = ({ tag, attributes, children, text }: Node): string => {
  const written = attributes.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('');
  return `<${tag}${written}>${escapeText(text)}${children.map((child) => `\n${write(child)}`).join('')}</${tag}>`;
};

const local = (tag: string): string => tag.split(':').at(-1) ?? tag;
const leaf = (tag: string, text = ''): Node => ({ tag, attributes: [], children: [], text });

/** Values that most types do not allow. */
const WRONG: readonly (readonly [string, string])[] = [
  ['empty', ''],
  ['word', SECRET],
  ['long', SECRET.repeat(2000)],
  ['date', '2026-02-30'],
  ['time', '25:61:00'],
  ['instant', '2026-11-22T12:00:00'],
  ['negative', '-1'],
  ['comma', '1,5'],
  ['huge', '8888888888888888'],
  ['boolean', 'JA'],
  ['character', `${SECRET}\u0416\u{1f600}`],
  ['decomposed', `u\u0308 ${SECRET}`],
  ['spaces', ` ${SECRET} `],
];

/** What was changed already in another message: types are shared, and one fault of each is enough. */
export class Faults {
  readonly #plans = new Set<ComplexPlan>();
  readonly #types = new Set<SimpleType>();

  /** Faulty variants of the sample of a message type. */
  *of(typ: MessageType): Generator<Faulty> {
    const plan = messagePlan(typ);
    const root = nodeOf(readTree(build(sample(typ))));
    root.attributes.push([`xmlns:${PREFIX}`, NAMESPACE], ['xmlns:xsi', XSI]);
    if (plan !== undefined) yield* this.#element(root, [], plan);
  }

  *#element(root: Node, path: readonly number[], plan: ComplexPlan): Generator<Faulty> {
    const change = (kind: string, at: readonly string[], edit: (node: Node) => void, attribute?: string): Faulty => {
      const copy = structuredClone(root);
      let node = copy;
      for (const index of path) node = node.children[index] ?? node;
      edit(node);
      const xml = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${write(copy)}`);
      return { kind, xml, at, ...(attribute === undefined ? {} : { attribute }) };
    };
    let here = root;
    for (const index of path) here = here.children[index] ?? here;
    const fresh = !this.#plans.has(plan);
    this.#plans.add(plan);
    if (fresh) {
      yield* structureFaults(here, plan, change);
      yield* attributeFaults(here, plan, change);
    }
    for (const [index, child] of here.children.entries()) {
      const known = plan.elements.find(({ tag }) => tag === child.tag);
      if (known?.complex !== undefined) yield* this.#element(root, [...path, index], known.complex);
      if (known?.simple === undefined || !fresh) continue;
      const all = !this.#types.has(known.simple);
      this.#types.add(known.simple);
      yield* valueFaults(here, index, all, change);
    }
  }
}

type Change = (kind: string, at: readonly string[], edit: (node: Node) => void, attribute?: string) => Faulty;

function* structureFaults(here: Node, plan: ComplexPlan, change: Change): Generator<Faulty> {
  const name = local(here.tag);
  const { children } = here;
  for (const [index, child] of children.entries()) {
    const known = plan.elements.find(({ tag }) => tag === child.tag);
    const next = children[index + 1];
    const around = [name, ...(next === undefined ? [] : [local(next.tag)])];
    const alone = children.filter(({ tag }) => tag === child.tag).length === 1;
    if (known?.required && alone)
      yield change('missing element', around, (node) => void node.children.splice(index, 1));
    if (known?.many === false)
      yield change('repeated element', [local(child.tag)], (node) => void node.children.splice(index, 0, child));
    if (next !== undefined && next.tag !== child.tag)
      yield change('swapped elements', [local(child.tag), ...around], (node) => {
        node.children.splice(index, 2, next, child);
      });
  }
  const at = [SECRET, name];
  yield change('unknown element', at, (node) => void node.children.push(leaf(`${PREFIX}:${SECRET}`, SECRET)));
  yield change('unknown element', at, (node) => void node.children.unshift(leaf(SECRET, SECRET)));
  const [first] = children;
  if (first !== undefined)
    yield change('element of another namespace', [local(first.tag)], (node) => {
      const other = first.tag.includes(':') ? local(first.tag) : `${PREFIX}:${first.tag}`;
      node.children[0] = { ...first, tag: other };
    });
  yield change('text between elements', [name], (node) => {
    node.text = SECRET;
  });
  yield change('no content', [name], (node) => {
    node.children = [];
  });
}

function* attributeFaults(here: Node, plan: ComplexPlan, change: Change): Generator<Faulty> {
  const name = local(here.tag);
  const set = (attribute: string, value: string) => (node: Node) => {
    node.attributes = [...node.attributes.filter(([key]) => key !== attribute), [attribute, value]];
  };
  yield change('unknown attribute', [name], set(SECRET, SECRET));
  yield change('attribute of elsewhere', [name], set(`xsi:${SECRET}`, SECRET));
  yield change('nil', [name], set('xsi:nil', 'true'));
  yield change('wrong nil', [name], set('xsi:nil', SECRET), 'xsi:nil');
  yield change('unknown type', [name], set('xsi:type', SECRET), 'xsi:type');
  yield change('unbound type', [name], set('xsi:type', `${SECRET}:${SECRET}`), 'xsi:type');
  for (const { name: attribute, required, fixed } of plan.attributes) {
    if (required)
      yield change('missing attribute', [name], (node) => {
        node.attributes = node.attributes.filter(([key]) => key !== attribute);
      });
    // another version is no fault of the schema
    if (attribute === 'version') continue;
    if (fixed !== undefined) yield change('wrong fixed attribute', [name], set(attribute, SECRET), attribute);
    yield change('attribute with a foreign character', [name], set(attribute, `\u{1f600}${SECRET}`), attribute);
  }
}

function* valueFaults(here: Node, index: number, all: boolean, change: Change): Generator<Faulty> {
  const name = local(here.children[index]?.tag ?? '');
  // a code is reported at the element that also names its list
  const at = name === 'code' ? [name, local(here.tag)] : [name];
  const edit = (by: (node: Node) => Node) => (node: Node) => {
    const old = node.children[index];
    if (old !== undefined) node.children[index] = by(old);
  };
  for (const [kind, text] of WRONG.slice(0, all ? WRONG.length : 2))
    yield change(
      `value ${kind}`,
      at,
      edit((node) => ({ ...node, text })),
    );
  yield change(
    'element in a value',
    at,
    edit((node) => ({ ...node, children: [leaf(SECRET)] })),
  );
  yield change(
    'attribute at a value',
    at,
    edit((node) => ({ ...node, attributes: [[SECRET, SECRET]] })),
  );
}
