import { connect as plainConnect, type Socket } from 'node:net';
import { type SecureVersion, connect as tlsConnect } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { tlsOf } from '../../support/client.ts';

/** Everything that came back on a connection until it was closed or the time was over. */
export interface RawAnswer {
  readonly text: string;
  readonly closed: boolean;
  readonly error?: string;
  readonly ms: number;
}

const portOf = (url: string): number => Number(new URL(url).port);

/** A raw TLS connection of an authority, or of nobody. */
export function tlsSocket(
  { url, pkiDir }: { url: string; pkiDir: string },
  schluessel?: string,
  versions: { minVersion?: SecureVersion; maxVersion?: SecureVersion; ciphers?: string } = {},
): Socket {
  return tlsConnect({ host: 'localhost', port: portOf(url), ...tlsOf(pkiDir, schluessel), ...versions });
}

export const plainSocket = ({ url }: { url: string }): Socket => plainConnect({ host: 'localhost', port: portOf(url) });

/** Writes pieces with a pause between them and collects what comes back. */
export function talk(
  socket: Socket,
  pieces: Iterable<string | Buffer>,
  { pauseMs = 0, forMs = 10_000 } = {},
): Promise<RawAnswer> {
  const started = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let error: string | undefined;
    const finish = (closed: boolean) => {
      clearTimeout(limit);
      clearInterval(writing);
      socket.destroy();
      const text = Buffer.concat(chunks).toString('latin1');
      resolve({ text, closed, ms: performance.now() - started, ...(error === undefined ? {} : { error }) });
    };
    const limit = setTimeout(() => finish(false), forMs);
    const iterator = pieces[Symbol.iterator]();
    const write = () => {
      const next = iterator.next();
      if (next.done) clearInterval(writing);
      else if (!socket.destroyed) socket.write(next.value);
    };
    let writing: NodeJS.Timeout | undefined;
    if (pauseMs > 0) writing = setInterval(write, pauseMs);
    else for (const piece of pieces) socket.write(piece);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (cause: NodeJS.ErrnoException) => {
      error = cause.code ?? cause.message;
    });
    socket.on('close', () => finish(true));
  });
}

/** Head of a request that hands in a Sendung. */
export const head = (fields: Readonly<Record<string, string | number>> = {}): string =>
  `${[
    'POST /v1/sendungen HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/xml',
    ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n')}\r\n\r\n`;

/** The body of a raw answer. */
export const bodyOf = (text: string): Buffer => Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1');
export const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);

/** A body that promises much and comes byte by byte. */
export function* trickle(bytes = 1000): Generator<string> {
  yield head({ 'Content-Length': bytes });
  for (let at = 0; at < bytes; at += 1) yield '<';
}

/** Chunks without end, beyond the limit. */
export function* chunks(megabytes: number): Generator<string> {
  yield head({ 'Transfer-Encoding': 'chunked' });
  const piece = 'x'.repeat(1_000_000);
  for (let at = 0; at < megabytes; at += 1) yield `${piece.length.toString(16)}\r\n${piece}\r\n`;
  yield '0\r\n\r\n';
}

/** A few kilobytes that become 100 MB. */
export const gzipBomb = (): Buffer => gzipSync(Buffer.alloc(100_000_000, '<'), { level: 9 });

export const headerFlood = (count: number): string =>
  head(Object.fromEntries(Array.from({ length: count }, (_, at) => [`X-Flut-${at}`, 'x'.repeat(100)])));
