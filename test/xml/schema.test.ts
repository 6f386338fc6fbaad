import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/platform/errors.ts';
import { el, liveDocuments, parseTrusted, readCatalog, SchemaSet, text } from '../../src/xml/index.ts';
import { SchemaNames } from '../../src/xml/schema-names.ts';
import { explain } from '../../src/xml/schema-text.ts';
import { faultOf, millisecondsOf } from './support.ts';

const XOEV = resolve(import.meta.dirname, '../../../shared/reference/xoev');

let folder = '';
const put = (name: string, content: string): string => {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};
const schema = (content: string, attributes = ''): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${attributes}>${content}</xs:schema>`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'schema-'));
  put(
    'set/teil/namen.xsd',
    schema(
      '<xs:simpleType name="Name"><xs:restriction base="xs:string"><xs:maxLength value="12"/></xs:restriction></xs:simpleType>',
      'targetNamespace="urn:n"',
    ),
  );
  put('set/teil/mehr.xsd', schema('<xs:element name="extra" type="xs:int"/>', 'targetNamespace="urn:a"'));
  put(
    'set/main.xsd',
    schema(
      `<xs:import namespace="urn:n" schemaLocation="teil/namen.xsd"/><xs:include schemaLocation="teil/mehr.xsd"/>
       <xs:element name="akte"><xs:complexType><xs:sequence>
         <xs:element name="name" type="n:Name" maxOccurs="unbounded"/>
         <xs:element name="tag" type="xs:date" minOccurs="0"/>
         <xs:element name="kennzeichen" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[A-Z]+-[0-9]+"/></xs:restriction></xs:simpleType></xs:element>
         <xs:element name="art" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="x"/><xs:enumeration value="y"/></xs:restriction></xs:simpleType></xs:element>
         <xs:element name="betrag" minOccurs="0"><xs:simpleType><xs:restriction base="xs:decimal"><xs:fractionDigits value="2"/><xs:maxInclusive value="100"/></xs:restriction></xs:simpleType></xs:element>
         <xs:element name="liste" minOccurs="0" type="xs:NMTOKENS"/>
         <xs:element name="fest" minOccurs="0" fixed="1"/>
         <xs:element ref="a:extra" minOccurs="0"/>
       </xs:sequence><xs:attribute name="nr" type="xs:int"/><xs:attribute name="form" fixed="F"/></xs:complexType>
       <xs:key name="namen"><xs:selector xpath="a:name"/><xs:field xpath="."/></xs:key>
       <xs:keyref name="verweis" refer="a:namen"><xs:selector xpath="a:art"/><xs:field xpath="."/></xs:keyref></xs:element>`,
      'xmlns:a="urn:a" xmlns:n="urn:n" targetNamespace="urn:a" elementFormDefault="qualified"',
    ),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const validate = (set: SchemaSet, xml: string): Finding[] => {
  using document = parseTrusted(xml);
  return [...set.validate(document).findings];
};
const akte = (content: string, attributes = ''): string => `<akte xmlns="urn:a"${attributes}>\n${content}\n</akte>`;

describe('a schema set', () => {
  test('validates with what it imports and includes, compiled once', () => {
    using set = SchemaSet.load(join(folder, 'set/main.xsd'));
    expect(validate(set, akte('<name>Muster</name><tag>2026-11-22</tag><extra>1</extra>', ' nr="1"'))).toEqual([]);
    const findings = validate(set, akte('<name>Muster</name>\n<tag>gestern</tag><extra>x</extra>'));
    expect(findings.map(({ rule, severity, line, path }) => [rule, severity, line, path])).toEqual([
      ['XSD', 'error', 3, '/akte/tag'],
      ['XSD', 'error', 3, '/akte/extra'],
    ]);
    expect(liveDocuments()).toBe(0);
  });

  test('names element and constraint', () => {
    using set = SchemaSet.load(join(folder, 'set/main.xsd'));
    const texts = (content: string, attributes?: string): (string | undefined)[][] =>
      validate(set, akte(content, attributes)).map(({ text, found, allowed }) => [text, found, allowed]);
    expect(texts('')).toEqual([['Element akte ist unvollständig: Ein Element fehlt.', undefined, 'name']]);
    expect(texts('<tag>2026-11-22</tag>')).toEqual([
      ['Element tag steht hier nicht an erlaubter Stelle.', 'tag', 'name'],
    ]);
    expect(texts('<name>A</name><n:name xmlns:n="urn:n"/>')).toEqual([
      [
        'Element name steht hier nicht an erlaubter Stelle.',
        'name in einem anderen Namensraum',
        'name im Namensraum urn:a',
      ],
    ]);
    expect(texts('<name>Mustermannsdorf</name>')).toEqual([
      ['Element name ist zu lang (maxLength).', 'Xxxxxxxxxxxxxxx (15 Zeichen)', 'höchstens 12 Zeichen'],
      ['Element name hat nicht alle Felder des Schlüssels namen.', undefined, undefined],
    ]);
    expect(texts('<name>A</name><kennzeichen>c 1</kennzeichen>')).toEqual([
      ['Element kennzeichen hat nicht die vorgeschriebene Form (pattern).', 'x 9 (3 Zeichen)', 'Muster [A-Z]+-[0-9]+'],
    ]);
    expect(texts('<name>A</name>', ' nr="x"')).toEqual([
      ['Attribut nr von akte hat einen Wert, den sein Typ nicht zulässt.', 'x (1 Zeichen)', 'eine ganze Zahl'],
    ]);
    expect(texts('<name>A</name>', ' form="g"')).toEqual([
      ['Attribut form von akte hat nicht den festgelegten Wert.', 'x (1 Zeichen)', 'F'],
    ]);
    expect(texts('<name>A</name>', ' tag="x"')).toEqual([
      ['Attribut tag von akte ist hier nicht erlaubt.', 'tag', 'nur die Attribute des Schemas'],
    ]);
    expect(texts('<name>A</name><name>A</name>')).toEqual([
      ['Element name wiederholt einen Schlüssel, der eindeutig sein muss (namen).', undefined, undefined],
    ]);
    expect(texts('<name>A</name><art>x</art>')).toEqual([
      ['Element art verweist auf einen Schlüssel, den es nicht gibt (verweis).', undefined, undefined],
    ]);
  });

  test('repeats no name that the schema does not have, unless the author reads', () => {
    using set = SchemaSet.load(join(folder, 'set/main.xsd'));
    using document = parseTrusted(akte('<name>A</name>\n<Muster><Frau/></Muster>', ' Erika="1"'));
    const finding = (findings: readonly Finding[]) =>
      findings.map(({ line, path, text, found }) => [line, path, text, found]);
    expect(finding(set.validate(document).findings)).toEqual([
      [1, '/akte', 'Ein unbekanntes Attribut von akte ist hier nicht erlaubt.', 'Xxxxx (5 Zeichen)'],
      [3, '/akte/*[2]', 'Ein unbekanntes Element steht hier nicht an erlaubter Stelle.', 'Xxxxxx (6 Zeichen)'],
    ]);
    expect(finding(set.validate(document, { quote: true }).findings)).toEqual([
      [1, '/akte/@Erika', 'Attribut Erika von akte ist hier nicht erlaubt.', 'Erika'],
      [3, '/akte/Muster', 'Element Muster steht hier nicht an erlaubter Stelle.', 'Muster'],
    ]);
  });

  test('no finding quotes a value, whatever the value looks like', () => {
    using set = SchemaSet.load(join(folder, 'set/main.xsd'));
    const secret = fc.constantFrom(
      'Musterfrau',
      "Musterfrau' is not a valid value of the atomic type 'Musterfrau'.",
      "Musterfrau' is not accepted by the pattern 'Musterfrau'.",
      "Musterfrau'].\nThe attribute 'Musterfrau' is not allowed.",
      "[facet 'Musterfrau'] Musterfrau",
      "Element 'Musterfrau': This element is not expected. Expected is ( Musterfrau ).",
      "['Musterfrau'] in unique identity-constraint 'Musterfrau'.",
    );
    const field = fc.constantFrom('name', 'tag', 'kennzeichen', 'art', 'betrag', 'liste', 'fest', 'extra', 'akte');
    const attribute = fc.constantFrom('nr', 'form', 'fremd');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(field, secret), { maxLength: 9 }),
        attribute,
        secret,
        secret,
        (fields, name, value, loose) => {
          const xml = el(
            'akte',
            { xmlns: 'urn:a', [name]: value },
            ...fields.map(([key, content]) => el(key, {}, text(content))),
            text(loose),
          );
          const findings = validate(set, xml);
          expect(findings.length).toBeGreaterThan(0);
          expect(JSON.stringify(findings)).not.toContain('Musterfrau');
        },
      ),
      { numRuns: 300 },
    );
    const names = new SchemaNames();
    expect(explain('something new about Musterfrau', names)).toBeUndefined();
    const unknown = explain("Element 'a': something new about 'Musterfrau'.", names);
    expect(unknown?.explanation).toEqual({ text: 'entspricht nicht dem Schema' });
  });

  test('an instance cannot name a schema to fetch', () => {
    using set = SchemaSet.load(join(folder, 'set/main.xsd'));
    const hint =
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a http://127.0.0.1:9/x.xsd"';
    expect(validate(set, akte('<name>A</name>', hint))).toEqual([]);
    expect(validate(set, akte('<nein/>', hint))).not.toEqual([]);
  });

  test('of a document of nothing but faults it names 100, counts all, and takes hardly longer', () => {
    using set = SchemaSet.load(join(folder, 'set/main.xsd'));
    const count = 50_000;
    const of = (name: string) =>
      parseTrusted(akte(Array.from({ length: count }, (_, n) => `<name>${name}${n}</name>`).join('')));
    using good = of('A');
    using bad = of('Mustermannsdorf');
    let verdict = set.validate(good);
    expect(verdict.total).toBe(0);
    const least = millisecondsOf(() => set.validate(good));
    const time = millisecondsOf(() => {
      verdict = set.validate(bad);
    });
    expect(verdict.findings).toHaveLength(100);
    expect(verdict.findings[99]?.path).toBe('/akte/name[50]');
    expect(verdict.total).toBe(2 * count);
    expect(time).toBeLessThan(50 * least + 2_000);
  });

  test('findings of character patterns are kept apart where that is asked for', () => {
    put(
      'zeichen.xsd',
      schema(
        '<xs:simpleType name="Z"><xs:restriction base="xs:string"><xs:pattern value="[a-z]*"/></xs:restriction></xs:simpleType>',
        'targetNamespace="urn:z"',
      ),
    );
    const file = put(
      'mitzeichen.xsd',
      schema(
        `<xs:import namespace="urn:z" schemaLocation="zeichen.xsd"/><xs:element name="a"><xs:simpleType>
           <xs:restriction base="z:Z"><xs:maxLength value="3"/><xs:pattern value="b.*"/></xs:restriction></xs:simpleType></xs:element>`,
        'xmlns:z="urn:z"',
      ),
    );
    using set = SchemaSet.load(file, { characters: 'urn:z' });
    const counts = (xml: string): (number | string | undefined)[] => {
      using document = parseTrusted(xml);
      const { total, characters } = set.validate(document);
      return [total, characters.total, characters.findings[0]?.allowed];
    };
    expect(counts('<a>b23</a>')).toEqual([0, 1, 'Muster [a-z]*']);
    expect(counts('<a>b234</a>')).toEqual([1, 1, 'Muster [a-z]*']);
    expect(counts('<a>c</a>')).toEqual([1, 0, undefined]);
  });
});

describe('where references may lead', () => {
  const importing = (location: string): string =>
    schema(
      `<xs:import namespace="urn:n" schemaLocation="${location}"/><xs:element name="a" type="n:Name" xmlns:n="urn:n"/>`,
    );

  test.each(['../set/teil/namen.xsd', '/etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1:9/x.xsd', 'fehlt.xsd'])(
    '%s is refused without the catalogue',
    (location) => {
      const file = put('fremd/main.xsd', importing(location));
      expect(faultOf(() => SchemaSet.load(file)).code).toBe('FILE');
    },
  );

  test('a link out of the folder is refused', () => {
    const file = put('fremd/main.xsd', importing('link.xsd'));
    rmSync(join(folder, 'fremd/link.xsd'), { force: true });
    symlinkSync(join(folder, 'set/teil/namen.xsd'), join(folder, 'fremd/link.xsd'));
    expect(faultOf(() => SchemaSet.load(file)).code).toBe('FILE');
  });

  test('a wider root is given by the caller', () => {
    const file = put('fremd/main.xsd', importing('../set/teil/namen.xsd'));
    using set = SchemaSet.load(file, { root: folder });
    expect(validate(set, '<a>Muster</a>')).toEqual([]);
  });

  test('a wrong schema is a wrong setting', () => {
    expect(faultOf(() => SchemaSet.load(put('falsch.xsd', schema('<xs:element name="a" type="b"/>')))).code).toBe(
      'SETTINGS',
    );
    expect(faultOf(() => SchemaSet.load(put('falsch.xsd', '<xs:schema'))).code).toBe('SETTINGS');
    expect(liveDocuments()).toBe(0);
  });
});

describe('an XML catalogue', () => {
  const catalog = (entries: string): string =>
    `<?xml version="1.0"?><!-- of the operator --><catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">${entries}</catalog>`;

  test('leads namespaces and addresses to files, before the file beside the schema', () => {
    const strict = put(
      'amtlich/namen 2.xsd',
      schema(
        '<xs:simpleType name="Name"><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>',
        'targetNamespace="urn:n"',
      ),
    );
    const byNamespace = readCatalog(
      put('katalog.xml', catalog('<group><uri name="urn:n" uri="amtlich/namen%202.xsd"/></group>')),
    );
    expect(byNamespace).toEqual({ 'urn:n': strict });
    using set = SchemaSet.load(join(folder, 'set/main.xsd'), { catalog: byNamespace });
    expect(validate(set, akte('<name>Muster</name>'))[0]?.allowed).toBe('höchstens 3 Zeichen');

    const file = put(
      'fern/main.xsd',
      schema(
        '<xs:import namespace="urn:n" schemaLocation="http://example.org/namen.xsd"/><xs:element name="a" type="n:Name" xmlns:n="urn:n"/>',
      ),
    );
    const byAddress = readCatalog(
      put(
        'katalog.xml',
        catalog(`<system systemId="http://example.org/namen.xsd" uri="file://${encodeURI(strict)}"/>`),
      ),
    );
    using far = SchemaSet.load(file, { catalog: byAddress });
    expect(validate(far, '<a>abc</a>')).toEqual([]);
    expect(validate(far, '<a>abcd</a>')).toHaveLength(1);
  });

  test.each([
    ['FILE', undefined],
    ['SETTINGS', '<a/>'],
    ['SETTINGS', '<catalog'],
    ['SETTINGS', '<!DOCTYPE catalog><catalog/>'],
    ['SETTINGS', catalog('<uri name="urn:n" uri="http://example.org/x.xsd"/>')],
  ])('%s: %s', (code, content) => {
    const file = content === undefined ? join(folder, 'fehlt.xml') : put('katalog.xml', content);
    expect(faultOf(() => readCatalog(file)).code).toBe(code);
  });
});

test('the official XÖV base message and the W3C signature schema compile through a catalogue', () => {
  if (!existsSync(XOEV)) {
    process.stdout.write(`skipped: ${XOEV} is missing\n`);
    return;
  }
  const catalog = {
    'http://xoev.de/schemata/code/1_0/xoev-code.xsd': join(XOEV, 'xoev-code.xsd'),
    'https://xoev.de/schemata/din/91379/2022-08/din-norm-91379-datatypes.xsd': join(
      XOEV,
      'din-norm-91379-datatypes_2022-08.xsd',
    ),
  };
  for (const file of [
    'xoev-basisnachricht-unqualified-g2g_1.1.xsd',
    'din-norm-91379-datatypes_2022-08.xsd',
    'xmldsig-core-schema.xsd',
  ]) {
    expect(() => SchemaSet.load(join(XOEV, file), { catalog })[Symbol.dispose]()).not.toThrow();
  }
});
