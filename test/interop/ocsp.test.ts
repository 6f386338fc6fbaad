import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OcspSource, parseCertificate, TrustStore } from '../../src/crypto/index.ts';
import { subjectOf, writeCrl } from '../../src/profile/pki/x509-write.ts';
import { freePort } from '../support/port.ts';

/** Debian's OpenSSL as certification authority and OCSP responder: nothing of ours writes what is checked here. */
describe.runIf(spawnSync('openssl', ['version']).status === 0)('OCSP with the responder of OpenSSL', () => {
  let folder = '';
  let port = 0;
  const running: ChildProcess[] = [];
  const path = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): string =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });

  const CONFIG = `
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha384
default_days = 30
policy = any
unique_subject = no
string_mask = utf8only
[any]
commonName = supplied
[leaf]
keyUsage = critical,digitalSignature
[responder]
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[req]
distinguished_name = empty
[empty]
`;

  const issue = (name: string, section: string, curve = 'brainpoolP256r1'): void => {
    openssl('ecparam', '-name', curve, '-genkey', '-noout', '-out', `${name}.key`);
    openssl(
      'req',
      '-new',
      '-config',
      'ca.cnf',
      '-utf8',
      '-key',
      `${name}.key`,
      '-subj',
      `/CN=${name}`,
      '-out',
      `${name}.csr`,
    );
    openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      'ca.cnf',
      '-extensions',
      section,
      '-utf8',
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.pem`,
    );
  };

  const start = async (signer: string, ...more: string[]): Promise<void> => {
    port = await freePort();
    const args = [
      'ocsp',
      '-index',
      'index.txt',
      '-CA',
      'ca.pem',
      '-rsigner',
      `${signer}.pem`,
      '-rkey',
      `${signer}.key`,
    ];
    const child = spawn('openssl', [...args, '-port', String(port), ...more], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    // without -ignore_err a malformed request, as a mere look at the port would be, ends it
    await expect.poll(() => said, { timeout: 10_000, interval: 50 }).toContain('waiting for OCSP client');
  };

  const trust = (more: Partial<OcspSource> = {}, lists: Buffer[] = []): TrustStore => {
    const ca = readFileSync(path('ca.pem'), 'utf8');
    const issuer = parseCertificate(ca).fingerprintSha256;
    const ocsp = [
      { issuer, url: `http://127.0.0.1:${port}/`, timeoutMs: 5000, nonce: true, hash: 'sha256' as const, ...more },
    ];
    return new TrustStore({ anchors: [ca], crls: lists, ocsp });
  };
  const check = async (store: TrustStore, name: string) => {
    const at = new Date();
    const { inspection } = await store.inspect(readFileSync(path(`${name}.pem`), 'utf8'), [], {
      purpose: 'signature',
      at,
    });
    return inspection;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'blaupause-ocsp-'));
    writeFileSync(path('ca.cnf'), CONFIG);
    writeFileSync(path('index.txt'), '');
    writeFileSync(path('serial'), '1000\n');
    openssl('ecparam', '-name', 'brainpoolP384r1', '-genkey', '-noout', '-out', 'ca.key');
    openssl(
      'req',
      '-x509',
      '-new',
      '-config',
      'ca.cnf',
      '-extensions',
      'root',
      '-utf8',
      '-key',
      'ca.key',
      '-sha384',
      '-days',
      '60',
      '-subj',
      '/CN=Prüfstelle für Bußgeldbehörden',
      '-out',
      'ca.pem',
    );
    for (const name of ['gut', 'gesperrt']) issue(name, 'leaf');
    issue('auskunft', 'responder', 'prime256v1');
    issue('behoerde', 'leaf', 'prime256v1');
    openssl('ca', '-config', 'ca.cnf', '-revoke', 'gesperrt.pem');
  });
  afterAll(() => {
    for (const child of running) child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('that answers with the key of the issuer, on brainpool curves', async () => {
    await start('ca', '-ndays', '1');
    const good = await check(trust(), 'gut');
    expect(good.fault).toBeUndefined();
    expect(good.revocation).toMatchObject([{ source: 'ocsp' }]);
    expect(new Date(good.validUntil ?? 0).getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect((await check(trust(), 'gesperrt')).fault).toBe('TRUST_REVOKED');
    expect((await check(trust({ hash: 'sha1' }), 'gut')).fault).toBeUndefined();
    expect((await check(trust({ nonce: false }), 'gut')).fault).toBeUndefined();
  });

  it('that names no next update: the answer holds for minutes', async () => {
    await start('auskunft');
    const good = await check(trust(), 'gut');
    expect(good.fault).toBeUndefined();
    expect(new Date(good.validUntil ?? 0).getTime()).toBeLessThan(Date.now() + 11 * 60_000);
  });

  it('that the issuer authorised', async () => {
    await start('auskunft', '-ndays', '1', '-resp_key_id');
    expect((await check(trust(), 'gut')).fault).toBeUndefined();
    expect((await check(trust(), 'gesperrt')).fault).toBe('TRUST_REVOKED');
  });

  it('that nobody authorised', async () => {
    await start('behoerde', '-ndays', '1');
    const refused = await check(trust(), 'gut');
    expect(refused.fault).toBe('TRUST_REVOCATION_UNKNOWN');
    expect(refused.checks.find(({ check: name }) => name === 'sperrung')?.detail).toContain('Unterzeichner');
  });

  it('that does not know the certificate: a list in date does not help', async () => {
    const index = readFileSync(path('index.txt'), 'utf8');
    writeFileSync(path('index.txt'), '');
    await start('ca', '-ndays', '1');
    writeFileSync(path('index.txt'), index);
    const certificate = parseCertificate(readFileSync(path('ca.pem'), 'utf8'));
    const key = createPrivateKey(readFileSync(path('ca.key')));
    const now = Date.now();
    const list = writeCrl({
      issuer: { name: subjectOf(certificate.der), key, publicKey: createPublicKey(key) },
      thisUpdate: new Date(now - 60_000),
      nextUpdate: new Date(now + 60_000),
      number: 1,
      revoked: new Map(),
    });
    const refused = await check(trust({}, [list]), 'gut');
    expect(refused.fault).toBe('TRUST_REVOCATION_UNKNOWN');
    expect(refused.checks.find(({ check: name }) => name === 'sperrung')?.detail).toContain('unbekannt');
  });

  it('a response saved by its client counts when laid beside the lists', async () => {
    await start('ca', '-ndays', '1');
    const url = `http://127.0.0.1:${port}/`;
    openssl(
      'ocsp',
      '-issuer',
      'ca.pem',
      '-cert',
      'gut.pem',
      '-url',
      url,
      '-CAfile',
      'ca.pem',
      '-respout',
      'gut.ors',
      '-no_nonce',
    );
    const anchors = [readFileSync(path('ca.pem'), 'utf8')];
    const store = new TrustStore({ anchors, crls: [], ocspResponses: [readFileSync(path('gut.ors'))] });
    expect((await check(store, 'gut')).revocation).toMatchObject([{ source: 'ocsp' }]);
    expect((await check(store, 'gesperrt')).fault).toBe('TRUST_REVOCATION_UNKNOWN');
  });
});
