import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { MEDIA_TYPE } from '../envelope/index.ts';
import { type BlaupauseError, type ErrorCode, fault, newUuid } from '../platform/index.ts';
import type { ClosedBecause } from './connections.ts';
import type { GatewayContext } from './context.ts';
import { identifyClient } from './identify.ts';
import { LIMITS } from './limits.ts';
import { refuse } from './refuse.ts';

/** What Node's HTTP parser says about a request that never became one. */
const PARSER_FAULTS: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'LIMIT_TIMEOUT',
  HPE_HEADER_OVERFLOW: 'LIMIT_HEADERS',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'LIMIT_SIZE',
};

/** What is said of a client that left in the middle of a request: nobody waits for an answer. */
const LEFT: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE']);

/** Connections whose unreadable request is being answered; they are closed after it. */
const answered = new WeakSet<Socket>();

/** Unreadable requests of the minute, by authority; strangers share one. */
interface Unreadable {
  readonly minute: number;
  readonly counts: Map<string, number>;
}
const unreadable = new WeakMap<GatewayContext, Unreadable>();

/** Counts one more; each answer is signed and recorded, so nobody may have many of them. */
function isBeyond(context: GatewayContext, who: string): boolean {
  const minute = Math.floor(performance.now() / 60_000);
  let now = unreadable.get(context);
  if (now?.minute !== minute) {
    now = { minute, counts: new Map() };
    unreadable.set(context, now);
  }
  const count = (now.counts.get(who) ?? 0) + 1;
  now.counts.set(who, count);
  return count > LIMITS.unreadableEach.value;
}

/**
 * Answers what cannot be read as a request (a body or header fields that come too slowly, too many header fields,
 * garbage) with a signed refusal as everywhere else, and closes the connection.
 */
export async function answerClientError(
  context: GatewayContext,
  error: Error,
  socket: Socket,
  closed: (because: ClosedBecause) => void,
): Promise<void> {
  // the parser may say more than once that it cannot go on; a second answer, and a second record, would be wrong
  if (answered.has(socket)) return;
  const { code = '' } = error as NodeJS.ErrnoException;
  // an answer that has begun would be corrupted by a second one
  const { _httpMessage: running } = socket as Socket & { _httpMessage?: { readonly headersSent: boolean } };
  if (LEFT.has(code) || !socket.writable || running?.headersSent) {
    socket.destroy();
    return;
  }
  answered.add(socket);
  try {
    if (isBeyond(context, (await identifyClient(socket, context)).authority?.schluessel ?? '')) {
      closed('unreadable');
      socket.destroy();
      return;
    }
    const known: BlaupauseError = fault(PARSER_FAULTS[code] ?? 'BAD_REQUEST', { cause: error });
    const client = await identifyClient(socket, context);
    const refusal = await refuse(context, known, {
      kennung: newUuid(),
      ...(client.authority === undefined ? {} : { client: client.authority }),
      record: client.authority !== undefined, // a stranger's garbage is counted and logged, but fills no ledger
    });
    const { http } = known.entry;
    const head = [
      `HTTP/1.1 ${http} ${STATUS_CODES[http] ?? ''}`,
      `Content-Type: ${MEDIA_TYPE}; charset=utf-8`,
      `Content-Length: ${refusal.length}`,
      'Cache-Control: no-store',
      'Connection: close',
    ].join('\r\n');
    socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), refusal]));
  } catch (cause) {
    context.log.error({ fault: String(cause) }, 'refusal not sent');
    socket.destroy();
  }
  // whoever does not read the answer does not keep the connection
  setTimeout(() => socket.destroy(), 1000).unref();
}
