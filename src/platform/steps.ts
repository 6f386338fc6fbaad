import { channel } from 'node:diagnostics_channel';

/**
 * The named steps of a message's way, in the order in which they are passed. Each is reached when the thing it names
 * has just been done, so that a fault placed at a step strikes between it and the next one.
 */
export const STEPS = [
  // at the sender
  'send.sealed',
  'send.answered',
  // at the gateway: intake
  'intake.received',
  'intake.recognised',
  'intake.shaped',
  'intake.verified',
  'intake.checked',
  'receipt.signed',
  'intake.recorded',
  'receipt.answered',
  // at the gateway: refusal
  'refusal.signed',
  'refusal.recorded',
  // at the gateway: log
  'log.ordered',
  // at the worker: outbox and queue
  'outbox.read',
  'queue.added',
  'delivery.claimed',
  'delivery.loaded',
  'delivery.pushed',
  'delivery.recorded',
  'delivery.failed',
  'delivery.abandoned',
  // at the gateway: mailbox
  'mailbox.listed',
  'mailbox.fetched',
  'mailbox.closing',
  'mailbox.closed',
  'mailbox.answered',
  // at the reader
  'inbox.arrived',
  'inbox.stored',
  'inbox.acknowledged',
  'inbox.finished',
] as const;

/** Name of a step. */
export type StepName = (typeof STEPS)[number];

/** What is said when a step is reached: references only, never content (G7). */
export interface StepReached {
  readonly step: StepName;
  /** the message, as soon as it is known */
  readonly uuid?: string | undefined;
  /** id of the request that the step belongs to */
  readonly kennung?: string | undefined;
  /** catalogue code, where the step is a failure */
  readonly code?: string | undefined;
  /** Organisationsschlüssel of the reader, where the step is part of a delivery */
  readonly empfaenger?: string | undefined;
  /** the messages whose way this step is, where it is taken for several at once; `uuid` names the first in hand */
  readonly alle?: readonly { readonly uuid: string }[] | undefined;
}

/** Name of the channel of `node:diagnostics_channel` on which every step is told. */
export const STEP_CHANNEL = 'blaupause:step';

const told = channel(STEP_CHANNEL);

/**
 * Tells that a step was reached. Who wants to know subscribes to {@link STEP_CHANNEL}: metrics, traces, and tests that
 * end a process exactly there. Listeners run at once, before this returns; without one it costs a look at a flag.
 */
export function reached(step: StepName, about: Omit<StepReached, 'step'> = {}): void {
  if (told.hasSubscribers) told.publish({ step, ...about } satisfies StepReached);
}

/** Hears every step from now on. @returns ends it */
export function onStep(listener: (reached: StepReached) => void): () => void {
  const heard = (message: unknown): void => listener(message as StepReached);
  told.subscribe(heard);
  return () => void told.unsubscribe(heard);
}
