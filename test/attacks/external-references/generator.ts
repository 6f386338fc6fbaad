import { loadKeyStore } from '../../../src/crypto/index.ts';
import { edit, forge, resign } from '../../support/forge.ts';
import { BGB } from '../../support/profile.ts';
import type { Case } from '../support.ts';

/** @param bait address that must never be called */
export const casesFor = (bait: string): readonly Case[] => {
  const change = (what: string, code: Case['code'], from: string | RegExp, to: string): Case => ({
    what,
    code,
    make: (pkiDir) => edit(forge(pkiDir).xml, from, to),
  });
  const inside = (what: string, code: Case['code'], from: string, to: string): Case => ({
    what: `inside the encryption: ${what}`,
    code,
    make: (pkiDir) => forge(pkiDir, { plain: (plain) => edit(plain, from, to) }).bytes,
  });
  const reference = (what: string, uri: string): Case => ({
    what: `a signed Reference to ${what}`,
    code: 'SHAPE_PROFILE',
    make: (pkiDir) =>
      resign(forge(pkiDir).xml, loadKeyStore(pkiDir, BGB).signature.key, (info) =>
        edit(info, 'URI="#kopf"', `URI="${uri}"`),
      ),
  });
  const xinclude = `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${bait}" parse="text"></xi:include>`;
  const retrieved = [
    'RetrievalMethod',
    'SHAPE_PROFILE',
    '<ds:KeyInfo><ds:X509Data><ds:X509Certificate>',
    `<ds:KeyInfo><ds:RetrievalMethod URI="${bait}"></ds:RetrievalMethod><ds:X509Data><ds:X509Certificate>`,
  ] as const;
  const addressed = [
    'an X509 certificate by address',
    'SHAPE_PROFILE',
    '<ds:X509Data><ds:X509Certificate>',
    `<ds:X509Data><ds:X509URL>${bait}</ds:X509URL><ds:X509Certificate>`,
  ] as const;
  return [
    {
      what: 'an external entity, file',
      code: 'READ_DOCTYPE',
      make: (pkiDir) =>
        `<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>${edit(forge(pkiDir).xml, '<absender>', '<absender>&x;')}`,
    },
    {
      what: 'an external entity, http',
      code: 'READ_DOCTYPE',
      make: (pkiDir) =>
        `<!DOCTYPE s [<!ENTITY x SYSTEM "${bait}">]>${edit(forge(pkiDir).xml, '<absender>', '<absender>&x;')}`,
    },
    {
      what: 'an external subset',
      code: 'READ_DOCTYPE',
      make: (pkiDir) => `<!DOCTYPE s SYSTEM "${bait}">${forge(pkiDir).xml}`,
    },
    change('XInclude in the header', 'READ_REFERENCE', '<absender>', `<absender>${xinclude}`),
    change('XInclude in the content', 'READ_REFERENCE', '<xenc:CipherValue>', `<xenc:CipherValue>${xinclude}`),
    change(
      'schemaLocation',
      'READ_REFERENCE',
      '<sendung ',
      `<sendung xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x ${bait}" `,
    ),
    change(
      'noNamespaceSchemaLocation in the header',
      'READ_REFERENCE',
      '<kopf ',
      `<kopf xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="${bait}" `,
    ),
    change('xml:base', 'READ_REFERENCE', '<sendung ', `<sendung xml:base="${bait}" `),
    reference('an address', bait),
    reference('a file', 'file:///etc/passwd'),
    reference('the whole document', ''),
    reference('an XPointer', "#xpointer(id('kopf'))"),
    change(...retrieved),
    change(...addressed),
    {
      what: 'CipherReference in the content',
      code: 'SHAPE_PROFILE',
      make: (pkiDir) =>
        forge(pkiDir, {
          encrypted: (xml) =>
            edit(
              xml,
              /<xenc:CipherData><xenc:CipherValue>[^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>/,
              `<xenc:CipherData><xenc:CipherReference URI="${bait}"></xenc:CipherReference></xenc:CipherData></xenc:EncryptedData>`,
            ),
        }).bytes,
    },
    {
      what: 'RetrievalMethod for the content key',
      code: 'SHAPE_PROFILE',
      make: (pkiDir) =>
        forge(pkiDir, {
          encrypted: (xml) =>
            edit(
              xml,
              /<ds:KeyInfo xmlns:ds="[^"]*">/,
              (m) => `${m}<ds:RetrievalMethod URI="${bait}"></ds:RetrievalMethod>`,
            ),
        }).bytes,
    },
    {
      what: 'CipherReference in a key',
      code: 'SHAPE_PROFILE',
      make: (pkiDir) =>
        forge(pkiDir, {
          encrypted: (xml) =>
            edit(
              xml,
              /<xenc:CipherValue>[^<]*<\/xenc:CipherValue>/,
              `<xenc:CipherReference URI="${bait}"></xenc:CipherReference>`,
            ),
        }).bytes,
    },
    inside(...retrieved),
    inside(...addressed),
    {
      what: 'inside the encryption: a signed Reference to an address',
      code: 'SHAPE_PROFILE',
      make: (pkiDir) =>
        forge(pkiDir, {
          plain: (plain) =>
            resign(plain, loadKeyStore(pkiDir, BGB).signature.key, (info) =>
              edit(info, 'URI="#inhaltsdaten"', `URI="${bait}"`),
            ),
        }).bytes,
    },
    inside('an external entity', 'READ_ENTITY', '<xbg:familienname>', '<xbg:familienname>&x;'),
    inside('XInclude', 'READ_REFERENCE', '<xbg:familienname>', `<xbg:familienname>${xinclude}`),
    inside('xml:base', 'READ_REFERENCE', ' produkt=', ` xml:base="${bait}" produkt=`),
    inside(
      'schemaLocation',
      'READ_REFERENCE',
      ' produkt=',
      ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x ${bait}" produkt=`,
    ),
    {
      what: 'signed so by the author: schemaLocation in the message',
      code: 'READ_REFERENCE',
      make: (pkiDir) =>
        forge(pkiDir, {
          beforeAuthor: (xml) =>
            edit(
              xml,
              ' produkt=',
              ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:bussgeld-blaupause:xbussgeld:1.0 ${bait}" produkt=`,
            ),
        }).bytes,
    },
  ];
};
