/** One bound on what clients can make the gateway hold or do. */
export interface Limit {
  readonly value: number;
  /** of what; begins with the unit of the value */
  readonly of: string;
  /** what happens beyond */
  readonly beyond: string;
  /** metric that shows how near the bound is, or what was turned away by it */
  readonly metric: string;
  /** test that goes beyond it, from the root of the repository */
  readonly shownBy: string;
}

const FLOOD = 'test/e2e/gateway-flood.test.ts';
const HOSTILE = 'test/e2e/gateway-hostile.test.ts';
const SHARES = 'test/gateway/shares.test.ts';
const TRANSPORT = 'test/attacks/transport/attack.test.ts';
const RATE = '429 `LIMIT_RATE`, Retry-After';
const BUSY = '503 `LIMIT_BUSY`, Retry-After';

/**
 * Every queue and buffer that a client can fill, with its bound. The code takes its bounds from here, and
 * `docs/reference/limits.md` is written from here.
 */
export const LIMITS = {
  connections: {
    value: 800,
    of: 'connections at once, in all; below what file descriptors usually allow',
    beyond: 'closed before the handshake',
    metric: 'blaupause_connections',
    shownBy: HOSTILE,
  },
  connectionsEach: {
    value: 200,
    of: 'connections of one authority, known by its client certificate',
    beyond: 'the new one is closed after its handshake',
    metric: 'blaupause_connections_closed_total',
    shownBy: HOSTILE,
  },
  connectionsStrangers: {
    value: 200,
    of: 'connections without the certificate of an authority, together',
    beyond: 'the oldest one of the address that has most is closed',
    metric: 'blaupause_connections_closed_total',
    shownBy: HOSTILE,
  },
  handshakes: {
    value: 200,
    of: 'TLS handshakes under way',
    beyond: 'the oldest one of the address that has most is closed',
    metric: 'blaupause_connections_closed_total',
    shownBy: HOSTILE,
  },
  handshakeSeconds: {
    value: 10,
    of: 'seconds for a handshake, or `requestTimeoutMs` if that is less',
    beyond: 'closed',
    metric: 'blaupause_connections_closed_total',
    shownBy: HOSTILE,
  },
  headerBytes: {
    value: 16_384,
    of: 'bytes of request line and header fields',
    beyond: '431 `LIMIT_HEADERS`, closed',
    metric: 'blaupause_sendungen_refused_total',
    shownBy: TRANSPORT,
  },
  headerFields: {
    value: 100,
    of: 'header fields of a request that are kept',
    beyond: 'the others are not read',
    metric: 'blaupause_sendungen_refused_total',
    shownBy: TRANSPORT,
  },
  pipeline: {
    value: 4,
    of: 'requests on one connection whose answers are not out (HTTP pipelining)',
    beyond: 'closed',
    metric: 'blaupause_connections_closed_total',
    shownBy: HOSTILE,
  },
  silenceSeconds: {
    value: 60,
    of: 'seconds beyond `requestTimeoutMs` that a connection may be silent in both directions',
    beyond: 'closed',
    metric: 'blaupause_connections',
    shownBy: HOSTILE,
  },
  unreadableEach: {
    value: 120,
    of: 'requests a minute of one authority, or of all strangers, that cannot be read as one and are answered',
    beyond: 'closed without an answer',
    metric: 'blaupause_connections_closed_total',
    shownBy: HOSTILE,
  },
  idleSeconds: {
    value: 5,
    of: 'seconds that a connection is kept after an answer without a new request',
    beyond: 'closed',
    metric: 'blaupause_connections',
    shownBy: HOSTILE,
  },
  bodies: {
    value: 16,
    of: '× `maxBytes` of bodies from their announcement to the answer; half of it for one authority',
    beyond: BUSY,
    metric: 'blaupause_held_bytes',
    shownBy: FLOOD,
  },
  answers: {
    value: 16,
    of: '× `maxBytes` of contents on their way to readers; half of it for one authority',
    beyond: BUSY,
    metric: 'blaupause_held_bytes',
    shownBy: HOSTILE,
  },
  answerTimes: {
    value: 4,
    of: '× `requestTimeoutMs` in which a reader must have taken an answer',
    beyond: 'closed',
    metric: 'blaupause_connections_closed_total',
    shownBy: HOSTILE,
  },
  places: {
    value: 1024,
    of: 'Sendungen and acknowledgements between their first byte and the answer, in all',
    beyond: BUSY,
    metric: 'blaupause_requests_held',
    shownBy: SHARES,
  },
  placesEach: {
    value: 128,
    of: 'of them of one authority',
    beyond: RATE,
    metric: 'blaupause_requests_held',
    shownBy: HOSTILE,
  },
  sendungen: {
    value: 64,
    of: 'Sendungen being checked at once in all, those checked in threads counted by themselves',
    beyond: 'wait for their turn',
    metric: 'blaupause_requests_at_work',
    shownBy: SHARES,
  },
  sendungenAlone: {
    value: 8,
    of: 'of them of one authority while no other has sent for a minute',
    beyond: 'wait for their turn',
    metric: 'blaupause_requests_at_work',
    shownBy: SHARES,
  },
  sendungenEach: {
    value: 2,
    of: 'of them of one authority otherwise',
    beyond: 'wait for their turn',
    metric: 'blaupause_requests_at_work',
    shownBy: 'test/e2e/gateway-fairness.test.ts',
  },
  sendungenOpen: {
    value: 16,
    of: 'Sendungen of one authority being checked or waiting for the store to have them',
    beyond: 'wait for their turn',
    metric: 'blaupause_requests_held',
    shownBy: SHARES,
  },
  largeAhead: {
    value: 2,
    of: 'Sendungen checked in threads of one authority at work, beyond the number of threads',
    beyond: 'wait for their turn',
    metric: 'blaupause_requests_at_work',
    shownBy: SHARES,
  },
  reads: {
    value: 32,
    of: 'looks into the store for mailbox, Laufzettel, directory and log, in all',
    beyond: 'wait for their turn',
    metric: 'blaupause_requests_at_work',
    shownBy: SHARES,
  },
  readsAlone: {
    value: 8,
    of: 'of them of one authority while no other has asked for a minute',
    beyond: 'wait for their turn',
    metric: 'blaupause_requests_at_work',
    shownBy: SHARES,
  },
  readsEach: {
    value: 2,
    of: 'of them of one authority otherwise',
    beyond: 'wait for their turn',
    metric: 'blaupause_requests_at_work',
    shownBy: 'test/e2e/gateway-fairness.test.ts',
  },
  readsWaiting: {
    value: 512,
    of: 'looks that wait for their turn; half of them for one authority',
    beyond: `${RATE}, or ${BUSY}`,
    metric: 'blaupause_requests_waiting',
    shownBy: HOSTILE,
  },
  waits: {
    value: 512,
    of: 'requests that wait for post (`warten`), in all',
    beyond: BUSY,
    metric: 'blaupause_requests_waiting',
    shownBy: FLOOD,
  },
  waitsEach: {
    value: 16,
    of: 'of them of one authority',
    beyond: RATE,
    metric: 'blaupause_requests_waiting',
    shownBy: FLOOD,
  },
} as const satisfies Record<string, Limit>;
