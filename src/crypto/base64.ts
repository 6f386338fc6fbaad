/**
 * Reads base64 as XML carries it: XML white space anywhere, otherwise exactly the alphabet, right padding, and no
 * set bits behind the last byte. Node's own decoder skips what it does not know, which would let two texts stand
 * for one value.
 *
 * @param source text, or its bytes, which spares a large one the way over a string
 * @returns the bytes, or `undefined` if the text is not strict base64
 */
export const fromBase64 = (source: string | Uint8Array): Buffer | undefined => {
  if (typeof source === 'string') return decode(/[ \t\r\n]/.test(source) ? withoutSpace(source) : source);
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  return decode(bytes) ?? (hasSpace(bytes) ? decode(withoutSpace(bytes.toString('latin1'))) : undefined);
};

const withoutSpace = (text: string): string => text.replace(/[ \t\r\n]+/g, '');
const hasSpace = (bytes: Buffer): boolean => [0x20, 0x09, 0x0d, 0x0a].some((space) => bytes.includes(space));

/** Piece by piece, so that a large value is never there more than once in each form. */
const decode = (compact: string | Buffer): Buffer | undefined => {
  const { length } = compact;
  if (length % 4 !== 0) return undefined;
  const bytes = Buffer.allocUnsafe((length / 4) * 3 - paddingOf(compact));
  for (let at = 0; at < length; at += PIECE) {
    const piece = pieceOf(compact, at);
    const start = (at / 4) * 3;
    const end = start + bytes.write(piece, start, 'base64');
    // every byte is written: padding within the text would leave a gap
    if (end !== Math.min(start + (PIECE / 4) * 3, bytes.length)) return undefined;
    if (bytes.toString('base64', start, end) !== piece) return undefined;
  }
  return bytes;
};

const pieceOf = (compact: string | Buffer, at: number): string =>
  typeof compact === 'string'
    ? compact.slice(at, at + PIECE)
    : compact.toString('latin1', at, Math.min(at + PIECE, compact.length));

const EQUALS = 0x3d;
const paddingOf = (compact: string | Buffer): number => {
  const at = (index: number) => (typeof compact === 'string' ? compact.charCodeAt(index) : compact[index]);
  if (at(compact.length - 1) !== EQUALS) return 0;
  return at(compact.length - 2) === EQUALS ? 2 : 1;
};

/** Characters that are written again at once for comparison; a multiple of four, so that no padding falls between. */
const PIECE = 49_152;

/** Writes base64 without line breaks. */
export const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
