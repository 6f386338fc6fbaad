import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { XmlElement } from '../../src/xml/element.ts';
import { raw } from '../../src/xml/engine.ts';
import { parseTrusted } from '../../src/xml/index.ts';
import { namespacedXml } from './generators.ts';

const { XmlNodeStruct, XmlNamedNodeStruct, XmlNsStruct } = raw;

const namespaceOf = (node: number): string => {
  const namespace = XmlNamedNodeStruct.namespace(node);
  return namespace === 0 ? '' : XmlNsStruct.href(namespace);
};

/** Holds what an element says of itself against what the engine's own functions say of it. */
const compare = (element: XmlElement): void => {
  const { pointer } = element;
  expect(element.name).toBe(XmlNodeStruct.name_(pointer));
  expect(element.namespace).toBe(namespaceOf(pointer));
  expect(element.text).toBe(raw.xmlNodeGetContent(pointer));
  const attributes: unknown[] = [];
  for (let at = XmlNodeStruct.properties(pointer); at !== 0; at = XmlNodeStruct.next(at))
    attributes.push([XmlNodeStruct.name_(at), namespaceOf(at), raw.xmlNodeGetContent(at)]);
  expect(element.attributes().map(({ name, namespace, value }) => [name, namespace, value])).toEqual(attributes);
  const children: number[] = [];
  for (let at = XmlNodeStruct.children(pointer); at !== 0; at = XmlNodeStruct.next(at))
    if (XmlNodeStruct.type(at) === 1) children.push(at);
  expect(element.children().map((child) => child.pointer)).toEqual(children);
  for (const child of element.children()) compare(child);
};

describe('reading from the memory of the engine', () => {
  test('says what the engine says', () => {
    fc.assert(
      fc.property(namespacedXml, (xml) => {
        using document = parseTrusted(xml);
        compare(document.root);
      }),
    );
  });

  test('knows texts of every length and alphabet, references, CDATA and entities of the document', () => {
    for (const letter of ['a', 'ä', '€', '𝄞', '&amp;', '\n'])
      for (const length of [0, 1, 3, 4, 5, 63, 64, 255, 256, 257, 5_000]) {
        using document = parseTrusted(`<a b="${letter.repeat(length)}">${letter.repeat(length)}<![CDATA[<x>]]></a>`);
        compare(document.root);
      }
  });

  test('keeps names of one document from another that has its memory', () => {
    for (let round = 0; round < 300; round += 1) {
      using document = parseTrusted(`<r${round} xmlns="urn:${round}" a${round}="1"><c${round % 7}/></r${round}>`);
      compare(document.root);
    }
  });

  test('goes on after the memory has grown', () => {
    using small = parseTrusted('<a b="1">text</a>');
    compare(small.root);
    using _large = parseTrusted(`<a>${'x'.repeat(24_000_000)}</a>`);
    expect(small.root.text).toBe('text');
    compare(small.root);
  });

  test('shows the bytes of one text and of nothing else', () => {
    using document = parseTrusted('<a><b>QUJD</b><c/><d>x<e/></d><f>ä</f></a>');
    const [b, c, d, f] = document.root.children();
    expect(b?.textView?.toString()).toBe('QUJD');
    expect(c?.textView).toBeUndefined();
    expect(d?.textView).toBeUndefined();
    expect(f?.textView?.toString()).toBe('ä');
  });
});
