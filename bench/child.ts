/**
 * The other processes of the benchmark: gateway, reading authority, a Fastify that does nothing, or a sender of large
 * Sendungen. The argument is a
 * {@link ChildTask} as JSON; writes its address as one line and ends with its standard input.
 */
import { setPriority } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { loadKeyStore, TrustStore, tlsOptions } from '../src/crypto/index.ts';
import { startGateway } from '../src/gateway/index.ts';
import { Konnektor, openEndpoint, TlsClient } from '../src/konnektor/index.ts';
import { loadSettings } from '../src/platform/index.ts';
import { loadProfile } from '../src/profile/index.ts';
import { READER, SENDER, Stock } from './stock.ts';
import type { ChildTask, Served } from './world.ts';

/** Content of a large Sendung with its attachment, in bytes. */
const LARGE = 10 * 1024 * 1024;
/** Large Sendungen of a flood. */
const FLOOD = 8;
/** Niceness of its process. */
const FLOOD_NICENESS = 10;

const task = JSON.parse(process.argv[2] ?? '{}') as ChildTask;
const served = await { gateway, reader, bare, flood }[task.role](task);
process.stdout.write(`${served.url}\n`);
process.stdin.resume();
process.stdin.once('end', async () => {
  await served.close();
  process.exit(0);
});

/** A whole gateway beside the one in the measuring process, on the same ledger. */
function gateway({ settings }: ChildTask): Promise<Served> {
  return startGateway(loadSettings({}, undefined, settings));
}

/** The reading authority's push endpoint with its durable inbox. */
async function reader({ settings, dir }: ChildTask): Promise<Served> {
  const { gateway } = loadProfile(String(settings.profile));
  const konnektor = new Konnektor({
    schluessel: READER,
    gateway: 'https://localhost:1',
    pkiDir: settings.pkiDir,
    inbox: join(dir, 'eingang.sqlite'),
  });
  return openEndpoint(konnektor, gateway.schluessel, () => {});
}

/** Fastify with mutual TLS that reads a body and answers with as much as a receipt has. */
async function bare({ settings }: ChildTask): Promise<Served> {
  const { gateway } = loadProfile(String(settings.profile));
  const { anchors, intermediates } = TrustStore.fromFolder(settings.pkiDir).material();
  const app = Fastify({
    https: {
      ...tlsOptions(loadKeyStore(settings.pkiDir, gateway.schluessel).tls),
      ca: [...anchors, ...intermediates],
      requestCert: true,
      rejectUnauthorized: true,
    },
  });
  const answer = Buffer.alloc(3_500, 'a');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/xml', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/', (_request, reply) => reply.status(202).type('application/xml').send(answer));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url: address.replace('127.0.0.1', 'localhost'), close: () => app.close() };
}

/**
 * Sends large Sendungen one after the other from the moment at which it says so, and ends with the last one. All are
 * sealed before, so that sealing takes no processor from what is measured; and this process, which stands for a machine
 * elsewhere, takes only what processor time the others leave.
 */
async function flood({ settings, target = '' }: ChildTask): Promise<Served> {
  const { gateway } = loadProfile(String(settings.profile));
  const [sender, ...readers] = [SENDER, READER, gateway.schluessel].map((key) => loadKeyStore(settings.pkiDir, key));
  if (sender === undefined) throw new RangeError('no sender');
  const stock = new Stock(sender, readers, LARGE);
  await stock.fill(FLOOD);
  setPriority(FLOOD_NICENESS);
  const { anchors, intermediates } = TrustStore.fromFolder(settings.pkiDir).material();
  const { key, cert } = tlsOptions(sender.tls);
  const client = new TlsClient(target, { key, certificate: cert, ca: [...anchors, ...intermediates] });
  const send = async () => {
    const { status } = await client.call('POST', '/v1/sendungen', stock.take().bytes);
    if (status !== 202) throw new Error(`HTTP ${status}`);
  };
  // the first one starts what is started at need
  await send();
  const sending = (async () => {
    for (let left = FLOOD - 1; left > 0; left -= 1) await send();
  })();
  return {
    url: 'flood',
    close: async () => {
      await sending;
      await client.close();
    },
  };
}
