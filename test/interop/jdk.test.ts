import { afterAll, describe, expect, it } from 'vitest';
import { policies, sign, URI, verify } from '../../src/crypto/index.ts';
import { allowedKeys, codeOf } from '../crypto/support.ts';
import { changed, expectedOf, messages, signedContent } from './messages.ts';
import { counted, hasJava, JavaPeer, Workshop } from './support.ts';

const usable = hasJava();
const keys = allowedKeys();
const policy = policies.gateway;
const all = messages(210);

const METHODS = [
  ['rsa', URI.pssSha256],
  ['p256', URI.ecdsaSha256],
  ['p384', URI.ecdsaSha384],
  ['rsa', URI.pssSha512],
  ['p256', URI.ecdsaSha512],
] as const;
const methodOf = (index: number) => METHODS[index % METHODS.length] ?? METHODS[0];

describe.skipIf(!usable)('the JDK and this library, 210 generated messages', () => {
  const workshop = new Workshop();
  const pairOf = (name: 'rsa' | 'p256' | 'p384') => workshop.keyPair(name, keys[name].privateKey);
  const peer = new JavaPeer(workshop);
  afterAll(() => workshop[Symbol.dispose]());

  it('the JDK verifies what we sign, with RSA-PSS and ECDSA, and refuses each once it is changed', () => {
    const jobs = all.flatMap(({ xml, signed: how }, index) => {
      const [name, algorithm] = methodOf(index);
      const { pem, certificate } = pairOf(name);
      const signed = sign(xml, { key: keys[name].privateKey, certificate: pem, algorithm, ...how });
      return [signed, changed(signed, index)].map(
        (bytes, at) =>
          ['JdkSignature', 'verify', workshop.write(`ours-${index}-${at}.xml`, bytes), certificate] as const,
      );
    });
    const verdicts = peer.run(jobs);
    expect(verdicts.filter((_, at) => at % 2 === 0)).toEqual(all.map(() => 'valid'));
    expect(verdicts.filter((verdict, at) => at % 2 === 1 && verdict !== 'invalid')).toEqual([]);
    counted(`${all.length} messages that we signed verified by the JDK, as many changed ones refused`);
  });

  it('we verify what the JDK signs, read the same content, and refuse each once it is changed', () => {
    const answers = peer.run(
      all.map(({ xml, signed }, index) => {
        const [name, algorithm] = methodOf(index);
        const { key, certificate } = pairOf(name);
        const ids = 'references' in signed ? signed.references.map(({ id }) => id) : [`enveloped:${signed.enveloped}`];
        const [source, out] = [workshop.write(`in-${index}.xml`, xml), workshop.path(`theirs-${index}.xml`)];
        return ['JdkSignature', 'sign', source, out, key, certificate, algorithm, ...ids] as const;
      }),
    );
    expect(answers.filter((answer) => answer !== 'ok')).toEqual([]);
    for (const [index, message] of all.entries()) {
      const [name, algorithm] = methodOf(index);
      const signed = workshop.read(`theirs-${index}.xml`);
      const options = { key: pairOf(name).pem, policy, expectedReferences: expectedOf(message) };
      const verified = verify(signed, options);
      expect(verified.algorithm).toBe(algorithm);
      expect(verified.references.at(-1)?.bytes.equals(signedContent(message)), `message ${index}`).toBe(true);
      expect(codeOf(() => verify(changed(signed, index), options))).toBe('VERIFY_SIGNATURE');
    }
    counted(`${all.length} messages that the JDK signed verified by us, as many changed ones refused`);
  });
});
