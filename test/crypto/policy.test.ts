import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  canonicalForms,
  contentCiphers,
  digests,
  keyWraps,
  maskFunctions,
  signatures,
} from '../../src/crypto/algorithms.ts';
import {
  type AlgorithmKind,
  algorithmTable,
  allow,
  checkKey,
  type Policy,
  policies,
  REASONS,
  type Suite,
  suiteOf,
  suites,
  TR_EDITION,
  URI,
} from '../../src/crypto/index.ts';
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

  it('no policy takes what must never be used, and nothing computes it', () => {
    const never = algorithmTable.filter(({ status }) => status === 'never').map(({ uri }) => uri);
    for (const end of ['xmlenc#rsa-1_5', '-cbc', 'tripledes-cbc', 'hmac-sha256', '#md5', 'REC-xslt-19991116']) {
      expect(never.some((uri) => uri.endsWith(end))).toBe(true);
    }
    const taken = Object.values<Policy>(policies).flatMap(({ rows }) => rows.map(({ uri }) => uri));
    const computed = [digests, signatures, contentCiphers, keyWraps, maskFunctions, canonicalForms].flatMap((map) => [
      ...map.keys(),
    ]);
    for (const uri of never) expect([...taken, ...computed]).not.toContain(uri);
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

  it.each([
    ['rsa', 'gateway'],
    ['ec', 'gateway'],
    ['mlkem768-p256', 'experimental'],
  ] as const)('everything that suite %s writes is allowed by policies.%s', (id, name) => {
    const suite: Suite = suites[id];
    const { signature, digest, c14n, content, key } = suite;
    const ask = (policy: Policy): void => {
      for (const [kind, uri] of Object.entries({ signature, digest, c14n, 'content-encryption': content })) {
        allow(policy, kind as AlgorithmKind, uri);
      }
      if (key.way === 'transport') {
        allow(policy, 'key-transport', key.transport);
        allow(policy, 'mgf', key.mgf);
      } else {
        allow(policy, 'key-agreement', key.agreement);
        allow(policy, 'kdf', key.kdf);
        allow(policy, 'key-wrap', key.wrap);
      }
    };
    ask(policies[name]);
    if (name === 'experimental') expect(faultOf(() => ask(policies.gateway)).detail).toContain(URI.mlkem768P256);
  });

  it('a URI is shown without control characters and cut', () => {
    const fault = faultOf(() => allow(policies.gateway, 'digest', `a\n${'x'.repeat(5000)}`));
    expect(fault.message).not.toContain('\n');
    expect(fault.message.length).toBeLessThan(400);
    const turned = faultOf(() => allow(policies.gateway, 'digest', 'urn:\u202egnp.exe', new Date()));
    expect(turned.detail).toContain('urn:<U+202E>gnp.exe');
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
    for (const namedCurve of ['P-256', 'P-384', 'brainpoolP256r1', 'brainpoolP384r1']) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve });
      checkKey(policies.gateway, publicKey);
      expect(suiteOf(publicKey)).toBe(suites.ec);
    }
    expect(codeOf(() => suiteOf(generateKeyPairSync('ed25519').publicKey))).toBe('TRUST_KEY');
  });
});

describe('the table of algorithms', () => {
  const names = (policy: Policy): string[] => policy.rows.map(({ kind, uri }) => `${kind} ${uri}`);

  it('has one entry for each use of an algorithm, and each that the gateway refuses says why', () => {
    const keys = algorithmTable.map(({ kind, uri }) => `${kind} ${uri}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { uri, status, why, validFrom } of algorithmTable) {
      expect(why === undefined, uri).toBe(status === 'gateway');
      expect(validFrom !== undefined, uri).toBe(['gateway', 'recommended', 'experimental'].includes(status));
    }
    expect(TR_EDITION).toBe('BSI TR-02102-1 2026-01');
  });

  it('gives the gateway the strict subset: gateway < recommended < open', () => {
    expect(names(policies.recommended)).toEqual(expect.arrayContaining(names(policies.gateway)));
    expect(names(policies.open)).toEqual(expect.arrayContaining(names(policies.recommended)));
    expect(policies.recommended.rows.length).toBeGreaterThan(policies.gateway.rows.length);
    expect(policies.open.rows.length).toBeGreaterThan(policies.recommended.rows.length);
  });

  it('ends classical key agreement with 2031 and classical signatures with 2035, in every dated policy', () => {
    for (const policy of [policies.gateway, policies.recommended, policies.experimental]) {
      for (const { kind, uri, validTo } of policy.rows as Policy['rows']) {
        if (kind === 'signature') expect(validTo, uri).toBe('2035-12-31');
        if (kind === 'key-transport') expect(validTo, uri).toBe('2031-12-31');
        if (kind === 'key-agreement') expect(validTo, uri).toBe(uri === URI.ecdhEs ? '2031-12-31' : undefined);
      }
    }
  });

  it('names the reason of a refusal to the sender', () => {
    expect(faultOf(() => allow(policies.gateway, 'signature', URI.rsaSha256)).detail).toContain(
      REASONS.pkcs1Signature.de,
    );
    expect(faultOf(() => allow(policies.gateway, 'digest', 'urn:unbekannt')).detail).toBe('digest: urn:unbekannt');
  });

  it('lets a row come back after a pause: any of several periods holds', () => {
    const row = { uri: 'urn:x', kind: 'digest', source: 'test' } as const;
    const policy: Policy = {
      ...policies.gateway,
      rows: [
        { ...row, validFrom: '2026-01-01', validTo: '2026-06-30' },
        { ...row, validFrom: '2027-01-01' },
      ],
    };
    const on = (day: string) => codeOf(() => allow(policy, 'digest', 'urn:x', new Date(`${day}T12:00:00Z`)));
    expect(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01', '2027-01-01'].map(on)).toEqual([
      'SHAPE_ALGORITHM',
      'none',
      'none',
      'SHAPE_ALGORITHM',
      'none',
    ]);
  });

  it('stands in the documentation, row by row', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/reference/crypto-profile.md'), 'utf8');
    for (const { uri, status, validFrom, validTo, source, why } of algorithmTable) {
      const row = page.split('\n').filter((line) => line.startsWith('|') && line.includes(`\`${uri}\``));
      const cells = [validFrom ?? '–', validTo ?? '–', source, ...(why === undefined ? [] : [REASONS[why].en])];
      expect(
        row.some((line) => cells.every((cell) => line.includes(` ${cell} `))),
        `${status} ${uri}`,
      ).toBe(true);
    }
  });
});
