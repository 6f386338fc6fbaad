import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import underPressure from '@fastify/under-pressure';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { MEDIA_TYPE } from '../envelope/index.ts';
import { asFault, type BlaupauseError, type ErrorCode, fault } from '../platform/errors.ts';
import { sha256ByTurns, sha256Hex } from '../platform/ids.ts';
import { packageVersion } from '../platform/paths.ts';
import { anybody, RETRY_AFTER_SECONDS, sendRefusal } from './app-parts.ts';
import { readBody } from './body.ts';
import { boundsOf } from './bounds.ts';
import { answerClientError } from './client-error.ts';
import { Connections } from './connections.ts';
import type { GatewayContext } from './context.ts';
import { identifyClient } from './identify.ts';
import { countClosed, publishPressure } from './pressure-metrics.ts';
import { refuse } from './refuse.ts';
import { registerDirectory } from './routes/directory.ts';
import { registerLog } from './routes/log.ts';
import { registerMailbox } from './routes/mailbox.ts';
import { registerOperations } from './routes/operations.ts';
import { registerSendungen } from './routes/sendungen.ts';
import { makeServer } from './server.ts';

/** OpenAPI 3.1 knows mutual TLS; the plugin's types are those of 3.0. */
const MUTUAL_TLS = { type: 'mutualTLS' } as unknown as { type: 'http'; scheme: string };

/** Faults that Fastify itself raises before a handler runs, in terms of our catalogue. */
const FRAMEWORK_FAULTS: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'LIMIT_SIZE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'LIMIT_CONTENT_TYPE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'LIMIT_EMPTY',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BAD_REQUEST',
  FST_ERR_VALIDATION: 'BAD_REQUEST',
  FST_ERR_BAD_URL: 'NOT_FOUND',
  FST_UNDER_PRESSURE: 'LIMIT_BUSY',
};

/**
 * Builds the gateway's HTTPS application: mutual TLS, one error handler that answers with a signed refusal, and the
 * routes of ARCHITECTURE 4.3. The caller listens and closes.
 */
export async function buildApp(context: GatewayContext): Promise<FastifyInstance> {
  const { settings } = context;
  const { meter } = context.metrics;
  const closed = countClosed(meter);
  const connections = new Connections({
    authorityOf: (certificate) => context.directory.byTlsFingerprint(sha256Hex(certificate))?.schluessel,
    closed,
  });
  const app = Fastify({
    https: {}, // the factory makes it
    serverFactory: (handler) => makeServer(context, connections, closed, handler as Parameters<typeof makeServer>[3]),
    loggerInstance: context.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    clientErrorHandler: (error, socket) => void answerClientError(context, error, socket, closed),
    bodyLimit: settings.maxBytes,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
  }) as unknown as FastifyInstance;

  app.decorateRequest('client', undefined);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(MEDIA_TYPE, readBody);

  app.setErrorHandler((error, request, reply) =>
    answerFault(context, translate(error as FastifyError), request, reply),
  );
  app.setNotFoundHandler((request, reply) => answerFault(context, fault('NOT_FOUND'), request, reply));

  await app.register(helmet, { global: true });
  await app.register(underPressure, {
    maxEventLoopDelay: 2000,
    message: 'busy',
    retryAfter: RETRY_AFTER_SECONDS,
    exposeStatusRoute: false,
  });
  await app.register(rateLimit, {
    global: false,
    max: (request) => (request.client?.authority ? settings.ratePerMinute : settings.ratePerMinuteUnknown),
    timeWindow: '1 minute',
    keyGenerator: (request) => request.client?.authority?.schluessel ?? request.ip,
    errorResponseBuilder: () => fault('LIMIT_RATE'),
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Bußgeld-Blaupause Gateway',
        version: packageVersion(),
        description: 'Machine-to-machine exchange of signed and encrypted Sendungen over mutual TLS.',
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      },
      components: { securitySchemes: { clientCertificate: MUTUAL_TLS } },
    },
  });

  const [know, limit] = anybody(app, context);
  // before the body is read: on a path that does not exist anybody could have it kept in memory otherwise
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    await know?.call(app, request, reply);
    await limit?.call(app, request, reply);
    throw fault('NOT_FOUND');
  });
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  // a connection whose last answer comes while the gateway closes would keep it waiting
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  const bounds = boundsOf(settings, closed);
  publishPressure(meter, bounds, connections);
  registerSendungen(app, context, bounds);
  registerMailbox(app, context, bounds);
  registerDirectory(app, context, bounds);
  registerLog(app, context, bounds);
  registerOperations(app, context);
  await app.ready();
  return app;
}

function translate(error: FastifyError): BlaupauseError {
  const code = FRAMEWORK_FAULTS[error.code];
  if (code !== undefined) return fault(code, { cause: error });
  return asFault(error, error.statusCode !== undefined && error.statusCode < 500 ? 'BAD_REQUEST' : 'INTERNAL');
}

/** Answers a fault: on the intake with a signed and recorded refusal, elsewhere with a signed refusal alone. */
async function answerFault(
  context: GatewayContext,
  error: BlaupauseError,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  // nobody is there to be refused: what was not handed in completely leaves no trace
  if (request.raw.socket.destroyed) return reply.hijack();
  const onIntake = request.routeOptions.url === '/v1/sendungen';
  const client = request.client ?? (await identifyClient(request.raw.socket, context).catch(() => undefined));
  const bytes = Buffer.isBuffer(request.body) ? request.body : undefined;
  const refusal = await refuse(context, error, {
    kennung: request.id,
    ...(client?.authority === undefined ? {} : { client: client.authority }),
    ...(bytes === undefined ? {} : { sha256: await sha256ByTurns(bytes) }),
    record: onIntake,
  });
  return sendRefusal(reply, error, refusal);
}
