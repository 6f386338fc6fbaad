import { edit, forge } from '../../support/forge.ts';
import type { Case } from '../support.ts';

const DECLARATIONS: readonly (readonly [string, string])[] = [
  ['an empty declaration', '<!DOCTYPE sendung>'],
  ['an internal subset', '<!DOCTYPE sendung [<!ELEMENT sendung ANY>]>'],
  ['default attributes', '<!DOCTYPE sendung [<!ATTLIST kopf Id CDATA "inhalt">]>'],
  ['a fixed namespace', '<!DOCTYPE sendung [<!ATTLIST sendung xmlns CDATA #FIXED "urn:angreifer">]>'],
  ['an external identifier', '<!DOCTYPE sendung SYSTEM "http://127.0.0.1:9/angriff.dtd">'],
  ['a public identifier', '<!DOCTYPE sendung PUBLIC "-//Angriff//DE" "file:///etc/hostname">'],
  ['a parameter entity', '<!DOCTYPE sendung [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>'],
  ['an entity', '<!DOCTYPE sendung [<!ENTITY e "x">]>'],
  ['a notation', '<!DOCTYPE sendung [<!NOTATION n SYSTEM "x">]>'],
  ['white space before its name', '<!DOCTYPE\n\tsendung\n[\n]\n>'],
  ['a declaration that never ends', '<!DOCTYPE sendung ['],
  ['a comment with a bracket inside', '<!DOCTYPE sendung [<!-- ]> -->]>'],
];

const entityInId = (xml: string, root: string): string =>
  `<!DOCTYPE ${root} [<!ENTITY k "kopf">]>${edit(xml, /Id="(kopf|inhaltsdaten)"/, 'Id="&k;"')}`;

export const cases: readonly Case[] = [
  ...DECLARATIONS.flatMap(([what, declaration]): Case[] => [
    { what: `in the envelope: ${what}`, code: 'READ_DOCTYPE', make: (pkiDir) => declaration + forge(pkiDir).xml },
    {
      what: `inside the encryption: ${what}`,
      code: 'READ_DOCTYPE',
      make: (pkiDir) => forge(pkiDir, { plain: (plain) => declaration + plain }).bytes,
    },
  ]),
  {
    what: 'in the envelope: an entity in an Id',
    code: 'READ_DOCTYPE',
    make: (pkiDir) => entityInId(forge(pkiDir).xml, 'sendung'),
  },
  {
    what: 'inside the encryption: an entity in an Id',
    code: 'READ_DOCTYPE',
    make: (pkiDir) => forge(pkiDir, { plain: (plain) => entityInId(plain, 'inhaltsdaten') }).bytes,
  },
  {
    what: 'behind an XML declaration',
    code: 'READ_DOCTYPE',
    make: (pkiDir) => `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE sendung []>\n${forge(pkiDir).xml}`,
  },
  {
    what: 'in lower case, which is no XML',
    code: 'READ_NOT_WELL_FORMED',
    make: (pkiDir) => `<!doctype sendung>${forge(pkiDir).xml}`,
  },
  {
    what: 'a DOCTYPE alone, without any body',
    code: 'READ_DOCTYPE',
    make: () => '<!DOCTYPE sendung [<!ENTITY e "x">]>',
  },
];
