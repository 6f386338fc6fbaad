import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { policies, sign, URI, verify } from '../../src/crypto/index.ts';
import { TRANSPORT_NS } from '../../src/envelope/index.ts';
import { allowedKeys, codeOf, SENDUNG } from '../crypto/support.ts';
import { changed, expectedOf, messages, signedContent, TWO } from './messages.ts';
import { counted, hasXmlsec1, run, runs, Workshop } from './support.ts';

const usable = hasXmlsec1();
const keys = allowedKeys();
const policy = policies.gateway;
const all = messages(210);
const ids = ['kopf', 'inhalt', 'inhaltsdaten'].flatMap((name) => ['--id-attr:Id', `${TRANSPORT_NS}:${name}`]);

// xmlsec1 1.2 knows no RSA-PSS; the JDK's suite has it
const METHODS = [
  ['p256', URI.ecdsaSha256, URI.sha256],
  ['p384', URI.ecdsaSha384, URI.sha384],
  ['p256', URI.ecdsaSha512, URI.sha512],
] as const;
const methodOf = (index: number) => METHODS[index % METHODS.length] ?? METHODS[0];

/** What xmlsec1 fills in: our own signature with empty values. */
const template = (xml: string, algorithm: string, digest: string): string =>
  xml
    .replace(/<ds:DigestValue>[^<]*/g, '<ds:DigestValue>')
    .replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>')
    .replace(/<ds:X509Certificate>[^<]*<\/ds:X509Certificate>/, '')
    .replace(/(<ds:SignatureMethod Algorithm=")[^"]*/, `$1${algorithm}`)
    .replaceAll(URI.sha256, digest);

describe.skipIf(!usable)('xmlsec1 and this library, 210 generated messages', () => {
  const workshop = new Workshop();
  const pairOf = (name: 'p256' | 'p384') => workshop.keyPair(name, keys[name].privateKey);
  const verifying = (): string[] => {
    const trusted = (['p256', 'p384'] as const).flatMap((name) => ['--trusted-pem', pairOf(name).certificate]);
    return ['--verify', ...trusted, '--enabled-key-data', 'x509', ...ids];
  };
  afterAll(() => workshop[Symbol.dispose]());

  it('xmlsec1 verifies what we sign with ECDSA, and refuses each once it is changed', () => {
    const signed = all.map(({ xml, signed: how }, index) => {
      const [name, algorithm] = methodOf(index);
      return sign(xml, { key: keys[name].privateKey, certificate: pairOf(name).pem, algorithm, ...how });
    });
    const files = signed.map((bytes, index) => workshop.write(`ours-${index}.xml`, bytes));
    // it stops at the first that does not hold
    const verdict = spawnSync('xmlsec1', [...verifying(), ...files], { encoding: 'utf8' });
    expect(verdict.status, verdict.stderr.slice(-2_000)).toBe(0);
    expect(`${verdict.stdout}${verdict.stderr}`.match(/^OK$/gm)).toHaveLength(all.length);
    const held = signed.flatMap((bytes, index) =>
      runs('xmlsec1', ...verifying(), workshop.write('changed.xml', changed(bytes, index))) ? [index] : [],
    );
    expect(held).toEqual([]);
    counted(`${all.length} messages that we signed verified by xmlsec1, as many changed ones refused`);
  });

  it('we verify what xmlsec1 signs, read the same content, and refuse each once it is changed', () => {
    const drafts = all.map(({ xml, signed: how }, index) => {
      const [name, algorithm, digest] = methodOf(index);
      const ours = sign(xml, { key: keys[name].privateKey, certificate: pairOf(name).pem, ...how }).toString();
      return workshop.write(`draft-${index}.xml`, template(ours, algorithm, digest));
    });
    const theirs: string[] = [];
    for (const name of ['p256', 'p384'] as const) {
      const { key, certificate } = pairOf(name);
      const mine = all.flatMap((_, index) => (methodOf(index)[0] === name ? [index] : []));
      const files = mine.flatMap((index) => drafts[index] ?? []);
      const out = run('xmlsec1', '--sign', '--privkey-pem', `${key},${certificate}`, ...ids, ...files).toString('utf8');
      const [before, ...signed] = out.split(/^<\?xml version="1\.0"[^?]*\?>\n/m);
      expect([before, signed.length]).toEqual(['', mine.length]);
      for (const [at, index] of mine.entries()) theirs[index] = signed[at] ?? '';
    }
    for (const [index, message] of all.entries()) {
      const [name, algorithm] = methodOf(index);
      const signed = theirs[index] ?? '';
      const options = { key: pairOf(name).pem, policy, expectedReferences: expectedOf(message) };
      const verified = verify(signed, options);
      expect(verified.algorithm).toBe(algorithm);
      expect(verified.certificate?.subject).toContain('Erika Musterfrau');
      expect(verified.references.at(-1)?.bytes.equals(signedContent(message)), `message ${index}`).toBe(true);
      expect(codeOf(() => verify(changed(signed, index), options))).toBe('VERIFY_SIGNATURE');
    }
    counted(`${all.length} messages that xmlsec1 signed verified by us, as many changed ones refused`);
  });

  it('a text changed by an inserted instruction holds for neither', () => {
    const signed = sign(SENDUNG, { key: keys.p256.privateKey, certificate: pairOf('p256').pem, references: TWO });
    const file = workshop.write('instruction.xml', signed.toString().replace('Musterinhalt', '<?x Muster?>inhalt'));
    expect(runs('xmlsec1', ...verifying(), file)).toBe(false);
    expect(codeOf(() => verify(workshop.read('instruction.xml'), { key: pairOf('p256').pem, policy }))).toBe(
      'READ_PROCESSING_INSTRUCTION',
    );
  });
});
