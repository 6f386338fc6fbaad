import { randomBytes } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { type AddressInfo, connect, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBody } from '../../src/gateway/body.ts';
import { asFault } from '../../src/platform/errors.ts';

const LIMIT = 1_000_000;
const SMALL = randomBytes(20_000);
const LARGE = randomBytes(700_000);

let app: FastifyInstance;
let port = 0;
let read: Buffer | undefined;

beforeAll(async () => {
  app = Fastify({ bodyLimit: LIMIT });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/xml', readBody);
  app.setErrorHandler((error, _request, reply) => reply.status(400).send(asFault(error).code));
  app.post('/', async (request) => {
    read = request.body as Buffer;
    return 'ok';
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
});
afterAll(() => app.close());

/** Sends as written and returns the body of the answer. */
async function send(headers: readonly string[], pieces: readonly Buffer[], end = true): Promise<string> {
  read = undefined;
  const socket = connect(port, '127.0.0.1');
  const answer = text(socket).catch(() => '');
  socket.write(
    ['POST / HTTP/1.1', 'Host: a', 'Connection: close', 'Content-Type: application/xml', ...headers, '', ''].join(
      '\r\n',
    ),
  );
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (!end) socket.destroy();
  return (await answer).split('\r\n\r\n')[1] ?? '';
}

const halves = (bytes: Buffer): Buffer[] => [bytes.subarray(0, 300_001), bytes.subarray(300_001)];

describe('reading a body', () => {
  it('gives the bytes as sent, a large body where threads can see it', async () => {
    expect(await send([`Content-Length: ${SMALL.length}`], [SMALL])).toBe('ok');
    expect(read?.equals(SMALL)).toBe(true);
    expect(read?.buffer).toBeInstanceOf(ArrayBuffer);
    expect(await send([`Content-Length: ${LARGE.length}`], halves(LARGE))).toBe('ok');
    expect(read?.equals(LARGE)).toBe(true);
    expect(read?.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('reads a body that does not say how long it is', async () => {
    const chunks = halves(LARGE).flatMap((half) => [
      Buffer.from(`${half.length.toString(16)}\r\n`),
      half,
      Buffer.from('\r\n'),
    ]);
    expect(await send(['Transfer-Encoding: chunked'], [...chunks, Buffer.from('0\r\n\r\n')])).toBe('ok');
    expect(read?.equals(LARGE)).toBe(true);
  });

  it('refuses what is too long as soon as that is known', async () => {
    expect(await send([`Content-Length: ${LIMIT + 1}`], [])).toBe('LIMIT_SIZE');
    const chunk = Buffer.concat([Buffer.from(`${LARGE.length.toString(16)}\r\n`), LARGE, Buffer.from('\r\n')]);
    expect(await send(['Transfer-Encoding: chunked'], [chunk, chunk])).toBe('LIMIT_SIZE');
    expect(read).toBeUndefined();
  });

  it('hands on nothing of a body that breaks off', async () => {
    await send([`Content-Length: ${LARGE.length}`], [LARGE.subarray(0, 300_000)], false);
    expect(read).toBeUndefined();
  });
});

it.each(['before it was asked for', 'in the middle'])('ends for a body whose client left %s', async (when) => {
  const message = new IncomingMessage(new Socket());
  const request = { headers: {}, routeOptions: { bodyLimit: LIMIT } } as unknown as FastifyRequest;
  if (when.startsWith('before')) message.destroy();
  const body = readBody(request, message);
  message.destroy();
  expect(asFault(await body.catch((error: unknown) => error)).code).toBe('BAD_REQUEST');
});
