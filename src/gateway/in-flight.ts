import type { FastifyReply, FastifyRequest } from 'fastify';
import { fault } from '../platform/errors.ts';
import type { Shares } from './shares.ts';
// types of request.client
import './app-parts.ts';

/**
 * Bounds what the process holds at once: bytes of bodies and answers, places of requests, waits for post. Clients
 * decide how much they send at the same time and how slowly; nobody may take more than its part, so that one authority
 * alone cannot shut the others out (G8).
 */
export class InFlight {
  readonly #most: number;
  readonly #each: number;
  readonly #held = new Map<string, number>();
  #total = 0;

  /**
   * @param most in all
   * @param each of one authority; half of all if left out
   */
  constructor(most: number, each = most / 2) {
    this.#most = most;
    this.#each = each;
  }

  /** What is held in all. */
  get total(): number {
    return this.#total;
  }

  /** Takes room. @returns gives it back, once; undefined where there is no room */
  take(who: string, size: number): (() => void) | undefined {
    if (this.#total + size > this.#most || this.isOver(who, size)) return undefined;
    this.#add(who, size);
    let held = true;
    return () => {
      if (held) this.#add(who, -size);
      held = false;
    };
  }

  /** Whether so much more would be above the own part. */
  isOver(who: string, size: number): boolean {
    return (this.#held.get(who) ?? 0) + size > this.#each;
  }

  #add(who: string, size: number): void {
    const own = (this.#held.get(who) ?? 0) + size;
    if (own === 0) this.#held.delete(who);
    else this.#held.set(who, own);
    this.#total += size;
  }
}

/** Whose part of a room a request takes: its authority's; all strangers share one. */
export const holderOf = (request: Pick<FastifyRequest, 'client'>): string =>
  request.client?.authority?.schluessel ?? '';

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
  const release = room.take(holderOf(request), bytes);
  if (release === undefined) throw fault('LIMIT_BUSY');
  untilClosed(reply, release);
};

/**
 * Route hook before the body is read: takes one place until the answer is sent or the connection gone. Also requests
 * that a client sends one behind the other without reading answers are held off by it.
 *
 * @throws LIMIT_RATE beyond the own places, LIMIT_BUSY where all are taken
 */
export const holdPlace = (places: InFlight) => async (request: FastifyRequest, reply: FastifyReply) => {
  const who = holderOf(request);
  const release = places.take(who, 1);
  if (release === undefined) throw fault(places.isOver(who, 1) ? 'LIMIT_RATE' : 'LIMIT_BUSY');
  untilClosed(reply, release);
};

/** Gives room back when the answer is sent or the connection gone, at once where it is gone already. */
const untilClosed = (reply: FastifyReply, release: () => void): void => {
  if (reply.raw.destroyed) release();
  else reply.raw.once('close', release);
};

/** A large answer, and how long its client may take for it. */
interface LargeAnswer {
  readonly bytes: number;
  /** milliseconds until the client loses its connection */
  readonly withinMs: number;
  /** told when it does */
  readonly onLate: () => void;
}

/** Takes room for an answer until the client has taken it. @throws LIMIT_BUSY */
export function holdAnswer(
  room: InFlight,
  { bytes, withinMs, onLate }: LargeAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const release = room.take(holderOf(request), bytes);
  if (release === undefined) throw fault('LIMIT_BUSY');
  const late = setTimeout(() => {
    onLate();
    request.raw.socket.destroy();
  }, withinMs).unref();
  untilClosed(reply, () => {
    clearTimeout(late);
    release();
  });
}

/**
 * A handler that works in turn with others and then answers. The turn ends before the answer begins: how slowly a client
 * takes it costs nobody else a turn.
 */
export const inTurn =
  <R extends Pick<FastifyRequest, 'client'>, A>(
    shares: Shares,
    work: (request: R, reply: FastifyReply) => Promise<A>,
    answer: (reply: FastifyReply, result: A) => unknown = (reply, result) => reply.send(result),
  ) =>
  async (request: R, reply: FastifyReply): Promise<unknown> => {
    const result = await shares.run(holderOf(request), () => work(request, reply), goneWith(reply));
    return answer(reply, result);
  };

/** Aborts when the answer can no longer reach the client, or has reached it. */
export function goneWith(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  if (reply.raw.destroyed) gone.abort();
  else reply.raw.once('close', () => gone.abort());
  return gone.signal;
}
