import { edit, forge } from '../../support/forge.ts';
import type { Case } from '../support.ts';

const KOPF = /<kopf .*<\/kopf>/s;
const INHALT = /<xenc:EncryptedData .*<\/xenc:EncryptedData>/s;
const SIGNATURE = /<ds:Signature [\s\S]*<\/ds:Signature>/;

const part = (xml: string, pattern: RegExp): string => pattern.exec(xml)?.[0] ?? '';
const intoObject = (xml: string, moved: string): string =>
  edit(xml, '</ds:Signature>', `<ds:Object>${moved}</ds:Object></ds:Signature>`);
const evilKopf = (kopf: string): string => edit(kopf, /<empfaenger>[^<]*/, '<empfaenger>kas:146120000001');

/** A valid Sendung and its parts, with a forged header and a forged content. */
const parts = (pkiDir: string) => {
  const { xml } = forge(pkiDir);
  const kopf = part(xml, KOPF);
  const inhalt = part(xml, INHALT);
  return {
    xml,
    kopf,
    inhalt,
    signature: part(xml, SIGNATURE),
    badKopf: evilKopf(kopf),
    badInhalt: part(forge(pkiDir).xml, INHALT),
  };
};
type Parts = ReturnType<typeof parts>;
const wrap = (what: string, code: Case['code'], change: (p: Parts) => string): Case => ({
  what,
  code,
  make: (pkiDir) => change(parts(pkiDir)),
});

/** The same on the author's document inside the encryption. */
const inside = (what: string, code: Case['code'], change: (plain: string, signature: string) => string): Case => ({
  what: `inside the encryption: ${what}`,
  code,
  make: (pkiDir) => forge(pkiDir, { plain: (plain) => change(plain, part(plain, SIGNATURE)) }).bytes,
});
const evilContent = (plain: string): string => edit(plain, 'Musterfrau', 'Angreifer');

export const cases: readonly Case[] = [
  wrap(
    'XSW1: the original inside an Object, a forged root around it',
    'SHAPE_DUPLICATE_ID',
    ({ xml, signature, badKopf, kopf }) => intoObject(edit(xml, kopf, badKopf), edit(xml, signature, '')),
  ),
  wrap('XSW2: the original beside the signature', 'SHAPE_SCHEMA', ({ xml, signature, badKopf, kopf }) =>
    edit(edit(xml, kopf, badKopf), signature, edit(xml, signature, '') + signature),
  ),
  wrap('XSW3: a forged header before the signed one, same Id', 'SHAPE_SCHEMA', ({ xml, kopf, badKopf }) =>
    edit(xml, kopf, badKopf + kopf),
  ),
  wrap('XSW3: a forged header behind the signed one, same Id', 'SHAPE_SCHEMA', ({ xml, kopf, badKopf }) =>
    edit(xml, kopf, kopf + badKopf),
  ),
  wrap('XSW4: the signed header inside the forged one', 'SHAPE_SCHEMA', ({ xml, kopf, badKopf }) =>
    edit(xml, kopf, edit(badKopf, '</kopf>', `${kopf}</kopf>`)),
  ),
  wrap('XSW5: the signed header in an Object of the signature', 'SHAPE_DUPLICATE_ID', ({ xml, kopf, badKopf }) =>
    intoObject(edit(xml, kopf, badKopf), kopf),
  ),
  wrap(
    'XSW6: the signed content in an Object, a forged one in its place',
    'SHAPE_DUPLICATE_ID',
    ({ xml, inhalt, badInhalt }) => intoObject(edit(xml, inhalt, badInhalt), inhalt),
  ),
  wrap('XSW7: the signed content below the forged one', 'SHAPE_DUPLICATE_ID', ({ xml, inhalt, badInhalt }) =>
    edit(xml, inhalt, edit(badInhalt, '</xenc:EncryptedData>', `${inhalt}</xenc:EncryptedData>`)),
  ),
  wrap('XSW8: the signed content in KeyInfo of the signature', 'SHAPE_DUPLICATE_ID', ({ xml, inhalt, badInhalt }) =>
    edit(
      edit(xml, inhalt, badInhalt),
      '</ds:X509Data></ds:KeyInfo></ds:Signature>',
      `</ds:X509Data>${inhalt}</ds:KeyInfo></ds:Signature>`,
    ),
  ),
  wrap(
    'XSW9: the signed content under another Id of the reference, a forged one in its place',
    'SHAPE_SCHEMA',
    ({ xml, inhalt, badInhalt }) => edit(xml, inhalt, edit(badInhalt, 'Id="inhalt"', 'Id="anders"') + inhalt),
  ),
  wrap('the forged content without Id, the signed one in an Object', 'SHAPE_PROFILE', ({ xml, inhalt, badInhalt }) =>
    intoObject(edit(xml, inhalt, edit(badInhalt, ' Id="inhalt"', '')), inhalt),
  ),
  wrap(
    'the whole Sendung below a forged root of the same name',
    'SHAPE_SCHEMA',
    ({ xml, badKopf, badInhalt }) =>
      `<sendung xmlns="urn:bussgeld-blaupause:transport:1.0">${badKopf}${badInhalt}${xml}</sendung>`,
  ),
  wrap('a forged header without anything else', 'VERIFY_SIGNATURE', ({ xml, kopf, badKopf }) =>
    edit(xml, kopf, badKopf),
  ),
  inside('the original in an Object of a forged document', 'SHAPE_DUPLICATE_ID', (plain, signature) =>
    intoObject(evilContent(plain), edit(plain, signature, '')),
  ),
  inside('the original behind the forged message', 'SHAPE_SCHEMA', (plain, signature) =>
    edit(evilContent(plain), '</t:nachricht>', `${edit(plain, signature, '')}</t:nachricht>`),
  ),
  inside('two messages, the forged one first', 'SHAPE_SCHEMA', (plain) => {
    const message = part(plain, /<t:nachricht .*<\/t:nachricht>/s);
    return edit(plain, message, evilContent(message) + message);
  }),
  inside('a forged text', 'OPEN_AUTHOR_SIGNATURE', (plain) => evilContent(plain)),
];
