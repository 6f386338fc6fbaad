/** From this size on it is worth it. */
const LARGE = 4_194_304;

/**
 * Gives the memory of large bytes back at once instead of when the collector comes round, where they are hundreds of
 * times as long as a usual message and done with. Whoever still looks at them finds them empty.
 *
 * @param bytes nobody else's, and not a part of anything
 */
export const release = ({ buffer, length }: Uint8Array): void => {
  // a pool of node's has room for at least twice the bytes that it is used for
  const isPart = 2 * length < buffer.byteLength;
  if (buffer instanceof ArrayBuffer && buffer.byteLength >= LARGE && !isPart) buffer.transfer?.(0);
};
