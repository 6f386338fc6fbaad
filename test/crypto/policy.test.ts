import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { allow, checkKey, policies, suiteOf, suites, URI } from '../../src/crypto/index.ts';
import { codeOf, faultOf } from './support.ts';

describe('algorithm policy', () => {
  it.each([
    ['signature', URI.rsaSha1],
    ['signature', URI.rsaSha256],
    ['signature', URI.ecdsaSha1],
    ['signature', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'],
    ['signature', 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'],
    ['digest', URI.sha1],
    ['digest', 'http://www.w3.org/2001/04/xmldsig-more#md5'],
    ['c14n', URI.c14n],
    ['c14n', URI.c14n11],
    ['c14n', URI.excC14nComments],
    ['transform', 'http://www.w3.org/TR/1999/REC-xslt-19991116'],
    ['transform', 'http://www.w3.org/TR/1999/REC-xpath-19991116'],
    ['transform', 'http://www.w3.org/2000/09/xmldsig#base64'],
    ['content-encryption', 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'],
    ['content-encryption', 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc'],
    ['content-encryption', URI.aes128Gcm],
    ['key-transport', 'http://www.w3.org/2001/04/xmlenc#rsa-1_5'],
    ['key-transport', URI.rsaOaepMgf1p],
    ['mgf', URI.mgf1Sha1],
    ['key-wrap', URI.kwAes128],
    ['key-wrap', 'http://www.w3.org/2001/04/xmlenc#kw-tripledes'],
    ['kdf', 'http://www.w3.org/2009/xmlenc11#pbkdf2'],
  ] as const)('the gateway refuses %s %s and names it', (kind, uri) => {
    const fault = faultOf(() => allow(policies.gateway, kind, uri));
    expect(fault.code).toBe('SHAPE_ALGORITHM');
    expect(fault.message).toContain(uri);
  });

  it('no policy knows what must never be used', () => {
    for (const uri of ['xmlenc#rsa-1_5', 'xmlenc#aes256-cbc', 'xmlenc#tripledes-cbc', 'xmldsig-more#hmac-sha256']) {
      expect(policies.open.rows.some((row) => row.uri.endsWith(uri))).toBe(false);
    }
  });

  it('an algorithm ends with the day that its row names', () => {
    const lastDay = new Date('2031-12-31T23:59:59Z');
    expect(allow(policies.gateway, 'key-transport', URI.rsaOaep, lastDay).source).toContain('TR-02102-1');
    expect(
      faultOf(() => allow(policies.gateway, 'key-transport', URI.rsaOaep, new Date('2032-01-01T00:00:00Z'))).detail,
    ).toContain('2031-12-31');
    expect(codeOf(() => allow(policies.gateway, 'signature', URI.pssSha256, new Date('2036-01-01T00:00:00Z')))).toBe(
      'SHAPE_ALGORITHM',
    );
  });

  it('every suite is allowed by the gateway today', () => {
    for (const suite of Object.values(suites)) {
      allow(policies.gateway, 'signature', suite.signature);
      allow(policies.gateway, 'digest', suite.digest);
      allow(policies.gateway, 'c14n', suite.c14n);
      allow(policies.gateway, 'content-encryption', suite.content);
    }
  });

  it('a URI is shown without control characters and cut', () => {
    const fault = faultOf(() => allow(policies.gateway, 'digest', `a\n${'x'.repeat(5000)}`));
    expect(fault.message).not.toContain('\n');
    expect(fault.message.length).toBeLessThan(400);
  });

  it.each([
    ['RSA 2048', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey],
    ['RSA exponent 3', generateKeyPairSync('rsa', { modulusLength: 3072, publicExponent: 3 }).publicKey],
    ['P-521', generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey],
    ['secp256k1', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey],
    ['Ed25519', generateKeyPairSync('ed25519').publicKey],
    ['DSA', generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).publicKey],
  ])('the gateway refuses a key: %s', (_, key) => {
    expect(codeOf(() => checkKey(policies.gateway, key))).toBe('TRUST_KEY');
  });

  it('the kind of key decides the suite', () => {
    expect(suiteOf(generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }).publicKey)).toBe(suites.ec);
    expect(codeOf(() => suiteOf(generateKeyPairSync('ed25519').publicKey))).toBe('TRUST_KEY');
  });
});
