import { edit, forge } from '../../support/forge.ts';
import type { Case } from '../support.ts';

const PLACES: readonly (readonly [string, string])[] = [
  ['DigestValue', '<ds:DigestValue>'],
  ['SignatureValue', '<ds:SignatureValue>'],
  ['the UUID', '<nachrichtenUUID>'],
  ['CipherValue', '<xenc:CipherValue>'],
  ['the recipient', '<empfaenger>'],
];
const CONTENT: readonly (readonly [string, string])[] = [
  ['the UUID', '<nachrichtenUUID>'],
  ['a name', '<xbg:familienname>'],
  ['a figure', '<xbg:vorwerfbar>'],
  ['DigestValue', '<ds:DigestValue>'],
];
const KINDS = [
  ['a comment', '<!-- x -->', 'READ_COMMENT'],
  ['an instruction', '<?x y?>', 'READ_PROCESSING_INSTRUCTION'],
] as const;

export const cases: readonly Case[] = KINDS.flatMap(([kind, text, code]) => [
  ...PLACES.map(
    ([where, tag]): Case => ({
      what: `${kind} in ${where}`,
      code,
      make: (pkiDir) => edit(forge(pkiDir).xml, tag, tag + text),
    }),
  ),
  ...CONTENT.map(
    ([where, tag]): Case => ({
      what: `${kind} in ${where} of the content`,
      code,
      make: (pkiDir) => forge(pkiDir, { plain: (plain) => edit(plain, tag, tag + text) }).bytes,
    }),
  ),
  {
    what: `${kind} in an amount of the content`,
    code,
    make: (pkiDir) =>
      forge(pkiDir, {
        typ: 'vollstreckung.ersuchen.3020',
        plain: (plain) => edit(plain, /<xbg:betrag>\d/, (digit) => digit + text),
      }).bytes,
  },
  { what: `${kind} before the root`, code, make: (pkiDir) => text + forge(pkiDir).xml },
  { what: `${kind} behind the root`, code, make: (pkiDir) => forge(pkiDir).xml + text },
]);
