import { createHmac } from 'node:crypto';
import { loadKeyStore, URI } from '../../../src/crypto/index.ts';
import { edit, forge, resign } from '../../support/forge.ts';
import { BGB } from '../../support/profile.ts';
import type { Case } from '../support.ts';

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const UNKNOWN = 'urn:angreifer:verfahren';

type Info = (info: string) => string;
const swap =
  (from: string, to: string): Info =>
  (info) =>
    info.replaceAll(from, to);
const method =
  (to: string): Info =>
  (info) =>
    edit(info, /SignatureMethod Algorithm="[^"]*"/, `SignatureMethod Algorithm="${to}"`);

const SIGNATURES: readonly (readonly [string, Info, string])[] = [
  ['SHA-1 digests', swap(URI.sha256, URI.sha1), URI.sha1],
  ['MD5 digests', swap(URI.sha256, `${MORE}md5`), `${MORE}md5`],
  ['unknown digests', swap(URI.sha256, UNKNOWN), UNKNOWN],
  ['RSA PKCS#1 1.5 with SHA-1', method(URI.rsaSha1), URI.rsaSha1],
  ['RSA PKCS#1 1.5 with SHA-256', method(URI.rsaSha256), URI.rsaSha256],
  ['RSA with MD5', method(`${MORE}rsa-md5`), `${MORE}rsa-md5`],
  ['DSA', method('http://www.w3.org/2000/09/xmldsig#dsa-sha1'), 'dsa-sha1'],
  ['ECDSA with SHA-1', method(URI.ecdsaSha1), URI.ecdsaSha1],
  ['HMAC with SHA-1', method('http://www.w3.org/2000/09/xmldsig#hmac-sha1'), 'hmac-sha1'],
  ['an unknown signature algorithm', method(UNKNOWN), UNKNOWN],
  ['no signature algorithm', method(''), '(leer)'],
  ['inclusive canonical form', swap(URI.excC14n, URI.c14n), URI.c14n],
  ['canonical form with comments', swap(URI.excC14n, URI.excC14nComments), URI.excC14nComments],
  ['canonical form 1.1', swap(URI.excC14n, URI.c14n11), URI.c14n11],
  ['an unknown canonical form', swap(URI.excC14n, UNKNOWN), UNKNOWN],
  [
    'HMACOutputLength',
    (info) => edit(info, /<ds:SignatureMethod [^>]*>/, (m) => `${m}<ds:HMACOutputLength>8</ds:HMACOutputLength>`),
    'HMACOutputLength',
  ],
];

const hmac = (xml: string, pkiDir: string): string => {
  const { key, certificate } = loadKeyStore(pkiDir, BGB).signature;
  const secret = certificate.publicKey.export({ format: 'pem', type: 'spki' });
  return resign(xml, key, method(`${MORE}hmac-sha256`), (bytes) => createHmac('sha256', secret).update(bytes).digest());
};

/** Changes how the content is encrypted; the envelope is signed over the change. */
const encrypted = (
  what: string,
  detail: string,
  from: string | RegExp,
  to: string | ((match: string) => string),
): Case => ({
  what: `in the encryption: ${what}`,
  code: 'SHAPE_ALGORITHM',
  detail,
  make: (pkiDir) => forge(pkiDir, { encrypted: (xml) => edit(xml, from, to) }).bytes,
});
const CONTENT = `EncryptionMethod Algorithm="${URI.aes256Gcm}"`;
const content = (what: string, uri: string): Case =>
  encrypted(what, uri, CONTENT, `EncryptionMethod Algorithm="${uri}"`);
const OAEP = `EncryptionMethod Algorithm="${URI.rsaOaep}"`;
const key = (what: string, uri: string): Case => encrypted(what, uri, OAEP, `EncryptionMethod Algorithm="${uri}"`);

export const cases: readonly Case[] = [
  ...SIGNATURES.flatMap(([what, info, detail]): Case[] => [
    {
      what: `in the envelope: ${what}`,
      code: 'SHAPE_ALGORITHM',
      detail,
      make: (pkiDir) => resign(forge(pkiDir).xml, loadKeyStore(pkiDir, BGB).signature.key, info),
    },
    {
      what: `in the author’s signature: ${what}`,
      code: 'SHAPE_ALGORITHM',
      detail,
      make: (pkiDir) =>
        forge(pkiDir, { plain: (plain) => resign(plain, loadKeyStore(pkiDir, BGB).signature.key, info) }).bytes,
    },
  ]),
  {
    what: 'in the envelope: an HMAC with the public key as secret',
    code: 'SHAPE_ALGORITHM',
    detail: 'hmac-sha256',
    make: (pkiDir) => hmac(forge(pkiDir).xml, pkiDir),
  },
  {
    what: 'in the author’s signature: an HMAC with the public key as secret',
    code: 'SHAPE_ALGORITHM',
    detail: 'hmac-sha256',
    make: (pkiDir) => forge(pkiDir, { plain: (plain) => hmac(plain, pkiDir) }).bytes,
  },
  content('AES-128-CBC', `${XENC}aes128-cbc`),
  content('AES-256-CBC', `${XENC}aes256-cbc`),
  content('3DES', `${XENC}tripledes-cbc`),
  content('AES-128-GCM', URI.aes128Gcm),
  content('an unknown cipher', UNKNOWN),
  key('RSA 1.5', `${XENC}rsa-1_5`),
  key('OAEP with SHA-1 by its name', URI.rsaOaepMgf1p),
  key('an unknown key transport', UNKNOWN),
  encrypted(
    'OAEP without DigestMethod, which means SHA-1',
    URI.sha1,
    new RegExp(`(?<=${OAEP}>)<ds:DigestMethod[^>]*></ds:DigestMethod>`),
    '',
  ),
  encrypted(
    'OAEP with SHA-1',
    URI.sha1,
    new RegExp(`${OAEP}><ds:DigestMethod[^>]*>`),
    `${OAEP}><ds:DigestMethod Algorithm="${URI.sha1}">`,
  ),
  encrypted('OAEP without MGF, which means SHA-1', URI.mgf1Sha1, /<xenc11:MGF [^>]*><\/xenc11:MGF>/, ''),
  encrypted('MGF1 with SHA-1', URI.mgf1Sha1, URI.mgf1Sha256, URI.mgf1Sha1),
  encrypted('key wrap by 3DES', `${XENC}kw-tripledes`, URI.kwAes256, `${XENC}kw-tripledes`),
  encrypted('key wrap with AES-128', URI.kwAes128, URI.kwAes256, URI.kwAes128),
  encrypted('an unknown key agreement', UNKNOWN, URI.ecdhEs, UNKNOWN),
  encrypted('finite field Diffie-Hellman', `${XENC}dh`, URI.ecdhEs, `${XENC}dh`),
  encrypted('an unknown key derivation', UNKNOWN, URI.concatKdf, UNKNOWN),
  encrypted(
    'key derivation with SHA-1',
    URI.sha1,
    /(?<=<xenc11:ConcatKDFParams [^>]*>)<ds:DigestMethod Algorithm="[^"]*"/,
    `<ds:DigestMethod Algorithm="${URI.sha1}"`,
  ),
  encrypted('an unknown curve', 'urn:oid:1.3.132.0.10', 'urn:oid:1.2.840.10045.3.1.7', 'urn:oid:1.3.132.0.10'),
];
