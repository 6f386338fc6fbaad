import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import {
  canonicalize,
  contentLimits,
  el,
  markup,
  parse,
  parseTrusted,
  precheck,
  text,
  textEl,
} from '../../src/xml/index.ts';
import { XPath } from '../support/xpath.ts';
import { namespacedXml, xmlText } from './generators.ts';
import { faultOf } from './support.ts';

const XML = `<n:nachricht xmlns:n="urn:n" xmlns="urn:d" xmlns:x="urn:x" test="true">
  <person Id="p1"><name>Muster<!-- no comment reaches a text -->mann</name><name x:art="frueher" art="heute">Bei<![CDATA[<spiel>]]></name></person>
  <x:person><ort/></x:person>
</n:nachricht>`;

describe('an element', () => {
  test('shows name, namespace, line, path, text and attributes', () => {
    using document = parseTrusted(XML);
    const { root } = document;
    expect([root.name, root.prefix, root.namespace, root.line, root.path]).toEqual([
      'nachricht',
      'n',
      'urn:n',
      1,
      '/n:nachricht',
    ]);
    const person = root.child('person', 'urn:d');
    const names = person?.all('name') ?? [];
    expect(names.map((name) => name.text)).toEqual(['Mustermann', 'Bei<spiel>']);
    expect(names.map((name) => name.path)).toEqual(['/n:nachricht/person/name[1]', '/n:nachricht/person/name[2]']);
    expect(person?.text).toBe('MustermannBei<spiel>');
    expect(names[1]?.attribute('art')).toBe('heute');
    expect(names[1]?.attribute('art', 'urn:x')).toBe('frueher');
    expect(names[1]?.attribute('art', 'urn:d')).toBeUndefined();
    expect(names[1]?.attributes()).toEqual([
      { name: 'art', prefix: 'x', namespace: 'urn:x', value: 'frueher' },
      { name: 'art', prefix: '', namespace: '', value: 'heute' },
    ]);
    expect(person?.line).toBe(2);
  });

  test('finds children by name and namespace, parents and namespaces of prefixes', () => {
    using document = parseTrusted(XML);
    const { root } = document;
    expect(root.children().map((child) => child.path)).toEqual(['/n:nachricht/person', '/n:nachricht/x:person']);
    expect(root.all('person')).toHaveLength(2);
    expect(root.child('person', 'urn:x')?.child('ort')?.parent?.prefix).toBe('x');
    expect(root.child('person', 'urn:none')).toBeUndefined();
    expect(root.parent).toBeUndefined();
    expect(root.namespaceForPrefix('x')).toBe('urn:x');
    expect(root.namespaceForPrefix('')).toBe('urn:d');
    expect(root.namespaceForPrefix('y')).toBeUndefined();
    expect(root.withId('p1')?.name).toBe('person');
    expect(root.withId('p2')).toBeUndefined();
  });

  test.each(['<a><b Id="1"/><c Id="1"/></a>', '<a Id="1"><b ID="1"/></a>', '<a><b id="1"/><c xml:id="1"/></a>'])(
    'an Id that stands twice in %s is refused',
    (xml) => {
      using document = parseTrusted(xml);
      expect(faultOf(() => document.root.withId('1')).code).toBe('SHAPE_DUPLICATE_ID');
    },
  );
});

describe('XPath', () => {
  test('answers in the four types of XPath 1.0', () => {
    using document = parseTrusted(XML);
    const { root } = document;
    const namespaces = { d: 'urn:d', x: 'urn:x' };
    const names = new XPath('d:person/d:name', namespaces);
    expect(names.elements(root).map((name) => name.text)).toEqual(['Mustermann', 'Bei<spiel>']);
    expect(names.values(root)).toEqual(['Mustermann', 'Bei<spiel>']);
    expect(names.boolean(root)).toBe(true);
    expect(names.string(root)).toBe('Mustermann');
    expect(new XPath('count(//d:name)', namespaces).number(root)).toBe(2);
    expect(new XPath('//@art').values(root)).toEqual(['heute']);
    expect(new XPath('//@art').elements(root)).toEqual([]);
    expect(new XPath('none').elements(root)).toEqual([]);
    expect(new XPath('../x:person', namespaces).boolean(names.elements(root)[0]?.parent ?? root)).toBe(true);
  });

  test('a wrong expression, an unknown prefix and a number where nodes are asked for are faults', () => {
    using document = parseTrusted('<a/>');
    expect(faultOf(() => new XPath('a[')).code).toBe('INTERNAL');
    expect(faultOf(() => new XPath('y:a').elements(document.root)).code).toBe('INTERNAL');
    expect(faultOf(() => new XPath('1 + 1').elements(document.root)).code).toBe('INTERNAL');
  });
});

describe('the writer', () => {
  test('leaves out what is undefined and writes numbers and booleans', () => {
    expect(el('a', { b: 1, c: undefined, d: true }, undefined, textEl('e', 2), markup('<f></f>'))).toBe(
      '<a b="1" d="true"><e>2</e><f></f></a>',
    );
  });

  test('what is written and read again is the same text, in text and attribute', () => {
    fc.assert(
      fc.property(xmlText, xmlText, (value, attribute) => {
        using document = parse(Buffer.from(el('a', { b: attribute }, text(value))), contentLimits);
        expect(document.root.text).toBe(value);
        expect(document.root.attribute('b')).toBe(attribute);
      }),
    );
  });

  test('what is written is its own canonical form', () => {
    fc.assert(
      fc.property(xmlText, xmlText, (value, attribute) => {
        const xml = el('a', { xmlns: 'urn:a', b: attribute }, textEl('c', value), el('d', {}));
        using document = parseTrusted(xml);
        expect(canonicalize(document, { exclusive: true }).toString()).toBe(xml);
      }),
    );
  });
});

describe('pre-check and libxml2', () => {
  test('the pre-check accepts the harmless documents that libxml2 accepts', () => {
    fc.assert(
      fc.property(namespacedXml, (xml) => {
        XmlDocument.fromString(xml).dispose();
        expect(() => precheck(Buffer.from(xml), contentLimits)).not.toThrow();
      }),
    );
  });

  test('whatever the pre-check lets through, libxml2 reads', () => {
    const pieces = [
      '<a',
      '>',
      '/>',
      '</a>',
      '<a>',
      ' b="1"',
      "='",
      '&lt;',
      '&#38;',
      ']]>',
      '<![CDATA[',
      '-->',
      'x',
      '<',
      '"',
      ' ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const bytes = Buffer.from(`<a>${parts.join('')}</a>`);
        try {
          precheck(bytes, contentLimits);
        } catch {
          return;
        }
        parseTrusted(bytes)[Symbol.dispose]();
      }),
      { numRuns: 5_000 },
    );
  });
});
