import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type MessageType, sample, typeByNumber } from '../../../src/standard/index.ts';
import { parseTrusted, type XmlElement } from '../../../src/xml/index.ts';
import { breaks } from '../../../test/standard/breaks/index.ts';
import { changed } from '../../../test/standard/breaks/tools.ts';

/** What differs at one place; without `before` it was added, without `after` taken away. */
export interface Change {
  /** names of elements below the root */
  readonly path: string;
  /** text, or `''` for an element with elements inside */
  readonly before?: string;
  readonly after?: string;
}

/** The counter-example of a rule: a sample and what is changed in it. */
export interface Broken {
  /** number of the sample; empty if the rule has none */
  readonly number: string;
  readonly changes: readonly Change[];
  /** file that states it, relative to the repository */
  readonly file: string;
}

const FOLDER = 'test/standard/breaks';

const textOf = (element: XmlElement): string => (element.children().length > 0 ? '' : element.text);

type Pair = readonly [XmlElement | undefined, XmlElement | undefined];

/** Pairs children of the same name in their order; what has no partner stands alone. */
const pairs = (before: readonly XmlElement[], after: readonly XmlElement[]): Pair[] => {
  const [first, ...rest] = before;
  if (first === undefined) return after.map((added) => [undefined, added]);
  const same = (other: XmlElement): boolean => other.name === first.name;
  const more = before.filter(same).length > after.filter(same).length;
  const partner = after.findIndex(same);
  if (partner < 0 || (more && !after.some((other) => same(other) && equal(first, other))))
    return [[first, undefined], ...pairs(rest, after)];
  const added = after.slice(0, partner).map((other): Pair => [undefined, other]);
  return [...added, [first, after[partner]], ...pairs(rest, after.slice(partner + 1))];
};

const equal = (a: XmlElement, b: XmlElement): boolean => differences(a, b).length === 0;

const ATTRIBUTES = ['produkt', 'produkthersteller', 'produktversion', 'test', 'listURI', 'listVersionID'];

const attributeDifferences = (before: XmlElement, after: XmlElement, path: string): Change[] =>
  ATTRIBUTES.flatMap((name): Change[] => {
    const [from, to] = [before.attribute(name), after.attribute(name)];
    if (from === to) return [];
    const place = `${path === '' ? '' : `${path}/`}@${name}`;
    return [
      { path: place, ...(from === undefined ? {} : { before: from }), ...(to === undefined ? {} : { after: to }) },
    ];
  });

/** Where two elements of the same name differ. */
const differences = (before: XmlElement, after: XmlElement, path = ''): Change[] => [
  ...attributeDifferences(before, after, path),
  ...contentDifferences(before, after, path),
];

const contentDifferences = (before: XmlElement, after: XmlElement, path: string): Change[] => {
  const [inside, other] = [before.children(), after.children()];
  if (inside.length === 0 && other.length === 0)
    return before.text === after.text ? [] : [{ path, before: before.text, after: after.text }];
  return pairs(inside, other).flatMap(([from, to]): Change[] => {
    const name = from?.name ?? to?.name ?? '';
    const below = name === 'code' && path !== '' ? path : `${path}${path === '' ? '' : '/'}${name}`;
    if (from === undefined) return to === undefined ? [] : [{ path: below, after: textOf(to) }];
    return to === undefined ? [{ path: below, before: textOf(from) }] : differences(from, to, below);
  });
};

/** Counter-examples by rule. */
export const readBreaks = (root: string): ((id: string) => Broken) => {
  const texts = readdirSync(join(root, FOLDER))
    .sort()
    .map((name) => ({ file: `${FOLDER}/${name}`, text: readFileSync(join(root, FOLDER, name), 'utf8') }));
  return (id) => {
    const [number = '', ...changes] = breaks[id] ?? [];
    const key = new RegExp(`^ {2}(?:'${id.replace('.', '\\.')}'|${id.replace('.', '\\.')}): \\[`, 'm');
    const file = texts.find(({ text }) => key.test(text))?.file ?? '';
    const typ: MessageType | undefined = typeByNumber(number);
    if (typ === undefined) return { number: '', changes: [], file };
    using before = parseTrusted(build(sample(typ)));
    using after = parseTrusted(changed(typ, changes));
    return { number, changes: differences(before.root, after.root), file };
  };
};
