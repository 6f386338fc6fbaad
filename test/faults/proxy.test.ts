import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Mischief, TcpProxy } from './proxy.ts';

/** Answers everything with the same bytes in capitals. */
const server = createServer((socket) => {
  socket.on('error', () => {});
  socket.on('data', (piece: Buffer) => socket.write(piece.toString().toUpperCase()));
});
let proxy: TcpProxy;

beforeEach(async () => {
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  proxy = await TcpProxy.start({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
afterEach(() => proxy.close());

/** Says something and gives what comes back within the time, and how the connection ended. */
async function say(text: string, ms = 150): Promise<{ heard: string; end: string }> {
  const socket: Socket = connect(proxy.port, '127.0.0.1');
  let heard = '';
  let end = 'open';
  socket.on('data', (piece) => {
    heard += piece.toString();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    end = error.code ?? 'error';
  });
  socket.write(text);
  await new Promise((resolve) => setTimeout(resolve, ms));
  socket.destroy();
  return { heard, end };
}

test('passes what is said and what is answered', async () => {
  expect(await say('abc')).toEqual({ heard: 'ABC', end: 'open' });
});

test.each<[Mischief, { heard: string; end: string }]>([
  [
    { how: 'cut', direction: 'down', after: 0 },
    { heard: '', end: 'ECONNRESET' },
  ],
  [
    { how: 'halve', direction: 'down', after: 2 },
    { heard: 'AB', end: 'ECONNRESET' },
  ],
  [
    { how: 'halve', direction: 'up', after: 2 },
    { heard: 'AB', end: 'ECONNRESET' },
  ],
  [
    { how: 'swallow', direction: 'up', after: 0 },
    { heard: '', end: 'open' },
  ],
  [
    { how: 'duplicate', direction: 'down', after: 0 },
    { heard: 'ABCDABCD', end: 'open' },
  ],
  [
    { how: 'delay', direction: 'up', after: 0, ms: 400 },
    { heard: '', end: 'open' },
  ],
])('%o', async (mischief, expected) => {
  proxy.plan(mischief);
  const got = await say('abcd');
  // what left before a reset may be dropped with it at the other end
  if (mischief.how === 'halve') expect(expected.heard.startsWith(got.heard)).toBe(true);
  else expect(got.heard).toBe(expected.heard);
  expect(got.end).toBe(expected.end);
  expect(proxy.struck).toBe(1);
  expect(await say('next')).toEqual({ heard: 'NEXT', end: 'open' });
});

test('refuses, and takes connections again on the same port', async () => {
  const { port } = proxy;
  await proxy.refuse();
  expect(await say('abc')).toEqual({ heard: '', end: 'ECONNREFUSED' });
  await proxy.accept();
  expect(proxy.port).toBe(port);
  expect((await say('abc')).heard).toBe('ABC');
});

test('leads elsewhere and cuts what led to the old place', async () => {
  const other = createServer((socket) => socket.end('other'));
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const held = connect(proxy.port, '127.0.0.1');
  const cut = once(held, 'error') as Promise<[NodeJS.ErrnoException]>;
  await once(held, 'connect');
  await new Promise((resolve) => setTimeout(resolve, 20));
  const address = other.address();
  proxy.aim({ port: typeof address === 'object' && address !== null ? address.port : 0 }, { cut: true });
  expect((await cut)[0].code).toBe('ECONNRESET');
  expect((await say('abc')).heard).toBe('other');
  other.close();
});
