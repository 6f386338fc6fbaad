import { createHash } from 'node:crypto';
import type { HashFunction } from './algorithms.ts';

/** The parts of OtherInfo, each without the pad-count byte that stands before it in the XML attribute. */
export interface ConcatKdfInfo {
  readonly algorithmId: Uint8Array;
  readonly partyUInfo: Uint8Array;
  readonly partyVInfo: Uint8Array;
  readonly suppPubInfo?: Uint8Array;
  readonly suppPrivInfo?: Uint8Array;
}

/**
 * Concatenation key derivation function (NIST SP 800-56A 5.8.1; XML Encryption 1.1, 5.4.1).
 *
 * @param hash   hash function of the derivation
 * @param secret shared secret Z
 * @param bytes  length of the derived key in bytes
 * @param info   parts of OtherInfo, hashed one after the other as they are
 * @returns the derived key
 */
export const concatKdf = (hash: HashFunction, secret: Uint8Array, bytes: number, info: ConcatKdfInfo): Buffer => {
  const rounds: Buffer[] = [];
  for (let counter = 1; (counter - 1) * hash.bytes < bytes; counter += 1) {
    const round = createHash(hash.name);
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    round.update(number).update(secret).update(info.algorithmId).update(info.partyUInfo).update(info.partyVInfo);
    if (info.suppPubInfo) round.update(info.suppPubInfo);
    if (info.suppPrivInfo) round.update(info.suppPrivInfo);
    rounds.push(round.digest());
  }
  return Buffer.concat(rounds).subarray(0, bytes);
};

/**
 * Writes one part of OtherInfo as the hexadecimal attribute of `xenc11:ConcatKDFParams`: a byte with the number of
 * padding bits (here always 0), then the part itself.
 */
export const toKdfAttribute = (part: Uint8Array): string => `00${Buffer.from(part).toString('hex')}`;

/**
 * Reads one attribute of `xenc11:ConcatKDFParams`.
 *
 * @returns the part without its pad-count byte; empty for a missing or empty attribute; `undefined` if the value is
 *   not hexadecimal, longer than 1 KB, or announces padding bits (parts of whole bytes only)
 */
export const fromKdfAttribute = (value: string | undefined): Buffer | undefined => {
  if (value === undefined || value === '') return Buffer.alloc(0);
  if (value.length > 2048 || value.length % 2 !== 0 || !/^00(?:[0-9a-fA-F]{2})*$/.test(value)) return undefined;
  return Buffer.from(value.slice(2), 'hex');
};
