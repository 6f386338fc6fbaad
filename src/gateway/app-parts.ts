import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MEDIA_TYPE } from '../envelope/index.ts';
import type { BlaupauseError } from '../platform/errors.ts';
import type { GatewayContext } from './context.ts';
import { type ClientIdentity, identifyClient } from './identify.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** the authority at the other end of the connection; set by {@link knowClient} */
    client: ClientIdentity | undefined;
  }
}

/** Seconds that a busy or limited client is asked to wait. */
export const RETRY_AFTER_SECONDS = 2;

/** Route hook: finds out who calls and lets everybody through; for what must come before a refusal, such as limits. */
export const knowClient = (context: GatewayContext) => async (request: FastifyRequest) => {
  request.client = await identifyClient(request.raw.socket, context);
};

/** Route hook: only authorities of the directory come through. @throws IDENT_* */
export const requireClient = (context: GatewayContext) => async (request: FastifyRequest) => {
  request.client ??= await identifyClient(request.raw.socket, context);
  if (request.client.fault) throw request.client.fault;
};

/** Hooks of a route that is open to everybody: who calls, and within its rate. A rate counts for one route. */
export const anybody = (app: FastifyInstance, context: GatewayContext) => [knowClient(context), app.rateLimit({})];

/** Hooks of a route for authorities. The rate comes before any refusal: signing one costs more than receiving it. */
export const authorities = (app: FastifyInstance, context: GatewayContext) => [
  ...anybody(app, context),
  requireClient(context),
];

/** Status, Retry-After and the refusal's bytes. */
export function sendRefusal(reply: FastifyReply, error: BlaupauseError, refusal: Buffer): FastifyReply {
  if (error.entry.http === 429 || error.entry.http === 503) reply.header('retry-after', String(RETRY_AFTER_SECONDS));
  if (error.entry.http === 413 || error.entry.http === 408) reply.header('connection', 'close');
  return reply
    .status(error.entry.http)
    .type(`${MEDIA_TYPE}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .send(refusal);
}
