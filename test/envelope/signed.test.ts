import { describe, expect, it } from 'vitest';
import { loadKeyStore } from '../../src/crypto/index.ts';
import { TRANSPORT_NS } from '../../src/envelope/namespaces.ts';
import { openSigned, signDocument } from '../../src/envelope/signed.ts';
import { newUuid, sha256Hex } from '../../src/platform/ids.ts';
import { liveDocuments, textEl, type XmlElement } from '../../src/xml/index.ts';
import { BGB } from '../support/profile.ts';
import { codeOf, usePki } from './support.ts';

describe('a signed document', () => {
  const pki = usePki();
  const uuid = newUuid();
  const sign = () =>
    signDocument(
      'abholung',
      [
        textEl('nachrichtenUUID', uuid),
        textEl('sha256', sha256Hex('x')),
        textEl('leser', BGB),
        textEl('zeitpunkt', '2026-11-22T10:00:00.000Z'),
      ],
      loadKeyStore(pki.pkiDir, BGB).signature,
    );
  const read = (root: XmlElement) => ({
    uuid: root.child('nachrichtenUUID', TRANSPORT_NS)?.text,
    children: root.children().map(({ name }) => name),
  });
  const open = (text: string) =>
    openSigned(Buffer.from(text), 'abholung', { trust: pki.trust, at: new Date() }, read).then(({ value }) => value);
  const parts = ['nachrichtenUUID', 'sha256', 'leser', 'zeitpunkt'];

  it('in canonical form is read as it stands, beside its signature', async () => {
    const text = (await sign()).toString();
    expect(await open(text)).toEqual({ uuid, children: [...parts, 'Signature'] });
    expect(liveDocuments()).toBe(0);
  });

  it.each<[string, (text: string) => string]>([
    ['other quotes', (text) => text.replace('Id="abholung"', "Id='abholung'")],
    ['a space in a tag', (text) => text.replace('</sha256>', '</sha256 >')],
    ['CDATA', (text) => text.replace(uuid, `<![CDATA[${uuid}]]>`)],
    ['a reference', (text) => text.replace(uuid, uuid.replace('-', '&#45;'))],
    ['a declaration', (text) => `<?xml version="1.0" encoding="UTF-8"?>\n${text}`],
    ['a line break at the end', (text) => `${text}\n`],
    ['a space in the start tag of its signature', (text) => text.replace('<ds:Signature ', '<ds:Signature  ')],
    [
      'another prefix for its signature',
      (text) =>
        text
          .replace('<ds:Signature ', '<x:Signature xmlns:x="http://www.w3.org/2000/09/xmldsig#" ')
          .replace('</ds:Signature>', '</x:Signature>'),
    ],
  ])('with %s is read from the bytes that were hashed', async (_what, change) => {
    const text = (await sign()).toString();
    const value = await open(change(text));
    expect(value.uuid).toBe(uuid);
    expect(value.children.slice(0, 4)).toEqual(parts);
    expect(liveDocuments()).toBe(0);
  });

  it('whose signature stands elsewhere, or beside which there is more, is refused', async () => {
    const text = (await sign()).toString();
    const [signature = ''] = text.match(/<ds:Signature .*<\/ds:Signature>/s) ?? [];
    const rest = text.replace(signature, '');
    const refused = [
      rest.replace('</abholung>', `${signature}${signature}</abholung>`),
      text.replace('</ds:Signature>', '</ds:Signature><evil/>'),
      text.replace('</ds:Signature>', '</ds:Signature>evil'),
      text.replace('<ds:Signature ', '<ds:Signature xmlns:ds="urn:evil"><evil/></ds:Signature><ds:Signature '),
      text.replace(uuid, newUuid()),
    ];
    for (const other of refused) expect(await codeOf(() => open(other))).toMatch(/^(SHAPE|VERIFY|READ)_/);
  });
});
