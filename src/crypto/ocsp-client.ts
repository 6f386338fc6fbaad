import { randomBytes } from 'node:crypto';
import { asFault } from '../platform/errors.ts';
import type { ParsedCertificate } from './certificate.ts';
import {
  judgeOcsp,
  makeOcspRequest,
  OCSP_MAXIMUM_BYTES,
  type OcspAnswer,
  type OcspQuestion,
  type OcspResponse,
  parseOcspResponse,
} from './ocsp.ts';
import type { OcspSource } from './revocation-config.ts';

/** An answer with the response that it rests on. */
export interface OcspResult {
  readonly answer: OcspAnswer;
  readonly response?: OcspResponse;
}

/** Length of a nonce in bytes (RFC 9654 section 2.1). */
const NONCE_BYTES = 32;
/** After a failure a responder is left alone for this time, so that a dead one does not slow every message. */
const PAUSE_MS = 10_000;
/** Bounds what is remembered. */
const REMEMBERED = 4096;

const MEDIA_TYPE = 'application/ocsp-response';

/** Reads a body up to a size; more is an error, not a truncation. */
const readBounded = async (body: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > OCSP_MAXIMUM_BYTES) throw new RangeError('Antwort zu groß');
    parts.push(part);
  }
  return Buffer.concat(parts);
};

/** One exchange with a configured responder: no redirects, bounded in time and size. */
const exchange = async ({ url, timeoutMs }: OcspSource, request: Buffer): Promise<Buffer> => {
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/ocsp-request', accept: MEDIA_TYPE },
    body: new Uint8Array(request),
    redirect: 'error',
    signal,
  });
  try {
    if (answer.status !== 200) throw new RangeError(`HTTP ${answer.status}`);
    if (answer.headers.get('content-type')?.split(';')[0]?.trim() !== MEDIA_TYPE)
      throw new RangeError('anderer Inhaltstyp');
    return await readBounded(answer.body ?? (async function* () {})());
  } finally {
    await answer.body?.cancel().catch(() => {});
  }
};

/** German, without anything that the other side wrote. */
const reasonOf = (error: unknown): string => {
  if (error instanceof RangeError) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') return 'keine Antwort in der Frist';
  return error instanceof Error && error.name === 'BlaupauseError' ? (asFault(error).detail ?? '') : 'nicht erreichbar';
};

/**
 * Asks configured responders. A good answer is remembered until its end, a failure for some seconds; the same question
 * is asked once at a time.
 */
export class OcspClient {
  readonly #sources: ReadonlyMap<string, OcspSource>;
  readonly #remembered = new Map<string, OcspResult>();
  readonly #running = new Map<string, Promise<OcspResult>>();
  /** responder or certificate → until when it is left alone (monotonic), and what it gave */
  readonly #paused = new Map<string, { readonly until: number; readonly result: OcspResult }>();
  readonly #failed: (source: OcspSource, why: string) => void;

  /** @param failed told of each failed exchange */
  constructor(sources: readonly OcspSource[], failed: (source: OcspSource, why: string) => void) {
    this.#sources = new Map(sources.map((source) => [source.issuer, source]));
    this.#failed = failed;
  }

  get urls(): string[] {
    return [...this.#sources.values()].map(({ url }) => url);
  }

  /** The responder for certificates of this issuer, if one is configured. */
  sourceFor(issuer: ParsedCertificate): OcspSource | undefined {
    return this.#sources.get(issuer.fingerprintSha256);
  }

  /** Never throws; where nothing usable comes back the answer is `invalid`. */
  async ask(source: OcspSource, question: Omit<OcspQuestion, 'nonce'>): Promise<OcspResult> {
    const key = `${question.issuer.fingerprintSha256} ${question.certificate.serial}`;
    const known = this.#remembered.get(key);
    if (known?.answer.status === 'good' && question.at <= known.answer.holdsUntil) return known;
    for (const name of [source.url, key]) {
      const pause = this.#paused.get(name);
      if (pause && pause.until > performance.now()) return pause.result;
    }
    const running = this.#running.get(key) ?? this.#fetch(source, question, key);
    this.#running.set(key, running);
    try {
      return await running;
    } finally {
      this.#running.delete(key);
    }
  }

  async #fetch(source: OcspSource, question: Omit<OcspQuestion, 'nonce'>, key: string): Promise<OcspResult> {
    const { certificate, issuer } = question;
    const nonce = source.nonce ? { nonce: randomBytes(NONCE_BYTES) } : {};
    try {
      const request = makeOcspRequest(certificate, issuer, { hash: source.hash, ...nonce });
      const response = parseOcspResponse(await exchange(source, request));
      const result = { answer: judgeOcsp(response, { ...question, ...nonce }), response };
      if (result.answer.status === 'good') put(this.#remembered, key, result);
      else this.#pause(key, result);
      if (result.answer.status === 'invalid') this.#failed(source, result.answer.why);
      return result;
    } catch (error) {
      const result: OcspResult = { answer: { status: 'invalid', why: reasonOf(error) } };
      this.#pause(source.url, result);
      this.#failed(source, reasonOf(error));
      return result;
    }
  }

  #pause(name: string, result: OcspResult): void {
    put(this.#paused, name, { until: performance.now() + PAUSE_MS, result });
  }
}

const put = <T>(memory: Map<string, T>, key: string, value: T): void => {
  const oldest = memory.keys().next();
  if (memory.size >= REMEMBERED && !oldest.done) memory.delete(oldest.value);
  memory.set(key, value);
};
