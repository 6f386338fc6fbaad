import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../platform/canonical-json.ts';
import { fault } from '../platform/errors.ts';
import { hashLeaf } from './merkle.ts';

/** What a leaf states: an event of a Sendung, told in hashes only. */
export interface LeafContent {
  /** SHA-256(salt || the stored row in canonical JSON), 64 hexadecimal digits; leaves of older versions have none */
  readonly beleg?: string;
  /** what happened, e.g. `eingegangen`, `abgewiesen` */
  readonly ereignis: string;
  /** SHA-256 of the Sendung's bytes, 64 hexadecimal digits */
  readonly sha256: string;
  /** SHA-256(salt || UUID), 64 hexadecimal digits; without the salt it says nothing */
  readonly uuidHash: string;
  /** instant of the event, ISO 8601 in UTC with milliseconds */
  readonly zeit: string;
}

/** A leaf ready to be stored: the salt stays with the ledger and may be deleted, the payload is published. */
export interface Leaf {
  readonly payload: Buffer;
  /** RFC 6962 leaf hash of the payload; stands in the receipt */
  readonly hash: Buffer;
  readonly salt: Buffer;
  /** instant of the event, as in the payload */
  readonly zeit: Date;
}

/** Bytes of salt, as many as the hash has. */
const SALT_SIZE = 32;

/** SHA-256(salt || UUID in lower case), hexadecimal. */
export const hashUuid = (salt: Uint8Array, uuid: string): string =>
  createHash('sha256').update(salt).update(uuid.toLowerCase()).digest('hex');

/** SHA-256(salt || canonical JSON), hexadecimal: ties a leaf to everything that is stored of its event. */
export const hashEvidence = (salt: Uint8Array, evidence: unknown): string =>
  createHash('sha256').update(salt).update(canonicalJson(evidence)).digest('hex');

/**
 * Makes the leaf of an event. The payload is JSON in canonical form (RFC 8785: sorted keys, no white space).
 *
 * @param sha256 SHA-256 of the Sendung's bytes
 * @param beleg what is stored of the event, as JSON value
 * @param salt random bytes of the case; made anew where missing
 */
export const makeLeaf = (event: {
  readonly ereignis: string;
  readonly uuid: string;
  readonly sha256: Uint8Array;
  readonly zeit: Date;
  readonly beleg?: unknown;
  readonly salt?: Uint8Array | undefined;
}): Leaf => {
  const salt = Buffer.from(event.salt ?? randomBytes(SALT_SIZE));
  const content: LeafContent = {
    ...(event.beleg === undefined ? {} : { beleg: hashEvidence(salt, event.beleg) }),
    ereignis: event.ereignis,
    sha256: Buffer.from(event.sha256).toString('hex'),
    uuidHash: hashUuid(salt, event.uuid),
    zeit: event.zeit.toISOString(),
  };
  const payload = Buffer.from(JSON.stringify(content));
  return { payload, hash: hashLeaf(payload), salt, zeit: event.zeit };
};

const KEYS: readonly (keyof LeafContent)[] = ['ereignis', 'sha256', 'uuidHash', 'zeit'];

/**
 * Reads a leaf's payload strictly: exactly the four members, before them `beleg` or not, canonical form.
 *
 * @throws LOG_PROOF if it is anything else
 */
export const parseLeaf = (payload: Uint8Array): LeafContent => {
  const text = Buffer.from(payload).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && JSON.stringify(value) === text) {
      const members = new Map<string, unknown>(Object.entries(value));
      const [ereignis, sha256, uuidHash, zeit] = KEYS.map((key) => members.get(key));
      const beleg = members.get('beleg');
      const named = [...members.keys()].join() === [...(beleg === undefined ? [] : ['beleg']), ...KEYS].join();
      if (
        named &&
        (beleg === undefined || typeof beleg === 'string') &&
        typeof ereignis === 'string' &&
        typeof sha256 === 'string' &&
        typeof uuidHash === 'string' &&
        typeof zeit === 'string'
      ) {
        return { ...(beleg === undefined ? {} : { beleg }), ereignis, sha256, uuidHash, zeit };
      }
    }
  } catch {
    // falls through to the one answer for every malformed payload
  }
  throw fault('LOG_PROOF', { detail: 'The leaf is malformed.' });
};
