import type { FastifyInstance } from 'fastify';
import { fault } from '../../platform/index.ts';
import type { GatewayContext } from '../context.ts';

/**
 * The transparency log as C2SP tlog-tiles. Open to everybody who reaches the gateway: it holds hashes only, and a log
 * that only participants could read would prove less.
 */
export function registerLog(app: FastifyInstance, context: GatewayContext): void {
  app.get(
    '/v1/log/checkpoint',
    { schema: { summary: 'Newest signed checkpoint (C2SP tlog-checkpoint)', tags: ['Log'] } },
    async (_request, reply) => {
      const checkpoint = await context.logReader.checkpoint();
      if (checkpoint === undefined) throw fault('NOT_FOUND', { detail: 'Noch kein Prüfpunkt.' });
      return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(checkpoint.note);
    },
  );

  app.get<{ Params: { '*': string } }>(
    '/v1/log/tile/*',
    { schema: { summary: 'Tile of the log (C2SP tlog-tiles)', tags: ['Log'] } },
    async (request, reply) => {
      const file = await context.logReader.file(`tile/${request.params['*']}`);
      if (file === undefined) throw fault('NOT_FOUND');
      return reply.type(file.mediaType).header('cache-control', 'public, max-age=31536000, immutable').send(file.bytes);
    },
  );
}
