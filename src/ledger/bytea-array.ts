/** Number of the type `bytea` in PostgreSQL. */
const BYTEA = 17;
/** Dimensions, flag for nulls, type of elements, length and lower bound of the one dimension. */
const HEAD = 20;

/**
 * A one-dimensional `bytea[]` in PostgreSQL's binary form (`array_send`), which the client hands on as it is. Its own form
 * of arrays is text, in which every byte becomes two.
 */
export function byteaArray(items: readonly Uint8Array[]): Buffer {
  const array = Buffer.allocUnsafe(items.reduce((total, { length }) => total + 4 + length, HEAD));
  let at = 0;
  for (const word of [1, 0, BYTEA, items.length, 1]) at = array.writeInt32BE(word, at);
  for (const item of items) {
    at = array.writeInt32BE(item.length, at);
    array.set(item, at);
    at += item.length;
  }
  return array;
}
