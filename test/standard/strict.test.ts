import { describe, expect, test } from 'vitest';
import { BlaupauseError, type ErrorCode } from '../../src/platform/errors.ts';
import { build, type Message, parse, sample, validateMessage } from '../../src/standard/index.ts';

const xml = Buffer.from(build(sample('anzeige.eingang.1011'))).toString('utf8');
const changed = (from: string | RegExp, to: string): Uint8Array => {
  const result = xml.replace(from, to);
  expect(result).not.toBe(xml);
  return Buffer.from(result);
};

const faultOf = (action: () => unknown): { code: ErrorCode; path: string | undefined } => {
  try {
    action();
  } catch (error) {
    if (error instanceof BlaupauseError) return { code: error.code, path: error.place.path };
    throw error;
  }
  throw new Error('nothing was thrown');
};

const ROOT = '/xbg:anzeige.eingang.1011';

describe('reading refuses what it could not map', () => {
  test.each([
    ['an unknown element', /<xbg:eingegangenAm>/, '<xbg:mehr/><xbg:eingegangenAm>', `${ROOT}/mehr`],
    ['an element of another namespace', /<xbg:stand>/, '<stand xmlns="urn:x"/><xbg:stand>', `${ROOT}/stand`],
    ['a missing element', /<xbg:eingegangenAm>.*<\/xbg:eingegangenAm>/, '', `${ROOT}/xbg:eingegangenAm`],
    ['a repeated element', /(<xbg:eingegangenAm>.*<\/xbg:eingegangenAm>)/, '$1$1', `${ROOT}/eingegangenAm`],
    [
      'a swapped order',
      /(<xbg:eingegangenAm>.*<\/xbg:eingegangenAm>)(<xbg:aktenzeichen>.*<\/xbg:aktenzeichen>)/,
      '$2$1',
      `${ROOT}/eingegangenAm`,
    ],
    ['text between elements', /<xbg:stand>/, 'Text<xbg:stand>', ROOT],
    ['an unknown attribute', /<xbg:stand>/, '<xbg:stand neu="1">', `${ROOT}/xbg:stand`],
    [
      'xsi:nil',
      /<xbg:stand>/,
      '<xbg:stand xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="false">',
      `${ROOT}/xbg:stand`,
    ],
    ['another version', / version="1\.0"/, ' version="9"', `${ROOT}/@version`],
    ['an element where text belongs', /<xbg:eingegangenAm>/, '<xbg:eingegangenAm><b/>', `${ROOT}/xbg:eingegangenAm`],
    ['a boolean as digit', /<xbg:testvorgang>true/, '<xbg:testvorgang>1', `${ROOT}/xbg:vorgang/xbg:testvorgang`],
  ])('%s', (_, from, to, path) => {
    expect(faultOf(() => parse(changed(from, to)))).toEqual({ code: 'VALIDATE_SCHEMA', path });
  });

  test('a second alternative of a choice', () => {
    const bytes = Buffer.from(build(sample('anzeige.uebermittlung.1010')))
      .toString('utf8')
      .replace(
        /<xbg:unbekannt>/,
        '<xbg:natuerlichePerson><xbg:familienname>A</xbg:familienname></xbg:natuerlichePerson>$&',
      );
    expect(faultOf(() => parse(Buffer.from(bytes))).code).toBe('VALIDATE_SCHEMA');
  });

  test('a message or namespace that the standard does not have', () => {
    expect(faultOf(() => parse(Buffer.from('<a/>'))).code).toBe('VALIDATE_TYPE');
    expect(
      faultOf(() => parse(changed('urn:bussgeld-blaupause:xbussgeld:1.0', 'urn:bussgeld-blaupause:xbussgeld:1.9')))
        .code,
    ).toBe('VALIDATE_TYPE');
  });

  test('an entity that is not predefined', () => {
    expect(faultOf(() => parse(changed('Anna', '&anna;'))).code).toBe('READ_ENTITY');
  });

  test('hints for schema processors are allowed and not carried', () => {
    const xsi = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ';
    for (const hinted of [
      changed(' version=', `${xsi} xsi:schemaLocation="urn:x x.xsd" version=`),
      changed('<xbg:vorgang>', `<xbg:vorgang ${xsi} xsi:type="xbg:VorgangType">`),
      changed('<xbg:aktenzeichen>', `<xbg:aktenzeichen ${xsi} xsi:type="xbg:AktenzeichenType">`),
      changed('<code>', `<code ${xsi} xsi:schemaLocation="urn:x x.xsd">`),
    ]) {
      expect(validateMessage(hinted).findings).toEqual([]);
      expect(parse(hinted)).toEqual(sample('anzeige.eingang.1011'));
    }
  });

  test('elements named like members of objects', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(faultOf(() => parse(changed(/<xbg:stand>/, `<xbg:${name}/><xbg:stand>`))).code).toBe('VALIDATE_SCHEMA');
    }
  });
});

describe('writing refuses what the schema has no place for', () => {
  const message = sample('anzeige.eingang.1011');
  const bad = (changes: object): Message => ({ ...message, ...changes }) as Message;
  test.each([
    ['a property the type does not know', { unbekannt: 'x' }],
    ['a missing property', { aktenzeichen: undefined }],
    ['a number where text belongs', { aktenzeichen: 12 }],
    ['an empty list', { vorgang: { ...message.vorgang, polizeilicheVorgangsnummer: [] } }],
    ['a control character', { aktenzeichen: 'a\u0001b' }],
    ['half a surrogate pair', { aktenzeichen: 'a\ud800b' }],
  ])('%s', (_, changes) => {
    expect(faultOf(() => build(bad(changes))).code).toBe('VALIDATE_SCHEMA');
  });

  test('both alternatives of a choice', () => {
    const both = {
      ...sample('anzeige.uebermittlung.1010'),
      betroffene: { unbekannt: true, bekannt: { betroffener: [{ natuerlichePerson: { familienname: 'A' } }] } },
    };
    expect(faultOf(() => build(both as unknown as Message)).code).toBe('VALIDATE_SCHEMA');
  });

  test('a type the standard does not have', () => {
    expect(faultOf(() => build({ typ: '__proto__' } as unknown as Message)).code).toBe('VALIDATE_TYPE');
  });
});
