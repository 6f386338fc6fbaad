import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, catalogue, leaves, type Message, parse, sample } from '../../src/standard/index.ts';
import { canonicalize, contentLimits, parse as parseXml } from '../../src/xml/index.ts';
import { messageArbitrary } from './arbitrary.ts';
import { ownSchemas } from './schema-sets.ts';

const names = catalogue.map(({ name }) => name);
const canonical = (bytes: Uint8Array): string => {
  using document = parseXml(bytes, contentLimits);
  return canonicalize(document, { exclusive: true }).toString('utf8');
};

describe('mapping loses nothing', () => {
  const schemas = ownSchemas();

  test.each(names)('any %s is schema-valid as XML and the same object when read back', (name) => {
    fc.assert(
      fc.property(messageArbitrary(name), (message) => {
        const bytes = build(message as Message);
        using document = parseXml(bytes, contentLimits);
        expect(schemas.validate(document).findings).toEqual([]);
        expect(parse(bytes)).toStrictEqual(message);
        expect(parse(build(message as Message, { readable: true }))).toStrictEqual(message);
      }),
      { numRuns: 15 },
    );
  });

  test.each(names)('%s read and written again has the same canonical form', (name) => {
    const bytes = build(sample(name));
    expect(canonical(build(parse(bytes)))).toBe(canonical(bytes));
  });

  test.each(names)('%s is written in its canonical form already', (name) => {
    const bytes = build(sample(name));
    expect(Buffer.from(bytes).toString('utf8')).toBe(canonical(bytes));
  });
});

test('other prefixes, CDATA, references and quotes are read as what they mean', () => {
  const xml = Buffer.from(build(sample('anzeige.eingang.1011'))).toString('utf8');
  const other = xml
    .replaceAll('xbg:', 'andere:')
    .replace('xmlns:xbg', 'xmlns:andere')
    .replace('Anna Beispiel', '<![CDATA[Anna]]> &#66;ei&#x73;piel')
    .replace('test="Beispiel"', "test='Bei&#115;piel'");
  expect(parse(Buffer.from(other))).toEqual(sample('anzeige.eingang.1011'));
});

test('values are never reinterpreted: leading zeros, spaces and escapes stay', () => {
  const message = sample('anzeige.eingang.1011', {
    sachbearbeitung: { organisationseinheit: ' 0101 &amp; <b> ', name: 'true' },
    aktenzeichen: '000123',
  });
  expect(parse(build(message))).toStrictEqual(message);
});

test('code attributes that a document writes are kept and those it omits are not invented', () => {
  const listURI = 'urn:bussgeld-blaupause:codeliste:bearbeitungsstand';
  const stand = { listURI, listVersionID: '1.0', code: 'eingegangen', name: 'Eingegangen' } as const;
  const message = sample('anzeige.eingang.1011', { stand });
  expect(parse(build(message))).toStrictEqual(message);
});

test('leaves give every value once with path, characters and code list', () => {
  const all = [...leaves(sample('fahrerermittlung.ersuchen.1120'))];
  expect(new Set(all.map(({ path }) => path)).size).toBe(all.length);
  const massnahme = all.find(({ path }) => path.endsWith('/xbg:massnahme[2]/code'));
  expect(massnahme?.codeList).toEqual({ uri: 'urn:bussgeld-blaupause:codeliste:ermittlungsmassnahme', version: '1.0' });
  const kanal = all.find(({ path }) => path.endsWith('/autor/verzeichnisdienst/code'));
  expect(kanal?.codeList).toEqual({ uri: 'urn:xoev-de:kosit:codeliste:verzeichnisdienst', version: '3' });
  const name = all.find(({ path }) => path.endsWith('/xbg:halter/xbg:natuerlichePerson/xbg:familienname'));
  expect([name?.value, name?.type.din]).toEqual(['Musterfrau', 'A']);
});
