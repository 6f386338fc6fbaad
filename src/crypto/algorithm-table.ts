import type { Reason } from './algorithm-reasons.ts';
import { URI } from './algorithms.ts';

/*
 * The crypto profile as data (ARCHITECTURE 6, DOMAIN 3.7): every algorithm that a document may name, what it is for,
 * which policies take it, from when to when, and on whose word. The policies are selections of this table; the tables
 * of docs/reference/crypto-profile.md are printed from it.
 */

/** What an algorithm URI is used for; one URI may be allowed for one use and forbidden for another. */
export type AlgorithmKind =
  | 'digest'
  | 'signature'
  | 'c14n'
  | 'transform'
  | 'content-encryption'
  | 'key-transport'
  | 'mgf'
  | 'key-agreement'
  | 'kdf'
  | 'key-wrap'
  | 'curve';

/**
 * Who takes an algorithm. `gateway`: every policy. `recommended`: the BSI recommends it, the profile of Sendungen
 * is narrower. `vectors`: only `policies.open`, for published vectors. `experimental`: only `policies.experimental`.
 * `never`: no policy; nothing here computes it.
 */
export type AlgorithmStatus = 'gateway' | 'recommended' | 'vectors' | 'experimental' | 'never';

/** One algorithm for one use. Dates are calendar days (UTC), `validTo` included. */
export interface AlgorithmEntry {
  readonly uri: string;
  readonly kind: AlgorithmKind;
  readonly status: AlgorithmStatus;
  /** first day; missing where no dated policy takes it */
  readonly validFrom?: string;
  /** last day; missing where no end is set */
  readonly validTo?: string;
  /** the recommendation that the entry and its dates rest on */
  readonly source: string;
  /** why the gateway does not take it; missing exactly for status `gateway` */
  readonly why?: Reason;
}

/** The edition of the Technische Richtlinie that dates and lists come from. */
export const TR_EDITION = 'BSI TR-02102-1 2026-01';
/** Day of publication of {@link TR_EDITION}. */
export const TR_PUBLISHED = '2026-01-23';
const W3C = 'W3C XML Signature 1.1 / XML Encryption 1.1';

/** Since then RSA moduli have at least 3000 bit; nothing of the profile is older. */
const SINCE = '2024-01-01';
/** TR-02102-1: classical signatures without a post-quantum partner. */
const SIGN_UNTIL = '2035-12-31';
/** TR-02102-1: classical key agreement and encryption without a post-quantum partner. */
const ENCRYPT_UNTIL = '2031-12-31';

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const DSIG11 = 'http://www.w3.org/2009/xmldsig11#';
const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const XENC11 = 'http://www.w3.org/2009/xmlenc11#';

type Uris = readonly string[];

const taken = (kind: AlgorithmKind, uris: Uris, validTo?: string, source = TR_EDITION): AlgorithmEntry[] =>
  uris.map((uri) => ({
    uri,
    kind,
    status: 'gateway',
    validFrom: SINCE,
    ...(validTo === undefined ? {} : { validTo }),
    source,
  }));
const sound = (kind: AlgorithmKind, uris: Uris, why: Reason, validTo?: string): AlgorithmEntry[] =>
  taken(kind, uris, validTo).map((entry) => ({ ...entry, status: 'recommended', why }));
const old = (kind: AlgorithmKind, uris: Uris, why: Reason, source = TR_EDITION): AlgorithmEntry[] =>
  uris.map((uri) => ({ uri, kind, status: 'vectors', source, why }));
const never = (kind: AlgorithmKind, uris: Uris, why: Reason, source = TR_EDITION): AlgorithmEntry[] =>
  uris.map((uri) => ({ uri, kind, status: 'never', source, why }));

const otherForms = [URI.excC14nComments, URI.c14n, URI.c14nComments, URI.c14n11, URI.c14n11Comments];
const oid = (number: string): string => `urn:oid:${number}`;

/** Every algorithm that this edition has an opinion on, by use. What is not here is refused without a reason. */
export const algorithmTable: readonly AlgorithmEntry[] = [
  ...taken('digest', [URI.sha256, URI.sha384, URI.sha512]),
  ...old('digest', [URI.sha1], 'brokenHash'),
  ...never('digest', [`${MORE}md5`, `${XENC}ripemd160`], 'brokenHash'),
  ...never('digest', [`${MORE}sha224`], 'shortHash'),

  ...taken('signature', [URI.pssSha256, URI.pssSha384, URI.pssSha512], SIGN_UNTIL),
  ...taken('signature', [URI.ecdsaSha256, URI.ecdsaSha384, URI.ecdsaSha512], SIGN_UNTIL),
  ...old('signature', [URI.rsaSha256, URI.rsaSha384, URI.rsaSha512], 'pkcs1Signature'),
  ...old('signature', [URI.rsaSha1, URI.ecdsaSha1], 'brokenHash'),
  ...never('signature', [`${MORE}rsa-md5`, `${MORE}rsa-ripemd160`, `${MORE_2007}sha1-rsa-MGF1`], 'brokenHash'),
  ...never('signature', [`${MORE}rsa-sha224`, `${MORE}ecdsa-sha224`, `${MORE_2007}sha224-rsa-MGF1`], 'shortHash'),
  ...never('signature', [`${DSIG}dsa-sha1`, `${DSIG11}dsa-sha256`], 'dsa'),
  ...never('signature', [`${MORE_2007}rsa-pss`], 'parameters'),
  ...never(
    'signature',
    [
      `${DSIG}hmac-sha1`,
      ...['md5', 'sha224', 'sha256', 'sha384', 'sha512', 'ripemd160'].map((name) => `${MORE}hmac-${name}`),
    ],
    'symmetric',
  ),

  ...taken('c14n', [URI.excC14n], undefined, W3C),
  ...old('c14n', otherForms, 'otherForm', W3C),
  ...taken('transform', [URI.enveloped, URI.excC14n], undefined, W3C),
  ...old('transform', otherForms, 'otherForm', W3C),
  ...never(
    'transform',
    [
      'http://www.w3.org/TR/1999/REC-xslt-19991116',
      'http://www.w3.org/TR/1999/REC-xpath-19991116',
      'http://www.w3.org/2002/06/xmldsig-filter2',
      `${DSIG}base64`,
      'http://www.w3.org/2002/07/decrypt#XML',
      'http://www.w3.org/2002/07/decrypt#Binary',
    ],
    'computing',
    W3C,
  ),

  ...taken('content-encryption', [URI.aes256Gcm]),
  ...sound('content-encryption', [URI.aes192Gcm, URI.aes128Gcm], 'oneStrength'),
  ...never('content-encryption', [`${XENC}aes128-cbc`, `${XENC}aes192-cbc`, `${XENC}aes256-cbc`], 'unauthenticated'),
  ...never('content-encryption', [`${XENC}tripledes-cbc`], 'tripleDes'),

  ...taken('key-transport', [URI.rsaOaep], ENCRYPT_UNTIL),
  ...old('key-transport', [URI.rsaOaepMgf1p], 'sha1Defaults'),
  ...never('key-transport', [`${XENC}rsa-1_5`], 'paddingOracle'),
  ...taken('mgf', [URI.mgf1Sha256], ENCRYPT_UNTIL),
  ...sound('mgf', [URI.mgf1Sha384, URI.mgf1Sha512], 'oneHash', ENCRYPT_UNTIL),
  ...old('mgf', [URI.mgf1Sha1], 'sha1Defaults'),
  ...never('mgf', [`${XENC11}mgf1sha224`], 'shortHash'),

  ...taken('key-agreement', [URI.ecdhEs], ENCRYPT_UNTIL),
  {
    uri: URI.mlkem768P256,
    kind: 'key-agreement',
    status: 'experimental',
    validFrom: TR_PUBLISHED,
    source: 'own draft; NIST FIPS 203',
    why: 'experimental',
  },
  ...never('key-agreement', [`${XENC}dh`, `${XENC11}dh-es`], 'finiteField'),
  // the derivation itself has no end: hybrid suites use it too
  ...taken('kdf', [URI.concatKdf]),
  ...never('kdf', [`${XENC11}pbkdf2`], 'password'),
  ...taken('key-wrap', [URI.kwAes256]),
  ...sound('key-wrap', [URI.kwAes192, URI.kwAes128], 'oneStrength'),
  ...never('key-wrap', [`${XENC}kw-tripledes`], 'tripleDes'),

  // prime256v1, secp384r1, brainpoolP256r1, brainpoolP384r1; their end is that of what they are used for
  ...taken('curve', ['1.2.840.10045.3.1.7', '1.3.132.0.34', '1.3.36.3.3.2.8.1.1.7', '1.3.36.3.3.2.8.1.1.11'].map(oid)),
  // secp521r1, brainpoolP512r1
  ...sound('curve', ['1.3.132.0.35', '1.3.36.3.3.2.8.1.1.13'].map(oid), 'oneCurve'),
  // secp256k1, prime192v1, secp224r1
  ...never('curve', ['1.3.132.0.10', '1.2.840.10045.3.1.1', '1.3.132.0.33'].map(oid), 'weakCurve'),
];
