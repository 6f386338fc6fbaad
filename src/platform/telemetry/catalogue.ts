/** Which process publishes a metric. */
export type Role = 'gateway' | 'worker';

/** What is known of a metric before anything was measured. */
export interface MetricEntry {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** names of its labels; their values are codes, stages, states, types and Organisationsschlüssel, never persons */
  readonly labels?: readonly string[];
  readonly of: readonly Role[];
  /** upper bounds of a histogram in seconds */
  readonly buckets?: readonly number[];
}

const GATEWAY = ['gateway'] as const;
const WORKER = ['worker'] as const;
const BOTH = ['gateway', 'worker'] as const;

const QUICK = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;
const PATIENT = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;

/**
 * Every metric of gateway and worker beside those of the process itself (prom-client's defaults): registries are made
 * from it and docs/reference/metrics.md is generated from it, and rules and dashboards are held against it.
 */
export const METRICS = {
  // intake
  blaupause_sendungen_accepted_total: {
    type: 'counter',
    help: 'Sendungen accepted with a receipt, by type of message',
    labels: ['typ'],
    of: GATEWAY,
  },
  blaupause_sendungen_repeated_total: {
    type: 'counter',
    help: 'Sendungen answered with the stored receipt',
    of: GATEWAY,
  },
  blaupause_sendungen_refused_total: {
    type: 'counter',
    help: 'Requests refused, by catalogue code',
    labels: ['code'],
    of: GATEWAY,
  },
  blaupause_intake_seconds: {
    type: 'histogram',
    help: 'Time from the complete request to the answer, by outcome: angenommen, wiederholt, abgewiesen',
    labels: ['outcome'],
    of: GATEWAY,
    buckets: QUICK,
  },
  blaupause_checks_waiting: { type: 'gauge', help: 'Large Sendungen that wait for a thread', of: GATEWAY },
  blaupause_checks_lost_total: {
    type: 'counter',
    help: 'Threads lost over a check, by cause',
    labels: ['cause'],
    of: GATEWAY,
  },
  blaupause_step_seconds: {
    type: 'histogram',
    help: 'Time since the step before of the same message in the same process, by step reached',
    labels: ['step'],
    of: BOTH,
    buckets: QUICK,
  },
  blaupause_steps_total: {
    type: 'counter',
    help: 'Steps reached, by name',
    labels: ['step'],
    of: BOTH,
  },

  // delivery
  blaupause_deliveries_total: {
    type: 'counter',
    help: 'Sendungen acknowledged by their reader, by way: push (worker), postfach (gateway)',
    labels: ['way'],
    of: BOTH,
  },
  blaupause_delivery_attempts_total: {
    type: 'counter',
    help: 'Attempts by recipient and outcome: zugestellt, bereitgestellt (laid in the mailbox), erledigt (was delivered before), gescheitert',
    labels: ['empfaenger', 'ausgang'],
    of: WORKER,
  },
  blaupause_delivery_failures_total: {
    type: 'counter',
    help: 'Failed attempts by recipient and catalogue code',
    labels: ['empfaenger', 'code'],
    of: WORKER,
  },
  blaupause_delivery_seconds: {
    type: 'histogram',
    help: 'Length of an attempt, by outcome as above',
    labels: ['ausgang'],
    of: WORKER,
    buckets: PATIENT,
  },
  blaupause_deliveries_abandoned_total: {
    type: 'counter',
    help: 'Sendungen that became dead letters, by catalogue code',
    labels: ['code'],
    of: WORKER,
  },
  blaupause_queue_jobs: {
    type: 'gauge',
    help: 'Jobs in the queue (BullMQ) by state: waiting, active, delayed, failed',
    labels: ['zustand'],
    of: WORKER,
  },
  blaupause_circuits_open: {
    type: 'gauge',
    help: 'Recipients that this worker leaves alone at this instant after failures',
    of: WORKER,
  },

  // store
  blaupause_outbox_open: { type: 'gauge', help: 'Sendungen not yet dispatched', of: BOTH },
  blaupause_outbox_oldest_seconds: {
    type: 'gauge',
    help: 'Age of the oldest Sendung not yet dispatched, since its receipt; 0 without any',
    of: BOTH,
  },
  blaupause_mailbox_waiting: {
    type: 'gauge',
    help: 'Sendungen in mailboxes that their readers have not fetched',
    of: BOTH,
  },
  blaupause_dead_letters: { type: 'gauge', help: 'Sendungen that could not be delivered', of: BOTH },
  blaupause_recipient_sendungen: {
    type: 'gauge',
    help: 'Sendungen not yet at their reader, by recipient and state: wartet, bereitgestellt, unzustellbar',
    labels: ['empfaenger', 'status'],
    of: BOTH,
  },
  blaupause_recipient_oldest_seconds: {
    type: 'gauge',
    help: 'For how long the one that lies longest has been bereitgestellt or unzustellbar, by recipient',
    labels: ['empfaenger', 'status'],
    of: BOTH,
  },
  blaupause_undelivered_due: {
    type: 'gauge',
    help: 'Sendungen not yet at their reader whose nearest day (deadline of the case, or time of their class) is at most so many days ahead',
    labels: ['tage'],
    of: BOTH,
  },
  blaupause_log_unsequenced: {
    type: 'gauge',
    help: 'Leaves of the transparency log without a place in it',
    of: BOTH,
  },
  blaupause_log_oldest_unsequenced_seconds: {
    type: 'gauge',
    help: 'Age of the oldest of these leaves; 0 without any. Receipts promise less than blaupause_log_merge_delay_seconds',
    of: BOTH,
  },
  blaupause_log_merge_delay_seconds: {
    type: 'gauge',
    help: 'What receipts promise: setting mergeDelaySeconds',
    of: GATEWAY,
  },
  blaupause_log_size: { type: 'gauge', help: 'Leaves in the newest signed checkpoint', of: BOTH },
  blaupause_log_checkpoint_timestamp_seconds: {
    type: 'gauge',
    help: 'When the newest checkpoint was signed; no value before the first',
    of: BOTH,
  },
  blaupause_database_bytes: { type: 'gauge', help: 'Size of the database on disk', of: BOTH },
  blaupause_database_connections: {
    type: 'gauge',
    help: 'Connections of this process to PostgreSQL, by state: used, idle',
    labels: ['zustand'],
    of: BOTH,
  },
  blaupause_database_waiting: {
    type: 'gauge',
    help: 'Calls of this process that wait for a connection to PostgreSQL',
    of: BOTH,
  },
  blaupause_readings_failed_total: {
    type: 'counter',
    help: 'States that could not be read when metrics were asked for, and are missing then, by source: store, queue, deadlines',
    labels: ['quelle'],
    of: BOTH,
  },

  // deadlines of cases
  blaupause_cases_at_risk: {
    type: 'gauge',
    help: 'Cases by days left until limitation ends: at most so many, and more than the next smaller stage; abgelaufen: ended within the last 30 days',
    labels: ['tage'],
    of: GATEWAY,
  },
  blaupause_requests_overdue: { type: 'gauge', help: 'Requests past the last day for their answer', of: GATEWAY },
  blaupause_cases_to_read_anew: {
    type: 'gauge',
    help: 'Cases whose watch has to be read from their messages again',
    of: GATEWAY,
  },
  blaupause_limitation_warnings_total: {
    type: 'counter',
    help: 'Warnings (4030) of the end of limitation sent, by stage in days',
    labels: ['stufe'],
    of: GATEWAY,
  },
  blaupause_reminders_total: {
    type: 'counter',
    help: 'Reminders (0040) of requests sent, by stage in per cent of the answer period',
    labels: ['stufe'],
    of: GATEWAY,
  },
  blaupause_deadline_messages_untold_total: {
    type: 'counter',
    help: 'Warnings and reminders that their reader cannot take or that were refused, by reason',
    labels: ['art', 'grund'],
    of: GATEWAY,
  },
  blaupause_deadline_run_timestamp_seconds: {
    type: 'gauge',
    help: 'When this process last completed a run of warnings and reminders, or found another one at it; 0 before the first',
    of: GATEWAY,
  },

  // trust
  blaupause_certificate_expiry_days: {
    type: 'gauge',
    help: 'Days until certificates in use and revocation lists end; negative where they have',
    labels: ['art', 'inhaber', 'zweck'],
    of: GATEWAY,
  },
  blaupause_revocation_overrides: { type: 'gauge', help: 'Overrides of revocation checks in force', of: GATEWAY },
  blaupause_revocation_override_uses_total: {
    type: 'counter',
    help: 'Certificates accepted by an override of an unknown revocation status, by authority',
    labels: ['behoerde'],
    of: GATEWAY,
  },
  blaupause_ocsp_failures_total: {
    type: 'counter',
    help: 'Exchanges with a configured OCSP responder that gave no valid answer',
    labels: ['responder'],
    of: GATEWAY,
  },

  // the process
  blaupause_build_info: {
    type: 'gauge',
    help: 'Always 1; which program this is',
    labels: ['prozess', 'version', 'node'],
    of: BOTH,
  },
  blaupause_trace_exports_total: {
    type: 'counter',
    help: 'Batches of spans handed to the collector, by outcome: gesendet, verloren',
    labels: ['ausgang'],
    of: BOTH,
  },
} as const satisfies Readonly<Record<string, MetricEntry>>;

type Catalogue = typeof METRICS;

/** Name of a metric. */
export type MetricName = keyof Catalogue;

/** Names of the metrics of one kind. */
export type NameOf<T extends MetricEntry['type']> = {
  [N in MetricName]: Catalogue[N]['type'] extends T ? N : never;
}[MetricName];

/** The labels that a metric asks for. */
export type LabelsOf<N extends MetricName> = Catalogue[N] extends {
  readonly labels: readonly (infer L extends string)[];
}
  ? Readonly<Record<L, string>>
  : Readonly<Record<string, never>>;
