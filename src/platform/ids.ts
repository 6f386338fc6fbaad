import { createHash, randomUUID } from 'node:crypto';

/** Pattern of UUIDs in XÖV headers, as the XÖV-Basisnachricht G2G 1.1 writes it. */
export const UUID_PATTERN = /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;

/** A new random UUID (RFC 9562 version 4), lower case. */
export const newUuid = (): string => randomUUID();

/** Whether a text is a UUID in the XÖV sense. */
export const isUuid = (text: string): boolean => UUID_PATTERN.test(text);

/** SHA-256 of bytes or of the UTF-8 form of a text. */
export const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const sha256Hex = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

/**
 * Organisationsschlüssel in DVDV form: three lower-case letters, a colon, twelve digits
 * (eight of the AGS, two zeros, two of a serial number).
 */
export const ORGANISATIONSSCHLUESSEL_PATTERN = /^[a-z]{3}:[0-9]{12}$/;
