import { createECDH, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decrypt, decryptAsync, encrypt, policies, URI } from '../../src/crypto/index.ts';
import { unwrapInPool, unwrapTransported } from '../../src/crypto/key-recovery.ts';
import { canonicalize, liveDocuments, parseTrusted } from '../../src/xml/index.ts';
import { allowedKeys, codeOf, faultOf, selfSigned } from './support.ts';

const keys = allowedKeys();
const policy = policies.gateway;
const plain = Buffer.from('<nachricht>Erika Musterfrau</nachricht>');
const reader = 'bgb:145110000001';
const gateway = 'gwy:146120000001';
const forBoth = encrypt(plain, {
  recipients: [
    { name: reader, key: keys.rsa.publicKey },
    { name: gateway, key: keys.p256.publicKey },
  ],
  id: 'inhalt',
});
const asReader = { key: keys.rsa.privateKey, recipient: reader, policy };
const asGateway = { key: keys.p256.privateKey, recipient: gateway, policy };

const edit = (from: string | RegExp, to: string | ((found: string) => string)): string => {
  const result = typeof to === 'string' ? forBoth.replace(from, to) : forBoth.replace(from, to);
  if (result === forBoth) throw new Error(`nothing replaced: ${from}`);
  return result;
};
/** Changes bytes inside the n-th CipherValue; 0 and 1 are the readers' keys, 2 the content. */
const editCipher = (index: number, change: (bytes: Buffer) => Buffer): string => {
  let at = -1;
  return forBoth.replace(/(?<=<xenc:CipherValue>)[^<]*/g, (value) => {
    at += 1;
    return at === index ? change(Buffer.from(value, 'base64')).toString('base64') : value;
  });
};
const flip = (position: number) => (bytes: Buffer) => {
  const changed = Buffer.from(bytes);
  const at = position < 0 ? bytes.length + position : position;
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return changed;
};

describe('encrypt and decrypt', () => {
  it.each(Object.entries(keys))('a reader with %s opens it, alone and among others', async (_, pair) => {
    const mixed = encrypt(plain, {
      recipients: [
        { name: 'pol:145110000001', key: keys.p384.publicKey },
        { name: reader, key: pair.publicKey },
        { name: gateway, key: keys.rsa.publicKey },
      ],
    });
    expect(decrypt(mixed, { key: pair.privateKey, recipient: reader, policy })).toEqual(plain);
    const alone = encrypt(plain, { recipients: [{ name: reader, key: pair.publicKey }] });
    expect(decrypt(alone, { key: pair.privateKey, policy })).toEqual(plain);
    expect(await decryptAsync(mixed, { key: pair.privateKey, recipient: reader, policy })).toEqual(plain);
    expect(await decryptAsync(alone, { key: pair.privateKey, policy })).toEqual(plain);
  });

  const strengths = [URI.aes128Gcm, URI.aes192Gcm, URI.aes256Gcm];
  const wraps = [URI.kwAes128, URI.kwAes192, URI.kwAes256];
  const curved = ['p256', 'p384', 'brainpool', 'brainpool384'] as const;
  it.each(curved.flatMap((name) => wraps.map((wrap) => [name, wrap] as const)))(
    'ECDH-ES on %s with %s, for every content encryption',
    (name, wrap) => {
      const { publicKey, privateKey } = keys[name];
      for (const content of strengths) {
        const options = { recipients: [{ name: reader, key: publicKey }], content, wrap, policy: policies.recommended };
        const xml = encrypt(plain, options);
        expect(xml).toContain(`<xenc:EncryptionMethod Algorithm="${content}">`);
        expect(xml).toContain(`<xenc:EncryptionMethod Algorithm="${wrap}">`);
        expect(decrypt(xml, { key: privateKey, policy: policies.recommended })).toEqual(plain);
        const strict = content === URI.aes256Gcm && wrap === URI.kwAes256;
        expect(codeOf(() => decrypt(xml, { key: privateKey, policy }))).toBe(strict ? 'none' : 'SHAPE_ALGORITHM');
        expect(codeOf(() => encrypt(plain, { ...options, policy }))).toBe(strict ? 'none' : 'SHAPE_ALGORITHM');
      }
    },
  );

  it('no policy lets an unknown content encryption or key wrap through', () => {
    const recipients = [{ name: reader, key: keys.p256.publicKey }];
    expect(codeOf(() => encrypt(plain, { recipients, content: 'urn:x', policy: policies.open }))).toBe(
      'SHAPE_ALGORITHM',
    );
    expect(codeOf(() => encrypt(plain, { recipients, wrap: 'urn:x', policy: policies.open }))).toBe('SHAPE_ALGORITHM');
  });

  it('without a name every key of the right kind is tried', () => {
    const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const two = encrypt(plain, {
      recipients: [
        { name: 'a', key: foreign.publicKey },
        { name: 'b', key: keys.p256.publicKey },
      ],
    });
    expect(decrypt(two, { key: keys.p256.privateKey, policy })).toEqual(plain);
  });

  it('any bytes come back, and never in the same form twice', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const options = { recipients: [{ name: reader, key: keys.p256.publicKey }] };
        const first = encrypt(bytes, options);
        expect(decrypt(first, { key: keys.p256.privateKey, policy })).toEqual(Buffer.from(bytes));
        expect(encrypt(bytes, options)).not.toBe(first);
      }),
      { numRuns: 50 },
    );
  });

  it('a certificate is named by its digest, a bare key by the reader', () => {
    const certificate = selfSigned(keys.p256.privateKey);
    const xml = encrypt(plain, { recipients: [{ name: reader, certificate }] });
    expect(xml).toContain('<dsig11:X509Digest');
    expect(forBoth).toContain(`<ds:KeyName>${gateway}</ds:KeyName>`);
    expect(decrypt(xml, { key: keys.p256.privateKey, recipient: reader, policy })).toEqual(plain);
  });

  it('is written in its own exclusive canonical form', () => {
    using document = parseTrusted(forBoth);
    expect(canonicalize(document, { exclusive: true }).toString()).toBe(forBoth);
  });

  it('opens as part of a document and as an element', () => {
    const xml = `<t:sendung xmlns:t="urn:bussgeld-blaupause:transport:1.0">${forBoth}</t:sendung>`;
    expect(decrypt(xml, asReader)).toEqual(plain);
    const before = liveDocuments();
    using document = parseTrusted(xml);
    const element = document.root.children()[0];
    if (!element) throw new Error('element');
    expect(decrypt(element, asGateway)).toEqual(plain);
    expect(liveDocuments()).toBe(before + 1);
    expect(codeOf(() => decrypt(xml.replace(forBoth, forBoth + forBoth.replace('inhalt', 'b')), asReader))).toBe(
      'SHAPE_PROFILE',
    );
  });

  it('names are escaped and come back', () => {
    const name = 'a"<&>b';
    const xml = encrypt(plain, { recipients: [{ name, key: keys.p256.publicKey }] });
    expect(decrypt(xml, { key: keys.p256.privateKey, recipient: name, policy })).toEqual(plain);
  });

  it('wrong use and weak keys are refused', () => {
    const key = keys.rsa.publicKey;
    expect(codeOf(() => encrypt(plain, { recipients: [] }))).toBe('USAGE');
    expect(codeOf(() => encrypt(plain, { recipients: [{ name: 'a' }] }))).toBe('USAGE');
    expect(
      codeOf(() =>
        encrypt(plain, {
          recipients: [
            { name: 'a', key },
            { name: 'a', key },
          ],
        }),
      ),
    ).toBe('USAGE');
    const many = Array.from({ length: 33 }, (_, at) => ({ name: `r${at}`, key }));
    expect(codeOf(() => encrypt(plain, { recipients: many }))).toBe('USAGE');
    const weak = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(codeOf(() => encrypt(plain, { recipients: [{ name: 'a', key: weak.publicKey }] }))).toBe('TRUST_KEY');
    const late = new Date('2032-01-01T00:00:00Z');
    expect(codeOf(() => encrypt(plain, { recipients: [{ name: 'a', key }], at: late }))).toBe('SHAPE_ALGORITHM');
  });
});

describe('what depends on a secret fails in one way', () => {
  const foreign = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const shortKey = publicEncrypt({ key: keys.rsa.publicKey, oaepHash: 'sha256' }, Buffer.alloc(16));
  const offCurve = edit(/(?<=<dsig11:PublicKey>)[^<]*/, (value) =>
    flip(-1)(Buffer.from(value, 'base64')).toString('base64'),
  );
  const ecdh = createECDH('prime256v1');
  const otherPoint = edit(/(?<=<dsig11:PublicKey>)[^<]*/, ecdh.generateKeys('base64'));
  const wrongCurve = edit('urn:oid:1.2.840.10045.3.1.7', 'urn:oid:1.3.132.0.34');
  it.each([
    ['a foreign RSA key', forBoth, { ...asReader, key: foreign.privateKey }],
    ['a foreign EC key', forBoth, { ...asGateway, key: keys.brainpool.privateKey }],
    ['a key of another kind', forBoth, { ...asReader, key: keys.p256.privateKey }],
    ['a key of another kind, the other way', forBoth, { ...asGateway, key: keys.rsa.privateKey }],
    ['a changed RSA ciphertext', editCipher(0, flip(7)), asReader],
    ['a shortened RSA ciphertext', editCipher(0, (b) => b.subarray(1)), asReader],
    ['an RSA ciphertext as large as the modulus', editCipher(0, (b) => Buffer.alloc(b.length, 0xff)), asReader],
    ['an RSA-wrapped key of 128 bits', editCipher(0, () => shortKey), asReader],
    ['a changed wrapped key', editCipher(1, flip(3)), asGateway],
    ['a shortened wrapped key', editCipher(1, (b) => b.subarray(8)), asGateway],
    ['a point that is not on the curve', offCurve, asGateway],
    ['a point of the attacker', otherPoint, asGateway],
    ['a point of another curve', wrongCurve, asGateway],
    ['changed derivation', edit('PartyVInfo="00', 'PartyVInfo="0020'), asGateway],
    ['a changed IV', editCipher(2, flip(0)), asReader],
    ['a changed text', editCipher(2, flip(20)), asReader],
    ['a changed tag', editCipher(2, flip(-1)), asReader],
    ['a truncated tag', editCipher(2, (b) => b.subarray(0, -4)), asReader],
    ['an IV of 128 bits', editCipher(2, (b) => Buffer.concat([Buffer.alloc(4), b])), asReader],
    ['an IV of 64 bits', editCipher(2, (b) => b.subarray(4)), asReader],
    ['nothing but a tag', editCipher(2, (b) => b.subarray(-16)), asGateway],
  ])('%s', async (_, xml, options) => {
    const fault = faultOf(() => decrypt(xml, options));
    await expect(decryptAsync(xml, options)).rejects.toEqual(fault);
    expect(fault.code).toBe('OPEN_DECRYPT');
    expect(fault.detail).toBeUndefined();
    expect(fault.cause).toBeUndefined();
    expect(fault.place).toEqual({});
  });

  it('an RSA ciphertext without the zero that it begins with', async () => {
    const key = Buffer.alloc(32, 7);
    let wrapped = publicEncrypt({ key: keys.rsa.publicKey, oaepHash: 'sha256' }, key);
    while (wrapped[0] !== 0) wrapped = publicEncrypt({ key: keys.rsa.publicKey, oaepHash: 'sha256' }, key);
    const xml = editCipher(0, () => wrapped.subarray(1));
    const way = {
      way: 'transport' as const,
      method: URI.rsaOaep,
      digest: URI.sha256,
      mgf: URI.mgf1Sha256,
      label: Buffer.alloc(0),
    };
    for (const [bytes, found] of [
      [wrapped, key],
      [wrapped.subarray(1), undefined],
    ] as const) {
      expect(unwrapTransported(way, bytes, keys.rsa.privateKey)).toEqual(found);
      expect(await unwrapInPool(way, bytes, keys.rsa.privateKey)).toEqual(found);
    }
    expect(codeOf(() => decrypt(xml, asReader))).toBe('OPEN_DECRYPT');
  });

  it('any changed byte of any cipher value', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.nat(10_000), fc.integer({ min: 1, max: 255 }), (index, position, difference) => {
        const xml = editCipher(index, (bytes) => {
          const changed = Buffer.from(bytes);
          const at = position % bytes.length;
          changed.writeUInt8(changed.readUInt8(at) ^ difference, at);
          return changed;
        });
        expect(codeOf(() => decrypt(xml, index === 0 ? asReader : asGateway))).toBe('OPEN_DECRYPT');
      }),
      { numRuns: 60 },
    );
  });
});

describe('what anybody can see in the document is named', () => {
  it('somebody who is no reader', () => {
    expect(codeOf(() => decrypt(forBoth, { ...asReader, recipient: 'zst:145110000001' }))).toBe('OPEN_NOT_READER');
    const onlyRsa = encrypt(plain, { recipients: [{ name: reader, key: keys.rsa.publicKey }] });
    expect(codeOf(() => decrypt(onlyRsa, { key: keys.p256.privateKey, policy }))).toBe('OPEN_NOT_READER');
  });

  it.each([
    ['CBC', URI.aes256Gcm, 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'],
    ['3DES', URI.aes256Gcm, 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc'],
    ['AES-128', URI.aes256Gcm, URI.aes128Gcm],
    ['RSA PKCS#1 v1.5', URI.rsaOaep, 'http://www.w3.org/2001/04/xmlenc#rsa-1_5'],
    ['OAEP with its SHA-1 defaults', URI.rsaOaep, URI.rsaOaepMgf1p],
    ['MGF1 with SHA-1', URI.mgf1Sha256, URI.mgf1Sha1],
    ['MGF1 of another hash than the label', URI.mgf1Sha256, URI.mgf1Sha512],
    ['a key wrap of 128 bits', URI.kwAes256, URI.kwAes128],
    ['another derivation', URI.concatKdf, 'http://www.w3.org/2009/xmlenc11#pbkdf2'],
    ['another agreement', URI.ecdhEs, 'http://www.w3.org/2001/04/xmlenc#dh'],
    ['a curve that is not on the list', 'urn:oid:1.2.840.10045.3.1.7', 'urn:oid:1.3.132.0.10'],
  ])('a forbidden algorithm, also in another reader’s key: %s', (_, from, to) => {
    for (const options of [asReader, asGateway]) {
      const fault = faultOf(() => decrypt(edit(from, to), options));
      expect(fault.code).toBe('SHAPE_ALGORITHM');
      expect(fault.detail).toContain(to);
    }
  });

  it('OAEP without DigestMethod and MGF means SHA-1 and is refused', () => {
    const bare = edit(/<ds:DigestMethod [^>]*><\/ds:DigestMethod><xenc11:MGF [^>]*><\/xenc11:MGF>/, '');
    expect(faultOf(() => decrypt(bare, asReader)).detail).toContain(URI.sha1);
  });

  const first = /<xenc:EncryptedKey .*?<\/xenc:EncryptedKey>/.exec(forBoth)?.[0] ?? '';
  it.each([
    [
      'a CipherReference',
      edit(
        /<xenc:CipherValue>[^<]*<\/xenc:CipherValue>(?=<\/xenc:CipherData><\/xenc:EncryptedData>)/,
        '<xenc:CipherReference URI="http://example.org/"></xenc:CipherReference>',
      ),
    ],
    [
      'a RetrievalMethod',
      edit('<xenc:EncryptedKey ', '<ds:RetrievalMethod URI="#x"></ds:RetrievalMethod><xenc:EncryptedKey '),
    ],
    ['no EncryptedKey', edit(/<xenc:EncryptedKey .*<\/xenc:EncryptedKey>/, '')],
    [
      'thousands of EncryptedKeys',
      edit(first, Array.from({ length: 33 }, (_, at) => first.replace(reader, `r${at}`)).join('')),
    ],
    ['one reader twice', edit(first, first + first)],
    [
      'an EncryptedKey in an EncryptedKey',
      edit(/<ds:KeyName>[^<]*<\/ds:KeyName><\/xenc:RecipientKeyInfo><\/xenc:AgreementMethod>/, `$&${first}`),
    ],
    [
      'EncryptionProperties',
      edit('</xenc:EncryptedData>', '<xenc:EncryptionProperties></xenc:EncryptionProperties></xenc:EncryptedData>'),
    ],
    ['text that is no base64', edit('<xenc:CipherValue>', '<xenc:CipherValue>*')],
    ['an element in a CipherValue', edit('<xenc:CipherValue>', '<xenc:CipherValue><x></x>')],
    ['padding bits in the derivation', edit('PartyVInfo="00', 'PartyVInfo="03')],
    ['another element', '<a></a>'],
  ])('a shape outside the profile: %s', (_, xml) => {
    expect(codeOf(() => decrypt(xml, asReader))).toBe('SHAPE_PROFILE');
    expect(codeOf(() => decrypt(xml, asGateway))).toBe('SHAPE_PROFILE');
  });

  it('a weak key of the reader itself', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(codeOf(() => decrypt(forBoth, { ...asReader, key: weak.privateKey }))).toBe('TRUST_KEY');
  });
});
