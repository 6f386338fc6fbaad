import { describe, expect, it } from 'vitest';
import { policies, sign, URI, verify } from '../../src/crypto/index.ts';
import { allowedKeys, codeOf, SENDUNG, TWO } from '../crypto/support.ts';
import { available, run, runs, Workshop } from './support.ts';

const usable = available(runs('xmlsec1', '--version'), 'xmlsec1 (Debian: xmlsec1)');
const keys = allowedKeys();
const policy = policies.gateway;
const ids = [
  '--id-attr:Id',
  'urn:bussgeld-blaupause:transport:1.0:kopf',
  '--id-attr:Id',
  'urn:bussgeld-blaupause:transport:1.0:inhalt',
];

/** What xmlsec1 fills in: our own signature with empty values. */
const template = (xml: string, algorithm: string, digest: string): string =>
  xml
    .replace(/<ds:DigestValue>[^<]*/g, '<ds:DigestValue>')
    .replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>')
    .replace(/<ds:X509Certificate>[^<]*<\/ds:X509Certificate>/, '')
    .replace(/(<ds:SignatureMethod Algorithm=")[^"]*/, `$1${algorithm}`)
    .replaceAll(URI.sha256, digest);

const cases = [
  ['p256', URI.ecdsaSha256, URI.sha256],
  ['p384', URI.ecdsaSha384, URI.sha384],
  ['p256', URI.ecdsaSha512, URI.sha512],
] as const;

describe.skipIf(!usable)('xmlsec1 and this library', () => {
  it.each(cases)('xmlsec1 verifies what we sign with %s, %s', (name, algorithm) => {
    using workshop = new Workshop();
    const pair = workshop.keyPair(name, keys[name].privateKey);
    const signed = sign(SENDUNG, { key: keys[name].privateKey, certificate: pair.pem, references: TWO, algorithm });
    const args = ['--verify', '--trusted-pem', pair.certificate, '--enabled-key-data', 'x509', ...ids];
    expect(runs('xmlsec1', ...args, workshop.write('a.xml', signed))).toBe(true);
    const changed = signed.toString().replace('Musterinhalt', 'Musterinhalz');
    expect(runs('xmlsec1', ...args, workshop.write('b.xml', changed))).toBe(false);
  });

  it.each(cases)('we verify what xmlsec1 signs with %s, %s, %s', (name, algorithm, digest) => {
    using workshop = new Workshop();
    const pair = workshop.keyPair(name, keys[name].privateKey);
    const draft = sign(SENDUNG, { key: keys[name].privateKey, certificate: pair.pem, references: TWO }).toString();
    const file = workshop.write('t.xml', template(draft, algorithm, digest));
    const signed = run('xmlsec1', '--sign', '--privkey-pem', `${pair.key},${pair.certificate}`, ...ids, file);
    const verified = verify(signed, { key: pair.pem, policy, expectedReferences: TWO });
    expect(verified.algorithm).toBe(algorithm);
    expect(verified.certificate?.subject).toContain('Erika Musterfrau');
    const changed = signed.toString().replace('Musterinhalt', 'Musterinhalz');
    expect(codeOf(() => verify(changed, { key: pair.pem, policy }))).toBe('VERIFY_SIGNATURE');
  });

  it('a text changed by an inserted instruction holds for neither', () => {
    using workshop = new Workshop();
    const pair = workshop.keyPair('p256', keys.p256.privateKey);
    const signed = sign(SENDUNG, { key: keys.p256.privateKey, certificate: pair.pem, references: TWO }).toString();
    const changed = signed.replace('Musterinhalt', '<?x Muster?>inhalt');
    expect(
      runs('xmlsec1', '--verify', '--trusted-pem', pair.certificate, ...ids, workshop.write('a.xml', changed)),
    ).toBe(false);
    expect(codeOf(() => verify(changed, { key: pair.pem, policy }))).toBe('READ_PROCESSING_INSTRUCTION');
  });
});
