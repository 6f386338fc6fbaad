import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKeyStore, parseCertificate } from '../../src/crypto/index.ts';
import { Directory } from '../../src/directory/index.ts';
import { initPki, issueCertificate, layout } from '../../src/profile/index.ts';
import { smallProfile } from '../profile/small-profile.ts';

const ZBS = 'bgb:145110000001';
const VIECHTACH = 'pol:092761440001';
const KBA = 'kba:010010000001';
const KASSE = 'kas:146120000001';

const profile = smallProfile((text) =>
  text
    .replace('    rolle: kba\n', `    rolle: kba\n    mandate: [{ fuer: "${KASSE}", typen: ["3030"] }]\n`)
    .replace('    rolle: kasse\n', '    rolle: kasse\n    endpunkt: https://kasse.example:8443/eingang\n'),
);
const base = mkdtempSync(join(tmpdir(), 'blaupause-directory-'));
const pki = join(base, 'pki');
const newer = (file: string) => utimesSync(file, new Date(), new Date(Date.now() + 5000));

beforeAll(async () => {
  await initPki({ dir: pki, profile });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('the directory', () => {
  it('finds participants by key and by the certificates they use', () => {
    const directory = Directory.load(pki, profile);
    expect(directory.authorities).toHaveLength(8);
    const { tls, signature, encryption } = loadKeyStore(pki, ZBS);
    expect(directory.get(ZBS)).toMatchObject({ kurz: 'zbs-chemnitz', zustellung: 'push', suite: 'ec' });
    expect(directory.byTlsFingerprint(tls.certificate.fingerprintSha256)?.schluessel).toBe(ZBS);
    expect(directory.bySignatureFingerprint(signature.certificate.fingerprintSha256)?.schluessel).toBe(ZBS);
    expect(parseCertificate(directory.get(ZBS)?.encryptionCertificate ?? '').serial).toBe(
      encryption.certificate.serial,
    );
    expect(directory.gateway).toMatchObject({ schluessel: 'gwy:146120000001', rolle: 'gateway', nimmt: [] });
  });

  it('does not take a certificate of one purpose for another', () => {
    const directory = Directory.load(pki, profile);
    const { tls, signature } = loadKeyStore(pki, ZBS);
    expect(directory.byTlsFingerprint(signature.certificate.fingerprintSha256)).toBeUndefined();
    expect(directory.bySignatureFingerprint(tls.certificate.fingerprintSha256)).toBeUndefined();
    expect(directory.get('bgb:000000000000')).toBeUndefined();
    expect(directory.get('__proto__')).toBeUndefined();
  });

  it('knows who may send and who takes a message, by number or full name', () => {
    const directory = Directory.load(pki, profile);
    expect(directory.maySend(ZBS, '1120')).toBe(true);
    expect(directory.maySend(ZBS, 'fahrerermittlung.ersuchen.1120')).toBe(true);
    expect(directory.maySend(VIECHTACH, '1120')).toBe(false);
    expect(directory.accepts(VIECHTACH, 'fahrerermittlung.ersuchen.1120')).toBe(true);
    expect(directory.accepts(KBA, '1120')).toBe(false);
    expect(directory.maySend('bgb:000000000000', '0010')).toBe(false);
    expect(directory.accepts(KBA, '')).toBe(false);
  });

  it('lets nobody act for another without a mandate, and with one only for its messages', () => {
    const directory = Directory.load(pki, profile);
    expect(directory.mayActFor(ZBS, ZBS, '1120')).toBe(true);
    expect(directory.mayActFor(ZBS, KASSE)).toBe(false);
    expect(directory.mayActFor(KBA, KASSE)).toBe(true);
    expect(directory.mayActFor(KBA, KASSE, 'vollstreckung.zahlung.3030')).toBe(true);
    expect(directory.mayActFor(KBA, KASSE, '3070')).toBe(false);
    expect(directory.mayActFor(KASSE, KBA)).toBe(false);
    expect(directory.mayActFor('bgb:000000000000', 'bgb:000000000000')).toBe(false);
  });

  it('knows the supported standards and versions', () => {
    const directory = Directory.load(pki, profile);
    expect(directory.supports(ZBS, 'urn:bussgeld-blaupause:xbussgeld:1.0')).toBe(true);
    expect(directory.supports(ZBS, 'urn:bussgeld-blaupause:xbussgeld:1.0', '1.0')).toBe(true);
    expect(directory.supports(ZBS, 'urn:bussgeld-blaupause:xbussgeld:1.0', '0.2')).toBe(false);
    expect(directory.supports(ZBS, 'urn:bussgeld-blaupause:xbussgeld:9.9')).toBe(false);
  });

  it('takes push addresses from call, file and profile, in this order', () => {
    const endpointsFile = join(base, 'endpunkte.yaml');
    const load = (endpoints?: Record<string, string>) =>
      Directory.load(pki, profile, { endpointsFile, ...(endpoints ? { endpoints } : {}) });
    expect(load().endpoint(KASSE)).toBe('https://kasse.example:8443/eingang');
    expect(load().endpoint(ZBS)).toBeUndefined();
    writeFileSync(
      endpointsFile,
      `"${KASSE}": https://127.0.0.1:9001/\n"${ZBS}": https://127.0.0.1:9002/\n"${VIECHTACH}": https://127.0.0.1:9003/\n`,
    );
    expect(load().endpoint(KASSE)).toBe('https://127.0.0.1:9001/');
    expect(load({ [ZBS]: 'https://127.0.0.1:9009/' }).endpoint(ZBS)).toBe('https://127.0.0.1:9009/');
    // this one uses its mailbox
    expect(load().endpoint(VIECHTACH)).toBeUndefined();
    const directory = load();
    directory.setEndpoint(KBA, 'https://127.0.0.1:9004/');
    expect(directory.endpoint(KBA)).toBe('https://127.0.0.1:9004/');
    writeFileSync(endpointsFile, `"${KASSE}": http://127.0.0.1:1/\n`);
    expect(() => load()).toThrow(/https/);
    newer(endpointsFile);
    expect(() => directory.reload()).toThrow(/https/);
    expect(directory.endpoint(KASSE)).toBe('https://127.0.0.1:9001/');
    rmSync(endpointsFile);
    expect(directory.reload()).toBe(true);
    expect(directory.endpoint(KASSE)).toBe('https://kasse.example:8443/eingang');
    expect(directory.endpoint(KBA)).toBe('https://127.0.0.1:9004/');
  });

  it('shows a new certificate after a reload and still knows the former one', async () => {
    const directory = Directory.load(pki, profile);
    const former = loadKeyStore(pki, ZBS).signature.certificate;
    const fresh = await issueCertificate({ dir: pki, profile, schluessel: ZBS, purpose: 'signature' });
    newer(join(pki, layout.directory));
    expect(directory.bySignatureFingerprint(fresh.fingerprintSha256)).toBeUndefined();
    expect(directory.reload()).toBe(true);
    expect(directory.reload()).toBe(false);
    expect(directory.bySignatureFingerprint(fresh.fingerprintSha256)?.schluessel).toBe(ZBS);
    expect(directory.bySignatureFingerprint(former.fingerprintSha256)?.schluessel).toBe(ZBS);
    expect(directory.get(ZBS)?.certificates.signature[0]?.serial).toBe(fresh.serial);
  });

  it('answers as JSON without push addresses and without keys', () => {
    const json = JSON.parse(JSON.stringify(Directory.load(pki, profile)));
    expect(json).toMatchObject({ profil: 'demo', version: '2026-11', umgebung: 'test' });
    expect(json.gateway).toMatchObject({ schluessel: 'gwy:146120000001', inhaltspruefung: 'pflicht' });
    expect(json.behoerden).toHaveLength(8);
    expect(json.behoerden[1]).toMatchObject({ schluessel: ZBS, rolle: 'bussgeldbehoerde' });
    expect(json.behoerden[1].zertifikate.encryption[0]).toMatchObject({
      fingerprint: loadKeyStore(pki, ZBS).encryption.certificate.fingerprintSha256,
      pem: expect.stringContaining('BEGIN CERTIFICATE'),
    });
    expect(JSON.stringify(json)).not.toMatch(/PRIVATE|kasse\.example/);
    expect(Directory.load(pki, profile).describe(KBA)).toMatchObject({ schluessel: KBA });
    expect(Directory.load(pki, profile).describe('gwy:146120000001')).toMatchObject({ inhaltspruefung: 'pflicht' });
    expect(Directory.load(pki, profile).describe('xxx:000000000000')).toBeUndefined();
  });
});

describe('a directory that does not fit its PKI is refused', () => {
  const file = join(pki, layout.directory);
  const withDirectory = (change: (text: string) => string, work: () => void) => {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, change(text));
    try {
      work();
    } finally {
      writeFileSync(file, text);
    }
  };

  it('an authority entered with the certificate of another', () => {
    withDirectory(
      (text) => text.replaceAll('kba-010010000001/signature.pem', 'vst-053150000001/signature.pem'),
      () => expect(() => Directory.load(pki, profile)).toThrow(/nicht auf kba:010010000001 ausgestellt/),
    );
  });

  it('one certificate for two entries of a purpose', () => {
    withDirectory(
      (text) =>
        text.replace('- kba-010010000001/tls.pem', '- kba-010010000001/tls.pem\n      - kba-010010000001/tls.pem'),
      () => expect(() => Directory.load(pki, profile)).toThrow(/gehört schon jemandem/),
    );
  });

  it('a path that leaves the folder', () => {
    withDirectory(
      (text) => text.replace('kba-010010000001/tls.pem', '../fremd/tls.pem'),
      () => expect(() => Directory.load(pki, profile)).toThrow(/nicht die erwartete Form/),
    );
  });

  it('a participant of the profile that is missing', () => {
    withDirectory(
      (text) => text.replace('schluessel: kba:010010000001', 'schluessel: kba:010010000002'),
      () => expect(() => Directory.load(pki, profile)).toThrow(/kennt kba:010010000001 nicht/),
    );
  });

  it('a folder without PKI', () => {
    expect(() => Directory.load(join(base, 'nichts'), profile)).toThrow(/verzeichnis\.yaml/);
  });
});
