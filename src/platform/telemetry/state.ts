import { BOTH, GATEWAY, type MetricEntry } from './entry.ts';

/** How things stand: store, log, deadlines of cases, trust, the process itself. */
export const STATE = {
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
  blaupause_handed_back: {
    type: 'gauge',
    help: 'Undeliverable Sendungen that were handed back to their authors within the last 24 hours',
    of: BOTH,
  },
  blaupause_handed_back_untold: {
    type: 'gauge',
    help: 'Sendungen handed back whose author is not told yet: the refusal (0010) could not be sent so far',
    of: BOTH,
  },
  blaupause_handed_back_untold_oldest_seconds: {
    type: 'gauge',
    help: 'For how long the first of these has been handed back; 0 without any',
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
  blaupause_log_failures_total: {
    type: 'counter',
    help: 'Runs of the sequencer that signed nothing because they failed, by catalogue code; while a fault lasts, one each second',
    labels: ['code'],
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
    help: 'States that could not be read when metrics were asked for, and are missing then, by source: store, pool, queue, checks, pressure, trust, deadlines',
    labels: ['quelle'],
    of: BOTH,
  },

  // retention
  blaupause_retention_run_timestamp_seconds: {
    type: 'gauge',
    help: 'When this process last completed a run of retention, or found another one at it; 0 before the first',
    of: GATEWAY,
  },
  blaupause_retention_deleted_total: {
    type: 'counter',
    help: 'Rows that runs of this process deleted, by kind: inhalt, salz',
    labels: ['art'],
    of: GATEWAY,
  },
  blaupause_content_stored: {
    type: 'gauge',
    help: 'Contents after the last run of this process: offen (delivery not closed), jung (closed, its time runs), reif (its time is over); no value before the first',
    labels: ['stand'],
    of: GATEWAY,
  },
  blaupause_content_overdue_seconds: {
    type: 'gauge',
    help: 'How long the oldest of the contents that are reif has been stored beyond its time, after the last run of this process; 0 without any',
    of: GATEWAY,
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
