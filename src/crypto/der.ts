/** A value of DER: tag, length (up to 65,535 bytes), content. */
export const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...head), ...parts]);
};

/** An INTEGER that is not negative, of big-endian bytes: no byte more than it needs. */
export const derInteger = (bytes: Uint8Array): Buffer => {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const needed = bytes.subarray(start);
  return (needed[0] ?? 0) < 0x80 ? der(0x02, needed) : der(0x02, ZERO, needed);
};

const ZERO = Uint8Array.of(0);

/** A BIT STRING of whole bytes. */
export const derBits = (...parts: readonly Uint8Array[]): Buffer => der(0x03, ZERO, ...parts);
