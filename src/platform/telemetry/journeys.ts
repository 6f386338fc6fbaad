import { onStep, type StepName, type StepReached } from '../steps.ts';

/** Part of a message's way that one process goes in one go. */
export type Way = 'intake' | 'queue' | 'delivery' | 'mailbox' | 'log';

/** A step with the instant at which it was reached, in milliseconds of `performance.now()`. */
export interface Passed {
  readonly step: StepName;
  readonly at: number;
}

/** A part of a message's way, from its first step to its last. */
export interface Journey {
  readonly way: Way;
  /** the message, as soon as a step named it */
  readonly uuid: string | undefined;
  /** id of the request, where there is one */
  readonly kennung: string | undefined;
  readonly empfaenger: string | undefined;
  /** catalogue code of a failure */
  readonly code: string | undefined;
  readonly steps: readonly Passed[];
  /** milliseconds between `performance.now()` and the time since 1970, when the journey began */
  readonly epoch: number;
}

type Open = { -readonly [K in keyof Journey]: Journey[K] } & { readonly steps: Passed[] };

/** To which way a step belongs; those of sender and reader belong to none of gateway and worker. */
const WAYS: Readonly<Record<string, Way>> = {
  intake: 'intake',
  receipt: 'intake',
  refusal: 'intake',
  log: 'log',
  outbox: 'queue',
  queue: 'queue',
  delivery: 'delivery',
  mailbox: 'mailbox',
};

/** Steps with which a way ends. A refusal ends with its record or its answer, whichever is the last to come. */
const LAST: ReadonlySet<StepName> = new Set([
  'receipt.answered',
  'log.ordered',
  'queue.added',
  'delivery.recorded',
  'delivery.failed',
  'delivery.abandoned',
  'mailbox.listed',
  'mailbox.fetched',
  'mailbox.answered',
]);

/** Steps that begin a way anew, whatever came before it: the job of a delivery that was put off comes back. */
const FIRST: ReadonlySet<StepName> = new Set(['intake.received', 'outbox.read', 'delivery.claimed', 'mailbox.closing']);

/** After so long without a step a way counts as ended, in milliseconds. */
const QUIET_MS = 60_000;

/** Ways open at once at most; beyond, the oldest one counts as ended. */
const MOST_OPEN = 10_000;

/** The way of a step. */
export const wayOf = (step: StepName): Way | undefined => WAYS[step.slice(0, step.indexOf('.'))];

/** Who wants to hear of ways. */
export interface Listener {
  /** @param since milliseconds since the step before of the same way */
  readonly step?: (reached: StepReached, since: number | undefined) => void;
  readonly ended?: (journey: Journey) => void;
}

/**
 * Puts the steps of a process together to ways: by id of the request where there is one, else by message. Memory is
 * bounded in number and time, whatever never ends.
 */
export class Journeys {
  readonly #ways: ReadonlySet<Way>;
  readonly #listeners: readonly Listener[];
  readonly #open = new Map<string, Open>();
  readonly #off: () => void;
  readonly #timer: NodeJS.Timeout;

  constructor(ways: readonly Way[], listeners: readonly Listener[]) {
    this.#ways = new Set(ways);
    this.#listeners = listeners;
    this.#off = onStep((reached) => this.hear(reached, performance.now()));
    this.#timer = setInterval(() => this.sweep(performance.now()), QUIET_MS / 6).unref();
  }

  /** A step was reached, by one message or by several at once. @param now milliseconds of `performance.now()` */
  hear({ alle, ...reached }: StepReached, now: number): void {
    if (alle === undefined) this.#hear(reached, now);
    else for (const { uuid } of alle) this.#hear({ ...reached, uuid }, now);
  }

  #hear(reached: StepReached, now: number): void {
    const { step, kennung, empfaenger, code } = reached;
    const uuid = reached.uuid?.toLowerCase();
    const way = wayOf(step);
    if (way === undefined || !this.#ways.has(way)) return;
    const key = `${way} ${kennung ?? uuid ?? ''}`;
    if (FIRST.has(step)) this.#end(key);
    const journey = this.#open.get(key) ?? this.#begin(key, way, now);
    journey.uuid ??= uuid;
    journey.kennung ??= kennung;
    journey.empfaenger ??= empfaenger;
    journey.code = code ?? journey.code;
    const before = journey.steps.at(-1)?.at;
    journey.steps.push({ step, at: now });
    for (const { step: told } of this.#listeners) told?.(reached, before === undefined ? undefined : now - before);
    if (LAST.has(step)) this.#end(key);
  }

  /** Ends what has been quiet for long. */
  sweep(now: number): void {
    for (const [key, { steps }] of this.#open) if ((steps.at(-1)?.at ?? 0) <= now - QUIET_MS) this.#end(key);
  }

  /** Ends all ways, and hears no more. */
  close(): void {
    clearInterval(this.#timer);
    this.#off();
    for (const key of [...this.#open.keys()]) this.#end(key);
  }

  #begin(key: string, way: Way, now: number): Open {
    const oldest = this.#open.size >= MOST_OPEN ? this.#open.keys().next().value : undefined;
    if (oldest !== undefined) this.#end(oldest);
    const journey: Open = {
      way,
      uuid: undefined,
      kennung: undefined,
      empfaenger: undefined,
      code: undefined,
      steps: [],
      epoch: Date.now() - now,
    };
    this.#open.set(key, journey);
    return journey;
  }

  #end(key: string): void {
    const journey = this.#open.get(key);
    if (journey === undefined) return;
    this.#open.delete(key);
    for (const { ended } of this.#listeners) ended?.(journey);
  }
}
