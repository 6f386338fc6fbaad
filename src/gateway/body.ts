import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { fault } from '../platform/errors.ts';

/** From this announced length on a body is read to where threads can see it, in bytes. */
const SHARED_FROM = 262_144;

/**
 * Reads a body. One of announced length and some size goes piece by piece to its place in memory that the threads of
 * the checks share, so that it is neither put together nor copied in one go while everybody else waits. The pages of that
 * place are taken as the bytes come: whoever announces much and sends little costs little.
 *
 * @returns all bytes; where they are shared, nobody changes them any more
 * @throws LIMIT_SIZE beyond the route's limit, BAD_REQUEST where less comes than was announced
 */
export function readBody({ headers, routeOptions }: FastifyRequest, payload: IncomingMessage): Promise<Buffer> {
  const announced = headers['content-length'] === undefined ? undefined : Number(headers['content-length']);
  const limit = routeOptions.bodyLimit;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  if (announced !== undefined && announced > limit) {
    reject(fault('LIMIT_SIZE'));
    return promise;
  }
  // its client left before anybody listened: it says nothing more, not even that
  if (payload.destroyed) {
    reject(fault('BAD_REQUEST'));
    return promise;
  }
  const place =
    announced !== undefined && announced >= SHARED_FROM ? Buffer.from(new SharedArrayBuffer(announced)) : undefined;
  const pieces: Buffer[] = [];
  let length = 0;

  const onData = (piece: Buffer): void => {
    const at = length;
    length += piece.length;
    if (length > (announced ?? limit)) end(fault(announced === undefined ? 'LIMIT_SIZE' : 'BAD_REQUEST'));
    else if (place === undefined) pieces.push(piece);
    else piece.copy(place, at);
  };
  const onEnd = (): void => {
    if (announced !== undefined && announced !== length) end(fault('BAD_REQUEST'));
    else end();
  };
  const onError = (cause: Error): void => end(fault('BAD_REQUEST', { cause }));
  const onClose = (): void => end(fault('BAD_REQUEST'));
  const end = (error?: Error): void => {
    payload.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
    if (error !== undefined) reject(error);
    else resolve(place ?? Buffer.concat(pieces, length));
  };
  payload.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  payload.resume();
  return promise;
}
