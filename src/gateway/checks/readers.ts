import { NS } from '../../crypto/index.ts';
import { readCanonical } from '../../xml/index.ts';

/**
 * For whom a content is encrypted: the names of its EncryptedKeys. A reader opens the one that bears its
 * Organisationsschlüssel and no other, so whoever is not named cannot open the content, whatever its keys are.
 *
 * @param inhalt canonical bytes of the xenc:EncryptedData element, under the envelope's signature; who wrote it
 *   decides how many names there are, within the limits of an envelope
 */
export function readersOf(inhalt: Buffer): string[] {
  const keys = readCanonical(inhalt).child('KeyInfo', NS.ds)?.children() ?? [];
  return keys.flatMap((key) => (key.is('EncryptedKey', NS.xenc) ? (key.attribute('Recipient') ?? []) : []));
}
