import type { FastifyInstance } from 'fastify';
import { storeFault } from '../../ledger/index.ts';
import { fault } from '../../platform/index.ts';
import { anybody } from '../app-parts.ts';
import type { GatewayContext } from '../context.ts';

/**
 * The transparency log as C2SP tlog-tiles. Open to everybody who reaches the gateway: it holds hashes only, and a log
 * that only participants could read would prove less.
 */
export function registerLog(app: FastifyInstance, context: GatewayContext): void {
  const onRequest = anybody(app, context);
  const away = (error: unknown): never => {
    throw storeFault(error);
  };

  app.get(
    '/v1/log/checkpoint',
    { onRequest, schema: { summary: 'Newest signed checkpoint (C2SP tlog-checkpoint)', tags: ['Log'] } },
    async (_request, reply) => {
      const checkpoint = await context.logReader.checkpoint().catch(away);
      if (checkpoint === undefined) throw fault('NOT_FOUND', { detail: 'Noch kein Prüfpunkt.' });
      return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(checkpoint.note);
    },
  );

  app.get<{ Params: { '*': string } }>(
    '/v1/log/tile/*',
    { onRequest, schema: { summary: 'Tile of the log (C2SP tlog-tiles)', tags: ['Log'] } },
    async (request, reply) => {
      const file = await context.logReader.file(`tile/${request.params['*']}`).catch(away);
      if (file === undefined) throw fault('NOT_FOUND');
      return reply.type(file.mediaType).header('cache-control', 'public, max-age=31536000, immutable').send(file.bytes);
    },
  );
}
