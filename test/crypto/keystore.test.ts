import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EXT_KEY_USAGE,
  exportPkcs12,
  importPkcs12,
  type KeyPair,
  loadKeyPair,
  loadKeyStore,
  parseCertificate,
  tlsOptions,
} from '../../src/crypto/index.ts';
import { authority, ec, type Keys, leaf, rsa } from './pki-builder.ts';
import { faultOf } from './support.ts';

const root = authority();
const issuing = authority({ name: 'Musteraussteller', issuer: root });
const keyPem = (keys: Keys) => keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const pairOf = (keys: Keys): KeyPair => {
  const certificate = parseCertificate(
    leaf(issuing, {
      publicKey: keys.publicKey,
      extKeyUsage: [EXT_KEY_USAGE.serverAuth],
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + 86_400_000),
    }),
  );
  return { key: keys.privateKey, cert: certificate.pem, certificate, chain: [issuing.pem] };
};
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe('a key store in PEM', () => {
  let dir = '';
  let folder = '';
  const put = (name: string, content: string, mode = 0o600) => {
    writeFileSync(join(folder, name), content, { mode });
    chmodSync(join(folder, name), mode);
  };

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'blaupause-keys-'));
    folder = join(dir, 'bgb-145110000001');
    mkdirSync(folder);
    for (const purpose of ['tls', 'signature', 'encryption', 'encryption-0a1b']) {
      const keys = ec();
      put(`${purpose}.pem`, pairOf(keys).cert + issuing.pem, 0o644);
      put(`${purpose}.key.pem`, keyPem(keys));
    }
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('gives keys, certificates and chain for each purpose, and former encryption keys', () => {
    const store = loadKeyStore(dir, 'bgb:145110000001');
    expect(store.signature.certificate.organizationIdentifier).toBe('bgb:145110000001');
    expect(store.signature.chain.map((pem) => parseCertificate(pem).commonName)).toEqual(['Musteraussteller']);
    expect(store.tls.key.asymmetricKeyType).toBe('ec');
    expect(store.formerEncryption).toHaveLength(1);
  });

  it('refuses a private key that others may read, and says what to do', () => {
    chmodSync(join(folder, 'signature.key.pem'), 0o640);
    const fault = faultOf(() => loadKeyStore(dir, 'bgb:145110000001'));
    expect(fault).toMatchObject({ code: 'PKI' });
    expect(fault.detail).toContain(join(folder, 'signature.key.pem'));
    expect(fault.detail).toContain('chmod 600');
  });

  it('refuses a key that does not belong to its certificate', () => {
    put('tls.key.pem', keyPem(ec()));
    expect(faultOf(() => loadKeyStore(dir, 'bgb:145110000001')).detail).toMatch(/tls\.key\.pem gehört nicht/);
  });

  it.each([
    ['a missing file', () => rmSync(join(folder, 'tls.pem')), /tls\.pem fehlt/],
    ['a file without certificate', () => put('tls.pem', 'leer'), /enthält kein Zertifikat/],
    ['a damaged key', () => put('tls.key.pem', 'leer'), /keinen unverschlüsselten privaten Schlüssel/],
  ])('names the path of %s', (_, damage, text) => {
    damage();
    const fault = faultOf(() => loadKeyStore(dir, 'bgb:145110000001'));
    expect(fault.code).toBe('PKI');
    expect(fault.detail).toMatch(text);
    expect(fault.detail).toContain(folder);
  });

  it.each(['../etc', 'bgb:14511000000', 'BGB:145110000001', ''])('takes no path for a key: %j', (schluessel) => {
    expect(faultOf(() => loadKeyStore(dir, schluessel)).code).toBe('PKI');
  });

  it('serves TLS with its chain', async () => {
    const pair = loadKeyPair(join(folder, 'tls.pem'), join(folder, 'tls.key.pem'));
    const server = createServer(tlsOptions(pair), (socket) => socket.end('da'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const client = connect({ port, host: '127.0.0.1', ca: root.pem, checkServerIdentity: () => undefined });
    const text = await new Promise<string>((resolve, reject) => {
      client.on('data', (data) => resolve(data.toString()));
      client.on('error', reject);
    });
    expect(text).toBe('da');
    expect(client.authorized).toBe(true);
    client.destroy();
    server.close();
  });
});

describe.each([
  ['RSA', () => rsa(3072)],
  ['P-256', () => ec()],
  ['brainpoolP256r1', () => ec('brainpoolP256r1')],
])('PKCS#12 with a key of %s', (_, make) => {
  const pair = pairOf(make());

  it('comes back as it went in', async () => {
    const back = importPkcs12(await exportPkcs12(pair, 'Kennwort-1'), 'Kennwort-1');
    expect(back.key.equals(pair.key)).toBe(true);
    expect(back.certificate.fingerprintSha256).toBe(pair.certificate.fingerprintSha256);
    expect(back.chain.map((pem) => parseCertificate(pem).commonName)).toEqual(['Musteraussteller']);
  });

  it('does not open with another password', async () => {
    const bytes = await exportPkcs12(pair, 'Kennwort-1');
    expect(faultOf(() => importPkcs12(bytes, 'Kennwort-2')).code).toBe('PKI');
  });

  it.runIf(hasOpenssl)('is read by openssl, and reads what openssl wrote, new and old ciphers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'blaupause-p12-'));
    const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }).toString();
    try {
      writeFileSync(join(folder, 'ours.p12'), await exportPkcs12(pair, 'Kennwort-1'));
      const seen = run('pkcs12', '-in', 'ours.p12', '-passin', 'pass:Kennwort-1', '-nodes');
      expect(parseCertificate(seen).fingerprintSha256).toBe(pair.certificate.fingerprintSha256);
      expect(seen).toContain('PRIVATE KEY');
      writeFileSync(join(folder, 'key.pem'), pair.key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
      writeFileSync(join(folder, 'cert.pem'), pair.cert);
      for (const old of [[], ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']]) {
        const name = `theirs-${old.length}.p12`;
        run(
          'pkcs12',
          '-export',
          '-inkey',
          'key.pem',
          '-in',
          'cert.pem',
          '-passout',
          'pass:geheim',
          ...old,
          '-out',
          name,
        );
        const { readFileSync } = await import('node:fs');
        expect(importPkcs12(readFileSync(join(folder, name)), 'geheim').key.equals(pair.key)).toBe(true);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('PKCS#12', () => {
  it('is not written without a password, nor with one that programs read differently', async () => {
    const pair = pairOf(ec());
    await expect(exportPkcs12(pair, '')).rejects.toMatchObject({ code: 'PKI' });
    await expect(exportPkcs12(pair, 'Schlüssel')).rejects.toMatchObject({ code: 'PKI' });
  });

  it('that is none is PKI', () => {
    expect(faultOf(() => importPkcs12(Buffer.from('nichts'), 'x')).code).toBe('PKI');
  });
});
