import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import Fastify from 'fastify';
import { tlsOptions } from '../crypto/index.ts';
import { MEDIA_TYPE } from '../envelope/index.ts';
import { asFault, fault } from '../platform/index.ts';
import type { Konnektor } from './konnektor.ts';

/** Path at which a gateway pushes Sendungen. */
export const PUSH_PATH = '/v1/zustellung';

/** A running push endpoint. */
export interface Endpoint {
  /** e.g. `https://localhost:44301` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The endpoint to which a gateway pushes: mutual TLS, only the gateway may call, the answer is the signed
 * acknowledgement once the Sendung is durable in the inbox.
 *
 * @param gateway Organisationsschlüssel of the gateway that may push
 * @param onArrival called after each new Sendung that was taken over
 * @throws PORT_IN_USE
 */
export async function openEndpoint(
  konnektor: Konnektor,
  gateway: string,
  onArrival: () => void,
  { host = '127.0.0.1', port = 0, maxBytes = 40_000_000 } = {},
): Promise<Endpoint> {
  const { anchors, intermediates } = konnektor.trust.material();
  const app = Fastify({
    https: {
      ...tlsOptions(konnektor.keys.tls),
      ca: [...anchors, ...intermediates],
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2' as const,
    },
    bodyLimit: maxBytes,
    requestTimeout: 60_000,
    logger: false,
    forceCloseConnections: true,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(MEDIA_TYPE, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, _request, reply) => {
    const known = asFault(error);
    return reply.status(known.entry.http).send({ code: known.code, text: known.entry.de });
  });
  app.post(PUSH_PATH, async (request, reply) => {
    const peer = (request.raw.socket as TLSSocket).getPeerX509Certificate();
    if (peer === undefined) throw fault('IDENT_NO_CERTIFICATE');
    const { certificate } = await konnektor.trust.check(peer.raw, [], { purpose: 'tls-client', at: new Date() });
    if (certificate.organizationIdentifier !== gateway) throw fault('IDENT_UNKNOWN');
    if (!Buffer.isBuffer(request.body)) throw fault('LIMIT_EMPTY');
    const { abholung, fresh } = await konnektor.takeOver(request.body);
    if (fresh) setImmediate(onArrival);
    return reply.type(`${MEDIA_TYPE}; charset=utf-8`).send(abholung);
  });
  try {
    await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw fault('PORT_IN_USE', { detail: `Port ${port}.` });
    throw error;
  }
  const { port: bound } = app.server.address() as AddressInfo;
  return { url: `https://localhost:${bound}`, close: () => app.close() };
}
