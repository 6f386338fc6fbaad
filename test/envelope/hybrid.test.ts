import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { decrypt, encrypt, policies, URI, verify } from '../../src/crypto/index.ts';
import { openContent, readSendung, shapeSendung, trustSigner, verifySendung } from '../../src/envelope/index.ts';
import { forge } from '../support/forge.ts';
import { GATEWAY } from '../support/profile.ts';
import { usePki } from './support.ts';

const pki = usePki();
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const kem = generateKeyPairSync('ml-kem-768');

/** A Sendung that is right in everything but that its content is sealed with the hybrid suite. */
const hybridSendung = (): { bytes: Buffer; content: Buffer } => {
  let content = Buffer.alloc(0);
  const { bytes } = forge(pki.pkiDir, {
    plain: (signed) => {
      content = Buffer.from(signed);
      return signed;
    },
    encrypted: () =>
      encrypt(content, {
        id: 'inhalt',
        recipients: [{ name: GATEWAY, key: ec.publicKey, kem: kem.publicKey }],
        policy: policies.experimental,
      }),
  });
  return { bytes, content };
};

test('a Sendung in the hybrid suite goes from author to reader by the experimental policy alone', async () => {
  const at = new Date();
  const { trust } = pki;
  const sent = hybridSendung();
  using document = readSendung(sent.bytes);
  const shaped = shapeSendung(document, at);
  const verified = verifySendung(shaped, await trustSigner(shaped, trust, at));
  const own = { key: ec.privateKey, kem: kem.privateKey, recipient: GATEWAY };
  const plain = decrypt(verified.inhalt, { ...own, policy: policies.experimental, at });
  expect(plain).toEqual(sent.content);
  const expectedReferences = { enveloped: 'inhaltsdaten' };
  const author = await verify(plain, { trust, policy: policies.gateway, at, expectedReferences });
  expect(author.certificate?.fingerprintSha256).toBe(verified.signer.fingerprintSha256);
});

test('gateway and Konnektor refuse it and say its name', async () => {
  const at = new Date();
  const { trust } = pki;
  using document = readSendung(hybridSendung().bytes);
  const shaped = shapeSendung(document, at);
  const verified = verifySendung(shaped, await trustSigner(shaped, trust, at));
  const encryption = { key: ec.privateKey, certificate: verified.signer, cert: '', chain: [] };
  await expect(openContent(verified, { schluessel: GATEWAY, encryption }, { trust, at })).rejects.toMatchObject({
    code: 'SHAPE_ALGORITHM',
    detail: expect.stringContaining(URI.mlkem768P256),
  });
});
