import { join } from 'node:path';
import { TrustStore } from '../crypto/index.ts';
import { Directory } from '../directory/index.ts';
import { Dispatcher, openQueue, type Push, type Way } from '../dispatch/index.ts';
import { openAcknowledgement } from '../envelope/index.ts';
import { PUSH_PATH, TlsClient } from '../konnektor/index.ts';
import { openLedger } from '../ledger/index.ts';
import { createLogger, fault, resolvePath, type Settings, sha256Hex } from '../platform/index.ts';
import { trustLog } from './trust-watch.ts';

/** Largest acknowledgement of a reader in bytes, as in the mailbox. */
const LARGEST_ABHOLUNG = 65_536;

  /** where it answers for health and metrics; undefined without `workerPort` */
  readonly url: string | undefined;
/** A running worker. */
export interface RunningWorker {
  readonly dispatcher: Dispatcher;
  /** Lets deliveries in hand end, then closes queue and ledger. */
  close(): Promise<void>;
}

/** How often revocation lists and endpoints are looked at for changes, in milliseconds. */
const RELOAD_MS = 2000;

/**
 * Starts a worker from the same settings as the gateway: it takes accepted Sendungen from the outbox through the queue
 * to their readers. Any number may run beside one ledger.
 *
 * @throws PROFILE, PKI, SETTINGS, FILE, DATABASE, QUEUE, TOOL_MISSING
 */
export async function startWorker(settings: Settings): Promise<RunningWorker> {
  const log = createLogger('worker', settings.logLevel);
  const pkiDir = resolvePath(settings.pkiDir);
  const directory = Directory.load(pkiDir, resolvePath(settings.profile), {
    ...(settings.endpointsFile === undefined ? {} : { endpointsFile: settings.endpointsFile }),
  });
  const trust = TrustStore.fromFolder(pkiDir, trustLog(log));
  const opened = await openLedger({
    name: 'worker',
    max: settings.databaseConnections,
    dataDir: join(settings.dataDir, 'postgres'),
    url: settings.databaseUrl,
    ownerUrl: settings.databaseOwnerUrl,
  });
  const clients = new PushClients(directory, trust, pkiDir, settings.deliveryTimeoutMs);
  try {
    const queue = await openQueue({
      redisUrl: settings.redisUrl,
      databaseUrl: opened.database.url,
      prefix: settings.queuePrefix,
      logger: log,
    });
    const dispatcher = new Dispatcher({
      queue,
      ledger: opened.ledger,
      wayTo: (empfaenger) => wayTo(directory, empfaenger),
      push: clients.push,
      logger: log,
      settings: {
        attempts: settings.deliveryAttempts,
        backoffMs: settings.deliveryBackoffMs,
        timeoutMs: settings.deliveryTimeoutMs,
        concurrency: settings.deliveryConcurrency,
        lockMs: settings.deliveryLockMs,
        reconcileMs: settings.reconcileIntervalMs,
      },
    });
    const { ledger } = opened;
    const watching = await watchWorker({ settings, pkiDir, directory, trust, ledger, queue, dispatcher, log });
    await dispatcher.start().catch(async (error) => {
      await watching.close();
      throw error;
    });
    const reload = setInterval(() => {
      // each by itself: a wrong directory must not keep new revocation lists out
      for (const source of [trust, directory]) {
        try {
          source.reload();
        } catch (error) {
          log.error({ fault: String(error) }, 'reload failed, former state kept');
        }
      }
    }, RELOAD_MS).unref();
    log.info({ queue: queue.backend }, 'worker runs');
      url: watching.url,
    return {
      dispatcher,
      close: async () => {
        clearInterval(reload);
        await dispatcher.close();
        await watching.close();
        await clients.close();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function wayTo(directory: Directory, empfaenger: string): Way {
  const authority = directory.get(empfaenger);
  if (authority === undefined) throw fault('BIND_RECIPIENT');
  if (authority.zustellung === 'postfach') return { way: 'postfach' };
  const endpoint = directory.endpoint(empfaenger);
  if (endpoint === undefined)
    throw fault('DELIVERY_FAILED', { detail: 'Für den Empfänger ist keine Adresse eingetragen.' });
  return { way: 'push', endpoint };
}

/** One client per endpoint over mutual TLS, with the gateway's own certificate. */
class PushClients {
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

  /** Pushes and accepts nothing but the reader's own signature over exactly these bytes. */
  readonly push: Push = async (endpoint, bytes, signal, { uuid, empfaenger }) => {
    const answer = await this.#client(endpoint).call('POST', PUSH_PATH, bytes, signal);
    if (answer.status !== 200) throw fault('DELIVERY_FAILED', { detail: `HTTP ${answer.status}` });
    const { acknowledgement, fingerprint } = await openAcknowledgement(answer.body, {
      trust: this.#trust,
      at: new Date(),
    });
    if (
      acknowledgement.nachrichtenUUID !== uuid ||
      acknowledgement.sha256 !== sha256Hex(bytes) ||
      acknowledgement.leser !== empfaenger ||
      this.#directory.bySignatureFingerprint(fingerprint)?.schluessel !== empfaenger
    ) {
      throw fault('ACKNOWLEDGE_MISMATCH');
    }
    return { acknowledgement: answer.body };
  };

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
