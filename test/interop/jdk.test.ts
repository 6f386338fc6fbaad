import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policies, sign, URI, verify } from '../../src/crypto/index.ts';
import { allowedKeys, codeOf, SENDUNG, TWO } from '../crypto/support.ts';
import { available, run, runs, Workshop } from './support.ts';

const usable = available(runs('java', '-version'), 'java (Debian: openjdk-17-jdk-headless)');
const program = join(import.meta.dirname, 'XmlSecurity.java');
const keys = allowedKeys();
const policy = policies.gateway;

const cases = [
  ['rsa', URI.pssSha256],
  ['rsa', URI.pssSha512],
  ['p256', URI.ecdsaSha256],
  ['p384', URI.ecdsaSha384],
] as const;

describe.skipIf(!usable)('the JDK and this library', () => {
  it.each(cases)('the JDK verifies what we sign with %s, %s', (name, algorithm) => {
    using workshop = new Workshop();
    const pair = workshop.keyPair(name, keys[name].privateKey);
    const signed = sign(SENDUNG, { key: keys[name].privateKey, certificate: pair.pem, references: TWO, algorithm });
    const verdict = (xml: string | Uint8Array) =>
      run('java', program, 'verify', workshop.write('x.xml', xml), pair.certificate).toString().trim();
    expect(verdict(signed)).toBe('valid');
    expect(verdict(signed.toString().replace('Musterinhalt', 'Musterinhalz'))).toBe('invalid');
  });

  it.each(cases)('we verify what the JDK signs with %s, %s', (name, algorithm) => {
    using workshop = new Workshop();
    const pair = workshop.keyPair(name, keys[name].privateKey);
    const file = workshop.write('x.xml', SENDUNG);
    const signed = run('java', program, 'sign', file, pair.key, pair.certificate, algorithm, 'kopf', 'inhalt');
    const verified = verify(signed, { key: pair.pem, policy, expectedReferences: TWO });
    expect(verified.algorithm).toBe(algorithm);
    expect(verified.references[1]?.bytes.toString()).toContain('Musterinhalt äöü &amp; &lt;');
    const changed = signed.toString().replace('Musterinhalt', 'Musterinhalz');
    expect(codeOf(() => verify(changed, { key: pair.pem, policy }))).toBe('VERIFY_SIGNATURE');
  });

  it('enveloped signatures hold both ways', () => {
    using workshop = new Workshop();
    const pair = workshop.keyPair('rsa', keys.rsa.privateKey);
    const xml = '<q:quittung xmlns:q="urn:q" Id="quittung"><q:zeit>heute</q:zeit></q:quittung>';
    const ours = sign(xml, { key: keys.rsa.privateKey, certificate: pair.pem, enveloped: 'quittung' });
    expect(run('java', program, 'verify', workshop.write('a.xml', ours), pair.certificate).toString().trim()).toBe(
      'valid',
    );
    const file = workshop.write('b.xml', xml);
    const theirs = run('java', program, 'sign', file, pair.key, pair.certificate, URI.pssSha256, 'enveloped:quittung');
    const expectedReferences = { enveloped: 'quittung' };
    expect(verify(theirs, { key: pair.pem, policy, expectedReferences }).references[0]?.bytes.toString()).toBe(xml);
  });
});
