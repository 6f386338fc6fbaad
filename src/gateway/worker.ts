import { join } from 'node:path';
import { TrustStore } from '../crypto/index.ts';
import { Directory } from '../directory/index.ts';
import { Dispatcher, openQueue, type Way } from '../dispatch/index.ts';
import { openLedger } from '../ledger/index.ts';
import { createLogger, fault, resolvePath, type Settings } from '../platform/index.ts';
import { PushClients } from './push.ts';
import { trustLog } from './trust-watch.ts';
import { watchWorker } from './worker-telemetry.ts';
import { zustellfristOf } from './zustellfrist.ts';

/** A running worker. */
export interface RunningWorker {
  readonly dispatcher: Dispatcher;
  /** where it answers for health and metrics; undefined without `workerPort` */
  readonly url: string | undefined;
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
      fristOf: (empfaenger) => zustellfristOf(directory.profile, empfaenger),
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
    return {
      dispatcher,
      url: watching.url,
      close: async () => {
        clearInterval(reload);
        await dispatcher.close();
        await clients.close();
        await opened.close();
        await watching.close();
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
