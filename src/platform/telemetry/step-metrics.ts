import type { Listener } from './journeys.ts';
import type { Meter } from './meter.ts';
import { lengthOf, outcomeOf } from './outcome.ts';

/** Counts and times steps and attempts in the metrics of a process. */
export const stepMetrics = (meter: Meter): Listener => ({
  step: ({ step }, since) => {
    meter.count('blaupause_steps_total', { step });
    if (since !== undefined) meter.observe('blaupause_step_seconds', { step }, since / 1000);
  },
  ended: (journey) => {
    if (journey.way !== 'delivery') return;
    const ausgang = outcomeOf(journey);
    const { empfaenger, code = 'INTERNAL' } = journey;
    if (ausgang === 'unzustellbar') meter.count('blaupause_deliveries_abandoned_total', { code });
    if (ausgang === 'unzustellbar' || ausgang === 'zurückgestellt' || empfaenger === undefined) return;
    meter.count('blaupause_delivery_attempts_total', { empfaenger, ausgang });
    meter.observe('blaupause_delivery_seconds', { ausgang }, lengthOf(journey) / 1000);
    if (ausgang === 'zugestellt') meter.count('blaupause_deliveries_total', { way: 'push' });
    if (ausgang === 'gescheitert') meter.count('blaupause_delivery_failures_total', { empfaenger, code });
  },
});
