import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate, type TrustMaterial, TrustStore } from '../../src/crypto/index.ts';
import { OVERRIDE_MAXIMUM_MS } from '../../src/crypto/revocation-config.ts';
import { BlaupauseError } from '../../src/platform/errors.ts';
import { authority, crl, DAY, days, ec, leaf, NOW, subject } from './pki-builder.ts';

const AUTHORITY = 'bgb:145110000001';
const root = authority();
const issuing = authority({ name: 'Musteraussteller', issuer: root });
const der = leaf(issuing);
const stale = crl(issuing, { nextUpdate: days(-0.1) });
const reason = 'Verteilpunkt der Sperrlisten gestört, Störung 4711';
const override = { authority: AUTHORITY, reason, from: days(-1), until: days(2) };

const uses: string[] = [];
const store = (crls: Buffer[], more: Partial<TrustMaterial> = {}) => {
  uses.length = 0;
  const material = { anchors: [root.der], intermediates: [issuing.der], crls, overrides: [override], ...more };
  return new TrustStore(material, undefined, {
    overridden: ({ override: { authority: who }, inspection }) => uses.push(`${who} ${inspection.purpose}`),
  });
};
const outcome = async (trust: TrustStore, certificate: Buffer = der, at = NOW) => {
  const { inspection, decision } = await trust.inspect(certificate, [], { purpose: 'signature', at });
  return { code: inspection.fault ?? 'accepted', inspection, decision };
};

describe('an override of the revocation check', () => {
  it.each<[string, Buffer[]]>([
    ['a stale list', [crl(root), stale]],
    ['no list of the issuing CA', [crl(root)]],
    ['no list at all', []],
  ])('lets the one authority pass with %s, on the record and reported once', async (_, lists) => {
    const trust = store(lists);
    const { code, inspection, decision } = await outcome(trust);
    expect(code).toBe('accepted');
    const check = inspection.checks.find((item) => item.check === 'sperrung');
    expect(check?.verdict).toBe('override');
    expect(check?.detail).toContain(reason);
    expect(inspection.revocation[0]).toMatchObject({ source: 'override', holdsUntil: days(2).toISOString() });
    expect(decision?.validUntil).toEqual(days(2));
    await outcome(trust, der, days(0.5));
    expect(uses).toEqual([`${AUTHORITY} signature`]);
  });

  it('is not used where a list in date clears', async () => {
    const { inspection } = await outcome(store([crl(root), crl(issuing)]));
    expect(inspection.checks.find(({ check }) => check === 'sperrung')?.verdict).toBe('ok');
    expect(uses).toEqual([]);
  });

  it('is for one authority, from its first to its last instant', async () => {
    const other = leaf(issuing, { subject: [...subject('Andere'), ['2.5.4.97', 'bgb:999999999999']] });
    const nobody = leaf(issuing, { subject: subject('Ohne Schlüssel') });
    const trust = store([crl(root), stale]);
    for (const [certificate, at] of [
      [other, NOW],
      [nobody, NOW],
      [der, days(2.01)],
    ] as const)
      expect((await outcome(trust, certificate, at)).code).toBe('TRUST_REVOCATION_UNKNOWN');
    expect((await outcome(trust, der, days(2))).code).toBe('accepted');
    const later = store([crl(root), stale], { overrides: [{ ...override, from: days(1) }] });
    expect((await outcome(later)).code).toBe('TRUST_REVOCATION_UNKNOWN');
  });

  it.each<[string, () => Partial<TrustMaterial>, string]>([
    [
      'what a stale list revokes',
      () => ({
        crls: [crl(root), crl(issuing, { nextUpdate: days(-0.1), revoked: [parseCertificate(der).serial] })],
      }),
      'TRUST_REVOKED',
    ],
    [
      'a list that an attacker signed',
      () => ({ crls: [crl(root), crl({ ...issuing, key: ec().privateKey })] }),
      'TRUST_REVOCATION_UNKNOWN',
    ],
    [
      'a list from the future',
      () => ({ crls: [crl(root), crl(issuing, { thisUpdate: days(1) })] }),
      'TRUST_REVOCATION_UNKNOWN',
    ],
  ])('does not cover %s', async (_, material, code) => {
    expect((await outcome(store([], material()))).code).toBe(code);
  });

  it('does not cover any other fault', async () => {
    const trust = store([crl(root), stale]);
    expect((await outcome(trust, leaf(issuing, { notAfter: days(-0.5) }))).code).toBe('TRUST_EXPIRED');
    expect((await outcome(trust, leaf(issuing, { keyUsage: ['keyAgreement'] }))).code).toBe('TRUST_USAGE');
  });

  it('covers a responder that does not answer', async () => {
    const issuer = parseCertificate(issuing.der).fingerprintSha256;
    const ocsp = [{ issuer, url: 'http://127.0.0.1:1/', timeoutMs: 500, nonce: true, hash: 'sha256' as const }];
    const { inspection } = await outcome(store([crl(root), stale], { ocsp }));
    expect(inspection.fault).toBeUndefined();
    expect(inspection.revocation[0]?.note).toMatch(/^OCSP: .*Ausnahme: /);
  });
});

describe('sperrpruefung.yaml', () => {
  let folder = '';
  const put = (name: string, content: Buffer | string) => writeFileSync(join(folder, name), content);
  const entry = (from: Date, until: Date, more = '') =>
    `ausnahmen:\n  - behoerde: ${AUTHORITY}\n    grund: ${reason}\n    ab: ${from.toISOString()}\n    bis: ${until.toISOString()}\n${more}`;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'blaupause-override-'));
    mkdirSync(join(folder, 'crl'));
    mkdirSync(join(folder, 'ocsp'));
    put('ca.pem', root.pem);
    put('issuing.pem', issuing.pem);
    put('crl/root.crl', crl(root));
    put('crl/issuing.crl', stale);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('counts without a restart, and its end needs none', async () => {
    rmSync(join(folder, 'sperrpruefung.yaml'), { force: true });
    const trust = TrustStore.fromFolder(folder);
    expect((await outcome(trust)).code).toBe('TRUST_REVOCATION_UNKNOWN');
    put('sperrpruefung.yaml', entry(days(-1), days(1)));
    expect(trust.reload()).toBe(true);
    expect((await outcome(trust)).code).toBe('accepted');
    expect((await outcome(trust, der, days(1.1))).code).toBe('TRUST_REVOCATION_UNKNOWN');
    rmSync(join(folder, 'sperrpruefung.yaml'));
    expect(trust.reload()).toBe(true);
    expect((await outcome(trust)).code).toBe('TRUST_REVOCATION_UNKNOWN');
  });

  it('names the responder of the authority whose certificate lies in the file', () => {
    put('sperrpruefung.yaml', 'ocsp:\n  - aussteller: issuing.pem\n    responder: http://ocsp.example/a\n');
    expect(TrustStore.fromFolder(folder).responders()).toEqual(['http://ocsp.example/a']);
  });

  it.each([
    [
      'an override of more than seven days',
      entry(NOW, new Date(NOW.getTime() + OVERRIDE_MAXIMUM_MS + 1)),
      'ausnahmen.0',
    ],
    ['an override that ends before it begins', entry(days(1), NOW), 'ausnahmen.0'],
    ['an override without a reason', entry(NOW, days(1)).replace(/grund: .*/, 'grund: ""'), 'ausnahmen.0.grund'],
    ['an override without an end', entry(NOW, days(1)).replace(/ +bis: .*\n/, ''), 'ausnahmen.0.bis'],
    ['an override for everybody', entry(NOW, days(1)).replace(AUTHORITY, '"*"'), 'ausnahmen.0.behoerde'],
    ['an unknown key', `${entry(NOW, days(1))}    immer: true\n`, 'ausnahmen.0'],
    [
      'a responder that is no web address',
      'ocsp:\n  - aussteller: ca.pem\n    responder: file:///etc/x\n',
      'ocsp.0.responder',
    ],
    [
      'an issuer outside the folder',
      'ocsp:\n  - aussteller: ../x.pem\n    responder: http://a.example/\n',
      'ocsp.0.aussteller',
    ],
    ['no YAML', 'ocsp: [', 'sperrpruefung.yaml'],
  ])('with %s is wrong, and what was in use stays', async (_, text, place) => {
    put('sperrpruefung.yaml', entry(days(-1), days(1)));
    const trust = TrustStore.fromFolder(folder);
    put('sperrpruefung.yaml', text);
    utimesSync(join(folder, 'sperrpruefung.yaml'), new Date(), new Date(Date.now() + DAY));
    expect(() => trust.reload()).toThrow(BlaupauseError);
    expect(() => trust.reload()).toThrow(place);
    expect((await outcome(trust)).code).toBe('accepted');
  });

  it('an unreadable response beside the lists is named', () => {
    put('sperrpruefung.yaml', '');
    put('ocsp/issuing.ors', 'no response');
    expect(() => TrustStore.fromFolder(folder)).toThrow(/issuing\.ors/);
    rmSync(join(folder, 'ocsp', 'issuing.ors'));
    expect(TrustStore.fromFolder(folder).overrides()).toEqual([]);
  });
});
