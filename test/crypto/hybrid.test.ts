import {
  createDecipheriv,
  createHash,
  createPublicKey,
  decapsulate,
  diffieHellman,
  generateKeyPairSync,
} from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decrypt,
  decryptAsync,
  encrypt,
  hybridAvailable,
  type Policy,
  policies,
  signKemStatement,
  suiteOf,
  suites,
  URI,
  verifyKemStatement,
} from '../../src/crypto/index.ts';
import { canonicalize, parseTrusted } from '../../src/xml/index.ts';
import { codeOf, faultOf, selfSigned } from './support.ts';

const policy = policies.experimental;
const plain = Buffer.from('<nachricht>Erika Musterfrau</nachricht>');
const name = 'bgb:145110000001';
const b64 = (bytes: Buffer): string => bytes.toString('base64url');

describe('hybrid suite mlkem768-p256', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kem = generateKeyPairSync('ml-kem-768');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const recipients = [{ name, key: ec.publicKey, kem: kem.publicKey }];
  const options = { key: ec.privateKey, kem: kem.privateKey, recipient: name, policy };
  const xml = encrypt(plain, { recipients, policy });
  const { kem: _without, ...withoutKem } = options;

  const edit = (from: string | RegExp, to: string | ((found: string) => string)): string => {
    const changed = typeof to === 'string' ? xml.replace(from, to) : xml.replace(from, to);
    if (changed === xml) throw new Error(`nothing replaced: ${from}`);
    return changed;
  };
  const CIPHERTEXT = /(?<=<hyb:KemCiphertext[^>]*>)[^<]*/;
  const bytes = (from: RegExp, change: (value: Buffer) => Buffer): string =>
    edit(from, (value) => change(Buffer.from(value, 'base64')).toString('base64'));
  const flip =
    (position: number, by = 1) =>
    (value: Buffer): Buffer => {
      const changed = Buffer.from(value);
      changed.writeUInt8(changed.readUInt8(position) ^ by, position);
      return changed;
    };

  it('is there: the runtime that npm installs computes ML-KEM', () => {
    expect(hybridAvailable()).toBe(true);
  });

  it('what is sealed for both keys opens with both, alone and among classical readers', async () => {
    expect(decrypt(xml, options)).toEqual(plain);
    expect(await decryptAsync(xml, options)).toEqual(plain);
    const { recipient: _any, ...nameless } = options;
    expect(decrypt(xml, nameless)).toEqual(plain);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const mixed = encrypt(plain, {
      policy,
      recipients: [
        { name: 'gwy:146120000001', key: rsa.publicKey },
        ...recipients,
        { name: 'pol:145110000001', key: other.publicKey },
      ],
    });
    expect(decrypt(mixed, options)).toEqual(plain);
    expect(decrypt(mixed, { key: rsa.privateKey, recipient: 'gwy:146120000001', policy })).toEqual(plain);
    expect(decrypt(mixed, { key: other.privateKey, recipient: 'pol:145110000001', policy })).toEqual(plain);
  });

  it('is named, fixed, and written in its own exclusive canonical form', () => {
    expect(suiteOf(ec.publicKey, kem.publicKey)).toBe(suites['mlkem768-p256']);
    expect(xml).toContain(`<xenc:AgreementMethod Algorithm="${URI.mlkem768P256}">`);
    expect(xml).not.toContain('PartyVInfo');
    using document = parseTrusted(xml);
    expect(canonicalize(document, { exclusive: true }).toString()).toBe(xml);
  });

  it('is what the documentation says: an opening written from its text alone', () => {
    const all = (pattern: RegExp): Buffer[] =>
      [...xml.matchAll(pattern)].map(([, found = '']) => Buffer.from(found, 'base64'));
    const [ct = Buffer.alloc(0)] = all(/<hyb:KemCiphertext[^>]*>([^<]*)/g);
    const [epk = Buffer.alloc(0)] = all(/<dsig11:PublicKey>([^<]*)/g);
    const [wrapped = Buffer.alloc(0), sealed = Buffer.alloc(0)] = all(/<xenc:CipherValue>([^<]*)/g);
    expect([ct.length, epk.length, wrapped.length]).toEqual([1088, 65, 40]);
    const ek = Buffer.from(kem.publicKey.export({ format: 'jwk' })['pub'] as string, 'base64url');
    const { x = '', y = '' } = ec.publicKey.export({ format: 'jwk' });
    const pk = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const ss1 = decapsulate(kem.privateKey, ct);
    const jwk = { kty: 'EC', crv: 'P-256', x: b64(epk.subarray(1, 33)), y: b64(epk.subarray(33)) };
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
    const ss2 = diffieHellman({ privateKey: ec.privateKey, publicKey });
    const length = (part: Buffer): Buffer => Buffer.from(part.length.toString(16).padStart(8, '0'), 'hex');
    const fields = [Buffer.from(URI.mlkem768P256), Buffer.alloc(0), Buffer.from(name), ct, ek, epk, pk];
    const hash = createHash('sha256').update(Buffer.from('00000001', 'hex')).update(ss1).update(ss2);
    for (const field of fields) hash.update(length(field)).update(field);
    const unwrap = createDecipheriv('aes256-wrap', hash.digest(), Buffer.alloc(8, 0xa6));
    const contentKey = Buffer.concat([unwrap.update(wrapped), unwrap.final()]);
    const gcm = createDecipheriv('aes-256-gcm', contentKey, sealed.subarray(0, 12)).setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([gcm.update(sealed.subarray(12, -16)), gcm.final()])).toEqual(plain);
  });

  it.each(['gateway', 'recommended', 'open'] as const)(
    'policies.%s neither writes nor reads it, and says its name',
    (off) => {
      const ways = [
        () => encrypt(plain, { recipients, policy: policies[off] }),
        () => decrypt(xml, { ...options, policy: policies[off] }),
        () => decrypt(xml, { key: ec.privateKey, recipient: name, policy: policies[off] }),
      ];
      for (const way of ways) {
        const fault = faultOf(way);
        expect(fault.code).toBe('SHAPE_ALGORITHM');
        expect(fault.detail).toContain(URI.mlkem768P256);
      }
    },
  );

  it('encrypt without a policy is the gateway’s', () => {
    expect(codeOf(() => encrypt(plain, { recipients }))).toBe('SHAPE_ALGORITHM');
  });

  it('outlives the classical key agreement by its dates', () => {
    const at = new Date('2032-06-01T00:00:00Z');
    expect(decrypt(encrypt(plain, { recipients, policy, at }), { ...options, at })).toEqual(plain);
    const classical = [{ name, key: ec.publicKey }];
    expect(codeOf(() => encrypt(plain, { recipients: classical, policy, at }))).toBe('SHAPE_ALGORITHM');
  });

  const foreignKem = generateKeyPairSync('ml-kem-768');
  const foreignEc = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const otherXml = encrypt(plain, { recipients, policy });
  const otherCiphertext = CIPHERTEXT.exec(otherXml)?.[0] ?? '';
  it.each([
    ['one bit of the KEM ciphertext', bytes(CIPHERTEXT, flip(5)), options],
    ['a KEM ciphertext for the same reader from elsewhere', edit(CIPHERTEXT, otherCiphertext), options],
    ['a shortened KEM ciphertext', bytes(CIPHERTEXT, (value) => value.subarray(1)), options],
    ['a lengthened KEM ciphertext', bytes(CIPHERTEXT, (value) => Buffer.concat([value, value])), options],
    ['a point off the curve', bytes(/(?<=<dsig11:PublicKey>)[^<]*/, flip(64)), options],
    [
      'a foreign point',
      edit(/(?<=<dsig11:PublicKey>)[^<]*/, /(?<=<dsig11:PublicKey>)[^<]*/.exec(otherXml)?.[0] ?? ''),
      options,
    ],
    ['another reader’s name on it', edit(`Recipient="${name}"`, 'Recipient="x"'), { ...options, recipient: 'x' }],
    ['a foreign KEM key', xml, { ...options, kem: foreignKem.privateKey }],
    ['a foreign EC key', xml, { ...options, key: foreignEc.privateKey }],
    ['an RSA key', xml, { ...options, key: rsa.privateKey }],
    ['no KEM key', xml, withoutKem],
  ])('fails as every secret does: %s', async (_, changed, opener) => {
    const fault = faultOf(() => decrypt(changed, opener));
    await expect(decryptAsync(changed, opener)).rejects.toEqual(fault);
    expect([fault.code, fault.detail, fault.cause, fault.place]).toEqual(['OPEN_DECRYPT', undefined, undefined, {}]);
  });

  it('any changed byte of the KEM ciphertext', () => {
    fc.assert(
      fc.property(fc.nat(1087), fc.integer({ min: 1, max: 255 }), (position, by) => {
        expect(codeOf(() => decrypt(bytes(CIPHERTEXT, flip(position, by)), options))).toBe('OPEN_DECRYPT');
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['a key wrap of 128 bit', URI.kwAes256, URI.kwAes128],
    ['another digest', URI.sha256, URI.sha512],
    ['another curve', 'urn:oid:1.2.840.10045.3.1.7', 'urn:oid:1.3.132.0.34'],
    ['the name of ECDH-ES', URI.mlkem768P256, URI.ecdhEs],
  ])('leaves nothing to choose: %s', (_, from, to) => {
    const generous: Policy = {
      ...policies.recommended,
      keys: policies.experimental.keys,
      rows: [...policies.recommended.rows, ...policies.experimental.rows],
    };
    const fault = faultOf(() => decrypt(edit(from, to), { ...options, policy: generous }));
    expect(fault.code).toBe('SHAPE_ALGORITHM');
    expect(fault.detail).toContain(to);
  });

  it('its name over a classical agreement is refused, and so are attributes of the derivation', () => {
    const classical = encrypt(plain, { recipients: [{ name, key: ec.publicKey }] });
    const renamed = classical.replace(URI.ecdhEs, URI.mlkem768P256);
    expect(codeOf(() => decrypt(renamed, options))).toBe('SHAPE_ALGORITHM');
    const steered = edit('<xenc11:ConcatKDFParams>', '<xenc11:ConcatKDFParams PartyVInfo="0041">');
    expect(codeOf(() => decrypt(steered, options))).toBe('SHAPE_PROFILE');
  });

  it('takes no other pair of keys', () => {
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const kem1024 = generateKeyPairSync('ml-kem-1024');
    for (const [key, second] of [
      [p384.publicKey, kem.publicKey],
      [rsa.publicKey, kem.publicKey],
      [ec.publicKey, kem1024.publicKey],
      [ec.publicKey, ec.publicKey],
    ] as const) {
      expect(codeOf(() => encrypt(plain, { recipients: [{ name, key, kem: second }], policy }))).toBe('TRUST_KEY');
    }
    expect(codeOf(() => decrypt(xml, { ...options, kem: kem1024.privateKey }))).toBe('TRUST_KEY');
  });

  describe('the reader’s statement about its KEM key', () => {
    const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signer = selfSigned(signing.privateKey);
    const certificate = selfSigned(ec.privateKey);
    const owned = { owner: name, certificate };
    const statement = signKemStatement(kem.publicKey, owned, { key: signing.privateKey, certificate: signer });

    it('hands the key to the sender', () => {
      const found = verifyKemStatement(statement, { ...owned, signer });
      const sealed = encrypt(plain, { recipients: [{ name, certificate, kem: found }], policy });
      expect(decrypt(sealed, options)).toEqual(plain);
    });

    it('holds for this owner, this certificate and this signer alone', () => {
      expect(codeOf(() => verifyKemStatement(statement, { ...owned, owner: 'x', signer }))).toBe('PKI');
      expect(codeOf(() => verifyKemStatement(statement, { owner: name, certificate: signer, signer }))).toBe('PKI');
      expect(codeOf(() => verifyKemStatement(statement, { ...owned, signer: certificate }))).toBe('VERIFY_SIGNATURE');
      const changed = statement.toString().replace(/(?<=<schluessel>.{400})./, (c) => (c === 'A' ? 'B' : 'A'));
      expect(codeOf(() => verifyKemStatement(changed, { ...owned, signer }))).toBe('VERIFY_SIGNATURE');
    });
  });
});
