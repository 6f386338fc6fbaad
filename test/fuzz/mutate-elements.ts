import type { Random } from './random.ts';
import { type AttributeSpan, attributesOf, leavesOf, type Span, spansOf, splice } from './spans.ts';

/** Changes a document; gives it back unchanged where it finds nothing to change. */
export type TextMutator = (xml: string, random: Random) => string;

const onSpan =
  (change: (xml: string, span: Span, random: Random) => string): TextMutator =>
  (xml, random) => {
    const span = random.some(spansOf(xml));
    return span === undefined ? xml : change(xml, span, random);
  };
const onAttribute =
  (change: (xml: string, attribute: AttributeSpan, random: Random) => string): TextMutator =>
  (xml, random) => {
    const attribute = random.some(attributesOf(xml));
    return attribute === undefined ? xml : change(xml, attribute, random);
  };
const textOf = (xml: string, { start, end }: Span): string => xml.slice(start, end);
const rename = (xml: string, { name, start, close, end, inner }: Span, to: string): string => {
  const closed = close === end ? xml : splice(xml, close + 2, close + 2 + name.length, to);
  return inner > start ? splice(closed, start + 1, start + 1 + name.length, to) : closed;
};

const NAMESPACES = [
  '',
  'relativ',
  '../x',
  'urn:angreifer',
  'urn:bussgeld-blaupause:transport:1.0',
  'http://www.w3.org/2000/09/xmldsig#',
  'http://www.w3.org/2001/04/xmlenc#',
  'http://www.w3.org/XML/1998/namespace',
  'http://www.w3.org/2000/xmlns/',
  'http://www.w3.org/2001/XInclude',
] as const;
const ADDED = [
  'Id="kopf"',
  'Id="inhalt"',
  'ID="inhalt"',
  'id="kopf"',
  'xml:id="kopf"',
  'xml:base="http://127.0.0.1:9/"',
  'xml:space="preserve"',
  'xml:lang="de"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x file:///etc/passwd"',
  'Recipient="gwy:146120000001"',
  'MimeType="text/plain" Encoding="x"',
] as const;

/** Moves whole elements, attributes and namespaces about. */
export const elementMutators = {
  removeElement: onSpan((xml, { start, end }) => splice(xml, start, end, '')),
  duplicateElement: onSpan((xml, span) => splice(xml, span.end, span.end, textOf(xml, span))),
  emptyElement: onSpan((xml, { inner, close }) => splice(xml, inner, close, '')),
  unwrapElement: onSpan((xml, { start, inner, close, end }) => splice(xml, start, end, xml.slice(inner, close))),
  nestElement: onSpan((xml, span) => splice(xml, span.close, span.close, textOf(xml, span))),
  swapElements: (xml, random) => {
    const spans = spansOf(xml);
    const [a, b] = [random.some(spans), random.some(spans)].sort((x, y) => (x?.start ?? 0) - (y?.start ?? 0));
    if (a === undefined || b === undefined || a.end > b.start) return xml;
    return splice(splice(xml, b.start, b.end, textOf(xml, a)), a.start, a.end, textOf(xml, b));
  },
  moveElement: (xml, random) => {
    const spans = spansOf(xml);
    const [from, to] = [random.some(spans), random.some(spans)];
    if (from === undefined || to === undefined || (to.close >= from.start && to.close <= from.end)) return xml;
    const text = textOf(xml, from);
    return to.close < from.start
      ? splice(splice(xml, from.start, from.end, ''), to.close, to.close, text)
      : splice(splice(xml, to.close, to.close, text), from.start, from.end, '');
  },
  copyElement: (xml, random) => {
    const spans = spansOf(xml);
    const [from, to] = [random.some(spans), random.some(spans)];
    return from === undefined || to === undefined ? xml : splice(xml, to.inner, to.inner, textOf(xml, from));
  },
  renameElement: (xml, random) => {
    const spans = spansOf(xml);
    const [span, other] = [random.some(spans), random.some(spans)];
    return span === undefined || other === undefined ? xml : rename(xml, span, other.name);
  },
  changePrefix: onSpan((xml, span, random) =>
    rename(xml, span, `${random.pick(['', 'ds:', 'xenc:', 'xbg:', 'xml:', 'x:'])}${span.name.split(':').at(-1)}`),
  ),
  removeAttribute: onAttribute((xml, { at, end }) => splice(xml, at, end, '')),
  duplicateAttribute: onAttribute((xml, { at, end }) => splice(xml, end, end, ` ${xml.slice(at, end)}`)),
  renameAttribute: onAttribute((xml, { at, name }, random) =>
    splice(
      xml,
      at,
      at + name.length,
      random.pick([name.toUpperCase(), name.toLowerCase(), `xml:${name}`, 'Id', 'URI']),
    ),
  ),
  swapAttributeValues: (xml, random) => {
    const all = attributesOf(xml);
    const [one, other] = [random.some(all), random.some(all)];
    if (one === undefined || other === undefined) return xml;
    return splice(xml, one.value, one.end - 1, xml.slice(other.value, other.end - 1));
  },
  addAttribute: onSpan((xml, { start, name }, random) => {
    const at = start + 1 + name.length;
    return splice(xml, at, at, ` ${random.pick(ADDED)}`);
  }),
  changeNamespace: (xml, random) => {
    const declarations = attributesOf(xml).filter(({ name }) => name.startsWith('xmlns'));
    const one = random.some(declarations);
    return one === undefined ? xml : splice(xml, one.value, one.end - 1, random.pick(NAMESPACES));
  },
  declareNamespace: onSpan((xml, { start, name }, random) => {
    const at = start + 1 + name.length;
    const prefix = random.pick(['', ':ds', ':xenc', ':xbg', ':xml', ':xmlns', ':n']);
    return splice(xml, at, at, ` xmlns${prefix}="${random.pick(NAMESPACES)}"`);
  }),
  repeatElement: onSpan((xml, span, random) => {
    const text = textOf(xml, span);
    const times = Math.min(3000, Math.floor(2_000_000 / text.length));
    return splice(xml, span.end, span.end, text.repeat(random.below(times)));
  }),
  deepen: onSpan((xml, { inner, close, name }, random) => {
    const depth = random.pick([10, 31, 64, 500, 20_000]);
    return splice(xml, inner, close, `<${name}>`.repeat(depth) + xml.slice(inner, close) + `</${name}>`.repeat(depth));
  }),
  exchangeTexts: (xml, random) => {
    const leaves = leavesOf(xml);
    const [a, b] = [random.some(leaves), random.some(leaves)];
    return a === undefined || b === undefined ? xml : splice(xml, a.inner, a.close, xml.slice(b.inner, b.close));
  },
} as const satisfies Readonly<Record<string, TextMutator>>;
