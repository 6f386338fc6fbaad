import { describe, expect, test } from 'vitest';
import { canonicalize, contentLimits, parse, type XmlDoc } from '../../src/xml/index.ts';
import { faultOf, millisecondsOf } from './support.ts';

/** So long that no form is collected in one go. */
const LONG = 'QUJD'.repeat(100_000);
const many = (count: number): string =>
  Array.from({ length: count }, (_, at) => `<c n="${at}">Wert ${at} ä</c>`).join('');

const form = (document: XmlDoc, name?: string): Buffer => {
  const target = name === undefined ? document : document.root.child(name);
  if (target === undefined) throw new RangeError(name);
  return canonicalize(target, { exclusive: true });
};

describe('a long canonical form', () => {
  test.each<[string, string]>([
    ['one long text', `<b>${LONG}</b>`],
    ['many elements', `<b>${many(8_000)}</b>`],
    ['both', `<b k="v">${many(3_000)}<d>${LONG}</d>${many(3_000)}</b>`],
  ])('that stands in the document is a view of it: %s', (_what, b) => {
    const bytes = Buffer.from(`<a><x>1</x>${b}<y>2</y></a>`);
    using document = parse(bytes, contentLimits);
    const found = form(document, 'b');
    expect(found.equals(Buffer.from(b))).toBe(true);
    expect(found.buffer).toBe(bytes.buffer);
    expect(form(document).equals(bytes)).toBe(true);
  });

  test.each<[string, string, string]>([
    ['at its beginning', `<b  k='v'>${LONG}</b>`, `<b k="v">${LONG}</b>`],
    ['in its middle', `<b>${many(5_000)}<d/>${LONG}</b>`, `<b>${many(5_000)}<d></d>${LONG}</b>`],
    ['within a long text', `<b>${LONG}&#33;${LONG}</b>`, `<b>${LONG}!${LONG}</b>`],
    ['at its end', `<b>${LONG}</b >`, `<b>${LONG}</b>`],
    ['by a declaration', `<p:b>${LONG}</p:b>`, `<p:b xmlns:p="urn:p">${LONG}</p:b>`],
  ])('that differs from the document %s is made of what libxml2 writes', (_what, written, canonical) => {
    const bytes = Buffer.from(`<a xmlns:p="urn:p"><x>1</x>${written}<y>2</y></a>`);
    using document = parse(bytes, contentLimits);
    const found = form(document, 'b');
    expect(found.equals(Buffer.from(canonical))).toBe(true);
    expect(found.buffer).not.toBe(bytes.buffer);
  });

  test('is that of the second of two elements that begin alike', () => {
    const start = many(5_000);
    const bytes = Buffer.from(`<a><b>${start}1</b><c><b>${start}2</b></c></a>`);
    using document = parse(bytes, contentLimits);
    expect(form(document, 'c').equals(Buffer.from(`<c><b>${start}2</b></c>`))).toBe(true);
    const [inner] = document.root.child('c')?.children() ?? [];
    if (inner === undefined) throw new RangeError('b');
    expect(canonicalize(inner, { exclusive: true }).equals(Buffer.from(`<b>${start}2</b>`))).toBe(true);
  });

  test('leaves the document out of which a signature was taken as it was', () => {
    const bytes = Buffer.from(`<a>${many(4_000)}<s>signature</s>${LONG}</a>`);
    using document = parse(bytes, contentLimits);
    const without = document.root.child('s');
    if (without === undefined) throw new RangeError('s');
    const found = canonicalize(document, { exclusive: true, without });
    expect(found.equals(Buffer.from(`<a>${many(4_000)}${LONG}</a>`))).toBe(true);
    expect(form(document).equals(bytes)).toBe(true);
  });
});

test('namespaces that blow up the canonical form end in a fault in bounded time', () => {
  const names = Array.from({ length: 15 }, (_, i) => `a${i}`);
  const declarations = names.map((name) => ` xmlns:${name}="urn:${name}:${'u'.repeat(240)}"`).join('');
  const element = `<e${names.map((name) => ` ${name}:x=""`).join('')}/>`;
  const bytes = Buffer.from(`<r${declarations}>${element.repeat(90_000)}</r>`);
  using document = parse(bytes, contentLimits);
  let code = '';
  const time = millisecondsOf(() => {
    code = faultOf(() => canonicalize(document, { exclusive: true })).code;
  });
  expect(code).toBe('READ_ATTRIBUTES');
  expect(time).toBeLessThan(3_000);
  expect(canonicalize(document.root.children()[5] ?? document, { exclusive: true }).length).toBeGreaterThan(4_000);
});
