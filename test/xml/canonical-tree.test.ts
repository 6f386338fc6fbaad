import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalize,
  parseTrusted,
  type ReadableElement,
  readCanonical,
  type XmlElement,
} from '../../src/xml/index.ts';
import { namespacedXml } from './generators.ts';
import { faultOf } from './support.ts';

const compare = (read: ReadableElement, element: XmlElement): void => {
  expect(read.name).toBe(element.name);
  expect(read.namespace).toBe(element.namespace);
  expect(read.path).toBe(element.path);
  expect(read.line).toBe(element.line);
  expect(read.text).toBe(element.text);
  expect(read.attributes()).toEqual(element.attributes());
  const view = read.textView;
  if (view !== undefined) expect(Buffer.from(view).toString()).toBe(element.text);
  const children = read.children();
  expect(children.length).toBe(element.children().length);
  element.children().forEach((child, index) => {
    const other = children[index];
    if (other !== undefined) compare(other, child);
  });
};

describe('reading a canonical form', () => {
  test('gives what libxml2 reads from the same bytes', () => {
    fc.assert(
      fc.property(namespacedXml, (xml) => {
        using document = parseTrusted(xml);
        for (const element of document.root.descendants()) {
          const bytes = canonicalize(element, { exclusive: true });
          using again = parseTrusted(bytes);
          compare(readCanonical(bytes), again.root);
        }
      }),
    );
  });

  test('finds children and attributes by name and namespace', () => {
    const root = readCanonical(
      Buffer.from('<a xmlns="urn:x" xmlns:p="urn:y" p:k="2" k="1"><p:b></p:b><b>t&amp;</b></a>'),
    );
    expect(root.attribute('k')).toBe('1');
    expect(root.attribute('k', 'urn:y')).toBe('2');
    expect(root.attribute('q')).toBeUndefined();
    expect(root.child('b')?.namespace).toBe('urn:y');
    expect(root.child('b', 'urn:x')?.text).toBe('t&');
    expect(root.child('b', 'urn:x')?.textView).toBeUndefined();
    expect(root.child('b', 'urn:z')).toBeUndefined();
  });

  test.each([
    '',
    'a',
    '<a>',
    '<a/>',
    '<a></b>',
    '<a></a><b></b>',
    '<a></a>x',
    'x<a></a>',
    '</a>',
    "<a b='1'></a>",
    '<a b=1></a>',
    '<a b="1"c="2"></a>',
    '<a  b="1"></a>',
    '<a b="<"></a>',
    '<a ></a>',
    '<a></a >',
    '<a><!-- x --></a>',
    '<a><?x y?></a>',
    '<!DOCTYPE a><a></a>',
    '<?xml version="1.0"?><a></a>',
    '<a><![CDATA[x]]></a>',
    '<p:a></p:a>',
    '<a p:b="1"></a>',
    '<a',
    '<a b="1',
  ])('refuses what is none: %s', (xml) => {
    expect(faultOf(() => readCanonical(Buffer.from(xml))).code).toBe('INTERNAL');
  });

  test.each(['&nbsp;', '&#65;', '&', '&apos;'])('refuses the reference %s, which it does not write', (reference) => {
    expect(faultOf(() => readCanonical(Buffer.from(`<a>${reference}</a>`)).text).code).toBe('INTERNAL');
  });

  test('refuses endless nesting', () => {
    const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
    expect(faultOf(() => readCanonical(Buffer.from(deep))).code).toBe('INTERNAL');
  });
});
