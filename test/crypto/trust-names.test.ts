import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OctetString, Utf8String } from 'asn1js';
import { Extension, GeneralName, GeneralNames, GeneralSubtree, NameConstraints } from 'pkijs';
import { describe, expect, it } from 'vitest';
import { EXT_KEY_USAGE, type Purpose, parseCertificate, TrustStore } from '../../src/crypto/index.ts';
import { makeName, type NamePart, toPem } from '../../src/profile/pki/x509-write.ts';
import { type Authority, authority, crl, leaf, NOW, rsa, subject } from './pki-builder.ts';

const root = authority();

const directory = (parts: readonly NamePart[]): GeneralName => new GeneralName({ type: 4, value: makeName(parts) });
const dns = (value: string): GeneralName => new GeneralName({ type: 2, value });
const email = (value: string): GeneralName => new GeneralName({ type: 1, value });
const ip = (...octets: number[]): GeneralName =>
  new GeneralName({ type: 7, value: new OctetString({ valueHex: Uint8Array.from(octets).buffer }) });
const V6_HOST = [0x20, 0x01, 0x0d, 0xb8, ...Array<number>(11).fill(0), 1];
const V6 = ip(
  ...V6_HOST.slice(0, 4),
  ...Array<number>(12).fill(0),
  ...Array<number>(4).fill(255),
  ...Array<number>(12).fill(0),
);
const uri = (value: string): GeneralName => new GeneralName({ type: 6, value });

const trees = (names: readonly GeneralName[]) => names.map((base) => new GeneralSubtree({ base }));
const constraints = (permitted: readonly GeneralName[], excluded: readonly GeneralName[] = []): Extension =>
  new Extension({
    extnID: '2.5.29.30',
    critical: true,
    extnValue: new NameConstraints({
      ...(permitted.length > 0 ? { permittedSubtrees: trees(permitted) } : {}),
      ...(excluded.length > 0 ? { excludedSubtrees: trees(excluded) } : {}),
    })
      .toSchema()
      .toBER(),
  });
const alternative = (names: GeneralName[]): Extension =>
  new Extension({ extnID: '2.5.29.17', critical: false, extnValue: new GeneralNames({ names }).toSchema().toBER() });

const constrained = (...args: Parameters<typeof constraints>): Authority =>
  authority({ name: 'Begrenzte Stelle', issuer: root, extensions: [constraints(...args)] });

const outcome = async (issuer: Authority, der: Buffer, purpose: Purpose = 'signature'): Promise<string> => {
  const trust = new TrustStore({ anchors: [root.der], intermediates: [issuer.der], crls: [crl(root), crl(issuer)] });
  const { inspection } = await trust.inspect(der, [], { purpose, at: NOW });
  const failed = inspection.checks.find(({ verdict }) => verdict === 'failed');
  return failed ? `${inspection.fault} ${failed.check}` : 'accepted';
};

const REFUSED = 'TRUST_CHAIN namensgrenzen';
const SAXONY: NamePart[] = [
  ['2.5.4.6', 'DE'],
  ['2.5.4.10', 'Musterbehörde'],
];
const named = (...parts: NamePart[]): NamePart[] => [...parts, ['2.5.4.97', 'bgb:145110000001']];

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

const openssl = (issuer: Authority, der: Buffer): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'blaupause-names-'));
  try {
    writeFileSync(join(folder, 'root.pem'), root.pem);
    writeFileSync(join(folder, 'ca.pem'), issuer.pem);
    writeFileSync(join(folder, 'leaf.pem'), toPem(der, 'CERTIFICATE'));
    const time = String(NOW.getTime() / 1000);
    const args = ['verify', '-attime', time, '-CAfile', 'root.pem', '-untrusted', 'ca.pem', 'leaf.pem'];
    return spawnSync('openssl', args, { cwd: folder }).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('name constraints of an authority', () => {
  const tls = (names: GeneralName[]) => ({
    extensions: [alternative(names)],
    extKeyUsage: [EXT_KEY_USAGE.clientAuth],
    keyUsage: ['digitalSignature' as const],
  });

  it.each<[string, Authority, Parameters<typeof leaf>[1], string, Purpose?]>([
    ['permitted directory name', constrained([directory(SAXONY)]), {}, 'accepted'],
    ['one of two permitted names', constrained([directory([['2.5.4.6', 'AT']]), directory(SAXONY)]), {}, 'accepted'],
    [
      'outside the permitted directory name',
      constrained([directory(SAXONY)]),
      { subject: named(['2.5.4.6', 'DE'], ['2.5.4.10', 'Andere Behörde'], ['2.5.4.3', 'Fremd']) },
      REFUSED,
    ],
    [
      'permitted name further back in the subject',
      constrained([directory([['2.5.4.10', 'Musterbehörde']])]),
      { subject: named(['2.5.4.6', 'DE'], ['2.5.4.10', 'Musterbehörde']) },
      REFUSED,
    ],
    ['excluded directory name', constrained([], [directory(SAXONY)]), {}, REFUSED],
    ['another excluded directory name', constrained([], [directory([['2.5.4.6', 'AT']])]), {}, 'accepted'],
    [
      'host below the permitted domain',
      constrained([dns('amt.example')]),
      tls([dns('gw.amt.example')]),
      'accepted',
      'tls-client',
    ],
    [
      'host below a permitted domain written with a dot',
      constrained([dns('.amt.example')]),
      tls([dns('gw.amt.example')]),
      'accepted',
      'tls-client',
    ],
    ['no host where hosts are limited', constrained([dns('amt.example')]), {}, 'accepted'],
    [
      'names of two kinds, both permitted',
      constrained([dns('amt.example'), directory(SAXONY)]),
      tls([dns('gw.amt.example')]),
      'accepted',
      'tls-client',
    ],
    [
      'names of two kinds, one outside',
      constrained([dns('amt.example'), directory([['2.5.4.6', 'AT']])]),
      tls([dns('gw.amt.example')]),
      REFUSED,
      'tls-client',
    ],
    ['address of version 6 in the network', constrained([V6]), tls([ip(...V6_HOST)]), 'accepted', 'tls-client'],
    ['address of version 6 outside it', constrained([V6]), tls([ip(0xfd, ...V6_HOST.slice(1))]), REFUSED, 'tls-client'],
    [
      'any address excluded',
      constrained([], [ip(0, 0, 0, 0, 0, 0, 0, 0)]),
      tls([ip(10, 1, 7, 9)]),
      REFUSED,
      'tls-client',
    ],
    [
      'host with the domain as its end only',
      constrained([dns('amt.example')]),
      tls([dns('damt.example')]),
      REFUSED,
      'tls-client',
    ],
    [
      'one host inside and one outside',
      constrained([dns('amt.example')]),
      tls([dns('gw.amt.example'), dns('angreifer.example')]),
      REFUSED,
      'tls-client',
    ],
    ['excluded domain', constrained([], [dns('amt.example')]), tls([dns('gw.amt.example')]), REFUSED, 'tls-client'],
    [
      'address in the network',
      constrained([ip(10, 1, 0, 0, 255, 255, 0, 0)]),
      tls([ip(10, 1, 7, 9)]),
      'accepted',
      'tls-client',
    ],
    [
      'address outside the network',
      constrained([ip(10, 1, 0, 0, 255, 255, 0, 0)]),
      tls([ip(10, 2, 7, 9)]),
      REFUSED,
      'tls-client',
    ],
    [
      'mail address at the host',
      constrained([email('amt.example')]),
      { extensions: [alternative([email('stelle@amt.example')])] },
      'accepted',
    ],
    [
      'mail address elsewhere',
      constrained([email('amt.example')]),
      { extensions: [alternative([email('stelle@x.amt.example')])] },
      REFUSED,
    ],
    [
      'mail address in the subject',
      constrained([], [email('amt.example')]),
      { subject: named(...SAXONY, ['1.2.840.113549.1.9.1', 'stelle@amt.example']) },
      REFUSED,
    ],
    [
      'address of a page elsewhere',
      constrained([uri('amt.example')]),
      { extensions: [alternative([uri('https://x.example/')])] },
      REFUSED,
    ],
  ])('%s', async (_, issuer, overrides, expected, purpose) => {
    const der = leaf(issuer, overrides);
    expect(await outcome(issuer, der, purpose)).toBe(expected);
    if (hasOpenssl) expect(openssl(issuer, der)).toBe(expected === 'accepted');
  });

  it('compare letters without regard to case, umlauts too, where OpenSSL folds ASCII alone', async () => {
    const upper: NamePart[] = [
      ['2.5.4.6', 'de'],
      ['2.5.4.10', 'MUSTERBEHÖRDE'],
    ];
    const issuer = constrained([], [directory(upper)]);
    expect(await outcome(issuer, leaf(issuer))).toBe(REFUSED);
  });

  it('of a kind that cannot be compared here refuse where such a name occurs, and only there', async () => {
    const other = new GeneralName({ type: 8, value: '1.2.3' });
    const issuer = constrained([other]);
    expect(await outcome(issuer, leaf(issuer))).toBe('accepted');
    expect(await outcome(issuer, leaf(issuer, { extensions: [alternative([other])] }))).toBe(REFUSED);
  });

  it('bind authorities below too', async () => {
    const top = constrained([directory(SAXONY)]);
    const foreign = authority({ issuer: top, subject: [['2.5.4.6', 'AT']] });
    const trust = new TrustStore({
      anchors: [root.der],
      intermediates: [top.der, foreign.der],
      crls: [crl(root), crl(top), crl(foreign)],
    });
    const { inspection } = await trust.inspect(leaf(foreign), [], { purpose: 'signature', at: NOW });
    expect(inspection.fault).toBe('TRUST_CHAIN');
    expect(inspection.checks.find(({ check }) => check === 'namensgrenzen')?.verdict).toBe('failed');
  });
});

describe('ExtendedKeyUsage of an issuing authority', () => {
  const limited = (...extKeyUsage: string[]): Authority =>
    authority({ name: 'Nur für einen Zweck', issuer: root, extKeyUsage });

  it.each([
    [EXT_KEY_USAGE.clientAuth, 'TRUST_USAGE verwendung'],
    [EXT_KEY_USAGE.documentSigning, 'accepted'],
    [EXT_KEY_USAGE.any, 'accepted'],
  ])('limits what it may issue: %s', async (usage, expected) => {
    const issuer = limited(usage);
    expect(await outcome(issuer, leaf(issuer))).toBe(expected);
  });
});

describe('certificates of real-world form', () => {
  const REAL: NamePart[] = [
    ['2.5.4.6', 'DE'],
    ['2.5.4.8', 'Baden-Württemberg'],
    ['2.5.4.7', 'Süßen'],
    ['2.5.4.10', 'Große Kreisstadt Süßen'],
    ['2.5.4.11', 'Ordnungsamt'],
    ['2.5.4.11', 'Bußgeldstelle'],
    ['2.5.4.11', 'Prüfung & Vollzug, „Team Öffentlichkeit“'],
    ['2.5.4.5', '0815-4711'],
    ['2.5.4.97', 'bgb:145110000001'],
    ['2.5.4.3', 'GRP: Bußgeldstelle Süßen'],
  ];

  it('several OUs, umlauts, serialNumber, organizationIdentifier, RSA-4096, below RSA-4096', async () => {
    const issuer = authority({
      keys: rsa(4096),
      issuer: root,
      subject: [...REAL.slice(0, 4), ['2.5.4.3', 'Ausstellende Stelle für Bußgeldbehörden']],
    });
    const der = leaf(issuer, { subject: REAL, publicKey: issuer.publicKey });
    expect(await outcome(issuer, der)).toBe('accepted');
    const { organizationalUnits, organizationIdentifier, subject: text } = parseCertificate(der);
    expect(organizationalUnits).toEqual(['Ordnungsamt', 'Bußgeldstelle', 'Prüfung & Vollzug, „Team Öffentlichkeit“']);
    expect(organizationIdentifier).toBe('bgb:145110000001');
    expect(text).toContain('ST=Baden-Württemberg');
  });

  it('a permitted name with umlauts covers them', async () => {
    const issuer = constrained([directory(REAL.slice(0, 4))]);
    expect(await outcome(issuer, leaf(issuer, { subject: REAL }))).toBe('accepted');
    expect(await outcome(issuer, leaf(issuer, { subject: subject('Fremd') }))).toBe(REFUSED);
  });

  it('writes names as UTF8String, as authorities receive them', () => {
    expect(leaf(root, { subject: REAL }).includes(Buffer.from(new Utf8String({ value: 'Süßen' }).toBER()))).toBe(true);
  });
});
