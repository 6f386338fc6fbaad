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
  return bytes.toString('base64') === compact ? bytes : undefined;
};

/** Writes base64 without line breaks. */
export const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
