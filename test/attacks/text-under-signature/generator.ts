import { edit, forge } from '../../support/forge.ts';
import type { Case } from '../support.ts';

const inContent = (what: string, code: Case['code'], to: string): Case => ({
  what: `in the content: ${what}`,
  code,
  make: (pkiDir) => forge(pkiDir, { plain: (plain) => edit(plain, '<xbg:gemessen>79', to) }).bytes,
});
const inHeader = (what: string, code: Case['code'], to: string): Case => ({
  what: `in the header: ${what}`,
  code,
  make: (pkiDir) => edit(forge(pkiDir).xml, '<absender>bgb:145110000001', to),
});
export const cases: readonly Case[] = [
  inContent('an instruction with digits', 'READ_PROCESSING_INSTRUCTION', '<xbg:gemessen><?p 1?>79'),
  inContent('an instruction that splits the figure', 'READ_PROCESSING_INSTRUCTION', '<xbg:gemessen>7<?p?>9'),
  inContent('an undeclared entity', 'READ_ENTITY', '<xbg:gemessen>&eins;79'),
  inHeader('an instruction', 'READ_PROCESSING_INSTRUCTION', '<absender>bgb:<?p 9?>145110000001'),
  inHeader('an undeclared entity', 'READ_ENTITY', '<absender>&amt;145110000001'),
  inContent('a character reference that changes the figure', 'OPEN_AUTHOR_SIGNATURE', '<xbg:gemessen>&#49;79'),
  {
    what: 'in the content: an instruction in an amount',
    code: 'READ_PROCESSING_INSTRUCTION',
    make: (pkiDir) =>
      forge(pkiDir, {
        typ: 'vollstreckung.ersuchen.3020',
        plain: (plain) => edit(plain, /<xbg:betrag>\d/, (digit) => `${digit}<?p 10?>`),
      }).bytes,
  },
  {
    what: 'an entity declared in a DOCTYPE',
    code: 'READ_DOCTYPE',
    make: (pkiDir) =>
      `<!DOCTYPE sendung [<!ENTITY amt "bgb:">]>${edit(forge(pkiDir).xml, '<absender>bgb:', '<absender>&amt;')}`,
  },
];
