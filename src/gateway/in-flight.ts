import type { FastifyReply, FastifyRequest } from 'fastify';
import { fault } from '../platform/errors.ts';
// types of request.client
import './app-parts.ts';

/**
 * Bounds the bytes of request bodies that the process holds at once. Clients decide how many bodies they send at the
 * same time and how slowly; nobody may take more than half of the room, so that one authority alone cannot shut the
 * others out (G8).
 */
export class InFlight {
  readonly #most: number;
  readonly #held = new Map<string, number>();
  #total = 0;

  /** @param most bytes in all */
  constructor(most: number) {
    this.#most = most;
  }

  /** Takes room for a body. @returns gives it back, once; undefined where there is no room */
  take(who: string, bytes: number): (() => void) | undefined {
    const own = (this.#held.get(who) ?? 0) + bytes;
    if (this.#total + bytes > this.#most || own > this.#most / 2) return undefined;
    this.#add(who, bytes);
    let held = true;
    return () => {
      if (held) this.#add(who, -bytes);
      held = false;
    };
  }

  #add(who: string, bytes: number): void {
    const own = (this.#held.get(who) ?? 0) + bytes;
    if (own === 0) this.#held.delete(who);
    else this.#held.set(who, own);
    this.#total += bytes;
  }
}

/**
 * Route hook before the body is read: takes room for what is announced, for the whole limit where nothing is, until
 * the answer is sent or the connection gone.
 *
 * @param limit largest body of the route in bytes
 * @throws LIMIT_BUSY
 */
export const holdBody = (room: InFlight, limit: number) => async (request: FastifyRequest, reply: FastifyReply) => {
  const { 'content-length': announced, 'transfer-encoding': coding } = request.headers;
  const bytes = announced === undefined ? (coding === undefined ? 0 : limit) : Math.min(Number(announced), limit);
  const release = room.take(request.client?.authority?.schluessel ?? '', bytes);
  if (release === undefined) throw fault('LIMIT_BUSY');
  reply.raw.once('close', release);
};
