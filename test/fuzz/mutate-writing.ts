import type { TextMutator } from './mutate-elements.ts';
import { attributesOf, leavesOf, spansOf, splice } from './spans.ts';

const inText =
  (make: (value: string, cut: number) => string): TextMutator =>
  (xml, random) => {
    const leaf = random.some(leavesOf(xml));
    if (leaf === undefined) return xml;
    const value = xml.slice(leaf.inner, leaf.close);
    return splice(xml, leaf.inner, leaf.close, make(value, random.below(value.length + 1)));
  };
const anywhere =
  (pieces: readonly [string, ...string[]]): TextMutator =>
  (xml, random) => {
    const span = random.some(spansOf(xml));
    const at = span === undefined ? 0 : random.pick([span.start, span.inner, span.close, span.end]);
    return splice(xml, at, at, random.pick(pieces));
  };

/** Writes the same document otherwise, or almost the same: what readers are known to disagree about. */
export const writingMutators = {
  cdata: inText((value, cut) => `${value.slice(0, cut)}<![CDATA[${value.slice(cut)}]]>`),
  emptyCdata: inText((value, cut) => `${value.slice(0, cut)}<![CDATA[]]>${value.slice(cut)}`),
  comment: inText((value, cut) => `${value.slice(0, cut)}<!-- x -->${value.slice(cut)}`),
  instruction: inText((value, cut) => `${value.slice(0, cut)}<?p 1?>${value.slice(cut)}`),
  characterReference: inText((value, cut) => {
    const code = value.charCodeAt(cut);
    return Number.isNaN(code) ? value : `${value.slice(0, cut)}&#${code};${value.slice(cut + 1)}`;
  }),
  whiteSpaceInText: inText((value, cut) => `${value.slice(0, cut)}\n\t ${value.slice(cut)}`),
  whiteSpaceInTag: (xml, random) => {
    const span = random.some(spansOf(xml));
    if (span === undefined) return xml;
    return random.oneIn(2)
      ? splice(xml, span.inner - 1, span.inner - 1, '\n  ')
      : splice(xml, Math.max(span.inner, span.end - 1), span.end, ' >');
  },
  singleQuotes: (xml, random) => {
    const one = random.some(attributesOf(xml));
    if (one === undefined) return xml;
    return splice(xml, one.value - 1, one.end, `'${xml.slice(one.value, one.end - 1)}'`);
  },
  reorderAttributes: (xml, random) => {
    const all = attributesOf(xml);
    const at = random.below(all.length - 1);
    const [a, b] = [all[at], all[at + 1]];
    if (a === undefined || b === undefined || xml.slice(a.end, b.at) !== ' ') return xml;
    return splice(xml, a.at, b.end, `${xml.slice(b.at, b.end)} ${xml.slice(a.at, a.end)}`);
  },
  xmlSpace: anywhere(['\n', ' ', '\r\n', '\t', '\u00a0', '\u2028', '\ufeff', '\u0000', '\u0085', 'x']),
  markup: anywhere(['<!---->', '<?x?>', '<![CDATA[x]]>', '&amp;', '&x;', '<x/>', '<!DOCTYPE x>', ']]>', '<', '>']),
  prolog: (xml, random) =>
    random.pick([
      '<?xml version="1.0"?>',
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      '<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
      '<?xml version="1.1"?>',
      '<?xml version="1.0" encoding="ISO-8859-1"?>',
      '<?xml version="1.0" encoding="UTF-16"?>',
      '\n',
      '\ufeff',
      '<!DOCTYPE sendung>',
      '<!DOCTYPE sendung [<!ENTITY a "b">]>',
      '<!DOCTYPE sendung [<!ATTLIST kopf Id CDATA "inhalt">]>',
    ]) + xml,
  epilog: (xml, random) => xml + random.pick(['\n', ' ', '<x/>', '\u0000', '<!-- -->', '<?x?>', 'x', '</sendung>']),
  lineEnds: (xml) => xml.replaceAll('\n', '\r\n'),
} as const satisfies Readonly<Record<string, TextMutator>>;
