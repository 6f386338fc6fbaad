import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { canonicalize, openLimits, parse, parseTrusted, type XmlElement } from '../../src/xml/index.ts';
import { namespacedXml } from './generators.ts';
import { faultOf } from './support.ts';

const canonicalText = (xml: string, options: Parameters<typeof canonicalize>[1]): string => {
  using document = parse(Buffer.from(xml), openLimits);
  return canonicalize(document, options).toString();
};

const find = (root: XmlElement, name: string): XmlElement => {
  for (const element of root.descendants()) if (element.name === name) return element;
  throw new Error(`no element ${name}`);
};

describe('examples of the specifications', () => {
  test('xml-c14n 3.1: comments and instructions outside the root', () => {
    const xml =
      '<?xml version="1.0"?>\n\n<?xml-stylesheet   href="doc.xsl"\n   type="text/xsl"   ?>\n\n<doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n';
    const instruction = '<?xml-stylesheet href="doc.xsl"\n   type="text/xsl"   ?>\n';
    expect(canonicalText(xml, { exclusive: false })).toBe(
      `${instruction}<doc>Hello, world!</doc>\n<?pi-without-data?>`,
    );
    expect(canonicalText(xml, { exclusive: false, withComments: true })).toBe(
      `${instruction}<doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->`,
    );
  });

  test('xml-c14n 3.3 and 3.4: attributes in order, references replaced, empty elements written out', () => {
    const xml = `<doc xmlns:b="http://b" xmlns:a="http://a" b:attr="sorted" a:attr="1" attr2="all" attr="I'm"><e   name="x"  /><t>First&#x0d;&#10;</t><c><![CDATA[v>"0" && v<"9" ?"ok":""]]></c><n a=' &#9; " &lt;'/></doc>`;
    expect(canonicalText(xml, { exclusive: false })).toBe(
      `<doc xmlns:a="http://a" xmlns:b="http://b" attr="I'm" attr2="all" a:attr="1" b:attr="sorted"><e name="x"></e><t>First&#xD;\n</t><c>v&gt;"0" &amp;&amp; v&lt;"9" ?"ok":""</c><n a=" &#x9; &quot; &lt;"></n></doc>`,
    );
  });

  test('xml-exc-c14n 2.2: a subtree keeps its form in another context', () => {
    const first =
      '<n0:local xmlns:n0="foo:bar" xmlns:n3="ftp://example.org"><n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2></n0:local>';
    const second =
      '<n2:pdu xmlns:n1="http://example.com" xmlns:n2="http://foo.example" xml:lang="fr" xml:space="retain"><n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2></n2:pdu>';
    const expected =
      '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>';
    for (const xml of [first, second]) {
      using document = parseTrusted(xml);
      expect(canonicalize(find(document.root, 'elem2'), { exclusive: true }).toString()).toBe(expected);
    }
  });

  test('inclusive form of a subtree takes over namespaces and xml:lang of its ancestors, exclusive form does not', () => {
    using document = parseTrusted('<a xmlns="urn:a" xmlns:p="urn:p" xml:lang="de"><b><c/></b></a>');
    const c = find(document.root, 'c');
    expect(canonicalize(c, { exclusive: false }).toString()).toBe(
      '<c xmlns="urn:a" xmlns:p="urn:p" xml:lang="de"></c>',
    );
    expect(canonicalize(c, { exclusive: false, version: '1.1' }).toString()).toBe(
      '<c xmlns="urn:a" xmlns:p="urn:p" xml:lang="de"></c>',
    );
    expect(canonicalize(c, { exclusive: true }).toString()).toBe('<c xmlns="urn:a"></c>');
    expect(canonicalize(c, { exclusive: true, inclusivePrefixes: ['p'] }).toString()).toBe(
      '<c xmlns="urn:a" xmlns:p="urn:p"></c>',
    );
  });

  test('an undeclared default namespace is undeclared in the subtree alone', () => {
    using document = parseTrusted('<a xmlns="urn:a"><b xmlns=""><c xmlns="urn:c"><d xmlns=""/></c></b></a>');
    expect(canonicalize(find(document.root, 'b'), { exclusive: true }).toString()).toBe(
      '<b><c xmlns="urn:c"><d xmlns=""></d></c></b>',
    );
  });
});

describe('the enveloped-signature transform', () => {
  test.each(['<a><s/>t<b/></a>', '<a>t<s/></a>', '<a>t<s/>u</a>', '<a><s/></a>', '<a><b/><s><s2/></s>\n</a>'])(
    '%s loses the signature and nothing else, and the document stays as it was',
    (xml) => {
      using document = parseTrusted(xml);
      const before = canonicalize(document, { exclusive: true }).toString();
      const signature = find(document.root, 's');
      const { path } = signature;
      const expected = before.replace(/<s>.*<\/s>/, '');
      expect(canonicalize(document, { exclusive: true, without: signature }).toString()).toBe(expected);
      expect(canonicalize(document.root, { exclusive: true, without: signature }).toString()).toBe(expected);
      expect(canonicalize(document, { exclusive: false, without: signature }).toString()).toBe(expected);
      expect(canonicalize(document, { exclusive: true }).toString()).toBe(before);
      expect(signature.path).toBe(path);
    },
  );

  test('inside a referenced subtree', () => {
    using document = parseTrusted('<r xmlns="urn:r"><a Id="1">x<s/>y</a></r>');
    const a = find(document.root, 'a');
    const options = { exclusive: true, without: find(document.root, 's') };
    expect(canonicalize(a, options).toString()).toBe('<a xmlns="urn:r" Id="1">xy</a>');
  });

  test('never leaves nothing', () => {
    using document = parseTrusted('<a/>');
    const { root } = document;
    expect(faultOf(() => canonicalize(root, { exclusive: true, without: root })).code).toBe('INTERNAL');
    expect(faultOf(() => canonicalize(document, { exclusive: true, without: root })).code).toBe('INTERNAL');
    expect(document.root.name).toBe('a');
  });
});

test('a namespace that cannot be canonicalised ends in a fault, not in an empty text', () => {
  using document = parseTrusted('<a xmlns="relative"/>');
  expect(faultOf(() => canonicalize(document, { exclusive: false })).code).toBe('INTERNAL');
});

describe('properties', () => {
  test('the canonical form is its own canonical form', () => {
    fc.assert(
      fc.property(namespacedXml, fc.boolean(), (xml, exclusive) => {
        const once = canonicalText(xml, { exclusive });
        expect(canonicalText(once, { exclusive })).toBe(once);
      }),
    );
  });

  test('every subtree: the quick way gives the bytes of the engine’s own subtree walk, and the tree survives', () => {
    fc.assert(
      fc.property(namespacedXml, (xml) => {
        using document = parseTrusted(xml);
        using reference = XmlDocument.fromString(xml);
        const whole = canonicalize(document, { exclusive: true }).toString();
        const ours = [...document.root.descendants()];
        const theirs = reference.find('//*');
        expect(theirs.length).toBe(ours.length);
        ours.forEach((element, index) => {
          const expected = theirs[index]?.canonicalizeToString({ mode: 1 });
          expect(canonicalize(element, { exclusive: true }).toString()).toBe(expected);
        });
        expect(canonicalize(document, { exclusive: true }).toString()).toBe(whole);
      }),
    );
  });
});

test('exclusive form agrees with xmllint', () => {
  if (spawnSync('xmllint', ['--version']).error !== undefined) {
    process.stdout.write('skipped: xmllint is not installed\n');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'c14n-'));
  try {
    for (const [index, xml] of fc.sample(namespacedXml, 40).entries()) {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, xml);
      expect(canonicalText(xml, { exclusive: true })).toBe(execFileSync('xmllint', ['--exc-c14n', file]).toString());
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
