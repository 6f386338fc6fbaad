import type { KeyObject } from 'node:crypto';
import { type EncryptedKeyPart, readEncrypted } from '../src/crypto/encryption-parts.ts';
import { decrypt, NS, policies, readSignature } from '../src/crypto/index.ts';
import { openContent, shapeSendung, trustSigner, verifySendung } from '../src/envelope/index.ts';
import { parseTrusted, type XmlDoc, type XmlElement } from '../src/xml/index.ts';
import type { StockItem } from './stock.ts';
import type { World } from './world.ts';

/** A signed document in the middle of its verification. */
export interface SignedParts {
  readonly bytes: Buffer;
  readonly document: XmlDoc;
  /** elements whose canonical form is hashed; undefined for the whole document without its signature */
  readonly targets: readonly XmlElement[] | undefined;
  readonly signature: XmlElement;
  readonly signedInfo: XmlElement;
  readonly value: Buffer;
}

/** One Sendung laid open, so that each primitive can be run on the bytes that it meets in the pipeline. */
export interface Anatomy {
  readonly sendung: SignedParts;
  readonly encryptedKey: EncryptedKeyPart;
  /** initialisation vector, ciphertext and tag, in base64 */
  readonly cipherText: string;
  readonly content: SignedParts;
  /** bytes under the author's signature */
  readonly signedContent: Buffer;
  /** the message element in {@link signedContent} */
  readonly messageElement: XmlElement;
  readonly message: Buffer;
  readonly signer: KeyObject;
  close(): void;
}

const signedParts = (bytes: Buffer, ids?: readonly string[]): SignedParts => {
  const document = parseTrusted(bytes);
  const { root } = document;
  const signature = need(root.child('Signature', NS.ds));
  return {
    bytes,
    document,
    targets: ids?.map((id) => need(root.withId(id))),
    signature,
    signedInfo: need(signature.child('SignedInfo', NS.ds)),
    value: Buffer.from(need(signature.child('SignatureValue', NS.ds)).text, 'base64'),
  };
};

const need = <T>(value: T | undefined): T => {
  if (value === undefined) throw new RangeError('not the expected shape');
  return value;
};

/** Takes a message apart as the gateway would. */
export async function dissect(world: World, { bytes }: StockItem): Promise<Anatomy> {
  const { keys, trust, profile } = world.gateway.context;
  const { schluessel } = profile.gateway;
  const at = new Date();
  const sendung = signedParts(bytes, ['kopf', 'inhalt']);
  const shaped = shapeSendung(sendung.document, at);
  const verified = verifySendung(shaped, await trustSigner(shaped, trust, at));
  const opener = { schluessel, encryption: keys.encryption };
  const { nachricht } = await openContent(verified, opener, { trust, at });
  using inhaltDocument = parseTrusted(verified.inhalt);
  const encrypted = readEncrypted(inhaltDocument.root);
  const options = { key: keys.encryption.key, recipient: schluessel, policy: policies.gateway };
  const content = signedParts(decrypt(inhaltDocument.root, options));
  const expectation = { policy: policies.gateway, expectedReferences: { enveloped: 'inhaltsdaten' } };
  const pending = readSignature(content.document, expectation);
  const signedContent = need(pending.verify(verified.signer.publicKey).references[0]).bytes;
  const signedDocument = parseTrusted(signedContent);
  return {
    sendung,
    encryptedKey: need(encrypted.keys.find(({ recipient }) => recipient === schluessel)),
    cipherText: encrypted.cipher.toString('base64'),
    content,
    signedContent,
    messageElement: need(signedDocument.root.child('nachricht')?.children()[0]),
    message: nachricht,
    signer: verified.signer.publicKey,
    close: () => {
      sendung.document[Symbol.dispose]();
      content.document[Symbol.dispose]();
      signedDocument[Symbol.dispose]();
    },
  };
}
