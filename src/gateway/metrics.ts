import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ErrorCode } from '../platform/errors.ts';
import type { LossCause } from './checks/index.ts';

/** What the gateway measures. Labels are codes, types and steps; never authorities' content or persons. */
export interface Metrics {
  readonly registry: Registry;
  accepted(nachrichtentyp: string): void;
  repeated(): void;
  refused(code: ErrorCode): void;
  intakeSeconds(seconds: number, outcome: 'angenommen' | 'wiederholt' | 'abgewiesen'): void;
  delivered(way: string): void;
  /** a thread was lost over a check */
  checkLost(cause: LossCause): void;
  gauge(name: 'outbox_open' | 'mailbox_waiting' | 'dead_letters' | 'checks_waiting', value: number): void;
}

/** Metrics on a registry of their own, so that several gateways can live in one process in tests. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const common = { registers: [registry] };
  const accepted = new Counter({
    name: 'blaupause_sendungen_accepted_total',
    help: 'Sendungen accepted with a receipt',
    labelNames: ['typ'],
    ...common,
  });
  const repeated = new Counter({
    name: 'blaupause_sendungen_repeated_total',
    help: 'Sendungen answered with the stored receipt',
    ...common,
  });
  const refused = new Counter({
    name: 'blaupause_sendungen_refused_total',
    help: 'Sendungen refused, by catalogue code',
    labelNames: ['code'],
    ...common,
  });
  const intake = new Histogram({
    name: 'blaupause_intake_seconds',
    help: 'Time from the complete request to the answer',
    labelNames: ['outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    ...common,
  });
  const delivered = new Counter({
    name: 'blaupause_deliveries_total',
    help: 'Sendungen acknowledged by their reader, by way',
    labelNames: ['way'],
    ...common,
  });
  const checksLost = new Counter({
    name: 'blaupause_checks_lost_total',
    help: 'Threads lost over a check, by cause',
    labelNames: ['cause'],
    ...common,
  });
  const gauges = {
    checks_waiting: new Gauge({
      name: 'blaupause_checks_waiting',
      help: 'Large Sendungen that wait for a thread',
      ...common,
    }),
    outbox_open: new Gauge({ name: 'blaupause_outbox_open', help: 'Sendungen not yet dispatched', ...common }),
    mailbox_waiting: new Gauge({
      name: 'blaupause_mailbox_waiting',
      help: 'Sendungen in mailboxes that their readers have not fetched',
      ...common,
    }),
    dead_letters: new Gauge({
      name: 'blaupause_dead_letters',
      help: 'Sendungen that could not be delivered',
      ...common,
    }),
  };
  return {
    registry,
    accepted: (typ) => accepted.inc({ typ }),
    repeated: () => repeated.inc(),
    refused: (code) => refused.inc({ code }),
    intakeSeconds: (seconds, outcome) => intake.observe({ outcome }, seconds),
    delivered: (way) => delivered.inc({ way }),
    checkLost: (cause) => checksLost.inc({ cause }),
    gauge: (name, value) => gauges[name].set(value),
  };
}
