/**
 * Recipients of pushes over real TLS, good ones and bad ones of every kind, in a process of their own. Argument: JSON
 * with `pkiDir` and `kinds`, Organisationsschlüssel → kind. Writes one line with the address of each, then one line for
 * each request that came in. A Sendung of these tests begins with its UUID. The line `heal` makes those that are down
 * good ones.
 */
import { createServer as createTlsServer, type Server } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { loadKeyStore } from '../../src/crypto/index.ts';
import { makeAcknowledgement } from '../../src/envelope/index.ts';
import { sha256Hex } from '../../src/platform/ids.ts';
import { tlsOf } from './client.ts';

interface Request {
  readonly schluessel: string;
  readonly uuid: string;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
}

/** What a kind of recipient answers; `undefined`: nothing at all. */
type Kind = (request: Request, socket: Socket) => Promise<Answer | undefined>;

const { pkiDir, kinds } = JSON.parse(process.argv[2] ?? '{}') as { pkiDir: string; kinds: Record<string, string> };
const XML = { 'content-type': 'application/xml' };
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const acknowledge = async ({ uuid, body, schluessel }: Request, signer = schluessel): Promise<Answer> => ({
  status: 200,
  headers: XML,
  body: await makeAcknowledgement(
    { nachrichtenUUID: uuid, sha256: sha256Hex(body), leser: schluessel, zeitpunkt: new Date() },
    loadKeyStore(pkiDir, signer).signature,
  ),
});

const KINDS: Readonly<Record<string, Kind>> = {
  good: (request) => acknowledge(request),
  down: (request) => acknowledge(request),
  silent: async () => undefined,
  slow: async (request) => sleep(30_000).then(() => acknowledge(request)),
  garbage: async () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html><p>It works!' }),
  endless: async () => ({ status: 200, headers: XML, body: 'endless' }),
  stranger: (request) =>
    acknowledge(
      request,
      Object.keys(kinds).find((one) => one !== request.schluessel),
    ),
  broken: async (_request, socket) => void socket.destroy(),
  busy: async () => ({ status: 429, headers: { 'retry-after': '3' } }),
  unavailable: async () => ({ status: 503 }),
  refusing: async () => ({ status: 422, body: '{"code":"OPEN_DECRYPT"}' }),
};

const open = (schluessel: string, kind: string): Server => {
  const { ca, key = '', cert = '' } = tlsOf(pkiDir, schluessel);
  const server = createTlsServer({ ca, key, cert, requestCert: true }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks);
      const uuid = body.subarray(0, 36).toString();
      tell({ schluessel, uuid, at: performance.timeOrigin + performance.now() });
      const answer = await KINDS[kind]?.({ schluessel, uuid, body }, request.socket);
      if (answer === undefined || response.destroyed) return;
      response.writeHead(answer.status, answer.headers);
      if (answer.body !== 'endless') response.end(answer.body);
      else {
        const pour = setInterval(() => response.write(Buffer.alloc(4096, 0x20)), 20);
        response.on('close', () => clearInterval(pour));
      }
    });
  });
  server.on('clientError', () => {});
  return server;
};

const ports: Record<string, number> = {};
const asleep: (() => void)[] = [];
for (const [schluessel, kind] of Object.entries(kinds)) {
  // one that accepts connections and never speaks TLS
  const server = kind === 'mute' ? createServer((socket) => socket.on('error', () => {})) : open(schluessel, kind);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  ports[schluessel] = port;
  if (kind !== 'down') continue;
  await new Promise((resolve) => server.close(resolve));
  asleep.push(() => server.listen(port, '127.0.0.1'));
}
tell({ ports });
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'heal') continue;
  for (const wake of asleep.splice(0)) wake();
}
process.exit(0);
