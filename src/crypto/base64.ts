/**
 * Reads base64 as XML carries it: XML white space anywhere, otherwise exactly the alphabet, right padding, and no
 * set bits behind the last byte. Node's own decoder skips what it does not know, which would let two texts stand
 * for one value.
 *
 * @returns the bytes, or `undefined` if the text is not strict base64
 */
export const fromBase64 = (text: string): Buffer | undefined => {
  const compact = /[ \t\r\n]/.test(text) ? text.replace(/[ \t\r\n]+/g, '') : text;
  if (compact.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(compact, 'base64');
  for (let at = 0; at < compact.length; at += PIECE) {
    const again = bytes.toString('base64', (at / 4) * 3, ((at + PIECE) / 4) * 3);
    if (again !== compact.slice(at, at + PIECE)) return undefined;
  }
  return bytes;
};

/** Characters that are written again at once for comparison; a multiple of four, so that no padding falls between. */
const PIECE = 1_048_576;

/** Writes base64 without line breaks. */
export const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
