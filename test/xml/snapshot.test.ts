import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contentLimits,
  NodeKind,
  parse,
  parseTrusted,
  type SnapshotNode,
  snapshot,
  type XmlElement,
} from '../../src/xml/index.ts';
import { namespacedXml } from './generators.ts';
import { faultOf } from './support.ts';

/** What an element says, down to its last descendant. */
interface Shown {
  readonly name: string;
  readonly namespace: string;
  readonly text: string;
  readonly attributes: readonly (readonly [string, string, string])[];
  readonly children: readonly Shown[];
}

const ofElement = (element: XmlElement): Shown => ({
  name: element.name,
  namespace: element.namespace,
  text: element.text,
  attributes: element.attributes().map(({ name, namespace, value }) => [name, namespace, value]),
  children: element.children().map(ofElement),
});

const ofNode = (node: SnapshotNode): Shown => ({
  name: node.name,
  namespace: node.namespace,
  text: node.text,
  attributes: node.attributes.map(({ name, namespace, text }) => [name, namespace, text]),
  children: node.children.map(ofNode),
});

describe('a snapshot', () => {
  test('says what the elements of the document say', () => {
    fc.assert(
      fc.property(namespacedXml, (xml) => {
        using document = parseTrusted(xml);
        expect(ofNode(snapshot(document).root)).toEqual(ofElement(document.root));
      }),
    );
  });

  test('keeps texts apart from markup, CDATA and indentation', () => {
    const xml = '<a>\n  <b> </b>\n\n <!-- no text --><b><![CDATA[<x>]]>&amp;ä</b>\n \t <?x y?><b/>\r\n     \n</a>';
    using document = parseTrusted(xml);
    const { root } = snapshot(document);
    expect(root.children.map(({ text }) => text)).toEqual([' ', '<x>&ä', '']);
    expect(root.text).toBe(document.root.text);
  });

  test('reads more names than it keeps at hand', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `n${index}`);
    using document = parseTrusted(`<a>${names.map((name) => `<${name} ${name}="${name}"/>`).join('')}</a>`);
    expect(snapshot(document).root.children.map(({ name }) => name)).toEqual(names);
  });

  test('knows parents, order, attributes and children', () => {
    using source = parseTrusted('<a xmlns:x="urn:x" k="1" x:k="2"><x:b/><b>t</b></a>');
    const { document, root } = snapshot(source);
    expect([document.kind, document.children, root.parent]).toEqual([NodeKind.document, [root], document]);
    expect([root.attribute('k'), root.attribute('k', 'urn:x'), root.attribute('l')]).toEqual(['1', '2', undefined]);
    expect([root.child('b')?.namespace, root.child('b', '')?.text, root.child('c')]).toEqual(['urn:x', 't', undefined]);
    const nodes = [document, root, ...root.attributes, ...root.children];
    expect(nodes.map(({ order }) => order)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(root.attributes.map(({ parent }) => parent)).toEqual([root, root]);
  });

  test('tells places as the document does, and none of a document that is gone', () => {
    const source = parseTrusted('<x:a xmlns:x="urn:x">\n<b/>\n<b><c/></b></x:a>');
    const { root, place } = snapshot(source);
    const deepest = root.children[1]?.children[0] ?? root;
    expect(place(deepest)).toEqual({ line: 3, path: '/x:a/b[2]/c' });
    source[Symbol.dispose]();
    expect(deepest.name).toBe('c');
    expect(faultOf(() => place(deepest)).code).toBe('INTERNAL');
    expect(faultOf(() => snapshot(source)).code).toBe('INTERNAL');
  });

  test('follows the memory of the engine when it grows', () => {
    const grown = [1, 2, 3].map((size) => parse(Buffer.from(`<a>${'x'.repeat(size * 6_000_000)}</a>`), contentLimits));
    for (const [index, document] of grown.entries()) {
      using held = document;
      expect(snapshot(held).root.text.length).toBe((index + 1) * 6_000_000);
    }
  });
});
