import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policies, readSignature, sign, signAsync, URI, verify } from '../../src/crypto/index.ts';
import { liveDocuments, parseTrusted } from '../../src/xml/index.ts';
import { allowedKeys, codeOf, SENDUNG, selfSigned, TWO } from './support.ts';

const keys = allowedKeys();
const policy = policies.gateway;
const QUITTUNG =
  '<q:quittung xmlns:q="urn:bussgeld-blaupause:transport:1.0" Id="quittung"><q:zeit>heute</q:zeit></q:quittung>';

describe('sign and verify', () => {
  it.each(Object.entries(keys))('references and enveloped signatures hold with %s', async (_, pair) => {
    const signed = sign(SENDUNG, { key: pair.privateKey, references: TWO });
    const verified = verify(signed, { key: pair.publicKey, policy, expectedReferences: TWO });
    expect(verified.references.map(({ id }) => id)).toEqual(['kopf', 'inhalt']);
    expect(verified.references[1]?.bytes.toString()).toBe(
      '<t:inhalt xmlns:t="urn:bussgeld-blaupause:transport:1.0" Id="inhalt">Musterinhalt äöü &amp; &lt;</t:inhalt>',
    );
    const receipt = await signAsync(QUITTUNG, { key: pair.privateKey, enveloped: 'quittung' });
    const whole = verify(receipt, { key: pair.publicKey, policy, expectedReferences: { enveloped: 'quittung' } });
    expect(whole.references[0]?.bytes.toString()).toBe(QUITTUNG);
  });

  it.each([URI.pssSha384, URI.pssSha512])('RSA signs with %s on request', (algorithm) => {
    const signed = sign(QUITTUNG, { key: keys.rsa.privateKey, enveloped: 'quittung', algorithm });
    expect(verify(signed, { key: keys.rsa.publicKey, policy }).algorithm).toBe(algorithm);
  });

  it.each([URI.ecdsaSha384, URI.ecdsaSha512])('EC signs with %s on request', (algorithm) => {
    const signed = sign(QUITTUNG, { key: keys.p384.privateKey, enveloped: 'quittung', algorithm });
    expect(verify(signed, { key: keys.p384.publicKey, policy }).algorithm).toBe(algorithm);
  });

  it('the bytes around the signature stay as they were', () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<r Id='x'   a="1">\n <b/>\n</r>\n`;
    const signed = sign(xml, { key: keys.p256.privateKey, enveloped: 'x' }).toString();
    const at = signed.indexOf('<ds:Signature');
    expect(signed.slice(0, at)).toBe(xml.slice(0, xml.indexOf('</r>')));
    expect(signed.endsWith('</ds:Signature></r>\n')).toBe(true);
    expect(codeOf(() => verify(signed, { key: keys.p256.publicKey, policy }))).toBe('none');
  });

  it('the certificate travels with the signature and must belong to the key', () => {
    const certificate = selfSigned(keys.p256.privateKey);
    const signed = sign(SENDUNG, { key: keys.p256.privateKey, certificate, references: TWO });
    const verified = verify(signed, { key: certificate, policy, expectedReferences: TWO });
    expect(verified.certificate?.subject).toContain('Erika Musterfrau');
    expect(codeOf(() => verify(signed, { key: keys.p384.publicKey, policy }))).toBe('VERIFY_SIGNATURE');
    expect(codeOf(() => sign(SENDUNG, { key: keys.p384.privateKey, certificate, references: TWO }))).toBe('PKI');
    const other = sign(SENDUNG, { key: keys.p384.privateKey, references: TWO }).toString();
    const keyInfo = /<ds:KeyInfo>.*<\/ds:KeyInfo>/.exec(signed.toString())?.[0] ?? '';
    const stolen = other.replace('</ds:Signature>', `${keyInfo}</ds:Signature>`);
    expect(codeOf(() => verify(stolen, { key: keys.p384.publicKey, policy }))).toBe('VERIFY_SIGNATURE');
  });

  it('with trust, the certificate is decided before any key of it is used', async () => {
    const certificate = selfSigned(keys.rsa.privateKey);
    const signed = sign(SENDUNG, { key: keys.rsa.privateKey, certificate, references: TWO });
    const asked: string[] = [];
    const trust = {
      check: async (info: { subject: string }) => {
        asked.push(info.subject);
      },
    };
    await verify(signed, { trust, policy, expectedReferences: TWO });
    expect(asked).toHaveLength(1);
    const refusing = {
      check: async () => {
        throw new RangeError('refused');
      },
    };
    await expect(verify(signed, { trust: refusing, policy })).rejects.toThrow('refused');
    const bare = sign(SENDUNG, { key: keys.rsa.privateKey, references: TWO });
    await expect(verify(bare, { trust, policy })).rejects.toMatchObject({ code: 'TRUST_MISSING' });
  });

  it('the strict policy never takes the embedded certificate on its own word', () => {
    const certificate = selfSigned(keys.p256.privateKey);
    const signed = sign(SENDUNG, { key: keys.p256.privateKey, certificate, references: TWO });
    expect(codeOf(() => verify(signed, { policy }))).toBe('TRUST_MISSING');
    expect(codeOf(() => verify(signed, { policy: policies.open }))).toBe('none');
  });

  it('a document that is at hand is verified without being read again', () => {
    const signed = sign(SENDUNG, { key: keys.p256.privateKey, references: TWO });
    using document = parseTrusted(signed);
    const pending = readSignature(document, { policy, expectedReferences: TWO });
    expect(pending.verify(keys.p256.publicKey).references).toHaveLength(2);
    expect(codeOf(() => pending.verify(keys.p384.publicKey))).toBe('VERIFY_SIGNATURE');
  });

  it.each([
    ['an Id that is missing', SENDUNG, { references: [{ id: 'fehlt' }] }],
    ['no reference', SENDUNG, { references: [] }],
    ['an Id that is not the root', SENDUNG, { enveloped: 'kopf' }],
    ['an empty root', '<r Id="x"/>', { enveloped: 'x' }],
    ['an end tag in a trailing comment', '<r Id="x"></r><!-- </r> -->', { enveloped: 'x' }],
  ])('signing refuses %s', (_, xml, what) => {
    expect(codeOf(() => sign(xml, { key: keys.p256.privateKey, ...what }))).toBe('USAGE');
  });

  it('signing refuses a signed document, doubled Ids and a weak key', () => {
    const signed = sign(QUITTUNG, { key: keys.p256.privateKey, enveloped: 'quittung' });
    const key = keys.p256.privateKey;
    expect(codeOf(() => sign(signed, { key, enveloped: 'quittung' }))).toBe('USAGE');
    expect(codeOf(() => sign('<r Id="x"><a id="x"></a></r>', { key, enveloped: 'x' }))).toBe('SHAPE_DUPLICATE_ID');
    const weak = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(codeOf(() => sign(QUITTUNG, { key: weak, enveloped: 'quittung' }))).toBe('TRUST_KEY');
    expect(codeOf(() => sign(QUITTUNG, { key, enveloped: 'quittung', algorithm: URI.pssSha256 }))).toBe('USAGE');
    expect(codeOf(() => sign(QUITTUNG, { key, enveloped: 'quittung', algorithm: URI.ecdsaSha1 }))).toBe(
      'SHAPE_ALGORITHM',
    );
  });

  it('no document is left behind, whether it holds or not', () => {
    const before = liveDocuments();
    const signed = sign(SENDUNG, { key: keys.p256.privateKey, references: TWO });
    verify(signed, { key: keys.p256.publicKey, policy });
    codeOf(() => verify(signed.toString().replace('145', '146'), { key: keys.p256.publicKey, policy }));
    expect(liveDocuments()).toBe(before);
  });
});

describe('a changed document', () => {
  const signed = sign(SENDUNG, { key: keys.p256.privateKey, references: TWO });
  const options = { key: keys.p256.publicKey, policy, expectedReferences: TWO };
  const whole = verify(signed, options).references.map(({ bytes }) => bytes.toString());

  it('is refused wherever a byte of the signed elements or of the signature changes', () => {
    const start = signed.indexOf('<t:kopf');
    fc.assert(
      fc.property(
        fc.integer({ min: start, max: signed.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, difference) => {
          const changed = Buffer.from(signed);
          changed.writeUInt8(changed.readUInt8(at) ^ difference, at);
          codeOf(() => {
            // what canonical form does not keep (white space inside a tag, kind of quotes) may change; nothing else
            const bytes = verify(changed, options).references.map((reference) => reference.bytes.toString());
            expect(bytes).toEqual(whole);
            expect(meaning(changed)).toBe(meaning(signed));
          });
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is refused when any single bit of the signature value or a digest changes', () => {
    const text = signed.toString();
    for (const name of ['SignatureValue', 'DigestValue']) {
      const start = text.indexOf(`<ds:${name}>`) + name.length + 5;
      const end = text.indexOf(`</ds:${name}>`);
      for (let at = start; at < end; at += 1) {
        for (const character of ['A', 'B', '_', ' ', '=']) {
          if (text[at] === character || character === ' ') continue;
          const changed = `${text.slice(0, at)}${character}${text.slice(at + 1)}`;
          expect(codeOf(() => verify(changed, options))).not.toBe('none');
        }
      }
    }
  });

  it('is refused with a foreign key of the same kind', () => {
    const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(codeOf(() => verify(signed, { ...options, key: foreign.publicKey }))).toBe('VERIFY_SIGNATURE');
    expect(codeOf(() => verify(signed, { ...options, key: createPublicKey(keys.rsa.privateKey) }))).toBe(
      'VERIFY_SIGNATURE',
    );
  });
});

/** Tag contents and texts without the white space that canonical form does not keep. */
const meaning = (xml: Buffer): string =>
  xml
    .toString()
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/ ?(=) ?/g, '$1')
    .replace(/'/g, '"')
    .replace(/ >/g, '>');
