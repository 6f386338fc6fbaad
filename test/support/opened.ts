import { loadKeyStore, TrustStore } from '../../src/crypto/index.ts';
import {
  type OpenedContent,
  openContent,
  readSendung,
  shapeSendung,
  trustSigner,
  type VerifiedSendung,
  verifySendung,
} from '../../src/envelope/index.ts';

/** Opens a Sendung as one of its readers, with every check of the envelope room. */
export async function openAs(
  pkiDir: string,
  schluessel: string,
  bytes: Uint8Array,
  trust = TrustStore.fromFolder(pkiDir),
): Promise<OpenedContent & { verified: VerifiedSendung }> {
  const at = new Date();
  using document = readSendung(bytes);
  const shaped = shapeSendung(document, at);
  const verified = verifySendung(shaped, await trustSigner(shaped, trust, at));
  const { encryption, formerEncryption } = loadKeyStore(pkiDir, schluessel);
  const content = await openContent(verified, { schluessel, encryption, former: formerEncryption }, { trust, at });
  return { ...content, verified };
}
