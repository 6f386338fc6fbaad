import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EXT_KEY_USAGE,
  type Purpose,
  parseCertificate,
  type TrustMaterial,
  TrustStore,
} from '../../src/crypto/index.ts';
import { BlaupauseError } from '../../src/platform/errors.ts';
import { type Authority, authority, crl, days, ec, leaf, NOW, rsa } from './pki-builder.ts';

/** A PKI of the usual shape: root, issuing CA, a CRL of each. */
const root = authority({ pathLength: 1 });
const issuing = authority({ name: 'Musteraussteller', issuer: root, pathLength: 0 });
const crls = [crl(root), crl(issuing)];
const store = (overrides: Partial<TrustMaterial> = {}) =>
  new TrustStore({ anchors: [root.der], intermediates: [issuing.der], crls, ...overrides });

const codeOf = async (
  trust: TrustStore,
  certificate: Uint8Array,
  purpose: Purpose = 'signature',
  at: Date = NOW,
  chain: readonly Uint8Array[] = [],
): Promise<string> => {
  try {
    await trust.check(certificate, chain, { purpose, at });
    return 'accepted';
  } catch (error) {
    return error instanceof BlaupauseError ? error.code : String(error);
  }
};

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe('a certificate is accepted', () => {
  it('with organizationIdentifier and umlauts, and the record names every check', async () => {
    const der = leaf(issuing);
    const { certificate, inspection, validUntil } = await store().check(der, [], { purpose: 'signature', at: NOW });
    expect(certificate.organizationIdentifier).toBe('bgb:145110000001');
    expect(inspection).toMatchObject({
      purpose: 'signature',
      at: NOW.toISOString(),
      organizationIdentifier: 'bgb:145110000001',
      subject: 'organizationIdentifier=bgb:145110000001,CN=Bußgeldstelle Müßighausen,O=Musterbehörde,C=DE',
      fingerprint: certificate.fingerprintSha256,
      serial: certificate.serial,
    });
    expect(inspection.checks.map(({ check, verdict }) => `${check} ${verdict}`)).toEqual([
      'kette ok',
      'gueltigkeit ok',
      'zertifizierungsstellen ok',
      'erweiterungen ok',
      'namensgrenzen ok',
      'schluessel ok',
      'verwendung ok',
      'sperrung ok',
      'pfadpruefung ok',
    ]);
    expect(inspection.path).toHaveLength(3);
    expect(inspection.revocation.map(({ source }) => source)).toEqual(['crl', 'crl']);
    // the CRLs end before the certificates do
    expect(validUntil).toEqual(days(30));
    expect(JSON.parse(JSON.stringify(inspection))).toEqual(inspection);
  });

  it('with an RSA-4096 key', async () => {
    expect(await codeOf(store(), leaf(issuing, { publicKey: rsa(4096).publicKey }))).toBe('accepted');
  });

  it.each(['brainpoolP256r1', 'brainpoolP384r1', 'secp384r1'])('with a key on %s', async (curve) => {
    expect(await codeOf(store(), leaf(issuing, { publicKey: ec(curve).publicKey }))).toBe('accepted');
  });

  it('where CAs and CRLs are signed on brainpool curves, which WebCrypto lacks', async () => {
    const top = authority({ name: 'BP-Wurzel', keys: ec('brainpoolP384r1') });
    const middle = authority({ name: 'BP-Aussteller', keys: ec('brainpoolP256r1'), issuer: top });
    const trust = new TrustStore({ anchors: [top.der], intermediates: [middle.der], crls: [crl(top), crl(middle)] });
    expect(await codeOf(trust, leaf(middle))).toBe('accepted');
  });

  it('where the issuing CA is offered by the other side alone', async () => {
    const trust = store({ intermediates: [] });
    expect(await codeOf(trust, leaf(issuing))).toBe('TRUST_CHAIN');
    expect(await codeOf(trust, leaf(issuing), 'signature', NOW, [issuing.der])).toBe('accepted');
  });

  it('by the good one of two CAs that share name and key', async () => {
    const keys = ec();
    const expired = authority({ name: 'Erneuert', keys, issuer: root, notAfter: days(-1) });
    const renewed = authority({ name: 'Erneuert', keys, issuer: root });
    const trust = store({ intermediates: [expired.der, renewed.der], crls: [crl(root), crl(renewed)] });
    expect(await codeOf(trust, leaf(renewed))).toBe('accepted');
  });
});

describe('a certificate is refused', () => {
  it('expired, not yet valid, or below a CA that is', async () => {
    expect(await codeOf(store(), leaf(issuing, { notAfter: days(-0.5) }))).toBe('TRUST_EXPIRED');
    expect(await codeOf(store(), leaf(issuing, { notBefore: days(1) }))).toBe('TRUST_NOT_YET_VALID');
    const old = authority({ name: 'Altaussteller', issuer: root, notAfter: days(-1) });
    const trust = store({ intermediates: [old.der], crls: [crl(root), crl(old)] });
    expect(await codeOf(trust, leaf(old))).toBe('TRUST_EXPIRED');
  });

  it('revoked, itself or the CA above it', async () => {
    const der = leaf(issuing);
    const { serial } = parseCertificate(der);
    expect(await codeOf(store({ crls: [crl(root), crl(issuing, { revoked: [serial] })] }), der)).toBe('TRUST_REVOKED');
    const { serial: caSerial } = parseCertificate(issuing.der);
    expect(await codeOf(store({ crls: [crl(root, { revoked: [caSerial] }), crl(issuing)] }), der)).toBe(
      'TRUST_REVOKED',
    );
  });

  it('revoked with a serial number whose highest bit is set', async () => {
    const serial = Buffer.concat([Buffer.from([0]), Buffer.alloc(15, 0xf1)]);
    const der = leaf(issuing, { serial });
    const revoked = [parseCertificate(der).serial];
    expect(await codeOf(store({ crls: [crl(root), crl(issuing, { revoked })] }), der)).toBe('TRUST_REVOKED');
  });

  it.each<[string, Purpose, Parameters<typeof leaf>[1]]>([
    ['a signature by an encryption certificate', 'signature', { keyUsage: ['keyAgreement'], extKeyUsage: [] }],
    ['a signature by a certificate without KeyUsage', 'signature', { keyUsage: [] }],
    ['a signature by a TLS certificate', 'signature', { extKeyUsage: [EXT_KEY_USAGE.clientAuth] }],
    ['encryption to a signing certificate', 'encryption', {}],
    ['encryption to an EC key with keyEncipherment only', 'encryption', { keyUsage: ['keyEncipherment'] }],
    ['a TLS client with a signing certificate', 'tls-client', {}],
    ['a TLS client without ExtendedKeyUsage', 'tls-client', { extKeyUsage: [] }],
    ['a TLS client with serverAuth only', 'tls-client', { extKeyUsage: [EXT_KEY_USAGE.serverAuth] }],
    ['a TLS server with clientAuth only', 'tls-server', { extKeyUsage: [EXT_KEY_USAGE.clientAuth] }],
    ['a certificate with the CA flag', 'signature', { ca: {}, keyUsage: ['digitalSignature', 'keyCertSign'] }],
  ])('for the wrong purpose: %s', async (_, purpose, overrides) => {
    expect(await codeOf(store(), leaf(issuing, overrides), purpose)).toBe('TRUST_USAGE');
  });

  it('issued by a certificate that is no CA', async () => {
    const keys = ec();
    const der = leaf(issuing, { publicKey: keys.publicKey });
    const name = parseCertificate(der);
    const fake: Authority = { ...authority({ name: 'x' }), key: keys.privateKey, publicKey: keys.publicKey };
    const { subjectOf } = await import('../../src/profile/pki/x509-write.ts');
    const below = leaf({ ...fake, name: subjectOf(name.der) });
    expect(await codeOf(store(), below, 'signature', NOW, [der])).toBe('TRUST_CHAIN');
  });

  it('issued by a CA without keyCertSign', async () => {
    const weak = authority({ name: 'Ohne Recht', issuer: root, keyUsage: ['cRLSign'] });
    const trust = store({ intermediates: [weak.der], crls: [crl(root), crl(weak)] });
    expect(await codeOf(trust, leaf(weak))).toBe('TRUST_CHAIN');
  });

  it('below one CA more than the path length allows', async () => {
    const extra = authority({ name: 'Unteraussteller', issuer: issuing });
    const trust = store({ intermediates: [issuing.der, extra.der], crls: [...crls, crl(extra)] });
    const outcome = await trust.inspect(leaf(extra), [], { purpose: 'signature', at: NOW });
    expect(outcome.inspection.fault).toBe('TRUST_CHAIN');
    expect(outcome.inspection.checks.find(({ verdict }) => verdict === 'failed')?.check).toBe('zertifizierungsstellen');
  });

  it('self-signed, and from an attacker’s CA with the same names', async () => {
    const keys = ec();
    const self = leaf(issuing, { publicKey: keys.publicKey, issuer: { selfKey: keys.privateKey } });
    expect(await codeOf(store(), self)).toBe('TRUST_CHAIN');
    const fakeRoot = authority({ pathLength: 1 });
    const fakeIssuing = authority({ name: 'Musteraussteller', issuer: fakeRoot, pathLength: 0 });
    const forged = leaf(fakeIssuing);
    expect(await codeOf(store(), forged, 'signature', NOW, [fakeIssuing.der, fakeRoot.der])).toBe('TRUST_CHAIN');
  });

  it('changed after it was signed', async () => {
    const der = leaf(issuing);
    const at = der.indexOf(Buffer.from('145110000001'));
    der[at + 11] = 0x32;
    expect(await codeOf(store(), der)).toBe('TRUST_CHAIN');
  });

  it.each([
    ['RSA-2048', () => rsa(2048).publicKey],
    ['RSA with exponent 3', () => rsa(3072, 3).publicKey],
    ['secp256k1', () => ec('secp256k1').publicKey],
    ['P-224', () => ec('secp224r1').publicKey],
    [
      'P-256 by explicit parameters',
      () => generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).publicKey,
    ],
    ['Ed25519', () => createPublicKey(generateKeyPairSync('ed25519').privateKey)],
  ])('for its key: %s', async (_, key) => {
    expect(await codeOf(store(), leaf(issuing, { publicKey: key() }))).toBe('TRUST_KEY');
  });

  it('for the key of a CA above it', async () => {
    const weak = authority({ name: 'Schwach', keys: rsa(2048), issuer: root });
    const trust = store({ intermediates: [weak.der], crls: [crl(root), crl(weak)] });
    expect(await codeOf(trust, leaf(weak))).toBe('TRUST_KEY');
  });

  it('with an offered chain of many certificates, without searching long', async () => {
    const keys = ec();
    const many = Array.from({ length: 200 }, () => authority({ name: 'Musteraussteller', keys, issuer: root }).der);
    const started = performance.now();
    expect(await codeOf(store({ intermediates: [] }), leaf(issuing), 'signature', NOW, many)).toBe('TRUST_CHAIN');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it.runIf(hasOpenssl)('signed with SHA-1, or with an unknown critical extension', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'blaupause-trust-'));
    const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    try {
      writeFileSync(join(folder, 'ca.pem'), issuing.pem);
      writeFileSync(join(folder, 'ca.key'), issuing.key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
      writeFileSync(join(folder, 'leaf.key'), ec().privateKey.export({ type: 'pkcs8', format: 'pem' }), {
        mode: 0o600,
      });
      writeFileSync(join(folder, 'ok.ext'), 'keyUsage=critical,digitalSignature\n');
      writeFileSync(join(folder, 'odd.ext'), 'keyUsage=critical,digitalSignature\n1.2.3.4=critical,ASN1:NULL\n');
      run('req', '-new', '-key', 'leaf.key', '-subj', '/CN=Muster', '-out', 'leaf.csr');
      const issue = (digest: string, ext: string) => {
        run(
          'x509',
          '-req',
          '-in',
          'leaf.csr',
          '-CA',
          'ca.pem',
          '-CAkey',
          'ca.key',
          digest,
          '-days',
          '9999',
          '-extfile',
          ext,
          '-set_serial',
          '77',
          '-out',
          'leaf.pem',
        );
        return parseCertificate(readFileSync(join(folder, 'leaf.pem'), 'utf8'));
      };
      // openssl dates certificates by the machine's clock
      const fresh = { thisUpdate: new Date(Date.now() - 60_000), nextUpdate: new Date(Date.now() + 60_000) };
      const trust = store({ crls: [crl(root, fresh), crl(issuing, fresh)] });
      const later = new Date(Date.now() + 1000);
      expect(await codeOf(trust, issue('-sha256', 'ok.ext').der, 'signature', later)).toBe('accepted');
      expect(await codeOf(trust, issue('-sha1', 'ok.ext').der, 'signature', later)).toBe('TRUST_KEY');
      expect(await codeOf(trust, issue('-sha256', 'odd.ext').der, 'signature', later)).toBe('TRUST_CHAIN');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('an unknown revocation status is a refusal', () => {
  it.each<[string, () => Buffer[]]>([
    ['no CRL at all', () => []],
    ['no CRL of the issuing CA', () => [crl(root)]],
    ['no CRL of the root', () => [crl(issuing)]],
    ['a stale CRL', () => [crl(root), crl(issuing, { nextUpdate: days(-0.1) })]],
    ['a CRL from the future', () => [crl(root), crl(issuing, { thisUpdate: days(0.1) })]],
    ['a CRL that an attacker signed with the CA’s name', () => [crl(root), crl({ ...issuing, key: ec().privateKey })]],
  ])('%s', async (_, lists) => {
    expect(await codeOf(store({ crls: lists() }), leaf(issuing))).toBe('TRUST_REVOCATION_UNKNOWN');
  });

  it('a CRL of a CA that may not sign CRLs', async () => {
    const mute = authority({ name: 'Ohne cRLSign', issuer: root, keyUsage: ['keyCertSign'] });
    const trust = store({ intermediates: [mute.der], crls: [crl(root), crl(mute)] });
    expect(await codeOf(trust, leaf(mute))).toBe('TRUST_REVOCATION_UNKNOWN');
  });

  it('but a stale CRL still proves a revocation', async () => {
    const der = leaf(issuing);
    const revoked = [parseCertificate(der).serial];
    const stale = crl(issuing, { revoked, nextUpdate: days(-0.1) });
    expect(await codeOf(store({ crls: [crl(root), stale] }), der)).toBe('TRUST_REVOKED');
    expect(await codeOf(store({ crls: [crl(root), stale, crl(issuing, { number: 2 })] }), der)).toBe('TRUST_REVOKED');
  });
});

describe('decisions are remembered', () => {
  it('until the earliest end in path and CRLs, per purpose, and never beyond', async () => {
    const trust = store();
    const der = leaf(issuing);
    const first = await trust.check(der, [], { purpose: 'signature', at: NOW });
    expect(await trust.check(der, [], { purpose: 'signature', at: days(29) })).toBe(first);
    expect(await trust.check(first.certificate.pem, [], { purpose: 'signature', at: NOW })).toBe(first);
    expect(await codeOf(trust, der, 'encryption')).toBe('TRUST_USAGE');
    expect(await codeOf(trust, der, 'signature', days(31))).toBe('TRUST_REVOCATION_UNKNOWN');
    expect(await codeOf(trust, der, 'signature', days(-2))).toBe('TRUST_NOT_YET_VALID');
  });

  it('a refusal is not', async () => {
    const trust = store();
    const der = leaf(issuing, { notBefore: days(1) });
    expect(await codeOf(trust, der)).toBe('TRUST_NOT_YET_VALID');
    expect(await codeOf(trust, der, 'signature', days(2))).toBe('accepted');
  });
});

describe('a folder of trusted certificates', () => {
  let folder = '';
  const put = (name: string, content: Buffer | string) => writeFileSync(join(folder, name), content);
  const touched = (name: string) => utimesSync(join(folder, name), new Date(), new Date(Date.now() + 5000));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'blaupause-trust-'));
    await mkdir(join(folder, 'crl'));
    put('ca.pem', root.pem);
    put('issuing.pem', issuing.pem);
    put('issuing.key.pem', 'is never read');
    put('crl/root.crl', crl(root));
    put('crl/issuing.crl.pem', crl(issuing));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is read again when a CRL changes, and the revocation bites at once', async () => {
    const trust = TrustStore.fromFolder(folder);
    const der = leaf(issuing);
    expect(await codeOf(trust, der)).toBe('accepted');
    expect(trust.reload()).toBe(false);
    put('crl/issuing.crl.pem', crl(issuing, { revoked: [parseCertificate(der).serial], number: 2 }));
    touched('crl/issuing.crl.pem');
    expect(trust.reload()).toBe(true);
    expect(await codeOf(trust, der)).toBe('TRUST_REVOKED');
  });

  it('keeps what is in use where the new state is broken, and says which file', async () => {
    put('crl/issuing.crl.pem', crl(issuing));
    const trust = TrustStore.fromFolder(folder);
    put('crl/issuing.crl.pem', 'half a file');
    expect(() => trust.reload()).toThrow(/issuing\.crl\.pem/);
    expect(await codeOf(trust, leaf(issuing))).toBe('accepted');
    expect(() => trust.reload()).toThrow(BlaupauseError);
    put('crl/issuing.crl.pem', crl(issuing, { number: 3 }));
    expect(trust.reload()).toBe(true);
  });

  it('without an anchor is PKI', () => {
    expect(() => TrustStore.fromFolder(join(folder, 'crl'))).toThrow(/ca\.pem/);
  });
});
