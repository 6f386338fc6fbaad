import type { FastifyInstance } from 'fastify';
import { fault } from '../../platform/index.ts';
import { authorities } from '../app-parts.ts';
import type { GatewayContext } from '../context.ts';

/** The directory: who takes which messages, and with which certificate to encrypt. */
export function registerDirectory(app: FastifyInstance, context: GatewayContext): void {
  const security = [{ clientCertificate: [] as string[] }];

  app.get(
    '/v1/verzeichnis',
    { onRequest: authorities(app, context), schema: { summary: 'All authorities', tags: ['Verzeichnis'], security } },
    async () => context.directory.toJSON(),
  );

  app.get<{ Params: { schluessel: string } }>(
    '/v1/verzeichnis/:schluessel',
    {
      onRequest: authorities(app, context),
      schema: { summary: 'One authority by Organisationsschlüssel', tags: ['Verzeichnis'], security },
    },
    async (request) => {
      const entry = context.directory.describe(request.params.schluessel);
      if (entry === undefined) throw fault('NOT_FOUND');
      return entry;
    },
  );
}
