import { EventEmitter } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { holdAnswer, holdBody, holdPlace, InFlight } from '../../src/gateway/in-flight.ts';

/** A request of 10 bytes whose client is there, or has left already. */
const requestOf = (destroyed: boolean) => {
  const raw = Object.assign(new EventEmitter(), { destroyed });
  const request = { headers: { 'content-length': '10' }, raw: { socket: { destroy: () => {} } } };
  return { raw, request: request as unknown as FastifyRequest, reply: { raw } as unknown as FastifyReply };
};

describe('room of requests', () => {
  it.each([false, true])('is given back when the client leaves, also where it left before (%s)', async (left) => {
    const rooms = [new InFlight(100), new InFlight(100), new InFlight(100)] as const;
    const { raw, request, reply } = requestOf(left);
    await holdBody(rooms[0], 50)(request, reply);
    await holdPlace(rooms[1])(request, reply);
    holdAnswer(rooms[2], { bytes: 20, withinMs: 60_000, onLate: () => {} }, request, reply);
    expect(rooms.map(({ total }) => total)).toEqual(left ? [0, 0, 0] : [10, 1, 20]);
    raw.emit('close');
    expect(rooms.map(({ total }) => total)).toEqual([0, 0, 0]);
  });
});
