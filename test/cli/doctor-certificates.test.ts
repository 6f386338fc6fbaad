import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCertificates, checkCrls, checkRevocation } from '../../src/cli/doctor-certificates.ts';
import { parseCertificate, TrustStore } from '../../src/crypto/index.ts';
import { Directory } from '../../src/directory/index.ts';
import { layout } from '../../src/profile/pki/layout.ts';
import { subjectOf, toPem, writeCrl } from '../../src/profile/pki/x509-write.ts';
import { BGB, GATEWAY, type InstallationFiles, writeInstallation } from '../support/profile.ts';

const DAY = 86_400_000;
const NOW = new Date();
const from = (days: number): Date => new Date(NOW.getTime() + days * DAY);

describe('what the doctor says of certificates', () => {
  let files: InstallationFiles;
  beforeAll(async () => {
    files = await writeInstallation(mkdtempSync(join(tmpdir(), 'blaupause-arzt-')));
  });
  afterAll(() => rmSync(files.dir, { recursive: true, force: true }));

  const parts = (): [Directory, TrustStore] => [
    Directory.load(files.pkiDir, files.profile),
    TrustStore.fromFolder(files.pkiDir),
  ];
  const writeList = (nextUpdate: Date, revoked: string[] = [], by: 'issuing' | 'root' = 'issuing'): void => {
    const read = (path: string): string => readFileSync(join(files.pkiDir, path), 'utf8');
    const key = createPrivateKey(read(layout[by].key));
    const der = writeCrl({
      issuer: {
        name: subjectOf(parseCertificate(read(layout[by].certificate)).der),
        key,
        publicKey: createPublicKey(key),
      },
      ...{ thisUpdate: from(-1), nextUpdate, number: 2 },
      revoked: new Map(revoked.map((serial) => [serial, from(-1)])),
    });
    writeFileSync(join(files.pkiDir, layout[by].crl), toPem(der, 'X509 CRL'));
  };
  const certificates = (at: Date) => checkCertificates(...parts(), files.pkiDir, at);

  it('nothing to do', async () => {
    expect(checkCrls(...parts(), NOW)).toMatch(/^gültig bis \d{4}-/);
    expect(await certificates(NOW)).toMatch(/^\d+ Zertifikate, alle länger als 60 Tage gültig$/);
    expect(checkRevocation(...parts(), NOW)).toBe('Sperrlisten, kein OCSP; keine Ausnahme');
  });

  it('what ends soon, with the step of the warning', async () => {
    expect(checkCrls(...parts(), from(340))).toEqual({ hinweis: expect.stringMatching(/Warnstufe 30 Tage$/) });
    writeList(from(900));
    writeList(from(900), [], 'root');
    const soon = await certificates(from(725));
    expect(soon).toEqual({
      hinweis: expect.stringMatching(/^laufen ab \(Warnstufe 7 Tage\): .* TLS in \d Tagen \(\d{4}-.* und \d+ weitere$/),
    });
  });

  it('an own certificate that has ended or is revoked, and a list that has, are faults', async () => {
    await expect(certificates(from(731))).rejects.toMatchObject({ code: 'TRUST_EXPIRED' });
    const own = parts()[0].get(GATEWAY)?.certificates.signature[0]?.pem ?? '';
    writeList(from(30), [parseCertificate(own).serial]);
    await expect(certificates(NOW)).rejects.toMatchObject({ code: 'TRUST_REVOKED' });
    writeList(from(-0.5));
    expect(() => checkCrls(...parts(), NOW)).toThrow(/Sperrliste galt bis/);
    writeList(from(30));
  });

  it('responders and overrides, with their end', () => {
    const text = `ocsp:
  - aussteller: issuing.pem
    responder: http://ocsp.example/
ausnahmen:
  - { behoerde: "${BGB}", grund: Sperrlistendienst gestört, ab: ${from(-1).toISOString()}, bis: ${from(1).toISOString()} }
  - { behoerde: "${GATEWAY}", grund: Sperrlistendienst gestört, ab: ${from(-3).toISOString()}, bis: ${from(-2).toISOString()} }
`;
    writeFileSync(join(files.pkiDir, 'ca', 'sperrpruefung.yaml'), text);
    const finding = checkRevocation(...parts(), NOW);
    expect(finding).toEqual({
      hinweis: expect.stringMatching(
        /^Sperrlisten, OCSP: http:\/\/ocsp\.example\/; Ausnahmen: .* bis .*Z, .* am .*Z beendet$/,
      ),
    });
  });
});
