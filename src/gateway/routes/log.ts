import type { FastifyInstance } from 'fastify';
import { storeFault } from '../../ledger/index.ts';
import { fault } from '../../platform/index.ts';
import { anybody } from '../app-parts.ts';
import type { Bounds } from '../bounds.ts';
import type { GatewayContext } from '../context.ts';
import { inTurn } from '../in-flight.ts';

/**
 * The transparency log as C2SP tlog-tiles. Open to everybody who reaches the gateway: it holds hashes only, and a log
 * that only participants could read would prove less.
 */
export function registerLog(app: FastifyInstance, context: GatewayContext, { reads }: Bounds): void {
  const onRequest = anybody(app, context);
  const away = (error: unknown): never => {
    throw storeFault(error);
  };

  app.get(
    '/v1/log/checkpoint',
    { onRequest, schema: { summary: 'Newest signed checkpoint (C2SP tlog-checkpoint)', tags: ['Log'] } },
    inTurn(
      reads,
      async () => {
        const checkpoint = await context.logReader.checkpoint().catch(away);
        if (checkpoint === undefined) throw fault('NOT_FOUND', { detail: 'Noch kein Checkpoint.' });
        return checkpoint.note;
      },
      (reply, note) => reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(note),
    ),
  );

  app.get<{ Params: { '*': string } }>(
    '/v1/log/tile/*',
    { onRequest, schema: { summary: 'Tile of the log (C2SP tlog-tiles)', tags: ['Log'] } },
    inTurn(
      reads,
      async (request) => {
        const file = await context.logReader.file(`tile/${request.params['*']}`).catch(away);
        if (file === undefined) throw fault('NOT_FOUND');
        return file;
      },
      (reply, { mediaType, bytes }) =>
        reply.type(mediaType).header('cache-control', 'public, max-age=31536000, immutable').send(bytes),
    ),
  );
}
