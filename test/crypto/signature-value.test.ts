import { constants, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signatures, URI } from '../../src/crypto/algorithms.ts';
import { holds } from '../../src/crypto/signature-value.ts';

const algorithm = (uri: string) => {
  const found = signatures.get(uri);
  if (found === undefined) throw new RangeError(uri);
  return found;
};

describe('a signature value', () => {
  const bytes = randomBytes(300);
  const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pss = (saltLength: number, hash = 'sha256') =>
    sign(hash, bytes, { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

  test('of ECDSA holds whatever its numbers begin with, and not once a byte of it differs', () => {
    // one in 256 begins with a zero byte, one in two needs one in front of it
    for (let round = 0; round < 600; round += 1) {
      const value = sign('sha256', bytes, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
      expect(holds(algorithm(URI.ecdsaSha256), ec.publicKey, bytes, value)).toBe(true);
      if (round % 50 > 0) continue;
      value[round % 64] = (value[round % 64] ?? 0) ^ 1;
      expect(holds(algorithm(URI.ecdsaSha256), ec.publicKey, bytes, value)).toBe(false);
    }
  });

  test('of ECDSA does not hold with zero, with the order or beyond it in the place of a number', () => {
    const value = sign('sha256', bytes, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
    const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
    for (const number of [Buffer.alloc(32), order, Buffer.alloc(32, 0xff)]) {
      for (const other of [
        Buffer.concat([number, value.subarray(32)]),
        Buffer.concat([value.subarray(0, 32), number]),
        Buffer.concat([number, number]),
      ])
        expect(holds(algorithm(URI.ecdsaSha256), ec.publicKey, bytes, other)).toBe(false);
    }
  });

  test('of PSS holds with a salt as long as the hash alone', () => {
    const { publicKey } = rsa;
    expect(holds(algorithm(URI.pssSha256), publicKey, bytes, pss(32))).toBe(true);
    expect(holds(algorithm(URI.pssSha384), publicKey, bytes, pss(48, 'sha384'))).toBe(true);
    expect(holds(algorithm(URI.pssSha512), publicKey, bytes, pss(64, 'sha512'))).toBe(true);
    for (const salt of [0, 20, 31, 33, 48, 222])
      expect(holds(algorithm(URI.pssSha256), publicKey, bytes, pss(salt))).toBe(false);
  });

  test('of PSS does not hold with another hash or another padding', () => {
    const { publicKey, privateKey } = rsa;
    const pkcs1 = sign('sha256', bytes, privateKey);
    expect(holds(algorithm(URI.rsaSha256), publicKey, bytes, pkcs1)).toBe(true);
    expect(holds(algorithm(URI.pssSha256), publicKey, bytes, pkcs1)).toBe(false);
    expect(holds(algorithm(URI.rsaSha256), publicKey, bytes, pss(32))).toBe(false);
    expect(holds(algorithm(URI.pssSha384), publicKey, bytes, pss(48, 'sha512'))).toBe(false);
  });
});
