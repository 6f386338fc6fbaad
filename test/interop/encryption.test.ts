import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decrypt, encrypt, policies } from '../../src/crypto/index.ts';
import { allowedKeys } from '../crypto/support.ts';
import { available, fileExists, run, runs, Workshop } from './support.ts';

const java = available(runs('java', '-version'), 'java (Debian: openjdk-17-jdk-headless)');
const jars = ['/usr/share/java/xmlsec.jar', '/usr/share/java/slf4j-api.jar', '/usr/share/java/slf4j-nop.jar'];
const santuario =
  java && available(jars.slice(0, 2).every(fileExists), 'Apache Santuario (Debian: libxml-security-java)');
const keys = allowedKeys();
const policy = policies.gateway;
const plain = Buffer.from('<nachricht>Erika Musterfrau, Weiße Straße 1</nachricht>');

describe.skipIf(!santuario)('Apache Santuario and this library, RSA-OAEP with SHA-256', () => {
  const program = ['-cp', jars.join(':'), join(import.meta.dirname, 'SantuarioEncryption.java')];

  it('Santuario reads what we encrypt', () => {
    using workshop = new Workshop();
    const pair = workshop.keyPair('rsa', keys.rsa.privateKey);
    const xml = encrypt(plain, { recipients: [{ name: 'bgb:145110000001', certificate: pair.pem }] });
    expect(run('java', ...program, 'decrypt', workshop.write('x.xml', xml), pair.key)).toEqual(plain);
  });

  it('we read what Santuario encrypts', () => {
    using workshop = new Workshop();
    const pair = workshop.keyPair('rsa', keys.rsa.privateKey);
    const xml = run('java', ...program, 'encrypt', workshop.write('plain', plain), pair.certificate);
    expect(decrypt(xml, { key: keys.rsa.privateKey, policy })).toEqual(plain);
  });
});

describe.skipIf(!java)('ECDH-ES written a second time on the JDK, and this library', () => {
  const program = join(import.meta.dirname, 'EcdhEs.java');
  // the JDK has given up the brainpool curves since 16
  it.each(['p256', 'p384'] as const)('the JDK reads what we encrypt for %s', (name) => {
    using workshop = new Workshop();
    const pair = workshop.keyPair(name, keys[name].privateKey);
    const xml = encrypt(plain, { recipients: [{ name: 'bgb:145110000001', certificate: pair.pem }] });
    expect(run('java', program, 'decrypt', workshop.write('x.xml', xml), pair.key)).toEqual(plain);
  });

  it.each(['p256', 'p384'] as const)('we read what the JDK encrypts for %s', (name) => {
    using workshop = new Workshop();
    const pair = workshop.keyPair(name, keys[name].privateKey);
    const xml = run('java', program, 'encrypt', workshop.write('plain', plain), pair.certificate);
    expect(decrypt(xml, { key: keys[name].privateKey, recipient: 'Leser', policy })).toEqual(plain);
  });
});
