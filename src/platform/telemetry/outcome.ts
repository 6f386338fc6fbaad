import type { StepName } from '../steps.ts';
import type { Journey } from './journeys.ts';

/** How a way ended, in the words of Laufzettel and answers. */
export type Outcome =
  | 'angenommen'
  | 'wiederholt'
  | 'abgewiesen'
  | 'zugestellt'
  | 'bereitgestellt'
  | 'erledigt'
  | 'gescheitert'
  | 'unzustellbar'
  | 'zurückgestellt'
  | 'abgeholt'
  | 'eingereiht'
  | 'gelesen'
  | 'geordnet'
  | 'abgebrochen';

/** What the steps of a way say about its end; the first row with a step that was reached counts. */
const ENDS: Readonly<Record<Journey['way'], readonly (readonly [StepName, Outcome])[]>> = {
  intake: [
    ['refusal.signed', 'abgewiesen'],
    ['intake.recorded', 'angenommen'],
    ['receipt.answered', 'wiederholt'],
  ],
  queue: [['queue.added', 'eingereiht']],
  delivery: [
    ['delivery.abandoned', 'unzustellbar'],
    ['delivery.failed', 'gescheitert'],
  ],
  mailbox: [
    ['mailbox.closed', 'abgeholt'],
    ['mailbox.fetched', 'gelesen'],
    ['mailbox.listed', 'gelesen'],
  ],
  log: [['log.ordered', 'geordnet']],
};

/** How a way ended. */
export function outcomeOf({ way, steps }: Journey): Outcome {
  const reached = new Set(steps.map(({ step }) => step));
  const end = ENDS[way].find(([step]) => reached.has(step));
  if (end !== undefined) return end[1];
  if (way !== 'delivery') return 'abgebrochen';
  if (!reached.has('delivery.recorded')) return 'zurückgestellt';
  if (reached.has('delivery.pushed')) return 'zugestellt';
  return reached.has('delivery.loaded') ? 'bereitgestellt' : 'erledigt';
}

/** From the first step of a way to its last, in milliseconds. */
export const lengthOf = ({ steps }: Journey): number => (steps.at(-1)?.at ?? 0) - (steps[0]?.at ?? 0);
