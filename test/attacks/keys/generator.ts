import { createPublicKey, generateKeyPairSync, type KeyObject, sign as signValue } from 'node:crypto';
import { loadKeyStore, policies } from '../../../src/crypto/index.ts';
import { signerWith, withCertificate } from '../../support/certificates.ts';
import { forge, resign } from '../../support/forge.ts';
import { BGB } from '../../support/profile.ts';
import type { Case } from '../support.ts';

const weak = (what: string, keys: () => { publicKey: KeyObject; privateKey: KeyObject }): Case => ({
  what,
  code: 'TRUST_KEY',
  make: (pkiDir) => forge(pkiDir, { author: signerWith(pkiDir, keys()), policy: policies.open }).bytes,
});
const ec = (namedCurve: string) => () => generateKeyPairSync('ec', { namedCurve });
const rsa =
  (modulusLength: number, publicExponent = 65537) =>
  () =>
    generateKeyPairSync('rsa', { modulusLength, publicExponent });

/** An RSA key whose exponent is 1: whoever holds it verifies anything. */
const exponentOne = (): KeyObject => {
  const { n } = generateKeyPairSync('rsa', { modulusLength: 3072 }).publicKey.export({ format: 'jwk' });
  return createPublicKey({ key: { kty: 'RSA', n: n ?? '', e: 'AQ' }, format: 'jwk' });
};

/** A certificate whose point lies beside the curve: one bit of the real one is turned. */
const besideTheCurve = (pkiDir: string): Buffer => {
  const { certificate } = loadKeyStore(pkiDir, BGB).signature;
  const point = certificate.publicKey.export({ format: 'der', type: 'spki' }).subarray(-64);
  const der = Buffer.from(certificate.der);
  const at = der.indexOf(point);
  der[at + 63] = (der[at + 63] ?? 0) ^ 1;
  return der;
};

const value = (what: string, make: (canonical: Buffer, key: KeyObject) => Buffer): Case => ({
  what,
  code: 'VERIFY_SIGNATURE',
  make: (pkiDir) => {
    const { key } = loadKeyStore(pkiDir, BGB).signature;
    return resign(
      forge(pkiDir).xml,
      key,
      (info) => info,
      (canonical) => make(canonical, key),
    );
  },
});
/** Order of the group of P-256: r and s must lie below it. */
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');

export const cases: readonly Case[] = [
  weak('RSA with 2048 bit', rsa(2048)),
  weak('RSA with exponent 3', rsa(3072, 3)),
  weak('P-521, which is not on the list', ec('P-521')),
  weak('brainpoolP512r1, which is not on the list', ec('brainpoolP512r1')),
  {
    what: 'RSA with exponent 1',
    code: 'TRUST_KEY',
    make: (pkiDir) => withCertificate(forge(pkiDir).xml, pkiDir, exponentOne()),
  },
  {
    what: 'secp256k1, which is not on the list',
    code: 'TRUST_KEY',
    make: (pkiDir) => withCertificate(forge(pkiDir).xml, pkiDir, ec('secp256k1')().publicKey),
  },
  {
    what: 'Ed25519, which is not on the list',
    code: 'TRUST_KEY',
    make: (pkiDir) => withCertificate(forge(pkiDir).xml, pkiDir, generateKeyPairSync('ed25519').publicKey),
  },
  {
    what: 'a point that is not on the curve',
    code: 'TRUST_KEY',
    make: (pkiDir) => withCertificate(forge(pkiDir).xml, pkiDir, besideTheCurve(pkiDir)),
  },
  value('r and s are zero', () => Buffer.alloc(64)),
  value('r is zero', (canonical, key) =>
    Buffer.concat([Buffer.alloc(32), signValue('sha256', canonical, { key, dsaEncoding: 'ieee-p1363' }).subarray(32)]),
  ),
  value('s is zero', (canonical, key) =>
    Buffer.concat([
      signValue('sha256', canonical, { key, dsaEncoding: 'ieee-p1363' }).subarray(0, 32),
      Buffer.alloc(32),
    ]),
  ),
  value('s is larger than the order, else good', (canonical, key) => {
    const good = signValue('sha256', canonical, { key, dsaEncoding: 'ieee-p1363' });
    const s = BigInt(`0x${good.subarray(32).toString('hex')}`) + BigInt(`0x${ORDER.toString('hex')}`);
    const hex = s.toString(16);
    // where s and the order do not fit into 256 bits together, the value has a byte too many, which is as wrong
    return Buffer.concat([good.subarray(0, 32), Buffer.from(hex.padStart(hex.length > 64 ? 66 : 64, '0'), 'hex')]);
  }),
  value('r and s equal the order', () => Buffer.concat([ORDER, ORDER])),
  value('r and s are as large as can be', () => Buffer.alloc(64, 0xff)),
  value('r and s are one byte short', () => Buffer.alloc(63, 1)),
  value('r and s are one byte long', () => Buffer.alloc(65, 1)),
  value('DER instead of the fixed length', (canonical, key) => signValue('sha256', canonical, key)),
];
