import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClient, tlsOf } from '../support/client.ts';
import { forge } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB, KBA } from '../support/profile.ts';

const UNKNOWN_RATE = 150;

describe('what one client may cost the gateway is bounded', () => {
  let gateway: TestGateway;
  const clients: TestClient[] = [];
  beforeAll(async () => {
    gateway = await startTestGateway({ ratePerMinuteUnknown: UNKNOWN_RATE });
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await gateway.close();
  });
  const as = (schluessel?: string): TestClient => {
    const client = new TestClient(gateway.url, tlsOf(gateway.pkiDir, schluessel));
    clients.push(client);
    return client;
  };
  /** Begins a request whose body never comes. @returns what has come back so far */
  const begin = (
    path: string,
    bytes: number | 'chunked',
    schluessel?: string,
  ): { socket: Socket; text: () => string } => {
    const { port } = new URL(gateway.url);
    const socket = connect({ host: 'localhost', port: Number(port), ...tlsOf(gateway.pkiDir, schluessel) });
    let text = '';
    socket.on('data', (data) => {
      text += String(data);
    });
    socket.on('error', () => {});
    const length = bytes === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${bytes}`;
    socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n${length}\r\n\r\n`);
    return { socket, text: () => text };
  };

  it('a body for a path that does not exist is refused before it comes', async () => {
    const { socket, text } = begin('/gibt-es-nicht', 19_000_000);
    await expect.poll(text, { timeout: 5000 }).toContain('HTTP/1.1 404');
    socket.destroy();
  });

  it('slow large bodies of one authority are refused beyond its share, and others are served meanwhile', async () => {
    const slow = Array.from({ length: 20 }, (_, at) => begin('/v1/sendungen', at % 2 ? 19_000_000 : 'chunked', KBA));
    const refused = () => slow.filter(({ text }) => text().startsWith('HTTP/1.1 503')).length;
    await expect.poll(refused, { timeout: 10_000 }).toBeGreaterThanOrEqual(12);
    expect(refused()).toBe(12);
    const { bytes } = forge(gateway.pkiDir);
    expect((await as(BGB).send(bytes)).status).toBe(202);
    for (const { socket } of slow) socket.destroy();
    const again = begin('/v1/sendungen', 19_000_000, KBA);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(again.text()).toBe('');
    again.socket.destroy();
  });

  it('an authority waits for post sixteen times at most, and a wait ends with its connection', async () => {
    const wait = () => {
      const client = as(KBA);
      return {
        client,
        answer: client.call('GET', '/v1/postfach?warten=60').then(
          ({ status }) => status,
          () => 0,
        ),
      };
    };
    const held = Array.from({ length: 16 }, wait);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await wait().answer).toBe(429);
    for (const { client } of held) client.close();
    expect(await Promise.all(held.map(({ answer }) => answer))).toEqual(held.map(() => 0));
    await expect
      .poll(async () => (await as(KBA).call('GET', '/v1/postfach?warten=1')).status, { timeout: 10_000 })
      .toBe(200);
  });

  it('strangers are refused with a signature each time, and recorded within a bound', async () => {
    const stranger = as();
    for (let at = 0; at < UNKNOWN_RATE; at += 1) expect((await stranger.send('x')).status).toBe(401);
    const { rows } = await gateway.database.pool.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM blaupause.abweisung WHERE code = 'IDENT_NO_CERTIFICATE'",
    );
    expect(rows[0]?.n).toBeGreaterThanOrEqual(30);
    expect(rows[0]?.n).toBeLessThanOrEqual(90);
  });

  it.each(['/v1/verzeichnis', '/v1/log/checkpoint', '/gibt-es-nicht'])('%s has a rate too', async (path) => {
    const stranger = as();
    const statuses: number[] = [];
    for (let at = 0; at <= UNKNOWN_RATE; at += 1) statuses.push((await stranger.call('GET', path)).status);
    expect(statuses.slice(0, 100)).not.toContain(429);
    expect(statuses).toContain(429);
    expect((await stranger.call('GET', '/health/live')).status).toBe(200);
  });

  it('does not wait for those who wait for post when it ends', async () => {
    const other = await startTestGateway();
    const reader = new TestClient(other.url, tlsOf(other.pkiDir, KBA));
    const waiting = reader.call('GET', '/v1/postfach?warten=60');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const begun = performance.now();
    await other.close();
    expect(performance.now() - begun).toBeLessThan(6000);
    expect(JSON.parse((await waiting).body.toString())).toEqual({ sendungen: [] });
    reader.close();
  });
});
