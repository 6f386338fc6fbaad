/**
 * How each algorithm URI is computed with node:crypto. Being listed here does not permit an algorithm: the
 * {@link Policy} does. What no policy may ever permit (CBC modes, RSA PKCS#1 v1.5 key transport, 3DES, MD5, HMAC
 * where a public key is expected) has no row at all.
 *
 * Sources: W3C XML Signature 1.1, W3C XML Encryption 1.1, RFC 9231 (XML Security URIs).
 */

/** Namespaces of the elements that this room reads and writes. */
export const NS = {
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  dsig11: 'http://www.w3.org/2009/xmldsig11#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  exc: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  hybrid: 'urn:bussgeld-blaupause:crypto:experimental',
} as const;

/** Short names for the URIs of the profile (ARCHITECTURE 6) and of published vectors. */
export const URI = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
  rsaSha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  rsaSha384: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
  rsaSha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  pssSha256: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  pssSha384: 'http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1',
  pssSha512: 'http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1',
  ecdsaSha1: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1',
  ecdsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  ecdsaSha384: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
  ecdsaSha512: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512',
  excC14n: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  excC14nComments: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  c14n: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  c14nComments: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  c14n11: 'http://www.w3.org/2006/12/xml-c14n11',
  c14n11Comments: 'http://www.w3.org/2006/12/xml-c14n11#WithComments',
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  aes128Gcm: 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  aes192Gcm: 'http://www.w3.org/2009/xmlenc11#aes192-gcm',
  aes256Gcm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  rsaOaep: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
  rsaOaepMgf1p: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  mgf1Sha1: 'http://www.w3.org/2009/xmlenc11#mgf1sha1',
  mgf1Sha256: 'http://www.w3.org/2009/xmlenc11#mgf1sha256',
  mgf1Sha384: 'http://www.w3.org/2009/xmlenc11#mgf1sha384',
  mgf1Sha512: 'http://www.w3.org/2009/xmlenc11#mgf1sha512',
  ecdhEs: 'http://www.w3.org/2009/xmlenc11#ECDH-ES',
  mlkem768P256: 'urn:bussgeld-blaupause:crypto:experimental:mlkem768-p256',
  concatKdf: 'http://www.w3.org/2009/xmlenc11#ConcatKDF',
  kwAes128: 'http://www.w3.org/2001/04/xmlenc#kw-aes128',
  kwAes192: 'http://www.w3.org/2001/04/xmlenc#kw-aes192',
  kwAes256: 'http://www.w3.org/2001/04/xmlenc#kw-aes256',
} as const;

/** A hash function under its OpenSSL name, with its length in bytes. */
export interface HashFunction {
  readonly name: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly bytes: number;
}

const sha1: HashFunction = { name: 'sha1', bytes: 20 };
const sha256: HashFunction = { name: 'sha256', bytes: 32 };
const sha384: HashFunction = { name: 'sha384', bytes: 48 };
const sha512: HashFunction = { name: 'sha512', bytes: 64 };

/** Digest URI to hash function. */
export const digests: ReadonlyMap<string, HashFunction> = new Map([
  [URI.sha1, sha1],
  [URI.sha256, sha256],
  [URI.sha384, sha384],
  [URI.sha512, sha512],
]);

/** A signature algorithm: family decides key type and encoding of the value. */
export interface SignatureAlgorithm {
  readonly family: 'pss' | 'pkcs1' | 'ecdsa';
  readonly hash: HashFunction;
}

/** Signature URI to its computation. PSS: MGF1 with the same hash, salt as long as the hash (RFC 9231, 2.3.10). */
export const signatures: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  [URI.rsaSha1, { family: 'pkcs1', hash: sha1 }],
  [URI.rsaSha256, { family: 'pkcs1', hash: sha256 }],
  [URI.rsaSha384, { family: 'pkcs1', hash: sha384 }],
  [URI.rsaSha512, { family: 'pkcs1', hash: sha512 }],
  [URI.pssSha256, { family: 'pss', hash: sha256 }],
  [URI.pssSha384, { family: 'pss', hash: sha384 }],
  [URI.pssSha512, { family: 'pss', hash: sha512 }],
  [URI.ecdsaSha1, { family: 'ecdsa', hash: sha1 }],
  [URI.ecdsaSha256, { family: 'ecdsa', hash: sha256 }],
  [URI.ecdsaSha384, { family: 'ecdsa', hash: sha384 }],
  [URI.ecdsaSha512, { family: 'ecdsa', hash: sha512 }],
]);

/** Canonicalization URI to the options of the canonical form. */
export const canonicalForms: ReadonlyMap<
  string,
  { readonly form: 'exclusive' | 'inclusive' | 'inclusive-1.1'; readonly withComments: boolean }
> = new Map([
  [URI.excC14n, { form: 'exclusive', withComments: false }],
  [URI.excC14nComments, { form: 'exclusive', withComments: true }],
  [URI.c14n, { form: 'inclusive', withComments: false }],
  [URI.c14nComments, { form: 'inclusive', withComments: true }],
  [URI.c14n11, { form: 'inclusive-1.1', withComments: false }],
  [URI.c14n11Comments, { form: 'inclusive-1.1', withComments: true }],
]);

/** A content cipher under its OpenSSL name, with the length of its key in bytes. */
export interface ContentCipher {
  readonly name: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm';
  readonly keyBytes: number;
}

/** Content encryption URI to cipher; IV 96 bits, tag 128 bits (XML Encryption 1.1, 5.2.4). */
export const contentCiphers: ReadonlyMap<string, ContentCipher> = new Map<string, ContentCipher>([
  [URI.aes128Gcm, { name: 'aes-128-gcm', keyBytes: 16 }],
  [URI.aes192Gcm, { name: 'aes-192-gcm', keyBytes: 24 }],
  [URI.aes256Gcm, { name: 'aes-256-gcm', keyBytes: 32 }],
]);

/** Key wrap URI to cipher (RFC 3394) and length of the key-encryption key in bytes. */
export const keyWraps: ReadonlyMap<string, { readonly name: string; readonly keyBytes: number }> = new Map([
  [URI.kwAes128, { name: 'aes128-wrap', keyBytes: 16 }],
  [URI.kwAes192, { name: 'aes192-wrap', keyBytes: 24 }],
  [URI.kwAes256, { name: 'aes256-wrap', keyBytes: 32 }],
]);

/** Mask generation function URI to its hash. */
export const maskFunctions: ReadonlyMap<string, HashFunction> = new Map([
  [URI.mgf1Sha1, sha1],
  [URI.mgf1Sha256, sha256],
  [URI.mgf1Sha384, sha384],
  [URI.mgf1Sha512, sha512],
]);

/** An elliptic curve: OpenSSL name, object identifier, its DER encoding and length of a coordinate in bytes. */
export interface Curve {
  readonly name: string;
  readonly oid: string;
  readonly der: Buffer;
  readonly bytes: number;
}

/** Curves by OpenSSL name; `urn:oid:` + `oid` is the NamedCurve URI of XML Signature 1.1. */
export const curves: ReadonlyMap<string, Curve> = new Map(
  (
    [
      ['prime256v1', '1.2.840.10045.3.1.7', '06082a8648ce3d030107', 32],
      ['secp384r1', '1.3.132.0.34', '06052b81040022', 48],
      ['secp521r1', '1.3.132.0.35', '06052b81040023', 66],
      ['brainpoolP256r1', '1.3.36.3.3.2.8.1.1.7', '06092b2403030208010107', 32],
      ['brainpoolP384r1', '1.3.36.3.3.2.8.1.1.11', '06092b240303020801010b', 48],
      ['brainpoolP512r1', '1.3.36.3.3.2.8.1.1.13', '06092b240303020801010d', 64],
    ] as const
  ).map(([name, oid, der, bytes]) => [name, { name, oid, der: Buffer.from(der, 'hex'), bytes }]),
);

const curvesByUri: ReadonlyMap<string, Curve> = new Map([...curves.values()].map((c) => [`urn:oid:${c.oid}`, c]));

/** The curve of a NamedCurve URI, if known. */
export const curveOfUri = (uri: string): Curve | undefined => curvesByUri.get(uri);
