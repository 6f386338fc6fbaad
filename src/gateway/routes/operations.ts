import type { FastifyInstance } from 'fastify';
import { anybody, authorities } from '../app-parts.ts';
import type { GatewayContext } from '../context.ts';

/** How long one look at the store answers questions for readiness; anybody may ask, in milliseconds. */
const READY_MS = 500;

/** Shares one run of `work` among all who ask within `ms` of its beginning. */
function atMostOncePer<T>(ms: number, work: () => Promise<T>): () => Promise<T> {
  let last: { readonly until: number; readonly result: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (last === undefined || last.until <= now) last = { until: now + ms, result: work() };
    return last.result;
  };
}

/** Health for the load balancer, metrics for the operator, and the OpenAPI document. */
export function registerOperations(app: FastifyInstance, context: GatewayContext): void {
  app.get('/health/live', { schema: { summary: 'The process runs', tags: ['Betrieb'] } }, async () => ({
    status: 'ok',
  }));

  context.drain.register(app);
  const ready = atMostOncePer(READY_MS, () => readiness(context));
  app.get(
    '/health/ready',
    { schema: { summary: 'Sendungen can be accepted', tags: ['Betrieb'] } },
    async (_request, reply) => {
      const checks = await ready();
      if (context.drain.begun) return reply.status(503).send({ status: 'endet', ...checks });
      const good = Object.values(checks).every((state) => state === 'ok');
      return reply.status(good ? 200 : 503).send({ status: good ? 'ok' : 'gestört', ...checks });
    },
  );

  app.get(
    '/metrics',
    {
      onRequest: authorities(app, context),
      schema: {
        summary: 'Metrics in Prometheus text format',
        tags: ['Betrieb'],
        security: [{ clientCertificate: [] }],
      },
    },
    async (_request, reply) => {
      const { meter } = context.metrics;
      return reply.type(meter.contentType).send(await meter.text());
    },
  );

  app.get('/openapi.json', { onRequest: anybody(app, context), schema: { hide: true } }, async () => app.swagger());
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
