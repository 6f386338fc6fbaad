import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TlsClient, type TlsIdentity } from '../../src/konnektor/index.ts';
import { tlsOf } from '../support/client.ts';
import { faultOf } from '../support/faults.ts';
import { BGB, GATEWAY, writeInstallation } from '../support/profile.ts';

describe('TlsClient', () => {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-verbindung-'));
  let pkiDir: string;
  let identity: TlsIdentity;
  const open: { close(): unknown }[] = [];
  beforeAll(async () => {
    ({ pkiDir } = await writeInstallation(dir));
    const { ca, key = '', cert = '' } = tlsOf(pkiDir, BGB);
    identity = { ca, key, certificate: cert };
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** A server that answers the n-th request as told; the last way is kept. */
  const serve = async (...ways: RequestListener[]): Promise<{ url: string; server: Server; count: () => number }> => {
    let count = 0;
    const { ca, key = '', cert = '' } = tlsOf(pkiDir, GATEWAY);
    const server = createServer({ ca, key, cert, requestCert: true }, (request, response) => {
      const way = ways[Math.min(count, ways.length - 1)];
      count += 1;
      way?.(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({
      close: () => {
        server.closeAllConnections();
        server.close();
      },
    });
    return { url: `https://localhost:${(server.address() as AddressInfo).port}`, server, count: () => count };
  };
  const client = (url: string, timeoutMs = 2000): TlsClient => {
    const made = new TlsClient(url, identity, { timeoutMs });
    open.push(made);
    return made;
  };
  const status =
    (code: number, headers: Record<string, string> = {}): RequestListener =>
    (_, response) => {
      response.writeHead(code, headers).end('x');
    };
  const breakOff: RequestListener = (request) => request.socket.destroy();

  it('gives status, headers and the complete body', async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(418, { 'x-y': 'z' }).end(Buffer.alloc(3_000_000, 7)),
    );
    const answer = await client(url).call('GET', '/');
    expect(answer.status).toBe(418);
    expect(answer.headers['x-y']).toBe('z');
    expect(answer.body.equals(Buffer.alloc(3_000_000, 7))).toBe(true);
  });

  it('repeats while the server breaks off or answers 429, 502, 503 or 504, and then gives the answer', async () => {
    const { url, count } = await serve(breakOff, status(503), status(429), status(502), status(504), status(202));
    const reasons: string[] = [];
    const answer = await client(url).callPatiently('POST', '/', Buffer.from('x'), {
      forMs: 60_000,
      onRetry: (reason) => reasons.push(reason),
    });
    expect(answer.status).toBe(202);
    expect(count()).toBe(6);
    expect(reasons).toEqual(['Verbindung abgebrochen', 'HTTP 503', 'HTTP 429', 'HTTP 502', 'HTTP 504']);
  });

  it('waits as long as Retry-After says', async () => {
    const { url } = await serve(status(503, { 'retry-after': '1' }), status(200));
    const started = performance.now();
    const pauses: number[] = [];
    await client(url).callPatiently('GET', '/', undefined, { forMs: 20_000, onRetry: (_, ms) => pauses.push(ms) });
    expect(pauses).toEqual([1000]);
    expect(performance.now() - started).toBeGreaterThan(950);
  });

  it.each([400, 401, 403, 409, 413, 422, 500])('does not repeat %i: the answer would stay the same', async (code) => {
    const { url, count } = await serve(status(code));
    expect((await client(url).callPatiently('GET', '/', undefined, { forMs: 5000 })).status).toBe(code);
    expect(count()).toBe(1);
  });

  it('gives up when its patience is over, with the last answer or the last fault', async () => {
    const busy = await serve(status(503));
    expect((await client(busy.url).callPatiently('GET', '/', undefined, { forMs: 300 })).status).toBe(503);
    expect(busy.count()).toBeGreaterThan(1);
    const broken = await serve(breakOff);
    const fault = await faultOf(() => client(broken.url).callPatiently('GET', '/', undefined, { forMs: 300 }));
    expect(fault.code).toBe('SEND_FAILED');
    expect(broken.count()).toBeGreaterThan(1);
  });

  it('finds a server that starts only later', async () => {
    const { url, server } = await serve(status(200));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const asked = client(url).callPatiently('GET', '/', undefined, { forMs: 20_000 });
    setTimeout(() => server.listen(port, '127.0.0.1'), 500);
    expect((await asked).status).toBe(200);
  });

  it('stops at once when told to', async () => {
    const { url } = await serve(status(503, { 'retry-after': '60' }));
    const stop = new AbortController();
    const started = performance.now();
    setTimeout(() => stop.abort(), 200);
    const fault = await faultOf(() =>
      client(url).callPatiently('GET', '/', undefined, { forMs: 600_000, signal: stop.signal }),
    );
    expect(fault.code).toBe('SEND_FAILED');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('names the kind of failure and nothing else', async () => {
    const silent = await serve(() => {});
    expect((await faultOf(() => client(silent.url, 300).call('GET', '/'))).detail).toBe('Zeitüberschreitung');
    const gone = await serve(status(200));
    await new Promise((resolve) => gone.server.close(resolve));
    expect((await faultOf(() => client(gone.url).call('GET', '/'))).detail).toBe('Verbindung abgelehnt');
  });

  it('does not talk to a server of another hierarchy', async () => {
    const { pkiDir: other } = await writeInstallation(join(dir, 'fremd'));
    const { url, count } = await serve(status(200));
    const { ca } = tlsOf(other);
    const stranger = new TlsClient(url, { ...identity, ca });
    open.push(stranger);
    expect((await faultOf(() => stranger.call('GET', '/'))).code).toBe('SEND_FAILED');
    expect(count()).toBe(0);
  });
});
