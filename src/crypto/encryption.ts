import { createCipheriv, randomBytes } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { escapeAttribute } from '../xml/index.ts';
import { type ContentCipher, contentCiphers, NS } from './algorithms.ts';
import type { CertificateInput } from './certificate.ts';
import { type Ask, encryptedKey } from './encrypted-key.ts';
import { cipherData, method } from './encryption-markup.ts';
import type { KeyInput } from './keys.ts';
import { allow, type Policy, policies, shown } from './policy.ts';
import { suites } from './suite.ts';

/** A reader of an encrypted content: a certificate, or a bare public key where none is at hand. */
export interface Recipient {
  /** Organisationsschlüssel, written as `Recipient`; a reader finds its key by it */
  readonly name: string;
  readonly certificate?: CertificateInput;
  readonly key?: KeyInput;
  /** experimental: the reader's ML-KEM public key beside its EC key; makes the agreement hybrid */
  readonly kem?: KeyInput;
}

/** How to encrypt. */
export interface EncryptOptions {
  /** 1 to {@link MAXIMUM_RECIPIENTS}, each with another name */
  readonly recipients: readonly Recipient[];
  /** Id of the EncryptedData element */
  readonly id?: string;
  /** what the plaintext is, e.g. `http://www.w3.org/2001/04/xmlenc#Element`; written as `Type` */
  readonly type?: string;
  /** URI of the content encryption; AES-256-GCM if left out */
  readonly content?: string;
  /** URI of the key wrap behind a classical key agreement; AES-256 if left out */
  readonly wrap?: string;
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
  const { recipients, content = suites.rsa.content, policy = policies.gateway, at = new Date() } = options;
  const names = new Set(recipients.map((r) => r.name));
  if (recipients.length === 0 || recipients.length > MAXIMUM_RECIPIENTS || names.size !== recipients.length) {
    throw fault('USAGE', { detail: `1 bis ${MAXIMUM_RECIPIENTS} verschiedene Leser sind nötig.` });
  }
  allow(policy, 'content-encryption', content, at);
  const cipher = contentCiphers.get(content);
  if (!cipher) throw fault('SHAPE_ALGORITHM', { detail: shown(content) });
  const contentKey = randomBytes(cipher.keyBytes);
  try {
    const ask: Ask = (kind, uri) => allow(policy, kind, uri, at);
    const keys = recipients.map((recipient) => encryptedKey(contentKey, recipient, policy, ask, options.wrap)).join('');
    const attributes =
      (options.id === undefined ? '' : ` Id="${escapeAttribute(options.id)}"`) +
      (options.type === undefined ? '' : ` Type="${escapeAttribute(options.type)}"`);
    return (
      `<xenc:EncryptedData xmlns:xenc="${NS.xenc}"${attributes}>${method('xenc:EncryptionMethod', content)}` +
      `<ds:KeyInfo xmlns:ds="${NS.ds}">${keys}</ds:KeyInfo>` +
      `${cipherData(seal(cipher, contentKey, plain))}</xenc:EncryptedData>`
    );
  } finally {
    contentKey.fill(0);
  }
};

/** IV, ciphertext and tag in one (XML Encryption 1.1, 5.2.4). */
const seal = (cipher: ContentCipher, contentKey: Buffer, plain: Uint8Array): Buffer => {
  const iv = randomBytes(12);
  const gcm = createCipheriv(cipher.name, contentKey, iv);
  return Buffer.concat([iv, gcm.update(plain), gcm.final(), gcm.getAuthTag()]);
};
