import type { Registry } from 'prom-client';
import { catalogue, type ErrorCode } from '../platform/errors.ts';
import { Meter } from '../platform/telemetry/index.ts';
import type { LossCause } from './checks/index.ts';

/** What the gateway measures. Labels are codes, types and steps; never authorities' content or persons. */
export interface Metrics {
  readonly meter: Meter;
  readonly registry: Registry;
  accepted(nachrichtentyp: string): void;
  repeated(): void;
  refused(code: ErrorCode): void;
  intakeSeconds(seconds: number, outcome: 'angenommen' | 'wiederholt' | 'abgewiesen'): void;
  delivered(way: string): void;
  /** a thread was lost over a check */
  checkLost(cause: LossCause): void;
  /** a run of the sequencer failed */
  logFailed(code: ErrorCode): void;
}

/** Metrics of a gateway in terms of its intake; the names stand in the catalogue of platform/telemetry. */
export function createMetrics(): Metrics {
  const meter = new Meter('gateway');
  // a counter that comes into being with its first event hides that event from whoever looks for an increase
  for (const code of Object.keys(catalogue)) meter.count('blaupause_sendungen_refused_total', { code }, 0);
  for (const code of ['LOG_BEHIND', 'LOG_BROKEN'] satisfies ErrorCode[])
    meter.count('blaupause_log_failures_total', { code }, 0);
  return {
    meter,
    registry: meter.registry,
    accepted: (typ) => meter.count('blaupause_sendungen_accepted_total', { typ }),
    repeated: () => meter.count('blaupause_sendungen_repeated_total', {}),
    refused: (code) => meter.count('blaupause_sendungen_refused_total', { code }),
    intakeSeconds: (seconds, outcome) => meter.observe('blaupause_intake_seconds', { outcome }, seconds),
    delivered: (way) => meter.count('blaupause_deliveries_total', { way }),
    logFailed: (code) => meter.count('blaupause_log_failures_total', { code }),
    checkLost: (cause) => meter.count('blaupause_checks_lost_total', { cause }),
  };
}
