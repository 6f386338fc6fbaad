import { loadKeyStore, type TrustStore, tlsOptions } from '../crypto/index.ts';
import type { Directory } from '../directory/index.ts';
import type { DeliveryQueue, Dispatcher } from '../dispatch/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { catalogue, type Logger, type Settings, systemClock } from '../platform/index.ts';
import { Meter, startTelemetry } from '../platform/telemetry/index.ts';
import { publishStore } from './store-metrics.ts';
import { listenForWorker } from './worker-endpoint.ts';

/** A worker as its operators see it. */
export interface WorkerTelemetryOptions {
  readonly settings: Settings;
  readonly pkiDir: string;
  readonly directory: Directory;
  readonly trust: TrustStore;
  readonly ledger: Ledger;
  readonly queue: Pick<DeliveryQueue, 'counts'>;
  readonly dispatcher: Pick<Dispatcher, 'counts'>;
  readonly log: Logger;
}

/** Metrics, traces and health of a worker. */
export interface WorkerTelemetry {
  /** where it answers for health and metrics, if it does */
  readonly url: string | undefined;
  close(): Promise<void>;
}

/** Begins to measure a worker and, where a port is set, to answer for it. @throws PORT_IN_USE, SETTINGS */
export async function watchWorker(options: WorkerTelemetryOptions): Promise<WorkerTelemetry> {
  const { settings, directory, trust, ledger, queue, dispatcher, log } = options;
  const meter = new Meter('worker');
  // from the start, so that the first of its code is an increase
  for (const code of Object.keys(catalogue)) meter.count('blaupause_deliveries_abandoned_total', { code }, 0);
  publishStore(meter, ledger, systemClock);
  meter.reading({
    quelle: 'queue',
    metrics: ['blaupause_queue_jobs', 'blaupause_circuits_open', 'blaupause_recipient_circuit_open'],
    read: async () => {
      const { openCircuits, waiting, active, delayed, failed } = await dispatcher.counts();
      for (const [zustand, jobs] of Object.entries({ waiting, active, delayed, failed }))
        meter.set('blaupause_queue_jobs', { zustand }, jobs);
      meter.set('blaupause_circuits_open', {}, openCircuits.length);
      for (const empfaenger of openCircuits) meter.set('blaupause_recipient_circuit_open', { empfaenger }, 1);
    },
  });
  const telemetry = await startTelemetry(meter, log, settings);
  const { workerHost: host, workerPort: port } = settings;
  if (port === undefined) return { url: undefined, close: telemetry.close };
  try {
    const endpoint = await listenForWorker({
      host,
      port,
      meter,
      tls: () => serverTls(options),
      identifying: { trust, directory, clock: systemClock },
      ready: { datenbank: () => ledger.ping(), warteschlange: () => queue.counts() },
    });
    log.info({ url: endpoint.url }, 'worker answers for health and metrics');
    return {
      url: endpoint.url,
      close: async () => {
        await endpoint.close();
        await telemetry.close();
      },
    };
  } catch (error) {
    await telemetry.close();
    throw error;
  }
}

/** The gateway's own TLS certificate, and the anchors of those who may ask. */
function serverTls({ pkiDir, directory, trust }: WorkerTelemetryOptions) {
  const { anchors, intermediates } = trust.material();
  const { tls } = loadKeyStore(pkiDir, directory.gateway.schluessel);
  return { ...tlsOptions(tls), ca: [...anchors, ...intermediates], minVersion: 'TLSv1.2' as const };
}
