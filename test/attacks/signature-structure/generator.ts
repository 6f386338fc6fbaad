import { loadKeyStore } from '../../../src/crypto/index.ts';
import { edit, forge, resign } from '../../support/forge.ts';
import { BGB } from '../../support/profile.ts';
import type { Case } from '../support.ts';

const SIGNATURE = /<ds:Signature [\s\S]*<\/ds:Signature>/;
const change = (
  what: string,
  from: string | RegExp,
  to: string | ((m: string) => string),
  code: Case['code'] = 'SHAPE_PROFILE',
): Case => ({
  what,
  code,
  make: (pkiDir) => edit(forge(pkiDir).xml, from, to),
});
/** Signed anew, so that the value of the signature holds. */
const signedSo = (what: string, info: (xml: string) => string): Case => ({
  what: `signed so by its maker: ${what}`,
  code: 'SHAPE_PROFILE',
  make: (pkiDir) => resign(forge(pkiDir).xml, loadKeyStore(pkiDir, BGB).signature.key, info),
});

/** The same on the author's document inside the encryption. */
const inside = (
  what: string,
  from: string | RegExp,
  to: string | ((m: string) => string),
  code: Case['code'] = 'SHAPE_PROFILE',
): Case => ({
  what: `inside the encryption: ${what}`,
  code,
  make: (pkiDir) => forge(pkiDir, { plain: (plain) => edit(plain, from, to) }).bytes,
});

export const cases: readonly Case[] = [
  inside('two SignedInfo', /<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>/, (info) => info + info),
  inside('two signatures', SIGNATURE, (signature) => signature + signature, 'SHAPE_SCHEMA'),
  inside('no signature', SIGNATURE, '', 'SHAPE_SCHEMA'),
  inside(
    'a Manifest in an Object',
    '</ds:Signature>',
    '<ds:Object><ds:Manifest></ds:Manifest></ds:Object></ds:Signature>',
  ),
  inside(
    'a signature inside the message',
    '</t:nachricht>',
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature></t:nachricht>',
    'SHAPE_SCHEMA',
  ),
  inside('one reference twice', /<ds:Reference URI="#inhaltsdaten">.*?<\/ds:Reference>/, (one) => one + one),
  change('two SignedInfo', /<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>/, (info) => info + info),
  change('two signatures', SIGNATURE, (signature) => signature + signature, 'SHAPE_SCHEMA'),
  change('no signature', SIGNATURE, '', 'SHAPE_SCHEMA'),
  change(
    'a signature inside the signature',
    '</ds:KeyInfo></ds:Signature>',
    () => '</ds:KeyInfo><ds:Object><ds:Signature></ds:Signature></ds:Object></ds:Signature>',
  ),
  change(
    'a signature inside the content',
    '<xenc:CipherData>',
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature><xenc:CipherData>',
  ),
  change('an empty Object', '</ds:Signature>', '<ds:Object></ds:Object></ds:Signature>'),
  change(
    'a Manifest in an Object',
    '</ds:Signature>',
    '<ds:Object><ds:Manifest></ds:Manifest></ds:Object></ds:Signature>',
  ),
  change('two SignatureValue', /<ds:SignatureValue>[^<]*<\/ds:SignatureValue>/, (value) => value + value),
  change('two KeyInfo', '</ds:Signature>', '<ds:KeyInfo></ds:KeyInfo></ds:Signature>'),
  signedSo('one reference twice', (info) => info.replace(/<ds:Reference URI="#kopf">.*?<\/ds:Reference>/, '$&$&')),
  signedSo('only the header', (info) => info.replace(/<ds:Reference URI="#inhalt">.*?<\/ds:Reference>/, '')),
  signedSo('only the content', (info) => info.replace(/<ds:Reference URI="#kopf">.*?<\/ds:Reference>/, '')),
  signedSo('a reference of type Manifest', (info) =>
    info.replace('<ds:Reference ', '<ds:Reference Type="http://www.w3.org/2000/09/xmldsig#Manifest" '),
  ),
  signedSo('the references exchanged', (info) =>
    info.replace(
      /(<ds:Reference URI="#kopf">.*?<\/ds:Reference>)(<ds:Reference URI="#inhalt">.*?<\/ds:Reference>)/,
      '$2$1',
    ),
  ),
];
