import { edit, forge } from '../../support/forge.ts';
import type { Case } from '../support.ts';

const header = (what: string, from: string, to: string): Case => ({
  what: `header: ${what}`,
  code: 'READ_COMMENT',
  make: (pkiDir) => edit(forge(pkiDir).xml, from, to),
});
const content = (what: string, from: string, to: string): Case => ({
  what: `content: ${what}`,
  code: 'READ_COMMENT',
  make: (pkiDir) => forge(pkiDir, { plain: (plain) => edit(plain, from, to) }).bytes,
});

export const cases: readonly Case[] = [
  header('the recipient continues behind a comment', '</empfaenger>', '<!---->9</empfaenger>'),
  header('the UUID is cut', '<nachrichtenUUID>', '<nachrichtenUUID>0<!-- -->'),
  header('a comment between CDATA', '<absender>', '<absender><![CDATA[]]><!--x--><![CDATA[]]>'),
  content('the name is cut', '<xbg:familienname>Muster', '<xbg:familienname>Muster<!-- -->'),
  content('the author’s key is cut', '<kennung>bgb:145110000001', '<kennung>bgb:145110000001<!-- -->9'),
];
