import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, catalogue, sample } from '../../src/standard/index.ts';
import { contentLimits, parse, parseTrusted, type SchemaSet } from '../../src/xml/index.ts';
import { officialSchemas, ownSchemas, reference, referenceExists, xsd } from './schema-sets.ts';

const XS = 'http://www.w3.org/2001/XMLSchema';

const findings = (schemas: SchemaSet, bytes: Uint8Array) => {
  using document = parse(bytes, contentLimits);
  return [...schemas.validate(document).findings];
};

describe('every sample message', () => {
  const own = ownSchemas();
  test.each(catalogue.map(({ name }) => name))('%s is valid', (name) => {
    expect(findings(own, build(sample(name)))).toEqual([]);
    expect(findings(own, build(sample(name), { readable: true }))).toEqual([]);
  });

  const official = referenceExists ? officialSchemas() : undefined;
  test.skipIf(official === undefined).each(catalogue.map(({ name }) => name))(
    '%s is valid against the published XÖV schemas',
    (name) => {
      if (official !== undefined) expect(findings(official, build(sample(name)))).toEqual([]);
    },
  );

  test.skipIf(official === undefined)('the catalogue really puts the published schemas in the place of ours', () => {
    // U+00D7 lies inside our wider pattern of datatype A and outside the repertoire of the norm
    const bytes = build(sample('zustellung.nachweis.2020', { zustellung: { zusteller: 'Peter × Postbote' } }));
    expect(findings(own, bytes)).toEqual([]);
    if (official !== undefined) expect(findings(official, bytes)).not.toEqual([]);
  });
});

describe('the character patterns', () => {
  const ranges = (pattern: string): [number, number][] =>
    [...pattern.matchAll(/(.)(?:-(.))?/gsu)].map(([, low = '', high = low]) => [
      low.codePointAt(0) ?? 0,
      high.codePointAt(0) ?? 0,
    ]);
  const patternsOf = (path: string): Map<string, string> => {
    using document = parseTrusted(readFileSync(path));
    return new Map(
      document.root.all('simpleType', XS).map((type) => {
        const pattern = type.child('restriction', XS)?.child('pattern', XS)?.attribute('value') ?? '';
        return [type.attribute('name') ?? '', pattern];
      }),
    );
  };

  test.skipIf(!referenceExists)('accept whatever the published DIN 91379 types accept', () => {
    const own = patternsOf(join(xsd, 'xoev', 'din-norm-91379-datatypes.xsd'));
    const official = patternsOf(join(reference, 'din-norm-91379-datatypes_2022-08.xsd'));
    expect([...own.keys()]).toEqual([...official.keys()]);
    for (const [name, pattern] of official) {
      const accepts = new RegExp(`^${own.get(name)}$`, 'u');
      const literals = pattern.replace(/\\(.)/g, '$1').replace(/[()[\]|*]/g, '');
      const characters = ranges(literals).flatMap(([low, high]) =>
        Array.from({ length: high - low + 1 }, (_, index) => String.fromCodePoint(low + index)),
      );
      expect(characters.filter((character) => !accepts.test(character))).toEqual([]);
    }
  });
});

describe('the schema files', () => {
  const folders = ['xbussgeld', 'xoev'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(xsd, folder))
      .filter((name) => name.endsWith('.xsd'))
      .map((name) => join(folder, name)),
  );

  test.each(files)('%s documents every type and element', (file) => {
    using document = parseTrusted(readFileSync(join(xsd, file)));
    const undocumented = [...document.root.descendants()]
      .filter(({ name, namespace }) => namespace === XS && ['element', 'complexType', 'simpleType'].includes(name))
      .filter((element) => element.attribute('name') !== undefined)
      .filter((element) => element.parent?.parent?.name !== 'restriction')
      .filter((element) => (element.child('annotation', XS)?.child('documentation', XS)?.text.length ?? 0) < 4);
    expect(undocumented.map((element) => element.attribute('name'))).toEqual([]);
  });

  test.each(files)(
    '%s has no mixed content, no wildcard and no repeated choice, so that mapping loses nothing',
    (file) => {
      using document = parseTrusted(readFileSync(join(xsd, file)));
      for (const element of document.root.descendants()) {
        expect(element.attribute('mixed')).toBeUndefined();
        expect(['any', 'anyAttribute', 'all', 'group']).not.toContain(element.name);
        if (element.is('choice', XS)) expect(element.attribute('maxOccurs')).toBeUndefined();
      }
    },
  );

  test('xbussgeld.xsd includes every other file of the standard', () => {
    using document = parseTrusted(readFileSync(join(xsd, 'xbussgeld', 'xbussgeld.xsd')));
    const included = document.root.all('include', XS).map((include) => include.attribute('schemaLocation'));
    const others = readdirSync(join(xsd, 'xbussgeld')).filter((name) => name !== 'xbussgeld.xsd');
    expect(included.sort()).toEqual(others.sort());
  });
});
