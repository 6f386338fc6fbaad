import { type Bestand, bestand, type Ledger } from '../ledger/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Meter } from '../platform/telemetry/index.ts';
import { addDays, legalDay } from '../procedure/index.ts';
import type { GatewayContext } from './context.ts';
import { priorityUntil } from './priority.ts';

/** Days ahead for which what is not yet at its reader is counted. */
const DAYS = [0, 1, 3, 7];

const STATES = [
  ['wartet', 'blaupause_outbox_open'],
  ['bereitgestellt', 'blaupause_mailbox_waiting'],
  ['unzustellbar', 'blaupause_dead_letters'],
] as const;

/** Publishes the states of a gateway: what lies in the store, what waits for a check, and what its receipts promise. */
export function publishGateway({ metrics: { meter }, ledger, clock, checks, settings }: GatewayContext): void {
  publishStore(meter, ledger, clock);
  meter.reading({
    quelle: 'checks',
    metrics: ['blaupause_checks_waiting'],
    read: () => meter.set('blaupause_checks_waiting', {}, checks.waiting),
  });
  meter.set('blaupause_log_merge_delay_seconds', {}, settings.mergeDelaySeconds);
}

/** Publishes what lies in the store, read whenever metrics are asked for. Every process on one store says the same. */
export function publishStore(meter: Meter, ledger: Pick<Ledger, 'pool'>, clock: Clock): void {
  // first, so that it does not count what the others are about to ask
  meter.reading({
    quelle: 'pool',
    metrics: ['blaupause_database_connections', 'blaupause_database_waiting'],
    read: () => {
      const { totalCount, idleCount, waitingCount } = ledger.pool;
      meter.set('blaupause_database_connections', { zustand: 'used' }, totalCount - idleCount);
      meter.set('blaupause_database_connections', { zustand: 'idle' }, idleCount);
      meter.set('blaupause_database_waiting', {}, waitingCount);
    },
  });
  meter.reading({
    quelle: 'store',
    metrics: [
      'blaupause_outbox_open',
      'blaupause_outbox_oldest_seconds',
      'blaupause_mailbox_waiting',
      'blaupause_dead_letters',
      'blaupause_recipient_sendungen',
      'blaupause_recipient_oldest_seconds',
      'blaupause_undelivered_due',
      'blaupause_handed_back',
      'blaupause_handed_back_untold',
      'blaupause_handed_back_untold_oldest_seconds',
      'blaupause_log_unsequenced',
      'blaupause_log_oldest_unsequenced_seconds',
      'blaupause_log_size',
      'blaupause_log_checkpoint_timestamp_seconds',
      'blaupause_database_bytes',
    ],
    read: async () => {
      const heute = legalDay(clock.now());
      const due = DAYS.map((days) => priorityUntil(addDays(heute, days)));
      publish(meter, await bestand(ledger.pool, due));
    },
  });
}

function publish(meter: Meter, { empfaenger: readers, aeltesteWartende, rueckgaben, log, bytes }: Bestand): void {
  for (const [state, name] of STATES) {
    const sum = readers.filter(({ status }) => status === state).reduce((all, { anzahl }) => all + anzahl, 0);
    meter.set(name, {}, sum);
  }
  for (const { empfaenger, status, anzahl, seit } of readers) {
    meter.set('blaupause_recipient_sendungen', { empfaenger, status }, anzahl);
    // a failed attempt is a change too, so that this would say nothing of what waits
    if (status !== 'wartet') meter.set('blaupause_recipient_oldest_seconds', { empfaenger, status }, seit);
  }
  for (const [at, tage] of DAYS.entries()) {
    const due = readers.reduce((all, { faellig }) => all + (faellig[at] ?? 0), 0);
    meter.set('blaupause_undelivered_due', { tage: String(tage) }, due);
  }
  meter.set('blaupause_outbox_oldest_seconds', {}, aeltesteWartende ?? 0);
  meter.set('blaupause_handed_back', {}, rueckgaben.anzahl);
  meter.set('blaupause_handed_back_untold', {}, rueckgaben.ungesagt);
  meter.set('blaupause_handed_back_untold_oldest_seconds', {}, rueckgaben.aeltesteUngesagte ?? 0);
  meter.set('blaupause_log_unsequenced', {}, log.offen);
  meter.set('blaupause_log_oldest_unsequenced_seconds', {}, log.aeltestes ?? 0);
  meter.set('blaupause_log_size', {}, log.groesse);
  if (log.checkpoint !== undefined)
    meter.set('blaupause_log_checkpoint_timestamp_seconds', {}, log.checkpoint.getTime() / 1000);
  meter.set('blaupause_database_bytes', {}, bytes);
}
