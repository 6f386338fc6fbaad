import { loadKeyStore, URI } from '../../../src/crypto/index.ts';
import { edit, forge, resign } from '../../support/forge.ts';
import { BGB } from '../../support/profile.ts';
import type { Case } from '../support.ts';

const signed = (what: string, code: Case['code'], info: (xml: string) => string, detail?: string): Case => ({
  what,
  code,
  ...(detail === undefined ? {} : { detail }),
  make: (pkiDir) => resign(forge(pkiDir).xml, loadKeyStore(pkiDir, BGB).signature.key, info),
});
const transform = (uri: string, body = ''): string => `<ds:Transform Algorithm="${uri}">${body}</ds:Transform>`;
const XPATH = 'http://www.w3.org/TR/1999/REC-xpath-19991116';
const XPATH2 = 'http://www.w3.org/2002/06/xmldsig-filter2';
const XSLT = 'http://www.w3.org/TR/1999/REC-xslt-19991116';
const BASE64 = 'http://www.w3.org/2000/09/xmldsig#base64';
const references = (info: string, times: number): string =>
  edit(info, /<ds:Reference URI="#kopf">.*?<\/ds:Reference>/, (reference) => reference.repeat(times));
const first = (info: string, to: string): string =>
  edit(info, /<ds:Transforms>.*?<\/ds:Transforms>/, `<ds:Transforms>${to}</ds:Transforms>`);

export const cases: readonly Case[] = [
  signed('1,000 transforms', 'SHAPE_PROFILE', (info) => first(info, transform(URI.excC14n).repeat(1000))),
  signed('the canonical form twice', 'SHAPE_PROFILE', (info) => first(info, transform(URI.excC14n).repeat(2))),
  signed('1,000 references', 'READ_COUNT', (info) => references(info, 1000)),
  signed('100 references', 'SHAPE_PROFILE', (info) => references(info, 100)),
  signed(
    'an XPath transform',
    'SHAPE_ALGORITHM',
    (info) => first(info, transform(XPATH, '<ds:XPath>count(//*) &gt; 0</ds:XPath>')),
    XPATH,
  ),
  signed('an XPath filter', 'SHAPE_ALGORITHM', (info) => first(info, transform(XPATH2)), XPATH2),
  signed('an XSLT transform', 'SHAPE_ALGORITHM', (info) => first(info, transform(XSLT)), XSLT),
  signed('a base64 transform', 'SHAPE_ALGORITHM', (info) => first(info, transform(BASE64)), BASE64),
  signed('an enveloped-signature transform on a part', 'SHAPE_PROFILE', (info) =>
    first(info, transform(URI.enveloped) + transform(URI.excC14n)),
  ),
  {
    what: 'a namespace explosion: as many declarations as allowed on as many elements as allowed',
    code: 'SHAPE_SCHEMA',
    make: (pkiDir) => {
      const declarations = Array.from({ length: 15 }, (_, at) => ` xmlns:n${at}="urn:${'x'.repeat(200)}${at}"`).join(
        '',
      );
      return edit(forge(pkiDir).xml, '<absender>', `<absender>${`<x${declarations}></x>`.repeat(1500)}`);
    },
  },
  {
    what: 'more namespaces on one element than allowed',
    code: 'READ_ATTRIBUTES',
    make: (pkiDir) => {
      const declarations = Array.from({ length: 1000 }, (_, at) => ` xmlns:n${at}="urn:${at}"`).join('');
      return edit(forge(pkiDir).xml, '<sendung ', `<sendung${declarations} `);
    },
  },
];
