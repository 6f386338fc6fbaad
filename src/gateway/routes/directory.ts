import type { FastifyInstance } from 'fastify';
import { fault } from '../../platform/index.ts';
import { authorities } from '../app-parts.ts';
import type { Bounds } from '../bounds.ts';
import type { GatewayContext } from '../context.ts';
import { inTurn } from '../in-flight.ts';

/** The directory: who takes which messages, and with which certificate to encrypt. */
export function registerDirectory(app: FastifyInstance, context: GatewayContext, { reads }: Bounds): void {
  const security = [{ clientCertificate: [] as string[] }];

  app.get(
    '/v1/verzeichnis',
    { onRequest: authorities(app, context), schema: { summary: 'All authorities', tags: ['Verzeichnis'], security } },
    inTurn(reads, async () => context.directory.toJSON()),
  );

  app.get<{ Params: { schluessel: string } }>(
    '/v1/verzeichnis/:schluessel',
    {
      onRequest: authorities(app, context),
      schema: { summary: 'One authority by Organisationsschlüssel', tags: ['Verzeichnis'], security },
    },
    inTurn(reads, async (request) => {
      const entry = context.directory.describe(request.params.schluessel);
      if (entry === undefined) throw fault('NOT_FOUND');
      return entry;
    }),
  );
}
