import { edit, forge } from '../../support/forge.ts';
import type { Case } from '../support.ts';

const change = (what: string, from: string | RegExp, to: string, code: Case['code'] = 'SHAPE_DUPLICATE_ID'): Case => ({
  what,
  code,
  make: (pkiDir) => edit(forge(pkiDir).xml, from, to),
});

export const cases: readonly Case[] = [
  change('Id of the header again in the content', '<xenc:CipherData>', '<xenc:CipherData Id="kopf">'),
  change('Id of the content again below it', '<xenc:CipherData>', '<xenc:CipherData Id="inhalt">'),
  change('ID beside Id', '<xenc:CipherData>', '<xenc:CipherData ID="inhalt">'),
  change('id beside Id', '<xenc:CipherData>', '<xenc:CipherData id="kopf">'),
  change('xml:id beside Id', '<xenc:CipherData>', '<xenc:CipherData xml:id="kopf">'),
  change('Id of the content on the signature', '<ds:Signature ', '<ds:Signature Id="inhalt" '),
  change('Id and id on one element with the same value', ' Id="inhalt"', ' Id="inhalt" id="inhalt"'),
  change(
    'xml:id on the header, whose schema has no such attribute',
    '<kopf Id="kopf"',
    '<kopf Id="kopf" xml:id="kopf"',
    'SHAPE_SCHEMA',
  ),
  change('the header as ID', '<kopf Id="kopf"', '<kopf ID="kopf"', 'SHAPE_SCHEMA'),
  {
    what: 'inside the encryption: Id of the document again on the message',
    code: 'SHAPE_DUPLICATE_ID',
    make: (pkiDir) =>
      forge(pkiDir, { plain: (plain) => edit(plain, ' produkt=', ' Id="inhaltsdaten" produkt=') }).bytes,
  },
];
