import { BOTH, GATEWAY, type MetricEntry, WORKER } from './entry.ts';

const QUICK = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;
const PATIENT = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;

/** What happens: intake, bounds, delivery. */
export const TRAFFIC = {
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

  // bounds
  blaupause_connections: { type: 'gauge', help: 'Connections by who holds them', labels: ['kind'], of: GATEWAY },
  blaupause_connections_closed_total: {
    type: 'counter',
    help: 'Connections closed by the gateway because of a bound, by bound',
    labels: ['because'],
    of: GATEWAY,
  },
  blaupause_requests_at_work: {
    type: 'gauge',
    help: 'Requests whose turn has come: sendung, large, read',
    labels: ['kind'],
    of: GATEWAY,
  },
  blaupause_requests_waiting: {
    type: 'gauge',
    help: 'Requests that wait for their turn (sendung, large, read), and those that wait for post',
    labels: ['kind'],
    of: GATEWAY,
  },
  blaupause_requests_held: {
    type: 'gauge',
    help: 'Sendungen and acknowledgements between their first byte and the answer',
    labels: ['kind'],
    of: GATEWAY,
  },
  blaupause_held_bytes: {
    type: 'gauge',
    help: 'Bytes of bodies and of contents on their way: body, answer',
    labels: ['kind'],
    of: GATEWAY,
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
    help: 'Recipients that this worker leaves alone: after failures until a delivery succeeds, or for a pause that they asked for',
    of: WORKER,
  },
  blaupause_recipient_circuit_open: {
    type: 'gauge',
    help: 'Always 1; which recipients these are. As many as the directory has at most',
    labels: ['empfaenger'],
    of: WORKER,
  },
} as const satisfies Readonly<Record<string, MetricEntry>>;
