import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Inspection } from '../crypto/index.ts';
import type { Authority } from '../directory/index.ts';
import { asFault, type BlaupauseError, fault } from '../platform/errors.ts';
import type { GatewayContext } from './context.ts';

/** Who is at the other end of a TLS connection. */
export interface ClientIdentity {
  /** the authority whose TLS certificate was presented, once everything about it was accepted */
  readonly authority?: Authority;
  /** what was checked of that certificate */
  readonly inspection?: Inspection;
  /** why the client is nobody: IDENT_NO_CERTIFICATE, IDENT_CERTIFICATE, IDENT_UNKNOWN, TRUST_* */
  readonly fault?: BlaupauseError;
}

/** What decides who a client is. */
export type Identifying = Pick<GatewayContext, 'trust' | 'directory' | 'clock'>;

interface Remembered {
  readonly identity: ClientIdentity;
  /** epoch milliseconds until which the decision is used again */
  readonly until: number;
}

/** Revocation must bite on open connections too: a decision is asked again after this time. */
const REMEMBER_MS = 10_000;
const remembered = new WeakMap<Socket, Remembered>();

/**
 * Identifies the client of a connection by its certificate: path, validity, purpose and revocation by the trust
 * store, then the directory. Never throws; who is nobody gets a fault to be refused with.
 */
export async function identifyClient(socket: Socket, context: Identifying): Promise<ClientIdentity> {
  const now = context.clock.now();
  const known = remembered.get(socket);
  if (known !== undefined && known.until > now.getTime()) return known.identity;
  const identity = await decide(socket as TLSSocket, context, now);
  remembered.set(socket, { identity, until: now.getTime() + REMEMBER_MS });
  return identity;
}

async function decide(socket: TLSSocket, context: Identifying, at: Date): Promise<ClientIdentity> {
  const peer = socket.getPeerX509Certificate?.();
  if (peer === undefined) return { fault: fault('IDENT_NO_CERTIFICATE') };
  try {
    const { certificate, inspection } = await context.trust.check(peer.raw, [], { purpose: 'tls-client', at });
    const authority = context.directory.byTlsFingerprint(certificate.fingerprintSha256);
    return authority === undefined ? { fault: fault('IDENT_UNKNOWN') } : { authority, inspection };
  } catch (error) {
    const reason = asFault(error, 'IDENT_CERTIFICATE');
    return { fault: fault('IDENT_CERTIFICATE', { detail: reason.entry.de, cause: reason }) };
  }
}
