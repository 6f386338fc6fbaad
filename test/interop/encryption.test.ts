import { afterAll, describe, expect, it } from 'vitest';
import { decrypt, encrypt, policies } from '../../src/crypto/index.ts';
import { allowedKeys, codeOf } from '../crypto/support.ts';
import { bytesOf, messages } from './messages.ts';
import { counted, hasJava, hasSantuario, JavaPeer, type PeerJob, Workshop } from './support.ts';

const java = hasJava();
const santuario = hasSantuario();
const policy = policies.gateway;

/** 210 messages, 200 bytes to 5 MB, and bytes that are no text. */
const all: readonly Buffer[] = [
  ...messages(210).map(({ xml }) => Buffer.from(xml)),
  ...[0, 1, 15, 16, 17, 65_537].map((length) => bytesOf('beliebig', length)),
];

// the JDK has given up the brainpool curves since 16
const names = ['rsa', 'rsa2', 'p256', 'p384'] as const;
type Name = (typeof names)[number];
const { rsa, p256, p384 } = allowedKeys();
const keys = { rsa, rsa2: allowedKeys().rsa, p256, p384 };
const RECIPIENTS: Readonly<Record<Name, string>> = {
  rsa: 'bgb:145110000001',
  rsa2: 'pol:092761440001',
  p256: 'kba:010010000001',
  p384: 'gwy:146120000001',
};

/** Another character in the middle of the ciphertext, or in the first wrapped key. */
const broken = (xml: string, index: number): string => {
  const start = index % 2 === 0 ? xml.lastIndexOf('CipherValue>', xml.length - 80) : xml.indexOf('CipherValue>');
  const at = start + 'CipherValue>'.length + 20;
  return `${xml.slice(0, at)}${xml[at] === 'A' ? 'B' : 'A'}${xml.slice(at + 1)}`;
};

describe.skipIf(!java)('encryption, 216 generated messages', () => {
  const workshop = new Workshop();
  const pairOf = (name: Name) => workshop.keyPair(name, keys[name].privateKey);
  const peer = new JavaPeer(workshop, santuario);
  afterAll(() => workshop[Symbol.dispose]());

  const theyRead = (worker: string, readers: readonly [Name, Name], what: string): void => {
    const recipients = names.map((name) => ({ name: RECIPIENTS[name], certificate: pairOf(name).pem }));
    const jobs: PeerJob[] = all.flatMap((plain, index) => {
      const reader = readers[index % 2] ?? readers[0];
      // two to four readers, in turns with the other kind of key in front
      const chosen = recipients.filter(
        ({ name }) => index % 3 === 0 || readers.some((one) => RECIPIENTS[one] === name),
      );
      const xml = encrypt(plain, { recipients: index % 4 === 1 ? chosen.toReversed() : chosen, id: 'inhalt' });
      const files = [xml, broken(xml, 0)].map((text, at) => workshop.write(`${what}-${index}-${at}.xml`, text));
      return files.map(
        (file) => [worker, 'decrypt', file, `${file}.out`, pairOf(reader).key, RECIPIENTS[reader]] as const,
      );
    });
    const answers = peer.run(jobs);
    expect(answers.filter((answer, at) => at % 2 === 0 && answer !== 'ok')).toEqual([]);
    expect(answers.filter((answer, at) => at % 2 === 1 && !answer.startsWith('error: '))).toEqual([]);
    for (const [index, plain] of all.entries()) {
      expect(workshop.read(`${what}-${index}-0.xml.out`).equals(plain), `message ${index}`).toBe(true);
    }
    counted(`${all.length} messages that we encrypted read by ${what}, as many changed ones refused`);
  };

  const weRead = (worker: string, readers: readonly [Name, Name], what: string): void => {
    const arguments_ = readers.flatMap((name) => [RECIPIENTS[name], pairOf(name).certificate]);
    const answers = peer.run(
      all.map((plain, index): PeerJob => {
        const source = workshop.write(`plain-${index}`, plain);
        const out = workshop.path(`von-${what}-${index}.xml`);
        return [worker, 'encrypt', source, out, 'inhalt', ...arguments_];
      }),
    );
    expect(answers.filter((answer) => answer !== 'ok')).toEqual([]);
    for (const [index, plain] of all.entries()) {
      const xml = workshop.read(`von-${what}-${index}.xml`).toString('utf8');
      for (const reader of readers) {
        const options = { key: keys[reader].privateKey, recipient: RECIPIENTS[reader], policy };
        expect(decrypt(xml, options).equals(plain), `message ${index}`).toBe(true);
      }
      const [reader] = readers;
      const options = { key: keys[reader].privateKey, recipient: RECIPIENTS[reader], policy };
      expect(codeOf(() => decrypt(broken(xml, index), options))).toBe('OPEN_DECRYPT');
    }
    counted(`${all.length} messages that ${what} encrypted read by us, as many changed ones refused`);
  };

  describe.skipIf(!santuario)('with Apache Santuario by RSA-OAEP with SHA-256', () => {
    it('Santuario reads what we encrypt for several readers', () => {
      theyRead('SantuarioEncryption', ['rsa', 'rsa2'], 'Santuario');
    });

    it('we read what Santuario encrypts for two readers', () => {
      weRead('SantuarioEncryption', ['rsa', 'rsa2'], 'Santuario');
    });
  });

  // Santuario agrees on keys since 2.3; Debian has 2.1.7
  describe('with ECDH-ES written a second time on the JDK', () => {
    it('the JDK reads what we encrypt for several readers', () => {
      theyRead('EcdhEs', ['p256', 'p384'], 'JDK');
    });

    it('we read what the JDK encrypts for two readers', () => {
      weRead('EcdhEs', ['p256', 'p384'], 'JDK');
    });
  });
});
