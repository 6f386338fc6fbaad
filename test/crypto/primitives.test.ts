import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digests, URI } from '../../src/crypto/algorithms.ts';
import { fromBase64, toBase64 } from '../../src/crypto/base64.ts';
import { concatKdf, fromKdfAttribute, toKdfAttribute } from '../../src/crypto/kdf.ts';
import { agreeAsReader, agreeAsSender, curveOfKey, publicKeyOfPoint } from '../../src/crypto/key-agreement.ts';
import { unwrapKey, wrapKey } from '../../src/crypto/key-wrap.ts';

const sha256 = digests.get(URI.sha256);
if (!sha256) throw new Error('sha256');

describe('ConcatKDF', () => {
  it('derives the key of RFC 7518, appendix C', () => {
    const secret = Buffer.from('9e56d91d817135d372834283bf84269cfb316ea3da806a48f6daa7798cfe90c4', 'hex');
    const sized = (text: string) => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
    const key = concatKdf(sha256, secret, 16, {
      algorithmId: sized('A128GCM'),
      partyUInfo: sized('Alice'),
      partyVInfo: sized('Bob'),
      suppPubInfo: Buffer.from([0, 0, 0, 128]),
    });
    expect(key.toString('base64url')).toBe('VqqN6vgjbSBcIijNcacQGg');
  });

  it('gives more than one round of hash', () => {
    const empty = { algorithmId: Buffer.alloc(0), partyUInfo: Buffer.alloc(0), partyVInfo: Buffer.alloc(0) };
    const long = concatKdf(sha256, Buffer.from('z'), 80, empty);
    expect(long).toHaveLength(80);
    expect(long.subarray(0, 32)).toEqual(concatKdf(sha256, Buffer.from('z'), 32, empty));
  });

  it('reads what it writes, and no padding bits, odd digits or endless values', () => {
    expect(fromKdfAttribute(toKdfAttribute(Buffer.from('Musterstadt')))?.toString()).toBe('Musterstadt');
    for (const bad of ['01ff', '0', 'zz', '00f', `00${'ab'.repeat(1100)}`])
      expect(fromKdfAttribute(bad)).toBeUndefined();
  });
});

describe('AES key wrap', () => {
  const wrapping = Buffer.from('000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F', 'hex');
  const key = Buffer.from('00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F', 'hex');

  it.each([
    ['4.1', URI.kwAes128, 16, 16, '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5'],
    ['4.2', URI.kwAes192, 24, 16, '96778b25ae6ca435f92b5b97c050aed2468ab8a17ad84e5d'],
    ['4.3', URI.kwAes256, 32, 16, '64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7'],
    ['4.4', URI.kwAes192, 24, 24, '031d33264e15d33268f24ec260743edce1c6c7ddee725a936ba814915c6762d2'],
    ['4.6', URI.kwAes256, 32, 32, '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21'],
  ] as const)('wraps as RFC 3394, %s and notices a changed byte', (_, uri, length, size, expected) => {
    const wrapped = wrapKey(uri, wrapping.subarray(0, length), key.subarray(0, size));
    expect(wrapped.toString('hex')).toBe(expected);
    expect(unwrapKey(uri, wrapping.subarray(0, length), wrapped)).toEqual(key.subarray(0, size));
    for (let at = 0; at < wrapped.length; at += 1) {
      const changed = Buffer.from(wrapped);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(unwrapKey(uri, wrapping.subarray(0, length), changed)).toBeUndefined();
    }
  });

  it('takes no length that is none of a wrapped key', () => {
    for (const length of [0, 16, 17, 80])
      expect(unwrapKey(URI.kwAes256, wrapping, Buffer.alloc(length))).toBeUndefined();
  });
});

describe('ECDH', () => {
  it.each(['P-256', 'P-384', 'brainpoolP256r1', 'brainpoolP384r1'])(
    'both halves agree on %s, and no point off the curve is taken',
    (name) => {
      const reader = generateKeyPairSync('ec', { namedCurve: name });
      const curve = curveOfKey(reader.publicKey);
      if (!curve) throw new Error('curve');
      const { point, secret } = agreeAsSender(curve, reader.publicKey);
      expect(agreeAsReader(curve, reader.privateKey, point)).toEqual(secret);
      const off = Buffer.from(point);
      off.writeUInt8(off.readUInt8(off.length - 1) ^ 1, off.length - 1);
      expect(publicKeyOfPoint(curve, off)).toBeUndefined();
      for (const bad of [Buffer.alloc(0), Buffer.from([0]), point.subarray(1), Buffer.alloc(point.length, 4)]) {
        expect(agreeAsReader(curve, reader.privateKey, bad)).toBeUndefined();
      }
    },
  );
});

describe('strict base64', () => {
  it('reads back every value, also with XML white space', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase64(bytes);
        expect(fromBase64(text)).toEqual(Buffer.from(bytes));
        expect(fromBase64(`\n ${text.slice(0, 10)}\r\n\t${text.slice(10)} `)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each([
    'A',
    'AB',
    'ABC',
    'AB==A',
    'A===',
    'AB=C',
    'ABCD=',
    'QQ=',
    'QR==',
    'Q-_=',
    'QUJ\u00a0D',
    'QUJD<',
    'QUJD\u0000',
  ])('refuses %j', (text) => {
    expect(fromBase64(text)).toBeUndefined();
    expect(fromBase64(Buffer.from(text))).toBeUndefined();
  });

  it.each([-8, -4, 0, 4, 8])(
    'reads long values as a whole, whatever it reads at once: %i characters beside',
    (beside) => {
      const length = ((49_152 + beside) / 4) * 3;
      for (const missing of [0, 1, 2]) {
        const first = Buffer.alloc(length - missing, 7).toString('base64');
        const more = Buffer.alloc(300, 9).toString('base64');
        for (const text of [first, first + more, first + first + more, more + first]) {
          const plain = Buffer.from(text, 'base64');
          const expected = plain.toString('base64') === text ? plain : undefined;
          expect(fromBase64(text)).toEqual(expected);
          expect(fromBase64(Buffer.from(text))).toEqual(expected);
        }
      }
    },
  );
});
