import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import { tlsOptions } from '../crypto/index.ts';
import type { ClosedBecause, Connections } from './connections.ts';
import type { GatewayContext } from './context.ts';
import { LIMITS } from './limits.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The HTTPS server below the application: mutual TLS, time limits for handshake, header fields, body and silence, and
 * connections watched from their first byte.
 *
 * @param closed told of each connection that is closed because of a bound
 */
export function makeServer(
  { settings, keys, trust }: GatewayContext,
  connections: Connections,
  closed: (because: ClosedBecause) => void,
  handler: Handler,
): Server {
  const { anchors, intermediates } = trust.material();
  const { requestTimeoutMs } = settings;
  const server = createServer(
    {
      ...tlsOptions(keys.tls),
      ca: [...anchors, ...intermediates],
      requestCert: true,
      rejectUnauthorized: false, // the answer to a missing or bad certificate is ours: 401 with a code
      minVersion: 'TLSv1.2',
      maxHeaderSize: LIMITS.headerBytes.value,
      handshakeTimeout: Math.min(LIMITS.handshakeSeconds.value * 1000, requestTimeoutMs),
      headersTimeout: requestTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: LIMITS.idleSeconds.value * 1000,
      connectionsCheckingInterval: Math.min(5000, Math.max(100, requestTimeoutMs / 4)),
    },
    fewAtOnce(handler, () => closed('pipeline')),
  );
  server.setTimeout(requestTimeoutMs + LIMITS.silenceSeconds.value * 1000);
  server.maxHeadersCount = LIMITS.headerFields.value;
  server.maxConnections = LIMITS.connections.value;
  connections.watch(server);
  return server;
}

/**
 * Passes requests on, few at once from one connection. Who sends one behind the other without reading answers would
 * have a thousand of them begun with one piece of 64 KiB; its connection is closed.
 */
function fewAtOnce(handler: Handler, onClosed: () => void): Handler {
  const underWay = new WeakMap<Socket, number>();
  return (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const count = (underWay.get(socket) ?? 0) + 1;
    if (count > LIMITS.pipeline.value) {
      onClosed();
      socket.destroy();
      return;
    }
    underWay.set(socket, count);
    response.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1));
    handler(request, response);
  };
}
