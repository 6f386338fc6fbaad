import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';
import { blaupause, type ErrorDocument, json, STACK, scratch } from '../cli/run.ts';

const BGB = 'bgb:145110000001';
const KBA = 'kba:010010000001';
const POLIZEI = 'pol:092761440001';
const GATEWAY = 'gwy:146120000001';

const { dir, file, remove } = scratch();
afterAll(remove);

const run = (...args: string[]) => blaupause(args, { cwd: dir });
const seal = (...more: string[]) =>
  run('seal', 'anfrage.xml', '--from', BGB, '--to', KBA, '--gateway', GATEWAY, '--pki', 'pki', ...more);
const open = (sendung: string, as: string, ...more: string[]) =>
  run('open', sendung, '--as', as, '--pki', 'pki', '--json', ...more);

interface Report {
  readonly ok: boolean;
  readonly kopf?: { readonly empfaenger: string };
  readonly nachricht?: string;
  readonly pruefungen: readonly { readonly schritt: string; readonly ergebnis: string }[];
  readonly fehler?: { readonly code: string };
}

const failedStep = (report: Report) => report.pruefungen.find(({ ergebnis }) => ergebnis !== 'bestanden')?.schritt;

beforeAll(async () => {
  const demo = readFileSync(join(packageRoot, 'profiles', 'demo.yaml'), 'utf8');
  writeFileSync(file('profil.yaml'), demo.replaceAll('suite: rsa', 'suite: ec'));
  const made = await run('pki', 'init', '--dir', 'pki', '--profile', 'profil.yaml', '--json');
  expect(made.code, made.stdout + made.stderr).toBe(0);
  expect(json(made)).toMatchObject({ ok: true, created: true });
  await run('sample', '1110', '-o', 'anfrage.xml');
  writeFileSync(file('foto.txt'), 'ein Lichtbild');
  writeFileSync(file('akte.pdf'), '%PDF-1.7');
  const sealed = await seal('-o', 'sendung.xml');
  expect(sealed.code, sealed.stderr).toBe(0);
});

describe('pki', () => {
  it('keeps private keys for their owner and is left alone the second time', async () => {
    expect(statSync(file('pki/bgb-145110000001/signature.key.pem')).mode & 0o777).toBe(0o600);
    const before = readFileSync(file('pki/ca/ca.pem'), 'utf8');
    const again = await run('pki', 'init', '--dir', 'pki', '--profile', 'profil.yaml');
    expect(again.stdout).toMatch(/^Schon vorhanden: 9 Teilnehmer/);
    expect(readFileSync(file('pki/ca/ca.pem'), 'utf8')).toBe(before);
  });

  it('issues a new certificate with which the authority signs from then on', async () => {
    const issued = await run(
      'pki',
      'issue',
      POLIZEI,
      'signature',
      '--dir',
      'pki',
      '--profile',
      'profil.yaml',
      '--json',
    );
    expect(json(issued)).toMatchObject({ ok: true, serial: expect.any(String) });
    await run('sample', '1121', '-o', 'antwort.xml');
    const { code } = await run('seal', 'antwort.xml', '--from', POLIZEI, '--to', BGB, '--pki', 'pki', '-o', 'a.xml');
    expect(code).toBe(0);
    expect(json<Report>(await open('a.xml', BGB)).ok).toBe(true);
  });

  it('says what cannot be revoked', async () => {
    const unknown = await run('pki', 'revoke', 'ags:999999999999', 'signature', '--dir', 'pki', '--json');
    expect(unknown.code).toBeGreaterThan(0);
    expect(json<ErrorDocument>(unknown).ok).toBe(false);
    const elsewhere = await run('pki', 'revoke', BGB, 'signature', '--dir', 'nirgends');
    expect(elsewhere.code).toBe(3);
    expect(elsewhere.stderr).toMatch(/^PKI: /);
  });
});

describe('seal and open', () => {
  it('gives the reader and the gateway the message back, byte for byte', async () => {
    for (const reader of [KBA, GATEWAY]) {
      const opened = await open('sendung.xml', reader, '-o', 'geöffnet.xml');
      const report = json<Report>(opened);
      expect(opened.code, opened.stdout).toBe(0);
      expect(report).toMatchObject({ ok: true, kopf: { empfaenger: KBA } });
      expect(report.pruefungen.map(({ schritt }) => schritt)).toEqual([
        'read',
        'shape',
        'trust',
        'verify',
        'open',
        'bind',
        'validate',
      ]);
      expect(readFileSync(file('geöffnet.xml'), 'utf8')).toBe(readFileSync(file('anfrage.xml'), 'utf8'));
    }
  });

  it('carries attachments given one by one', async () => {
    await seal('--attach', 'foto.txt', '--attach', 'akte.pdf', '-o', 'mit.xml');
    expect((await open('mit.xml', KBA, '--attachments', 'anlagen')).code).toBe(0);
    const [pdf = '', txt = ''] = readdirSync(file('anlagen')).sort((a, b) => a.slice(-3).localeCompare(b.slice(-3)));
    expect([pdf.slice(37), txt.slice(37)]).toEqual(['akte.pdf', 'foto.txt']);
    expect(readFileSync(file(`anlagen/${txt}`), 'utf8')).toBe('ein Lichtbild');
  });

  it('works through pipes, with the report beside the message', async () => {
    const message = readFileSync(file('anfrage.xml'), 'utf8');
    const args = ['seal', '-', '--from', BGB, '--to', KBA, '--pki', 'pki'];
    const { stdout: sendung } = await blaupause(args, { cwd: dir, input: message });
    const opened = ['open', '-', '--as', KBA, '--pki', 'pki', '-o', '-'];
    const plain = await blaupause(opened, { cwd: dir, input: sendung });
    expect(plain.stdout).toBe(message);
    expect(plain.stderr).toMatch(/^✓ read/);
    const asJson = await blaupause([...opened, '--json'], { cwd: dir, input: sendung });
    expect(json<Report>(asJson).nachricht).toBe(message);
    expect(json<{ sendung: string; sha256: string }>(await seal('--json'))).toMatchObject({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      sendung: expect.stringContaining('urn:bussgeld-blaupause:transport:1.0'),
    });
  });

  it('refuses for whom it is not encrypted', async () => {
    const result = await open('sendung.xml', POLIZEI, '-o', 'fremd.xml');
    expect(result.code).toBe(1);
    const report = json<Report>(result);
    expect(failedStep(report)).toBe('open');
    expect(report.fehler?.code).toBe('OPEN_NOT_READER');
    expect(readdirSync(dir)).not.toContain('fremd.xml');
  });

  const sealedXml = () => readFileSync(file('sendung.xml'), 'utf8');
  const tampered: Record<string, [change: (xml: string) => string, step: string, code: string]> = {
    'one letter of the header': [
      (xml) => xml.replace(/<nachrichtenUUID>./, (text) => `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`),
      'verify',
      'VERIFY_SIGNATURE',
    ],
    'one letter of the encrypted content': [
      (xml) => {
        const at = xml.lastIndexOf('CipherValue>', xml.indexOf('</xenc:EncryptedData>')) - 40;
        return `${xml.slice(0, at)}${xml[at] === 'A' ? 'B' : 'A'}${xml.slice(at + 1)}`;
      },
      'verify',
      'VERIFY_SIGNATURE',
    ],
    'a second header': [(xml) => xml.replace('<kopf ', '<kopf/><kopf '), 'shape', 'SHAPE_SCHEMA'],
    'half of the file': [(xml) => xml.slice(0, xml.length / 2), 'read', 'READ_NOT_WELL_FORMED'],
    'a DOCTYPE': [(xml) => `<!DOCTYPE sendung>${xml}`, 'read', 'READ_DOCTYPE'],
  };
  it.each(Object.entries(tampered))('names the step that notices: %s', async (_name, [change, step, code]) => {
    writeFileSync(file('veraendert.xml'), change(sealedXml()));
    const result = await open('veraendert.xml', KBA);
    expect(result.code).toBe(1);
    const report = json<Report>(result);
    expect([failedStep(report), report.fehler?.code]).toEqual([step, code]);
    const people = await run('open', 'veraendert.xml', '--as', KBA, '--pki', 'pki');
    expect(people.code).toBe(1);
    expect(people.stdout).toContain(`✗ ${step}`);
    expect(people.stdout).toMatch(new RegExp(`\\n${code}: .+`));
    expect(people.stderr).not.toMatch(STACK);
  });

  it('does not seal what the gateway would refuse', async () => {
    const wrongAuthor = await run('seal', 'anfrage.xml', '--from', POLIZEI, '--to', KBA, '--pki', 'pki', '--json');
    expect([wrongAuthor.code, json<ErrorDocument>(wrongAuthor).fehler[0]?.code]).toEqual([1, 'OPEN_AUTHOR']);
    const wrongReader = await run('seal', 'anfrage.xml', '--from', BGB, '--to', POLIZEI, '--pki', 'pki', '--json');
    expect([wrongReader.code, json<ErrorDocument>(wrongReader).fehler[0]?.code]).toEqual([1, 'OPEN_READER']);
    const unknown = await run('seal', 'anfrage.xml', '--from', BGB, '--to', 'kba:999', '--pki', 'pki', '--json');
    expect([unknown.code, json<ErrorDocument>(unknown).fehler[0]?.code]).toEqual([3, 'PKI']);
    const noAttachment = await seal('--attach', 'fehlt.pdf', '--json');
    expect([noAttachment.code, json<ErrorDocument>(noAttachment).fehler[0]?.code]).toEqual([3, 'FILE']);
  });

  it('refuses a Sendung once its signer is revoked', async () => {
    expect(json<Report>(await open('sendung.xml', KBA)).ok).toBe(true);
    const revoked = await run('pki', 'revoke', BGB, 'signature', '--dir', 'pki', '--json');
    expect(json(revoked)).toEqual({ ok: true, gesperrt: BGB });
    const result = await open('sendung.xml', KBA);
    expect(result.code).toBe(1);
    const report = json<Report>(result);
    expect([failedStep(report), report.fehler?.code]).toEqual(['trust', 'TRUST_REVOKED']);
  });
});
