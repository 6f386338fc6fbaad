import type { FastifyInstance } from 'fastify';
import { requireClient } from '../app-parts.ts';
import type { GatewayContext } from '../context.ts';

/** Health for the load balancer, metrics for the operator, and the OpenAPI document. */
export function registerOperations(app: FastifyInstance, context: GatewayContext): void {
  app.get('/health/live', { schema: { summary: 'The process runs', tags: ['Betrieb'] } }, async () => ({
    status: 'ok',
  }));

  app.get(
    '/health/ready',
    { schema: { summary: 'Sendungen can be accepted', tags: ['Betrieb'] } },
    async (_request, reply) => {
      const checks = await readiness(context);
      const ready = Object.values(checks).every((state) => state === 'ok');
      return reply.status(ready ? 200 : 503).send({ status: ready ? 'ok' : 'gestört', ...checks });
    },
  );

  app.get(
    '/metrics',
    {
      onRequest: requireClient(context),
      schema: {
        summary: 'Metrics in Prometheus text format',
        tags: ['Betrieb'],
        security: [{ clientCertificate: [] }],
      },
    },
    async (_request, reply) => {
      const { registry } = context.metrics;
      await context.refreshGauges();
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );

  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

async function readiness(context: GatewayContext): Promise<Record<'datenbank' | 'sperrlisten', string>> {
  const database = context.ledger.ping().then(
    () => 'ok',
    () => 'nicht erreichbar',
  );
  const until = context.trust.crlsValidUntil();
  const current = until === undefined || until > context.clock.now();
  return { datenbank: await database, sperrlisten: current ? 'ok' : 'veraltet' };
}
