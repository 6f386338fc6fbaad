import { createHash, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

/** Pattern of UUIDs in XÖV headers, as the XÖV-Basisnachricht G2G 1.1 writes it. */
export const UUID_PATTERN = /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;

/** A new random UUID (RFC 9562 version 4), lower case. */
export const newUuid = (): string => randomUUID();

/** Whether a text is a UUID in the XÖV sense. */
export const isUuid = (text: string): boolean => UUID_PATTERN.test(text);

/** SHA-256 of bytes or of the UTF-8 form of a text. */
export const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();

/** What is hashed before others get their turn, in bytes: about a millisecond. */
const HASHED_AT_ONCE = 1_048_576;

/** As {@link sha256}, piece by piece, so that the event loop has its turn between them. */
export async function sha256ByTurns(data: Uint8Array): Promise<Buffer> {
  const hash = createHash('sha256');
  for (let at = 0; at < data.length; at += HASHED_AT_ONCE) {
    if (at > 0) await setImmediate();
    hash.update(data.subarray(at, at + HASHED_AT_ONCE));
  }
  return hash.digest();
}

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const sha256Hex = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

/**
 * Organisationsschlüssel in DVDV form: three lower-case letters, a colon, twelve digits
 * (eight of the AGS, two zeros, two of a serial number).
 */
export const ORGANISATIONSSCHLUESSEL_PATTERN = /^[a-z]{3}:[0-9]{12}$/;
