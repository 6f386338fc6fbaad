import { NS } from '../../crypto/index.ts';
import { parseTrusted } from '../../xml/index.ts';

/** A text from which on it is left out, in bytes. */
const LONG = 1024;
/** Ends of elements, from the end of the document, among which the encrypted content is looked for. */
const LOOKED_AT = 8;

/**
 * For whom a content is encrypted: the names of its EncryptedKeys. A reader opens the one that bears its
 * Organisationsschlüssel and no other, so whoever is not named cannot open the content, whatever its keys are.
 *
 * @param inhalt canonical bytes of the xenc:EncryptedData element, under the envelope's signature; who wrote it
 *   decides how many names there are, within the limits of an envelope
 */
export function readersOf(inhalt: Buffer): string[] {
  using document = parseTrusted(withoutContent(inhalt));
  const keys = document.root.child('KeyInfo', NS.ds)?.all('EncryptedKey', NS.xenc) ?? [];
  return keys.flatMap((key) => key.attribute('Recipient') ?? []);
}

/**
 * The encrypted content is nearly all of the bytes and stands at the end: left out, so that a few names do not cost
 * reading it. A text in canonical form holds neither `<` nor `>`, so what is left stays well-formed.
 */
function withoutContent(canonical: Buffer): Buffer {
  let end = canonical.length;
  for (let looked = 0; looked < LOOKED_AT && end > 0; looked += 1) {
    end = canonical.lastIndexOf('</', end - 1);
    const begin = canonical.lastIndexOf('>', end) + 1;
    if (end - begin > LONG) return Buffer.concat([canonical.subarray(0, begin), canonical.subarray(end)]);
  }
  return canonical;
}
