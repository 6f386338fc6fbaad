import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPkcs12, KEY_PURPOSES, loadKeyStore, parseCertificate, TrustStore } from '../../src/crypto/index.ts';
import {
  initPki,
  issueCertificate,
  layout,
  type Profile,
  participants,
  readVerzeichnis,
  revokeCertificate,
} from '../../src/profile/index.ts';
import { only, smallProfile } from './small-profile.ts';

const base = mkdtempSync(join(tmpdir(), 'blaupause-pki-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const small = only(smallProfile(), 'zbs-chemnitz', 'koeln-meldebehoerde');
const mixed: Profile = {
  ...small,
  behoerden: small.behoerden.map((item) => (item.kurz === 'koeln-meldebehoerde' ? { ...item, suite: 'rsa' } : item)),
};
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const everyFile = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name));
const code = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error) => error.code,
  );

describe('a development PKI', () => {
  const dir = join(base, 'pki');
  const steps: string[] = [];
  const trust = () => TrustStore.fromFolder(dir);

  beforeAll(async () => {
    const summary = await initPki({
      dir,
      profile: mixed,
      pkcs12Password: 'Kennwort-1',
      progress: ({ done, total, name }) => steps.push(`${done}/${total} ${name}`),
    });
    expect(summary).toMatchObject({ created: true, participants: 3, dir });
  }, 60_000);

  it('tells its progress', () => {
    expect(steps).toHaveLength(9);
    expect(steps.at(-1)).toMatch(/^9\/9 /);
  });

  it('gives every participant three trusted certificates of its suite', async () => {
    for (const { schluessel, suite, ort } of participants(mixed)) {
      const keys = loadKeyStore(dir, schluessel);
      for (const [purpose, pair] of [
        ['tls-client', keys.tls],
        ['tls-server', keys.tls],
        ['signature', keys.signature],
        ['encryption', keys.encryption],
      ] as const) {
        const { certificate } = await trust().check(pair.certificate.der, [], { purpose, at: new Date() });
        expect(certificate.organizationIdentifier).toBe(schluessel);
        expect(certificate.subject).toContain(`L=${ort}`);
        expect(certificate.publicKey.asymmetricKeyType).toBe(suite);
      }
    }
  });

  it('writes names as German authorities do', () => {
    expect(loadKeyStore(dir, 'bgb:145110000001').signature.certificate.subject).toBe(
      'CN=Zentrale Bußgeldstelle (Signatur),organizationIdentifier=bgb:145110000001,OU=Entwicklung\\, nicht für den Betrieb,OU=Zentrale Bußgeldstelle,O=Landesdirektion Sachsen,L=Chemnitz,ST=Sachsen,C=DE',
    );
  });

  it('keeps every private key and PKCS#12 file to its owner', () => {
    const secret = everyFile(dir).filter((file) => /\.key\.pem$|\.p12$/.test(file));
    expect(secret).toHaveLength(2 + 9 + 9);
    for (const file of secret) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('writes PKCS#12 beside the PEM files on request', () => {
    for (const purpose of KEY_PURPOSES) {
      const bytes = readFileSync(join(dir, layout.pkcs12('ags:053150000001', purpose)));
      const pair = importPkcs12(bytes, 'Kennwort-1');
      expect(pair.key.equals(loadKeyStore(dir, 'ags:053150000001')[purpose].key)).toBe(true);
    }
  });

  it('lists the certificates by relative path', () => {
    const { teilnehmer, profil } = readVerzeichnis(dir);
    expect(profil).toBe('demo');
    expect(teilnehmer.map(({ schluessel }) => schluessel)).toEqual([
      'gwy:146120000001',
      'bgb:145110000001',
      'ags:053150000001',
    ]);
    expect(teilnehmer[1]?.signature).toEqual(['bgb-145110000001/signature.pem']);
  });

  it.runIf(hasOpenssl)('satisfies openssl: strict path, purpose, CRL at every level', () => {
    const crls = join(base, 'crls.pem');
    writeFileSync(
      crls,
      [layout.root.crl, layout.issuing.crl].map((file) => readFileSync(join(dir, file), 'utf8')).join(''),
    );
    const verify = (file: string, purpose: string) =>
      execFileSync(
        'openssl',
        [
          'verify',
          '-x509_strict',
          '-crl_check_all',
          '-purpose',
          purpose,
          '-CAfile',
          join(dir, layout.root.certificate),
          '-untrusted',
          join(dir, layout.issuing.certificate),
          '-CRLfile',
          crls,
          join(dir, file),
        ],
        { stdio: 'pipe' },
      ).toString();
    for (const { schluessel } of participants(mixed)) {
      expect(verify(layout.certificate(schluessel, 'tls'), 'sslserver')).toMatch(/OK$/m);
      expect(verify(layout.certificate(schluessel, 'tls'), 'sslclient')).toMatch(/OK$/m);
      expect(verify(layout.certificate(schluessel, 'signature'), 'any')).toMatch(/OK$/m);
      expect(verify(layout.certificate(schluessel, 'encryption'), 'any')).toMatch(/OK$/m);
    }
  });

  it('is kept by a second call, byte for byte', async () => {
    const before = everyFile(dir).map((file) => [file, readFileSync(file).toString('base64')]);
    expect(await initPki({ dir, profile: mixed })).toMatchObject({ created: false, participants: 3 });
    expect(everyFile(dir).map((file) => [file, readFileSync(file).toString('base64')])).toEqual(before);
  });

  it('is not replaced for another profile, an expired or a damaged one, unless forced', async () => {
    const detail = (work: Promise<unknown>) =>
      work.then(
        () => 'kept',
        (error) => error.detail,
      );
    expect(await detail(initPki({ dir, profile: small }))).toMatch(/anderen Teilnehmern.*--force/);
    expect(await detail(initPki({ dir, profile: mixed, now: new Date(Date.now() + 800 * 86_400_000) }))).toMatch(
      /abgelaufen/,
    );
    const file = join(dir, layout.key('bgb:145110000001', 'tls'));
    const content = readFileSync(file);
    rmSync(file);
    expect(await detail(initPki({ dir, profile: mixed }))).toMatch(/unvollständig: .*tls\.key\.pem/);
    writeFileSync(file, content, { mode: 0o600 });
    expect(await initPki({ dir, profile: mixed })).toMatchObject({ created: false });
  });

  it('revokes a certificate by its purpose or number; the others stay', async () => {
    const { signature, encryption } = loadKeyStore(dir, 'bgb:145110000001');
    const at = new Date(Date.now() + 2000);
    expect(revokeCertificate({ dir, target: { schluessel: 'bgb:145110000001', purpose: 'signature' } })).toMatchObject({
      crlNumber: 2,
      certificate: { serial: signature.certificate.serial },
    });
    const check = (der: Buffer, purpose: 'signature' | 'encryption') => code(trust().check(der, [], { purpose, at }));
    expect(await check(signature.certificate.der, 'signature')).toBe('TRUST_REVOKED');
    expect(await check(encryption.certificate.der, 'encryption')).toBe('done');
    expect(revokeCertificate({ dir, target: { id: encryption.certificate.serial.toUpperCase() } }).crlNumber).toBe(3);
    expect(await check(encryption.certificate.der, 'encryption')).toBe('TRUST_REVOKED');
    expect(await check(signature.certificate.der, 'signature')).toBe('TRUST_REVOKED');
    expect(() => revokeCertificate({ dir, target: { id: '00ff' } })).toThrow(/kein Zertifikat/);
  });

  it('issues a new certificate and keeps the former one in directory and key store', async () => {
    const former = loadKeyStore(dir, 'ags:053150000001').encryption;
    const fresh = await issueCertificate({
      dir,
      profile: mixed,
      schluessel: 'ags:053150000001',
      purpose: 'encryption',
    });
    const keys = loadKeyStore(dir, 'ags:053150000001');
    expect(keys.encryption.certificate.fingerprintSha256).toBe(fresh.fingerprintSha256);
    expect(keys.formerEncryption.map(({ certificate }) => certificate.serial)).toEqual([former.certificate.serial]);
    const listed = readVerzeichnis(dir).teilnehmer.find(({ schluessel }) => schluessel === 'ags:053150000001');
    expect(listed?.encryption.map((file) => parseCertificate(readFileSync(join(dir, file))).serial)).toEqual([
      fresh.serial,
      former.certificate.serial,
    ]);
    expect(await initPki({ dir, profile: mixed })).toMatchObject({ created: false });
    expect(await code(issueCertificate({ dir, profile: mixed, schluessel: 'kba:010010000001', purpose: 'tls' }))).toBe(
      'PKI',
    );
  });

  it('is renewed with force', async () => {
    const before = loadKeyStore(dir, 'gwy:146120000001').tls.certificate.serial;
    expect(await initPki({ dir, profile: small, force: true })).toMatchObject({ created: true });
    expect(loadKeyStore(dir, 'gwy:146120000001').tls.certificate.serial).not.toBe(before);
    expect(everyFile(dir).some((file) => file.endsWith('.p12'))).toBe(false);
  });
});

describe('making a development PKI', () => {
  it('leaves nothing behind when it is interrupted', async () => {
    const parent = join(base, 'interrupted');
    mkdirSync(parent);
    const progress = ({ done }: { done: number }) => {
      if (done === 4) throw new Error('power cut');
    };
    expect(await code(initPki({ dir: join(parent, 'pki'), profile: small, progress }))).toBe('FILE');
    expect(readdirSync(parent)).toEqual([]);
  });

  it('never shows a half PKI to others when the process is killed', () => {
    const parent = join(base, 'killed');
    mkdirSync(parent);
    const script = join(parent, 'kill.ts');
    const source = new URL('../../src/profile/index.ts', import.meta.url).pathname;
    writeFileSync(
      script,
      `import { initPki, loadProfile } from ${JSON.stringify(source)};
       const profile = loadProfile('profiles/demo.yaml');
       const progress = ({ done }) => { if (done === 9) process.kill(process.pid, 'SIGKILL'); };
       await initPki({ dir: ${JSON.stringify(join(parent, 'pki'))}, profile, progress });`,
    );
    expect(spawnSync(process.execPath, [script]).signal).toBe('SIGKILL');
    expect(existsSync(join(parent, 'pki'))).toBe(false);
  });

  it('by two processes at once ends in one PKI', async () => {
    const dir = join(base, 'twice', 'pki');
    mkdirSync(join(base, 'twice'));
    const results = await Promise.all([initPki({ dir, profile: small }), initPki({ dir, profile: small })]);
    expect(results.map(({ created }) => created).sort()).toEqual([false, true]);
    expect(await initPki({ dir, profile: small })).toMatchObject({ created: false });
    expect(readdirSync(join(base, 'twice'))).toEqual(['pki']);
  });

  it('never touches a folder that is no PKI, not even with force', async () => {
    const dir = join(base, 'foreign');
    mkdirSync(dir);
    writeFileSync(join(dir, 'wichtig.txt'), 'bleibt');
    expect(await code(initPki({ dir, profile: small, force: true }))).toBe('PKI');
    expect(readFileSync(join(dir, 'wichtig.txt'), 'utf8')).toBe('bleibt');
  });
});
