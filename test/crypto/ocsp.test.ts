import { OctetString } from 'asn1js';
import { AlgorithmIdentifier, CertID } from 'pkijs';
import { afterEach, describe, expect, it } from 'vitest';
import { parseCertificate, type TrustMaterial, TrustStore } from '../../src/crypto/index.ts';
import {
  type AnswerOptions,
  answer,
  delegate,
  type Responder,
  type RunningResponder,
  refusal,
  serve,
} from './ocsp-builder.ts';
import { authority, crl, days, ec, leaf, NOW } from './pki-builder.ts';

const root = authority();
const issuing = authority({ name: 'Musteraussteller', issuer: root });
const itself: Responder = { key: issuing.key, der: issuing.der };
const der = leaf(issuing);

let running: RunningResponder | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const failures: string[] = [];

/** A store that asks the responder for certificates of the issuing CA; only the root has a CRL if nothing else is said. */
const asking = (responder: Pick<RunningResponder, 'url'>, more: Partial<TrustMaterial> = {}, timeoutMs = 2000) => {
  const issuer = parseCertificate(issuing.der).fingerprintSha256;
  failures.length = 0;
  return new TrustStore(
    {
      anchors: [root.der],
      intermediates: [issuing.der],
      crls: [crl(root)],
      ocsp: [{ issuer, url: responder.url, timeoutMs, nonce: true, hash: 'sha256' }],
      ...more,
    },
    undefined,
    { ocspFailed: ({ why }) => failures.push(why) },
  );
};

const outcome = async (trust: TrustStore, at = NOW) => {
  const { inspection, decision } = await trust.inspect(der, [], { purpose: 'signature', at });
  const detail = inspection.checks.find(({ check }) => check === 'sperrung')?.detail ?? '';
  return { code: inspection.fault ?? 'accepted', detail, inspection, decision };
};

const respondWith = async (options: AnswerOptions = {}, signer: Responder = itself) => {
  running = await serve((request) => answer(request, signer, options));
  return running;
};

describe('an OCSP responder that is configured', () => {
  it('clears a certificate, is asked once, and the record names the response', async () => {
    const responder = await respondWith();
    const trust = asking(responder);
    const first = await outcome(trust);
    expect(first.code).toBe('accepted');
    expect(first.inspection.revocation[0]).toMatchObject({
      source: 'ocsp',
      certificate: parseCertificate(der).fingerprintSha256,
      thisUpdate: expect.stringMatching(/Z$/),
      nextUpdate: days(1).toISOString(),
      holdsUntil: days(1).toISOString(),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(first.decision?.validUntil).toEqual(days(1));
    await outcome(trust, days(0.5));
    await trust.inspect(der, [], { purpose: 'encryption', at: NOW });
    expect(responder.asked()).toBe(1);
    // the answer has ended: it is asked again, and this one is out of date by then
    expect((await outcome(trust, days(2))).code).toBe('TRUST_REVOCATION_UNKNOWN');
    expect(responder.asked()).toBe(2);
  });

  it('may have its answers signed by somebody whom the issuer authorised', async () => {
    expect((await outcome(asking(await respondWith({}, delegate(issuing))))).code).toBe('accepted');
  });

  it('whose own certificate is revoked or of unknown status is not believed', async () => {
    const signer = delegate(issuing, { extensions: [] });
    const responder = await respondWith({}, signer);
    expect((await outcome(asking(responder))).detail).toContain('Sperrstatus des Unterzeichners');
    const revoked = [parseCertificate(signer.der).serial];
    const lists = (options = {}) => ({ crls: [crl(root), crl(issuing, { thisUpdate: days(-2), ...options })] });
    expect((await outcome(asking(responder, lists()))).inspection.revocation[0]?.source).toBe('ocsp');
    expect((await outcome(asking(responder, lists({ revoked })))).inspection.revocation[0]?.source).toBe('crl');
  });

  it('refuses what is revoked, even where a CRL in date does not list it', async () => {
    const responder = await respondWith({ status: 'revoked' });
    expect((await outcome(asking(responder, { crls: [crl(root), crl(issuing)] }))).code).toBe('TRUST_REVOKED');
  });

  it('refuses what it does not know, even where a CRL in date does not list it', async () => {
    const responder = await respondWith({ status: 'unknown' });
    const { code, detail } = await outcome(asking(responder, { crls: [crl(root), crl(issuing)] }));
    expect(code).toBe('TRUST_REVOCATION_UNKNOWN');
    expect(detail).toContain('unbekannt');
  });

  it('is asked with a SHA-1 CertID where it knows no other', async () => {
    const issuer = parseCertificate(issuing.der).fingerprintSha256;
    const responder = await respondWith();
    const ocsp = [{ issuer, url: responder.url, timeoutMs: 2000, nonce: false, hash: 'sha1' as const }];
    expect((await outcome(asking(responder, { ocsp }))).code).toBe('accepted');
  });

  it('is not asked about a certificate that is refused anyway', async () => {
    const responder = await respondWith();
    const trust = asking(responder);
    const { inspection } = await trust.inspect(leaf(issuing, { notAfter: days(-0.5) }), [], {
      purpose: 'signature',
      at: NOW,
    });
    expect(inspection.fault).toBe('TRUST_EXPIRED');
    expect(responder.asked()).toBe(0);
  });

  it('asked by many at once hears one question', async () => {
    const responder = await respondWith();
    const trust = asking(responder);
    const all = await Promise.all(Array.from({ length: 20 }, () => outcome(trust)));
    expect(all.every(({ code }) => code === 'accepted')).toBe(true);
    expect(responder.asked()).toBe(1);
  });
});

describe('an answer that does not count', () => {
  const other = (id: CertID): CertID =>
    new CertID({
      hashAlgorithm: id.hashAlgorithm,
      issuerNameHash: id.issuerNameHash,
      issuerKeyHash: new OctetString({ valueHex: new Uint8Array(32).buffer }),
      serialNumber: id.serialNumber,
    });
  const md5 = (id: CertID): CertID =>
    new CertID({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.2.5' }),
      issuerNameHash: id.issuerNameHash,
      issuerKeyHash: id.issuerKeyHash,
      serialNumber: id.serialNumber,
    });
  const stranger = authority({ name: 'Musteraussteller' });

  it.each<[string, AnswerOptions, Responder, string]>([
    ['out of date', { thisUpdate: days(-3), nextUpdate: days(-1) }, itself, 'abgelaufen'],
    ['without an end and old', { thisUpdate: days(-1), nextUpdate: null }, itself, 'abgelaufen'],
    ['from the future', { thisUpdate: days(0.5) }, itself, 'noch nicht gültig'],
    ['without our nonce', { nonce: null }, itself, 'Nonce'],
    ['with another nonce', { nonce: Buffer.alloc(32, 7) }, itself, 'Nonce'],
    ['about a certificate of another issuer', { changeId: other }, itself, 'anderes Zertifikat'],
    ['named by MD5', { changeId: md5 }, itself, 'anderes Zertifikat'],
    ['signed with another key than the issuer’s', {}, { key: ec().privateKey, der: issuing.der }, 'beauftragt'],
    ['signed by an attacker’s CA of the same name', {}, { key: stranger.key, der: stranger.der }, 'beauftragt'],
    ['signed by a responder of an attacker’s CA', {}, delegate(stranger), 'beauftragt'],
    ['signed by a responder of the root', {}, delegate(root), 'beauftragt'],
    ['signed by a certificate without OCSPSigning', {}, delegate(issuing, { extKeyUsage: [] }), 'Recht'],
    ['signed by an authority’s certificate', {}, { key: ec().privateKey, der }, 'Recht'],
    ['signed by an expired responder', {}, delegate(issuing, { notAfter: days(-0.5) }), 'nicht gültig'],
    ['signed by a weak key', {}, delegate(issuing, {}, ec('secp224r1')), 'nicht zugelassen'],
    ['without the signer’s certificate', { enclose: false }, delegate(issuing), 'Unterzeichner unbekannt'],
  ])('%s', async (_, options, signer, why) => {
    const responder = await respondWith(options, signer);
    const { code, detail } = await outcome(asking(responder));
    expect(code).toBe('TRUST_REVOCATION_UNKNOWN');
    expect(detail).toContain(why);
    expect(failures).toHaveLength(1);
  });

  it('changed after it was signed', async () => {
    running = await serve((request) => {
      const bytes = answer(request, itself);
      const at = bytes.lastIndexOf(Buffer.from('20261123'));
      bytes[at + 7] = 0x39;
      return bytes;
    });
    expect((await outcome(asking(running))).code).toBe('TRUST_REVOCATION_UNKNOWN');
  });
});

describe('a responder that does not answer', () => {
  const silent: [string, Parameters<typeof serve>[0]][] = [
    ['is slow', () => undefined],
    ['sends more than an answer can be', () => Buffer.alloc(100_000, 0x30)],
    [
      'never ends its answer',
      (_, __, response) => {
        response.writeHead(200, { 'content-type': 'application/ocsp-response' });
        response.write(Buffer.alloc(10));
        return undefined;
      },
    ],
    ['sends something else', () => Buffer.from('<html>')],
    ['refuses to answer', () => refusal()],
    [
      'points elsewhere',
      (_, __, response) => {
        response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
        return undefined;
      },
    ],
    [
      'reports a fault',
      (_, __, response) => {
        response.writeHead(503).end();
        return undefined;
      },
    ],
    [
      'hangs up',
      (_, request) => {
        request.socket.destroy();
        return undefined;
      },
    ],
  ];

  it.each(silent)('%s: refused in bounded time, unless a CRL in date clears', async (_, respond) => {
    running = await serve(respond);
    const started = performance.now();
    expect((await outcome(asking(running, {}, 150))).code).toBe('TRUST_REVOCATION_UNKNOWN');
    const covered = await outcome(asking(running, { crls: [crl(root), crl(issuing)] }, 150));
    expect(performance.now() - started).toBeLessThan(2000);
    expect(covered.code).toBe('accepted');
    expect(covered.inspection.revocation[0]).toMatchObject({ source: 'crl', note: expect.stringMatching(/^OCSP: ./) });
    expect(failures).toHaveLength(1);
    const stale = crl(issuing, { nextUpdate: days(-0.1) });
    expect((await outcome(asking(running, { crls: [crl(root), stale] }, 150))).code).toBe('TRUST_REVOCATION_UNKNOWN');
  });

  it('is left alone for a while, so that it does not slow every message', async () => {
    running = await serve(() => undefined);
    const trust = asking(running, {}, 100);
    for (let round = 0; round < 20; round += 1) expect((await outcome(trust)).code).toBe('TRUST_REVOCATION_UNKNOWN');
    expect(running.asked()).toBe(1);
  });

  it('an address in the certificate is never asked', async () => {
    running = await serve((request) => answer(request, itself));
    const { GeneralName, InfoAccess, AccessDescription, Extension } = await import('pkijs');
    const accessLocation = new GeneralName({ type: 6, value: running.url });
    const access = new InfoAccess({
      accessDescriptions: [new AccessDescription({ accessMethod: '1.3.6.1.5.5.7.48.1', accessLocation })],
    });
    const extension = new Extension({
      extnID: '1.3.6.1.5.5.7.1.1',
      critical: false,
      extnValue: access.toSchema().toBER(),
    });
    const trust = new TrustStore({ anchors: [root.der], intermediates: [issuing.der], crls: [crl(root)] });
    const tempting = leaf(issuing, { extensions: [extension] });
    const { inspection } = await trust.inspect(tempting, [], { purpose: 'signature', at: NOW });
    expect(inspection.fault).toBe('TRUST_REVOCATION_UNKNOWN');
    expect(running.asked()).toBe(0);
  });
});

describe('a response laid beside the CRLs', () => {
  /** what a responder would have answered to a question without nonce */
  const laid = async (options: AnswerOptions, signer = itself): Promise<Buffer> => {
    let bytes: Buffer = Buffer.alloc(0);
    const issuer = parseCertificate(issuing.der).fingerprintSha256;
    running = await serve((request) => {
      bytes = answer(request, signer, options);
      return bytes;
    });
    const ocsp = [{ issuer, url: running.url, timeoutMs: 2000, nonce: false, hash: 'sha256' as const }];
    await outcome(asking(running, { ocsp }));
    return bytes;
  };
  const atHand = (ocspResponses: Buffer[], lists = [crl(root)]) =>
    new TrustStore({ anchors: [root.der], intermediates: [issuing.der], crls: lists, ocspResponses });

  it('clears without anybody being asked, until it ends', async () => {
    const trust = atHand([await laid({})]);
    expect((await outcome(trust)).inspection.revocation[0]?.source).toBe('ocsp');
    expect((await outcome(trust, days(2))).code).toBe('TRUST_REVOCATION_UNKNOWN');
  });

  it('refuses by a revocation, even out of date', async () => {
    const stale = await laid({ status: 'revoked', thisUpdate: days(-9), nextUpdate: days(-5) });
    expect((await outcome(atHand([stale], [crl(root), crl(issuing)]))).code).toBe('TRUST_REVOKED');
    const forged = await laid({ status: 'revoked' }, delegate(authority({ name: 'Musteraussteller' })));
    expect((await outcome(atHand([forged], [crl(root), crl(issuing)]))).code).toBe('accepted');
  });
});
