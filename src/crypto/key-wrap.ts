import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { keyWraps } from './algorithms.ts';

/** Default initial value of RFC 3394, 2.2.3.1; its return on unwrapping is the integrity check. */
const INITIAL_VALUE = Buffer.alloc(8, 0xa6);

/**
 * AES key wrap (RFC 3394).
 *
 * @param uri one of `keyWraps`
 * @param wrappingKey key-encryption key of the length that the URI names
 * @param key key to wrap, a multiple of 8 bytes
 */
export const wrapKey = (uri: string, wrappingKey: Uint8Array, key: Uint8Array): Buffer => {
  const cipher = createCipheriv(cipherOf(uri), createSecretKey(wrappingKey), INITIAL_VALUE);
  return Buffer.concat([cipher.update(key), cipher.final()]);
};

/**
 * Undoes {@link wrapKey}.
 *
 * @returns the key, or `undefined` if the integrity check fails
 */
export const unwrapKey = (uri: string, wrappingKey: Uint8Array, wrapped: Uint8Array): Buffer | undefined => {
  if (wrapped.length < 24 || wrapped.length > 72 || wrapped.length % 8 !== 0) return undefined;
  try {
    const decipher = createDecipheriv(cipherOf(uri), createSecretKey(wrappingKey), INITIAL_VALUE);
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
  } catch {
    return undefined;
  }
};

const cipherOf = (uri: string): string => {
  const wrap = keyWraps.get(uri);
  if (!wrap) throw new RangeError(`not a key wrap: ${uri}`);
  return wrap.name;
};
