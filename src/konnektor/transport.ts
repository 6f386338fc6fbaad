import { Agent, request, errors as undiciErrors } from 'undici';
import { asFault, fault } from '../platform/errors.ts';

/** Keys and trust of one end of a mutual TLS connection, all PEM. */
export interface TlsIdentity {
  readonly key: string;
  /** own certificate followed by its intermediates */
  readonly certificate: string;
  /** trust anchors and intermediates for the other end */
  readonly ca: readonly string[];
}

/** An answer with its complete body. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** How long and how patiently a call is repeated while the other side does not answer. */
export interface Patience {
  /** in total, in milliseconds; 0 tries once */
  readonly forMs: number;
  readonly signal?: AbortSignal;
  /** told before each pause, with a short reason that is safe to log */
  readonly onRetry?: (reason: string, pauseMs: number) => void;
}

/** Default bound of an answer: a Sendung out of the mailbox. */
const MAX_ANSWER = 64 * 1024 * 1024;

/** A client for one server over mutual TLS 1.2 or 1.3 with connections kept alive. */
export class TlsClient {
  readonly #agent: Agent;
  readonly #base: string;
  readonly #timeoutMs: number;

  /**
   * @param base address of the server, e.g. `https://localhost:8443`
   * @param timeoutMs how long one answer may take after the request was sent
   * @param maxAnswer largest answer in bytes; the other side decides what it sends
   */
  constructor(
    base: string,
    identity: TlsIdentity,
    { timeoutMs = 30_000, connections = 8, maxAnswer = MAX_ANSWER } = {},
  ) {
    this.#base = base.replace(/\/$/, '');
    this.#timeoutMs = timeoutMs;
    this.#agent = new Agent({
      connections,
      connect: {
        key: identity.key,
        cert: identity.certificate,
        ca: [...identity.ca],
        minVersion: 'TLSv1.2',
        timeout: 5000,
      },
      keepAliveTimeout: 4000,
      maxResponseSize: maxAnswer,
    });
  }

  /**
   * One call. @throws SEND_FAILED if no complete answer came; the detail names the kind of failure only
   */
  async call(
    method: 'GET' | 'POST',
    path: string,
    body?: Uint8Array,
    signal?: AbortSignal,
    timeoutMs = this.#timeoutMs,
  ): Promise<Answer> {
    try {
      const answer = await request(`${this.#base}${path}`, {
        method,
        dispatcher: this.#agent,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        ...(body === undefined ? {} : { body: Buffer.from(body), headers: { 'content-type': 'application/xml' } }),
        ...(signal === undefined ? {} : { signal }),
      });
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: Buffer.from(await answer.body.arrayBuffer()),
      };
    } catch (cause) {
      throw fault('SEND_FAILED', { detail: reasonOf(cause), cause });
    }
  }

  /**
   * Repeats a call while the server does not answer or answers 429, 502, 503 or 504, with growing pauses and jitter,
   * or as long as Retry-After says. Safe for Sendungen, because the same Sendung always gets the same receipt.
   */
  async callPatiently(
    method: 'GET' | 'POST',
    path: string,
    body: Uint8Array | undefined,
    patience: Patience,
  ): Promise<Answer> {
    const until = performance.now() + patience.forMs;
    for (let attempt = 0; ; attempt += 1) {
      let reason: string;
      let wanted = Math.min(5000, 100 * 2 ** attempt) * (0.5 + Math.random());
      try {
        const answer = await this.call(method, path, body, patience.signal);
        if (![429, 502, 503, 504].includes(answer.status) || performance.now() >= until) return answer;
        reason = `HTTP ${answer.status}`;
        const retryAfter = Number(answer.headers['retry-after']);
        if (Number.isFinite(retryAfter) && retryAfter > 0) wanted = retryAfter * 1000;
      } catch (error) {
        if (patience.signal?.aborted || performance.now() >= until) throw error;
        reason = asFault(error).detail ?? 'keine Antwort';
      }
      const pause = Math.max(1, Math.min(wanted, until - performance.now()));
      patience.onRetry?.(reason, pause);
      await sleep(pause, patience.signal);
    }
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/** Waits, or stops waiting when the signal comes. Never throws. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(finish, ms);
    function finish() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    }
    signal?.addEventListener('abort', finish);
  });
}

function reasonOf(cause: unknown): string {
  if (cause instanceof undiciErrors.HeadersTimeoutError || cause instanceof undiciErrors.BodyTimeoutError)
    return 'Zeitüberschreitung';
  const code = (cause as { code?: string }).code ?? (cause as { cause?: { code?: string } }).cause?.code;
  switch (code) {
    case 'ECONNREFUSED':
      return 'Verbindung abgelehnt';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'Verbindung abgebrochen';
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return 'Zeitüberschreitung';
    case 'ENOTFOUND':
      return 'Rechnername unbekannt';
    default:
      return code === undefined ? 'keine Antwort' : `keine Antwort (${code})`;
  }
}
