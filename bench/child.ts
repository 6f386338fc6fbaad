/**
 * The other processes of the benchmark: gateway, reading authority, or a Fastify that does nothing. The argument is a
 * {@link ChildTask} as JSON; writes its address as one line and ends with its standard input.
 */
import { join } from 'node:path';
import Fastify from 'fastify';
import { loadKeyStore, TrustStore, tlsOptions } from '../src/crypto/index.ts';
import { startGateway } from '../src/gateway/index.ts';
import { Konnektor, openEndpoint } from '../src/konnektor/index.ts';
import { loadSettings } from '../src/platform/index.ts';
import { loadProfile } from '../src/profile/index.ts';
import { READER } from './stock.ts';
import type { ChildTask, Served } from './world.ts';

const task = JSON.parse(process.argv[2] ?? '{}') as ChildTask;
const served = await { gateway, reader, bare }[task.role](task);
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
