import { loadKeyStore, type TrustStore, tlsOptions } from '../crypto/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Push } from '../dispatch/index.ts';
import { openAcknowledgement } from '../envelope/index.ts';
import { type Answer, PUSH_PATH, TlsClient } from '../konnektor/index.ts';
import { asFault, fault, sha256Hex } from '../platform/index.ts';

/** Largest acknowledgement of a reader in bytes, as in the mailbox. */
const LARGEST_ABHOLUNG = 65_536;

/** Answers by which a reader says that it will not have this Sendung; everything else says that it takes none. */
const REFUSALS: readonly number[] = [400, 409, 413, 415, 422];

/** Pauses that a reader may ask for with Retry-After, in milliseconds; longer ones end here. */
const SHORTEST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * The pause that an answer 429 or 503 asks for by Retry-After (RFC 9110, 10.2.3): seconds or a date.
 *
 * @returns milliseconds, from a second to an hour; undefined where it asks for none that can be read
 */
export function pauseOf({ status, headers }: Pick<Answer, 'status' | 'headers'>, now: number): number | undefined {
  const wanted = headers['retry-after'];
  if ((status !== 429 && status !== 503) || typeof wanted !== 'string') return undefined;
  const ms = /^\d{1,9}$/.test(wanted) ? Number(wanted) * 1000 : Date.parse(wanted) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
}

/** One client per endpoint over mutual TLS, with the gateway's own certificate. */
export class PushClients {
  readonly #clients = new Map<string, TlsClient>();
  readonly #directory: Directory;
  readonly #trust: TrustStore;
  readonly #identity: { key: string; certificate: string; ca: string[] };
  readonly #timeoutMs: number;

  constructor(directory: Directory, trust: TrustStore, pkiDir: string, timeoutMs: number) {
    const { key, cert } = tlsOptions(loadKeyStore(pkiDir, directory.gateway.schluessel).tls);
    const { anchors, intermediates } = trust.material();
    this.#directory = directory;
    this.#trust = trust;
    this.#identity = { key, certificate: cert, ca: [...anchors, ...intermediates] };
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Pushes and accepts nothing but the reader's own signature over exactly these bytes.
   *
   * @throws DELIVERY_REFUSED if the reader will not have this Sendung; DELIVERY_FAILED, ACKNOWLEDGE_MISMATCH, TRUST_*
   *   for everything else that is no acknowledgement
   */
  readonly push: Push = async (endpoint, bytes, signal, sendung) => {
    const answer = await this.#call(endpoint, bytes, signal);
    const pauseMs = pauseOf(answer, Date.now());
    if (pauseMs !== undefined) return { pauseMs };
    const detail = `HTTP ${answer.status}`;
    if (REFUSALS.includes(answer.status)) throw fault('DELIVERY_REFUSED', { detail });
    if (answer.status !== 200) throw fault('DELIVERY_FAILED', { detail });
    await this.#verify(answer.body, bytes, sendung);
    return { acknowledgement: answer.body };
  };

  async #call(endpoint: string, bytes: Buffer, signal: AbortSignal): Promise<Answer> {
    try {
      return await this.#client(endpoint).call('POST', PUSH_PATH, bytes, signal);
    } catch (cause) {
      const { detail } = asFault(cause);
      throw fault('DELIVERY_FAILED', { cause, ...(detail === undefined ? {} : { detail }) });
    }
  }

  async #verify(body: Buffer, bytes: Buffer, sendung: { uuid: string; empfaenger: string }): Promise<void> {
    const opened = await openAcknowledgement(body, { trust: this.#trust, at: new Date() }).catch((cause: unknown) => {
      const { code } = asFault(cause);
      // what is no acknowledgement at all is one fault, however it is broken; one that is not trusted says why
      throw code.startsWith('TRUST_') ? cause : fault('ACKNOWLEDGE_MISMATCH', { cause });
    });
    const { acknowledgement, fingerprint } = opened;
    if (
      acknowledgement.nachrichtenUUID !== sendung.uuid ||
      acknowledgement.sha256 !== sha256Hex(bytes) ||
      acknowledgement.leser !== sendung.empfaenger ||
      this.#directory.bySignatureFingerprint(fingerprint)?.schluessel !== sendung.empfaenger
    ) {
      throw fault('ACKNOWLEDGE_MISMATCH');
    }
  }

  #client(endpoint: string): TlsClient {
    let client = this.#clients.get(endpoint);
    if (client === undefined) {
      client = new TlsClient(endpoint, this.#identity, { timeoutMs: this.#timeoutMs, maxAnswer: LARGEST_ABHOLUNG });
      this.#clients.set(endpoint, client);
    }
    return client;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
  }
}
