import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { encrypt, loadKeyStore } from '../../../src/crypto/index.ts';
import { edit, encryptFor, forge } from '../../support/forge.ts';
import { GATEWAY, KBA, POLIZEI } from '../../support/profile.ts';
import type { Case } from '../support.ts';

/** The last CipherValue is that of the content; the ones before it carry keys. */
const LAST_VALUE = /(?<=<xenc:CipherValue>)[^<]*(?=<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>$)/;
const keyOf = (reader: string): RegExp =>
  new RegExp(`<xenc:EncryptedKey Recipient="${reader}"[\\s\\S]*?</xenc:EncryptedKey>`);
const OWN_KEY = keyOf(GATEWAY);

const bytesOf = (pattern: RegExp, change: (bytes: Buffer) => Buffer) => (xml: string) =>
  edit(xml, pattern, (value) => change(Buffer.from(value, 'base64')).toString('base64'));
const flip = (at: number) => (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
};
const visible = (what: string, code: Case['code'], change: (xml: string, pkiDir: string) => string): Case => ({
  what,
  code,
  make: (pkiDir) => forge(pkiDir, { encrypted: (xml) => change(xml, pkiDir) }).bytes,
});
const ownKey = (change: (key: string) => string) => (xml: string) => edit(xml, OWN_KEY, change);
const POINT = /(?<=<dsig11:PublicKey>)[^<]*/;
const freshPoint = (): string =>
  Buffer.concat([
    Buffer.from([4]),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' }).subarray(-64),
  ]).toString('base64');
/** Keys of the other readers are EC keys: an RSA key of nobody. */
const foreignRsa = (): { key: KeyObject } => ({ key: generateKeyPairSync('rsa', { modulusLength: 3072 }).publicKey });

/** A change of an xenc:EncryptedData that depends on a reader's secret; all of these must look alike. */
export interface SecretFault {
  readonly what: string;
  readonly change: (xml: string, pkiDir: string) => string;
  /** whether anybody can see it, such as a point that lies on no curve: its time tells nothing about a secret */
  readonly visible?: boolean;
}

const KEY_VALUE = /(?<=<xenc:CipherValue>)[^<]*/;
/** Faults of the content, whatever the reader's key is. */
const ofContent: readonly SecretFault[] = [
  { what: 'a wrong tag', change: bytesOf(LAST_VALUE, flip(-1)) },
  { what: 'a changed text', change: bytesOf(LAST_VALUE, flip(40)) },
  { what: 'a changed IV', change: bytesOf(LAST_VALUE, flip(0)) },
  { what: 'a truncated tag', change: bytesOf(LAST_VALUE, (bytes) => bytes.subarray(0, -4)) },
  { what: 'an IV of 128 bits', change: bytesOf(LAST_VALUE, (bytes) => Buffer.concat([Buffer.alloc(4), bytes])) },
  { what: 'an IV of 64 bits', change: bytesOf(LAST_VALUE, (bytes) => bytes.subarray(4)) },
];
/** Faults that leave next to nothing to decrypt, as anybody can see. */
const ofLength: readonly SecretFault[] = [
  { what: 'nothing but IV and tag', change: bytesOf(LAST_VALUE, (bytes) => bytes.subarray(0, 28)) },
  { what: 'less than IV and tag', change: bytesOf(LAST_VALUE, (bytes) => bytes.subarray(0, 20)) },
].map((one) => ({ ...one, visible: true }));
/** Faults of the wrapped content key of a reader. */
export const ofKey = (reader: string): readonly SecretFault[] => {
  const own = keyOf(reader);
  const value = (change: (bytes: Buffer) => Buffer) => (xml: string) => edit(xml, own, bytesOf(KEY_VALUE, change));
  return [
    { what: 'a changed wrapped key', change: value(flip(3)) },
    { what: 'a wrapped key of another length', change: value((bytes) => bytes.subarray(8)) },
    {
      what: 'a key for somebody else under the reader’s name',
      change: (xml, pkiDir) => {
        const recipient =
          reader === GATEWAY ? { certificate: loadKeyStore(pkiDir, KBA).encryption.certificate } : foreignRsa();
        const foreign = encrypt(Buffer.from('x'), { recipients: [{ name: reader, ...recipient }] });
        return edit(xml, own, /<xenc:EncryptedKey [\s\S]*<\/xenc:EncryptedKey>/.exec(foreign)?.[0] ?? '');
      },
    },
  ];
};
/** Faults of the point that the gateway agrees a key with. */
const ofPoint: readonly SecretFault[] = [
  { what: 'another point of the curve', change: ownKey((key) => edit(key, POINT, freshPoint)) },
  { what: 'a point that is not on the curve', change: ownKey(bytesOf(POINT, flip(-1))), visible: true },
  { what: 'the point at infinity', change: ownKey(bytesOf(POINT, () => Buffer.from([0]))), visible: true },
  {
    what: 'a point of zeros',
    change: ownKey(bytesOf(POINT, () => Buffer.concat([Buffer.from([4]), Buffer.alloc(64)]))),
    visible: true,
  },
];

/** By reader: all faults of an EC key, and those of an RSA key. */
export const faults = {
  ec: [...ofContent, ...ofLength, ...ofKey(GATEWAY), ...ofPoint],
  rsa: [...ofContent, ...ofLength, ...ofKey(POLIZEI)],
} as const;

/** What depends on the gateway's secret: all of these must look alike. */
export const secrets: readonly Case[] = faults.ec.map(({ what, change }) => ({
  what,
  code: 'OPEN_DECRYPT',
  make: (pkiDir) => forge(pkiDir, { encrypted: (xml) => change(xml, pkiDir) }).bytes,
}));

export const cases: readonly Case[] = [
  {
    what: 'a key for the reader only',
    code: 'OPEN_NOT_READER',
    make: (pkiDir) => forge(pkiDir, { readers: [POLIZEI] }).bytes,
  },
  {
    what: 'a key for the gateway only, so that the recipient could not open it',
    code: 'OPEN_NOT_READER',
    detail: `Empfänger ${POLIZEI}`,
    make: (pkiDir) => forge(pkiDir, { readers: [GATEWAY] }).bytes,
  },
  {
    what: 'keys for the gateway and somebody else, but none for the recipient',
    code: 'OPEN_NOT_READER',
    detail: `Empfänger ${POLIZEI}`,
    make: (pkiDir) => forge(pkiDir, { readers: [KBA, GATEWAY] }).bytes,
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
