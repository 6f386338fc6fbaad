/** Where an element stands in a well-formed text without comments, instructions and CDATA. */
export interface Span {
  readonly name: string;
  readonly start: number;
  /** behind the start tag */
  readonly inner: number;
  /** before the end tag; equals `end` of an empty-element tag */
  readonly close: number;
  readonly end: number;
}

const TAG = /<(\/?)([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>/g;

/** All elements of a text in document order; what is not balanced is left out. */
export function spansOf(xml: string): Span[] {
  const open: { name: string; start: number; inner: number }[] = [];
  const spans: Span[] = [];
  for (const match of xml.matchAll(TAG)) {
    const [tag, slash, name = '', , empty] = match;
    const end = match.index + tag.length;
    if (name.startsWith('!') || name.startsWith('?')) continue;
    if (empty === '/') spans.push({ name, start: match.index, inner: end, close: end, end });
    else if (slash !== '/') open.push({ name, start: match.index, inner: end });
    else {
      const begun = open.pop();
      if (begun?.name === name) spans.push({ ...begun, close: match.index, end });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Elements that hold text and no element. */
export const leavesOf = (xml: string): Span[] =>
  spansOf(xml).filter(({ inner, close }) => close > inner && !xml.slice(inner, close).includes('<'));

/** An attribute or namespace declaration: `at` is its name's place, `end` lies behind its closing quote. */
export interface AttributeSpan {
  readonly name: string;
  readonly at: number;
  readonly value: number;
  readonly end: number;
}

/** All attributes of a text, declarations included. */
export function attributesOf(xml: string): AttributeSpan[] {
  const found: AttributeSpan[] = [];
  for (const tag of xml.matchAll(/<[A-Za-z][^>]*>/g))
    for (const match of tag[0].matchAll(/\s([^\s=>/]+)\s*=\s*"([^"]*)"/g)) {
      const at = tag.index + match.index + 1;
      const end = tag.index + match.index + match[0].length;
      found.push({ name: match[1] ?? '', at, value: end - 1 - (match[2] ?? '').length, end });
    }
  return found;
}

/** Replaces a stretch of a text. */
export const splice = (xml: string, from: number, to: number, by: string): string =>
  xml.slice(0, from) + by + xml.slice(to);
