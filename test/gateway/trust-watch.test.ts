import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrustStore } from '../../src/crypto/index.ts';
import { Directory } from '../../src/directory/index.ts';
import { type Expiring, expiringOf, TrustWatch, warningDue } from '../../src/gateway/index.ts';
import type { Logger } from '../../src/platform/log.ts';
import { Meter } from '../../src/platform/telemetry/index.ts';
import { BGB, type InstallationFiles, writeInstallation } from '../support/profile.ts';

const DAY = 86_400_000;
const NOW = new Date();
const from = (days: number): Date => new Date(NOW.getTime() + days * DAY);

const certificate = (days: number): Expiring => ({
  art: 'teilnehmer',
  inhaber: BGB,
  zweck: 'tls',
  id: 'a',
  von: from(-600),
  bis: from(days),
});

describe('a warning is due', () => {
  it.each([
    [61, undefined],
    [60, 60],
    [31, 60],
    [30, 30],
    [14, 14],
    [8, 14],
    [7, 7],
    [0.1, 7],
    [-0.1, 0],
  ])('for a certificate %d days before its end: %s', (days, expected) => {
    expect(warningDue(certificate(days), NOW)).toBe(expected);
  });

  it.each([
    ['of a year as for certificates', 365, 59, 60],
    ['of thirty days not before fourteen', 30, 20, undefined],
    ['of thirty days at fourteen', 30, 14, 14],
    ['of a week not at its beginning', 7, 6.9, undefined],
    ['of a week in its last quarter', 7, 1.7, 7],
    ['that has ended', 7, -0.1, 0],
  ])('for a revocation list %s', (_, life, left, expected) => {
    const list: Expiring = { art: 'sperrliste', inhaber: 'CA', id: 'b', von: from(left - life), bis: from(left) };
    expect(warningDue(list, NOW)).toBe(expected);
  });
});

describe('the watch over certificates', () => {
  let folder = '';
  let files: InstallationFiles;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'blaupause-watch-'));
    files = await writeInstallation(join(folder, 'anlage'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const watched = (at: Date) => ({
    directory: Directory.load(files.pkiDir, files.profile),
    trust: TrustStore.fromFolder(files.pkiDir),
    clock: { now: () => at },
  });
  const recorder = () => {
    const lines: { level: string; schwelle: number; tage: number; art: string }[] = [];
    const at = (level: string) => (fields: object) => lines.push({ ...(fields as (typeof lines)[number]), level });
    return { lines, log: { warn: at('warn'), error: at('error') } as unknown as Logger };
  };

  it('counts own certificates, those of participants, authorities and revocation lists', () => {
    const { directory, trust } = watched(NOW);
    const kinds = Map.groupBy(expiringOf(directory, trust), ({ art }) => art);
    expect(kinds.get('eigenes')).toHaveLength(3);
    expect(kinds.get('teilnehmer')).toHaveLength(3 * directory.authorities.length);
    expect(kinds.get('zertifizierungsstelle')).toHaveLength(2);
    expect(kinds.get('sperrliste')).toHaveLength(2);
  });

  it('warns once for each threshold, as an error where something has ended', () => {
    const { lines, log } = recorder();
    const watch = new TrustWatch(log);
    const start = watched(NOW);
    const end = start.directory.gateway.certificates.tls[0]?.notAfter.getTime() ?? 0;
    for (const days of [90, 59.5, 59, 29, 13, 6, 5, -1, -2])
      watch.look({ ...start, clock: { now: () => new Date(end - days * DAY) } });
    const own = lines.filter(({ art }) => art === 'eigenes');
    expect(own.map(({ level, schwelle }) => `${level} ${schwelle}`)).toEqual(
      [60, 30, 14, 7].flatMap((days) => Array(3).fill(`warn ${days}`)).concat(Array(3).fill('error 0')),
    );
  });

  it('publishes days to the end, overrides in force, their use and silent responders', async () => {
    const authority = BGB;
    const override = `ausnahmen:\n  - behoerde: ${authority}\n    grund: Sperrlistendienst gestört\n`;
    const times = `    ab: ${from(-1).toISOString()}\n    bis: ${from(1).toISOString()}\n`;
    writeFileSync(join(files.pkiDir, 'ca', 'sperrpruefung.yaml'), override + times);
    const meter = new Meter('gateway');
    const watch = new TrustWatch(recorder().log);
    const all = watched(NOW);
    watch.start(meter, all)();
    watch.events.overridden?.({
      override: { authority, reason: '', from: NOW, until: NOW },
      inspection: {
        purpose: 'signature',
        at: '',
        subject: '',
        serial: '',
        fingerprint: '',
        checks: [],
        path: [],
        revocation: [],
      },
    });
    watch.events.ocspFailed?.({ url: 'http://ocsp.example/', why: 'nicht erreichbar' });
    const text = await meter.text();
    expect(text).toMatch(/blaupause_certificate_expiry_days\{art="eigenes",inhaber="[^"]+",zweck="tls"\} 7[0-9]{2}\.?/);
    expect(text).toMatch(/blaupause_certificate_expiry_days\{art="sperrliste",inhaber="[^"]+",zweck=""\} 36[0-9]/);
    expect(text).toContain('blaupause_revocation_overrides 1');
    expect(text).toContain(`blaupause_revocation_override_uses_total{behoerde="${authority}"} 1`);
    expect(text).toContain('blaupause_ocsp_failures_total{responder="http://ocsp.example/"} 1');
  });
});
