/**
 * Signatures, encryption and trust: canonical form, XML signature and XML encryption within a dated allow-list of
 * algorithms ({@link policies}), certificates with chain and revocation, key stores.
 */

export type { XmlLimits } from '../xml/index.ts';
export { REASONS, type Reason } from './algorithm-reasons.ts';
export {
  type AlgorithmEntry,
  type AlgorithmKind,
  type AlgorithmStatus,
  algorithmTable,
  TR_EDITION,
  TR_PUBLISHED,
} from './algorithm-table.ts';
export { type Curve, curveOfUri, curves, NS, URI } from './algorithms.ts';
export { fromBase64 } from './base64.ts';
export { type CanonicalizeOptions, canonicalize } from './canonical.ts';
export {
  type CertificateInfo,
  type CertificateInput,
  EXT_KEY_USAGE,
  KEY_USAGES,
  type KeyUsage,
  parseCertificate,
  parseCertificates,
} from './certificate.ts';
export { certificatePolicy } from './certificate-key.ts';
export { type Crl, parseCrl } from './crl.ts';
export { type DecryptOptions, decrypt, decryptAsync } from './decryption.ts';
export { type EncryptOptions, encrypt, MAXIMUM_RECIPIENTS, type Recipient } from './encryption.ts';
export { hybridAvailable } from './hybrid.ts';
export { type ConcatKdfInfo, concatKdf } from './kdf.ts';
export {
  type KemOwner,
  type KemStatementExpectation,
  signKemStatement,
  verifyKemStatement,
} from './kem-statement.ts';
export { type KeyInput, toPrivateKey, toPublicKey } from './keys.ts';
export {
  folderName,
  KEY_PURPOSES,
  type KeyPair,
  type KeyPurpose,
  type KeyStore,
  loadKeyPair,
  loadKeyStore,
  tlsOptions,
} from './keystore.ts';
export { exportPkcs12, importPkcs12 } from './pkcs12.ts';
export {
  type AlgorithmRow,
  allow,
  checkKey,
  type KeyRules,
  type Policy,
  policies,
} from './policy.ts';
export type { RevocationEvidence } from './revocation.ts';
export type { OcspSource, RevocationOverride } from './revocation-config.ts';
export { type Signer, type SignOptions, sign, signAsync } from './sign.ts';
export {
  type PendingSignature,
  readSignature,
  type SignatureExpectation,
  type SignedBytes,
  type SignerTrust,
  type VerifiedSignature,
  type VerifyEmbedded,
  type VerifyWithKey,
  type VerifyWithTrust,
  verify,
} from './signature.ts';
export type { ExpectedReferences } from './signature-check.ts';
export { type KeyWay, type Suite, type SuiteId, suiteOf, suites } from './suite.ts';
export { TrustStore } from './trust.ts';
export type { Purpose, TrustCheck } from './trust-checks.ts';
export type {
  InspectedCertificate,
  Inspection,
  TrustDecision,
  TrustEvents,
  TrustMaterial,
  TrustOptions,
} from './trust-types.ts';
