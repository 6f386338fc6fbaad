import { sha256 } from '../../platform/ids.ts';

/**
 * UUID of the gateway's own message, made from what it says (RFC 9562 version 8, of a SHA-256): the same warning or
 * reminder always has the same one, and a ledger takes a UUID once. So whatever a run lost in between, it says nothing
 * twice.
 *
 * @param about what the message is about: kind, case or request, deadline, stage, reader
 */
export const eigeneUuid = (...about: readonly string[]): string => {
  const bytes = sha256(JSON.stringify(['bussgeld-blaupause/fristen', ...about])).subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
