import { constants, createCipheriv, createHash, publicEncrypt, randomBytes } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { escapeAttribute } from '../xml/index.ts';
import { contentCiphers, digests, keyWraps, NS, URI } from './algorithms.ts';
import { toBase64 } from './base64.ts';
import type { CertificateInfo, CertificateInput } from './certificate.ts';
import { concatKdf, toKdfAttribute } from './kdf.ts';
import { agreeAsSender, curveOfKey } from './key-agreement.ts';
import { wrapKey } from './key-wrap.ts';
import { type KeyInput, readCertificate, toPublicKey } from './keys.ts';
import { allow, checkKey, type Policy, policies } from './policy.ts';
import { type Suite, suiteOf, suites } from './suite.ts';

/** A reader of an encrypted content: a certificate, or a bare public key where none is at hand. */
export interface Recipient {
  /** Organisationsschlüssel, written as `Recipient`; a reader finds its key by it */
  readonly name: string;
  readonly certificate?: CertificateInput;
  readonly key?: KeyInput;
}

/** How to encrypt. */
export interface EncryptOptions {
  /** 1 to {@link MAXIMUM_RECIPIENTS}, each with another name */
  readonly recipients: readonly Recipient[];
  /** Id of the EncryptedData element */
  readonly id?: string;
  /** what the plaintext is, e.g. `http://www.w3.org/2001/04/xmlenc#Element`; written as `Type` */
  readonly type?: string;
  /** judges algorithms and key sizes; `policies.gateway` if left out */
  readonly policy?: Policy;
  /** day for which the policy is asked; now if left out */
  readonly at?: Date;
}

/** More readers than this are neither written nor read. */
export const MAXIMUM_RECIPIENTS = 32;

/**
 * Encrypts bytes for one or more readers (W3C XML Encryption 1.1): AES-256-GCM with a fresh content key and a
 * random 96-bit IV; per reader one `xenc:EncryptedKey`, by RSA-OAEP for an RSA key and by ECDH-ES with ConcatKDF
 * and AES key wrap for an EC key. The reader's name goes into the derivation, so a wrapped key cannot be relabelled
 * for another reader.
 *
 * @returns the `xenc:EncryptedData` element, without XML declaration, declaring the namespaces it uses
 * @throws USAGE for no, too many or doubled readers; SHAPE_ALGORITHM and TRUST_KEY as the policy says
 */
export const encrypt = (plain: Uint8Array, options: EncryptOptions): string => {
  const { recipients, policy = policies.gateway, at = new Date() } = options;
  const names = new Set(recipients.map((r) => r.name));
  if (recipients.length === 0 || recipients.length > MAXIMUM_RECIPIENTS || names.size !== recipients.length) {
    throw fault('USAGE', { detail: `1 bis ${MAXIMUM_RECIPIENTS} verschiedene Leser sind nötig.` });
  }
  const contentKey = randomBytes(32);
  try {
    const keys = recipients.map((recipient) => encryptedKey(contentKey, recipient, policy, at)).join('');
    const cipherValue = toBase64(seal(contentKey, plain));
    const attributes =
      (options.id === undefined ? '' : ` Id="${escapeAttribute(options.id)}"`) +
      (options.type === undefined ? '' : ` Type="${escapeAttribute(options.type)}"`);
    allow(policy, 'content-encryption', suites.rsa.content, at);
    return (
      `<xenc:EncryptedData xmlns:xenc="${NS.xenc}"${attributes}>${method('xenc:EncryptionMethod', suites.rsa.content)}` +
      `<ds:KeyInfo xmlns:ds="${NS.ds}">${keys}</ds:KeyInfo>${cipherData(cipherValue)}</xenc:EncryptedData>`
    );
  } finally {
    contentKey.fill(0);
  }
};

/** IV, ciphertext and tag in one (XML Encryption 1.1, 5.2.4). */
const seal = (contentKey: Buffer, plain: Uint8Array): Buffer => {
  const cipher = contentCiphers.get(URI.aes256Gcm);
  if (!cipher) throw new RangeError('content cipher');
  const iv = randomBytes(12);
  const gcm = createCipheriv(cipher.name, contentKey, iv);
  return Buffer.concat([iv, gcm.update(plain), gcm.final(), gcm.getAuthTag()]);
};

const encryptedKey = (contentKey: Buffer, recipient: Recipient, policy: Policy, at: Date): string => {
  const certificate = recipient.certificate === undefined ? undefined : readCertificate(recipient.certificate);
  if (!certificate && recipient.key === undefined) {
    throw fault('USAGE', { detail: `Für den Leser ${recipient.name} fehlt ein Zertifikat.` });
  }
  const key = certificate?.publicKey ?? toPublicKey(recipient.key ?? '');
  checkKey(policy, key);
  // a key that is bound to PSS signs only
  if (key.asymmetricKeyType === 'rsa-pss') throw fault('TRUST_KEY', { detail: 'Schlüsselart rsa-pss' });
  const suite = suiteOf(key);
  const hint = keyHint(certificate, recipient.name);
  const body =
    suite.key.way === 'transport'
      ? transported(contentKey, key, suite.key, hint, (kind, uri) => allow(policy, kind, uri, at))
      : agreed(contentKey, key, suite.key, hint, recipient.name, (kind, uri) => allow(policy, kind, uri, at));
  return `<xenc:EncryptedKey Recipient="${escapeAttribute(recipient.name)}">${body}</xenc:EncryptedKey>`;
};

type KeyWay<W> = Extract<Suite['key'], { way: W }>;
type Ask = (kind: Parameters<typeof allow>[1], uri: string) => unknown;
type PublicKey = Parameters<typeof checkKey>[1];

const transported = (contentKey: Buffer, key: PublicKey, way: KeyWay<'transport'>, hint: string, ask: Ask): string => {
  ask('key-transport', way.transport);
  ask('digest', way.digest);
  ask('mgf', way.mgf);
  const oaepHash = digests.get(way.digest)?.name ?? 'sha256';
  const wrapped = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, contentKey);
  return (
    `<xenc:EncryptionMethod Algorithm="${way.transport}">${method('ds:DigestMethod', way.digest)}` +
    `<xenc11:MGF xmlns:xenc11="${NS.xenc11}" Algorithm="${way.mgf}"></xenc11:MGF></xenc:EncryptionMethod>` +
    `<ds:KeyInfo>${hint}</ds:KeyInfo>${cipherData(toBase64(wrapped))}`
  );
};

const agreed = (
  contentKey: Buffer,
  key: PublicKey,
  way: KeyWay<'agreement'>,
  hint: string,
  name: string,
  ask: Ask,
): string => {
  ask('key-agreement', way.agreement);
  ask('kdf', way.kdf);
  ask('digest', way.digest);
  ask('key-wrap', way.wrap);
  const curve = curveOfKey(key);
  const hash = digests.get(way.digest);
  const wrap = keyWraps.get(way.wrap);
  if (!curve || !hash || !wrap) throw fault('TRUST_KEY', { detail: 'Kurve des Lesers' });
  const { point, secret } = agreeAsSender(curve, key);
  const info = { algorithmId: Buffer.from(way.wrap), partyUInfo: Buffer.alloc(0), partyVInfo: Buffer.from(name) };
  const wrappingKey = concatKdf(hash, secret, wrap.keyBytes, info);
  const wrapped = wrapKey(way.wrap, wrappingKey, contentKey);
  secret.fill(0);
  wrappingKey.fill(0);
  return (
    `${method('xenc:EncryptionMethod', way.wrap)}<ds:KeyInfo><xenc:AgreementMethod Algorithm="${way.agreement}">` +
    `<xenc11:KeyDerivationMethod xmlns:xenc11="${NS.xenc11}" Algorithm="${way.kdf}">` +
    `<xenc11:ConcatKDFParams AlgorithmID="${toKdfAttribute(info.algorithmId)}" ` +
    `PartyUInfo="${toKdfAttribute(info.partyUInfo)}" PartyVInfo="${toKdfAttribute(info.partyVInfo)}">` +
    `${method('ds:DigestMethod', way.digest)}</xenc11:ConcatKDFParams></xenc11:KeyDerivationMethod>` +
    `<xenc:OriginatorKeyInfo><ds:KeyValue><dsig11:ECKeyValue xmlns:dsig11="${NS.dsig11}">` +
    `<dsig11:NamedCurve URI="urn:oid:${curve.oid}"></dsig11:NamedCurve>` +
    `<dsig11:PublicKey>${toBase64(point)}</dsig11:PublicKey></dsig11:ECKeyValue></ds:KeyValue>` +
    `</xenc:OriginatorKeyInfo><xenc:RecipientKeyInfo>${hint}</xenc:RecipientKeyInfo></xenc:AgreementMethod>` +
    `</ds:KeyInfo>${cipherData(toBase64(wrapped))}`
  );
};

/** Which of its keys the reader needs: digest of its certificate (XML Signature 1.1, 4.5.4), else its name. */
const keyHint = (certificate: CertificateInfo | undefined, name: string): string =>
  certificate
    ? `<ds:X509Data><dsig11:X509Digest xmlns:dsig11="${NS.dsig11}" Algorithm="${URI.sha256}">` +
      `${toBase64(createHash('sha256').update(certificate.der).digest())}</dsig11:X509Digest></ds:X509Data>`
    : `<ds:KeyName>${escapeAttribute(name)}</ds:KeyName>`;

const method = (element: string, uri: string): string => `<${element} Algorithm="${uri}"></${element}>`;

const cipherData = (value: string): string =>
  `<xenc:CipherData><xenc:CipherValue>${value}</xenc:CipherValue></xenc:CipherData>`;
