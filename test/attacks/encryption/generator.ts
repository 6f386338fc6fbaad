import { generateKeyPairSync } from 'node:crypto';
import { encrypt, loadKeyStore } from '../../../src/crypto/index.ts';
import { edit, encryptFor, forge } from '../../support/forge.ts';
import { GATEWAY, KBA, POLIZEI } from '../../support/profile.ts';
import type { Case } from '../support.ts';

/** The last CipherValue is that of the content; the ones before it carry keys. */
const LAST_VALUE = /(?<=<xenc:CipherValue>)[^<]*(?=<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>$)/;
const OWN_KEY = /<xenc:EncryptedKey Recipient="gwy:[\s\S]*?<\/xenc:EncryptedKey>/;

const bytesOf = (pattern: RegExp, change: (bytes: Buffer) => Buffer) => (xml: string) =>
  edit(xml, pattern, (value) => change(Buffer.from(value, 'base64')).toString('base64'));
const flip = (at: number) => (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
};
const wrong = (what: string, change: (xml: string) => string): Case => ({
  what,
  code: 'OPEN_DECRYPT',
  make: (pkiDir) => forge(pkiDir, { encrypted: change }).bytes,
});
const visible = (what: string, code: Case['code'], change: (xml: string, pkiDir: string) => string): Case => ({
  what,
  code,
  make: (pkiDir) => forge(pkiDir, { encrypted: (xml) => change(xml, pkiDir) }).bytes,
});
const ownKey = (change: (key: string) => string) => (xml: string) => edit(xml, OWN_KEY, change);
const POINT = /(?<=<dsig11:PublicKey>)[^<]*/;

/** What depends on the gateway's secret: all of these must look alike. */
export const secrets: readonly Case[] = [
  wrong('a wrong tag', bytesOf(LAST_VALUE, flip(-1))),
  wrong('a changed text', bytesOf(LAST_VALUE, flip(40))),
  wrong('a changed IV', bytesOf(LAST_VALUE, flip(0))),
  wrong(
    'a truncated tag',
    bytesOf(LAST_VALUE, (bytes) => bytes.subarray(0, -4)),
  ),
  wrong(
    'an IV of 128 bits',
    bytesOf(LAST_VALUE, (bytes) => Buffer.concat([Buffer.alloc(4), bytes])),
  ),
  wrong(
    'an IV of 64 bits',
    bytesOf(LAST_VALUE, (bytes) => bytes.subarray(4)),
  ),
  wrong(
    'nothing but IV and tag',
    bytesOf(LAST_VALUE, (bytes) => bytes.subarray(0, 28)),
  ),
  wrong(
    'less than IV and tag',
    bytesOf(LAST_VALUE, (bytes) => bytes.subarray(0, 20)),
  ),
  wrong(
    'a changed wrapped key',
    ownKey((key) => bytesOf(/(?<=<xenc:CipherValue>)[^<]*/, flip(3))(key)),
  ),
  wrong(
    'a wrapped key of another length',
    ownKey((key) => bytesOf(/(?<=<xenc:CipherValue>)[^<]*/, (b) => b.subarray(8))(key)),
  ),
  wrong(
    'another point of the curve',
    ownKey((key) =>
      edit(key, POINT, () =>
        Buffer.concat([
          Buffer.from([4]),
          generateKeyPairSync('ec', { namedCurve: 'P-256' })
            .publicKey.export({ format: 'der', type: 'spki' })
            .subarray(-64),
        ]).toString('base64'),
      ),
    ),
  ),
  wrong(
    'a point that is not on the curve',
    ownKey((key) => bytesOf(POINT, flip(-1))(key)),
  ),
  wrong(
    'the point at infinity',
    ownKey((key) => bytesOf(POINT, () => Buffer.from([0]))(key)),
  ),
  wrong(
    'a point of zeros',
    ownKey((key) => bytesOf(POINT, () => Buffer.concat([Buffer.from([4]), Buffer.alloc(64)]))(key)),
  ),
  {
    what: 'a key for somebody else under the gateway’s name',
    code: 'OPEN_DECRYPT',
    make: (pkiDir) =>
      forge(pkiDir, {
        encrypted: (xml) => {
          const foreign = encrypt(Buffer.from('x'), {
            recipients: [{ name: GATEWAY, certificate: loadKeyStore(pkiDir, KBA).encryption.certificate }],
          });
          return edit(xml, OWN_KEY, /<xenc:EncryptedKey [\s\S]*<\/xenc:EncryptedKey>/.exec(foreign)?.[0] ?? '');
        },
      }).bytes,
  },
];

export const cases: readonly Case[] = [
  {
    what: 'a key for the reader only',
    code: 'OPEN_NOT_READER',
    make: (pkiDir) => forge(pkiDir, { readers: [POLIZEI] }).bytes,
  },
  {
    what: 'a key for somebody else only',
    code: 'OPEN_NOT_READER',
    make: (pkiDir) => forge(pkiDir, { readers: [KBA] }).bytes,
  },
  visible('two keys for the gateway', 'SHAPE_PROFILE', (xml) => edit(xml, OWN_KEY, (key) => key + key)),
  visible('5,000 keys', 'READ_COUNT', (xml) =>
    edit(xml, OWN_KEY, (key) =>
      Array.from({ length: 5000 }, (_, at) => key.replace(/Recipient="[^"]*"/, `Recipient="leser${at}"`)).join(''),
    ),
  ),
  visible('60 keys', 'SHAPE_PROFILE', (xml) =>
    edit(xml, OWN_KEY, (key) =>
      Array.from({ length: 60 }, (_, at) => key.replace(/Recipient="[^"]*"/, `Recipient="leser${at}"`)).join(''),
    ),
  ),
  visible('a key inside a key', 'SHAPE_PROFILE', (xml) =>
    edit(xml, OWN_KEY, (key) => edit(key, '<ds:KeyInfo>', `<ds:KeyInfo>${key}`)),
  ),
  visible('a key agreement inside a key agreement', 'SHAPE_PROFILE', (xml) =>
    edit(xml, OWN_KEY, (key) =>
      edit(key, /<ds:KeyInfo>([\s\S]*)<\/ds:KeyInfo>/, (info) =>
        edit(info, '<xenc:OriginatorKeyInfo>', `${info}<xenc:OriginatorKeyInfo>`),
      ),
    ),
  ),
  visible('an EncryptedData inside the EncryptedData', 'SHAPE_PROFILE', (xml) =>
    edit(xml, /<\/xenc:EncryptedData>$/, `${xml.replace(' Id="inhalt"', '')}</xenc:EncryptedData>`),
  ),
  visible('a reference to a key elsewhere', 'SHAPE_PROFILE', (xml) =>
    edit(xml, OWN_KEY, '<ds:KeyName>gwy</ds:KeyName>'),
  ),
  {
    what: 'an EncryptedData as plaintext, to be opened twice',
    code: 'SHAPE_PROFILE',
    make: (pkiDir) => forge(pkiDir, { plain: (plain) => encryptFor(pkiDir, Buffer.from(plain), [GATEWAY]) }).bytes,
  },
];
