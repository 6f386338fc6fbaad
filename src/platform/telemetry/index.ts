import type { Logger } from '../log.ts';
import { packageVersion } from '../paths.ts';
import type { Settings } from '../settings.ts';
import type { Role } from './catalogue.ts';
import { Journeys, type Way } from './journeys.ts';
import type { Meter } from './meter.ts';
import { stepLog } from './step-log.ts';
import { stepMetrics } from './step-metrics.ts';
import { startTraces } from './traces.ts';

/** Metrics, traces and log lines, all made from the named steps of a message's way. */
export { type LabelsOf, METRICS, type MetricEntry, type MetricName, type Role } from './catalogue.ts';
export { Meter, type Reading } from './meter.ts';

/** Ways that each process goes; both may run in one. */
const WAYS: Readonly<Record<Role, readonly Way[]>> = {
  gateway: ['intake', 'mailbox', 'log'],
  worker: ['queue', 'delivery'],
};

/** What hears the steps of a process. */
export interface Telemetry {
  /** Ends hearing and sends the traces that wait. */
  close(): Promise<void>;
}

/** Begins to hear the steps of a process and to turn them into metrics, log lines and, where set, traces. */
export async function startTelemetry(
  meter: Meter,
  log: Logger,
  settings: Pick<Settings, 'tracesUrl' | 'tracesPercent'>,
): Promise<Telemetry> {
  const { role } = meter;
  meter.watchProcess(packageVersion());
  for (const ausgang of ['gesendet', 'verloren']) meter.count('blaupause_trace_exports_total', { ausgang }, 0);
  const { tracesUrl: url, tracesPercent: percent } = settings;
  const exported = (done: boolean): void =>
    meter.count('blaupause_trace_exports_total', { ausgang: done ? 'gesendet' : 'verloren' });
  const traces =
    url === undefined || percent === 0
      ? undefined
      : await startTraces({ url, percent, name: role, version: packageVersion(), log, exported });
  const listeners = [stepMetrics(meter), stepLog(log), ...(traces === undefined ? [] : [traces])];
  const journeys = new Journeys(WAYS[role], listeners);
  return {
    close: async () => {
      journeys.close();
      await traces?.close();
    },
  };
}
