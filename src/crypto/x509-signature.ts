import { constants, createPublicKey, type KeyObject, verify, webcrypto } from 'node:crypto';
import type { BitString, OctetString } from 'asn1js';
import { type AlgorithmIdentifier, CryptoEngine, type PublicKeyInfo, RSASSAPSSParams } from 'pkijs';

const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

/** Signature algorithms allowed on certificates and CRLs: type of key and hash. SHA-1 and MD5 are not among them. */
const ALGORITHMS: Readonly<Record<string, readonly ['rsa' | 'ec', string]>> = {
  '1.2.840.113549.1.1.11': ['rsa', 'sha256'],
  '1.2.840.113549.1.1.12': ['rsa', 'sha384'],
  '1.2.840.113549.1.1.13': ['rsa', 'sha512'],
  '1.2.840.10045.4.3.2': ['ec', 'sha256'],
  '1.2.840.10045.4.3.3': ['ec', 'sha384'],
  '1.2.840.10045.4.3.4': ['ec', 'sha512'],
};

interface Scheme {
  readonly key: 'rsa' | 'ec';
  readonly hash: string;
  readonly pssSalt?: number;
}

/** PSS with one and the same SHA-2 for digest and mask (RFC 4055); the defaults mean SHA-1 and are refused. */
const pssScheme = (algorithm: AlgorithmIdentifier): Scheme | undefined => {
  const parameters = new RSASSAPSSParams({ schema: algorithm.algorithmParams });
  const hash = HASHES[parameters.hashAlgorithm.algorithmId];
  const mask = parameters.maskGenAlgorithm;
  if (hash === undefined || mask.algorithmId !== MGF1) return undefined;
  const maskHash = mask.algorithmParams?.valueBlock?.value?.[0]?.valueBlock?.toString?.();
  return HASHES[maskHash] === hash ? { key: 'rsa', hash, pssSalt: parameters.saltLength } : undefined;
};

/** The scheme of a certificate's or CRL's signature, `undefined` where it is not allowed. */
export const signatureScheme = (algorithm: AlgorithmIdentifier): Scheme | undefined => {
  if (algorithm.algorithmId === PSS) {
    try {
      return pssScheme(algorithm);
    } catch {
      return undefined;
    }
  }
  const found = ALGORITHMS[algorithm.algorithmId];
  return found ? { key: found[0], hash: found[1] } : undefined;
};

/**
 * Verifies the signature on a certificate or CRL with OpenSSL. `node:crypto` knows the brainpool curves that
 * WebCrypto, which pkijs would use by itself, lacks.
 *
 * @param tbs DER bytes that were signed
 * @returns whether scheme, key type and signature are all right; never throws
 */
export const verifySigned = (
  tbs: Uint8Array,
  signature: Uint8Array,
  algorithm: AlgorithmIdentifier,
  key: KeyObject,
): boolean => {
  const scheme = signatureScheme(algorithm);
  const type = key.asymmetricKeyType === 'rsa-pss' ? 'rsa' : key.asymmetricKeyType;
  if (scheme === undefined || scheme.key !== type) return false;
  try {
    if (scheme.key === 'ec') return verify(scheme.hash, tbs, { key, dsaEncoding: 'der' }, signature);
    return scheme.pssSalt === undefined
      ? verify(scheme.hash, tbs, { key, padding: constants.RSA_PKCS1_PADDING }, signature)
      : verify(
          scheme.hash,
          tbs,
          { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.pssSalt },
          signature,
        );
  } catch {
    return false;
  }
};

/** pkijs's own engine with one change: signatures are verified by OpenSSL through {@link verifySigned}. */
class OpensslEngine extends CryptoEngine {
  override async verifyWithPublicKey(
    data: ArrayBuffer | ArrayBufferView,
    signature: BitString | OctetString,
    publicKeyInfo: PublicKeyInfo,
    signatureAlgorithm: AlgorithmIdentifier,
  ): Promise<boolean> {
    const key = createPublicKey({
      key: Buffer.from(publicKeyInfo.toSchema().toBER(false)),
      format: 'der',
      type: 'spki',
    });
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
    return verifySigned(bytes, signature.valueBlock.valueHexView, signatureAlgorithm, key);
  }
}

/** The engine for every call into pkijs; passed explicitly, so that nothing depends on its global engine. */
export const pkiEngine = new OpensslEngine({ name: 'openssl', crypto: webcrypto });
