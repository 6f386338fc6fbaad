import { readdirSync, readFileSync } from 'node:fs';
import { connect as plainConnect, type Socket } from 'node:net';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import { expect } from 'vitest';
import type { Settings } from '../../src/platform/index.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { forge } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB, MESSSTELLE } from '../support/profile.ts';

/** Head of a request that hands in a Sendung, but for its length. */
export const HEAD = 'POST /v1/sendungen HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n';

/** A connection of an attacker below TLS and above, and what came back on it. */
export interface Attacker {
  readonly socket: TLSSocket;
  readonly raw: Socket;
  text(): string;
}

/** A gateway, clients that mean well, and connections of one that does not. */
export class Hostile {
  readonly gateway: TestGateway;
  readonly port: number;
  readonly #clients: TestClient[] = [];
  readonly #sockets = new Set<Socket>();

  private constructor(gateway: TestGateway) {
    this.gateway = gateway;
    this.port = Number(new URL(gateway.url).port);
  }

  static async start(settings: Partial<Record<keyof Settings, unknown>> = {}): Promise<Hostile> {
    return new Hostile(await startTestGateway(settings));
  }

  as(schluessel?: string): TestClient {
    const client = new TestClient(this.gateway.url, tlsOf(this.gateway.pkiDir, schluessel));
    this.#clients.push(client);
    return client;
  }

  /** A new client of another authority hands in a Sendung and gets its receipt. */
  async good(): Promise<void> {
    const client = new TestClient(this.gateway.url, tlsOf(this.gateway.pkiDir, BGB));
    const { status } = await client.send(forge(this.gateway.pkiDir).bytes);
    client.close();
    expect(status).toBe(202);
  }

  /** A connection without TLS. */
  plain(port = this.port): Socket {
    const socket = plainConnect({ host: 'localhost', port });
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
    return socket;
  }

  /** A connection of an authority, or of nobody, once its handshake is done or refused. */
  async secured(schluessel?: string, port = this.port): Promise<Attacker> {
    const raw = this.plain(port);
    const socket = tlsConnect({ socket: raw, servername: 'localhost', ...tlsOf(this.gateway.pkiDir, schluessel) });
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (data) => {
      text += String(data);
    });
    await Promise.race([new Promise<void>((resolve) => socket.once('secureConnect', resolve)), closed(socket)]);
    return { socket, raw, text: () => text };
  }

  /** Requests that are begun, each on a connection of its own, and never completed. */
  begun(count: number, schluessel: string, bytes = 100): Promise<Attacker[]> {
    return inGroups(count, async () => {
      const one = await this.secured(schluessel);
      one.socket.write(`${HEAD}Content-Length: ${bytes}\r\n\r\n<`);
      return one;
    });
  }

  /** One figure of the gateway's metrics. */
  async metric(name: string, label: string): Promise<number> {
    const { body } = await this.as(MESSSTELLE).call('GET', '/metrics');
    const lines = body.toString().split('\n');
    const line = lines.find((one) => one.startsWith(`${name}{`) && one.includes(`"${label}"`));
    return Number(line?.split(' ').at(-1) ?? 0);
  }

  /** Files and sockets that the gateway has open. */
  openFiles(): number {
    return readdirSync(`/proc/${this.gateway.pid}/fd`).length;
  }

  /** Resident memory of the gateway in MiB. */
  residentMiB(): number {
    const status = readFileSync(`/proc/${this.gateway.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }

  /** Refusals in the ledger. */
  async refusals(): Promise<number> {
    const { pool } = this.gateway.database;
    const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM blaupause.abweisung');
    return rows[0]?.n ?? 0;
  }

  /** Ends every connection from this side. */
  leave(): void {
    for (const socket of this.#sockets) socket.destroy();
    for (const client of this.#clients.splice(0)) client.close();
  }

  async close(): Promise<void> {
    this.leave();
    await this.gateway.close();
  }
}

/** Until a connection is closed, in whatever way. */
export const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });

/** How many of these are still open. */
export const stillOpen = (all: readonly Attacker[]): number => all.filter(({ raw }) => !raw.closed).length;

/** Does the same many times, not all at once, so that the test's own handshakes do not time out. */
export async function inGroups<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  while (all.length < count) {
    const group = Array.from({ length: Math.min(20, count - all.length) }, work);
    all.push(...(await Promise.all(group)));
  }
  return all;
}
