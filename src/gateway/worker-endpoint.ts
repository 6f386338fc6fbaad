import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, BlockList, isIP, type Server } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { fault } from '../platform/errors.ts';
import type { Meter } from '../platform/telemetry/index.ts';
import { type Identifying, identifyClient } from './identify.ts';

/** What the endpoint of a worker needs. */
export interface WorkerEndpointOptions {
  readonly host: string;
  readonly port: number;
  readonly meter: Meter;
  /** key, certificate and anchors, for an address that others can reach */
  readonly tls: () => TlsOptions;
  readonly identifying: Identifying;
  /** what must answer for the worker to do its work; each rejects where it does not */
  readonly ready: Readonly<Record<string, () => Promise<unknown>>>;
}

/** Health and metrics of a worker. */
export interface WorkerEndpoint {
  readonly url: string;
  close(): Promise<void>;
}

const MOST_CONNECTIONS = 64;
const REQUEST_MS = 5000;
/** How long the parts of a worker may take to say that they are there, in milliseconds. */
const READY_MS = 3000;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

const isLoopback = (host: string): boolean =>
  host === 'localhost' || (isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'));

/**
 * Listens for health checks and metrics: over HTTP where only this machine can ask, else over mutual TLS, where metrics
 * are for authorities of the directory alone, as at the gateway.
 *
 * @throws PORT_IN_USE, SETTINGS
 */
export async function listenForWorker(options: WorkerEndpointOptions): Promise<WorkerEndpoint> {
  const { host, port, tls } = options;
  const open = isLoopback(host);
  const limits = { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, maxHeaderSize: 8192 };
  const answer = (request: IncomingMessage, response: ServerResponse): void =>
    void respond(options, open, request, response).catch(() => response.destroy());
  const server: Server = open
    ? createServer(limits, answer)
    : createSecureServer({ ...limits, ...tls(), requestCert: true, rejectUnauthorized: false }, answer);
  server.maxConnections = MOST_CONNECTIONS;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  try {
    await promise;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const detail = `workerPort: ${host}:${port}.`;
    throw fault(code === 'EADDRINUSE' ? 'PORT_IN_USE' : 'SETTINGS', { detail, cause });
  }
  server.on('error', () => {});
  const { port: taken } = server.address() as AddressInfo;
  const shown = isIP(host) === 6 ? `[${host}]` : host;
  return {
    url: `${open ? 'http' : 'https'}://${shown}:${taken}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) (server as { closeAllConnections(): void }).closeAllConnections();
      }),
  };
}

async function respond(
  { meter, identifying, ready }: WorkerEndpointOptions,
  open: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, type: string, text: string): void =>
    void response
      .writeHead(status, { 'content-type': type, 'cache-control': 'no-store', connection: 'close' })
      .end(request.method === 'HEAD' ? '' : text);
  const sayJson = (status: number, value: object): void => say(status, 'application/json', JSON.stringify(value));
  if (request.method !== 'GET' && request.method !== 'HEAD') return sayJson(405, { status: 'unzulässig' });
  switch (request.url) {
    case '/health/live':
      return sayJson(200, { status: 'ok' });
    case '/health/ready': {
      const states = await Promise.all(Object.entries(ready).map(async ([name, ask]) => [name, await stateOf(ask)]));
      const good = states.every(([, state]) => state === 'ok');
      return sayJson(good ? 200 : 503, { status: good ? 'ok' : 'gestört', ...Object.fromEntries(states) });
    }
    case '/metrics': {
      const refused = open ? undefined : (await identifyClient(request.socket, identifying)).fault;
      if (refused !== undefined) return sayJson(refused.entry.http, { status: 'abgewiesen', code: refused.code });
      return say(200, meter.contentType, await meter.text());
    }
    default:
      return sayJson(404, { status: 'unbekannt' });
  }
}

/** Whether a part answers, in time. */
async function stateOf(ask: () => Promise<unknown>): Promise<string> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('late')), READY_MS);
  try {
    await Promise.race([ask(), late]);
    return 'ok';
  } catch {
    return 'nicht erreichbar';
  } finally {
    clearTimeout(timer);
  }
}
