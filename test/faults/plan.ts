import { STEPS, type StepName } from '../../src/platform/steps.ts';
import { MISCHIEFS, type Mischief } from './proxy.ts';
import { Random } from './random.ts';

/** What carries the queue; each has an installation of its own. */
export const QUEUES = ['postgres', 'redis'] as const;
export type QueueKind = (typeof QUEUES)[number];

/** Processes of ours. */
export const PARTS = ['sender', 'gateway', 'worker', 'reader'] as const;
export type PartKind = (typeof PARTS)[number];

/** What is killed. */
export type Victim = PartKind | 'postgres' | 'redis';

/** How a Sendung gets to its reader. */
export type Way = 'postfach' | 'push';

/** What is killed, at which step, and when the step is reached for the how-manieth time. */
export interface Strike {
  readonly victim: Victim;
  readonly step: StepName;
  readonly occurrence: number;
}

/** One run: everything in it follows from the seed. */
export interface RunPlan {
  readonly seed: number;
  readonly queue: QueueKind;
  readonly strike: Strike;
  /** a second blow while the first one is being recovered from */
  readonly second: Strike | undefined;
  /** how each good Sendung of the run travels */
  readonly ways: readonly Way[];
  /** whether a Sendung with a broken signature is among them */
  readonly bad: boolean;
  /** how often pushes are refused at first */
  readonly refusedPushes: number;
  /** whether each Sendung is handed to both gateways at the same instant */
  readonly twice: boolean;
  /** whether the other gateway takes over at once where one is killed */
  readonly failover: boolean;
  /** which of the two gateways takes the traffic */
  readonly primary: 0 | 1;
  /** how long the killed process stays away, in milliseconds */
  readonly awayMs: number;
  /** what the network between authority and gateway does */
  readonly mischief: Mischief | undefined;
}

/** Attempts to push before a Sendung is a dead letter, in the installations of the harness. */
export const PUSH_ATTEMPTS = 3;

const OWNERS: Readonly<Record<string, PartKind>> = {
  send: 'sender',
  intake: 'gateway',
  receipt: 'gateway',
  refusal: 'gateway',
  log: 'gateway',
  mailbox: 'gateway',
  outbox: 'worker',
  queue: 'worker',
  delivery: 'worker',
  inbox: 'reader',
};

/** The process that reaches a step. @throws for a step of a kind that no process is known for */
export function ownerOf(step: StepName): PartKind {
  const owner = OWNERS[step.split('.')[0] ?? ''];
  if (owner === undefined) throw new Error(`nobody is known to reach the step ${step}`);
  return owner;
}

/** Steps that are reached for several Sendungen together, or without one. */
const SHARED: ReadonlySet<StepName> = new Set(['log.ordered', 'outbox.read', 'queue.added', 'mailbox.listed']);
const ONLY_MAILBOX = /^mailbox\.|^inbox\.acknowledged$/;
const ONLY_PUSH = /^delivery\.(pushed|failed|abandoned)$/;

/** Everything that can be struck with one kind of queue: each step with each victim that has a part in it. */
export const strikesOf = (queue: QueueKind): { readonly victim: Victim; readonly step: StepName }[] =>
  STEPS.flatMap((step) => {
    const victims: Victim[] = [ownerOf(step), 'postgres'];
    if (queue === 'redis') victims.push('redis');
    return victims.map((victim) => ({ victim, step }));
  });

/** Goes through a list of this length in an order that mixes it and meets every place once. */
function scattered(at: number, length: number): number {
  let stride = Math.max(1, Math.floor(length * 0.618));
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  while (divisor(stride, length) !== 1) stride += 1;
  return (at * stride) % length;
}

/**
 * The run of a seed. Seeds that follow each other strike every victim at every step in turn, so that a campaign of as
 * many runs as there are pairs has struck them all.
 */
export function planOf(seed: number, queues: readonly QueueKind[] = QUEUES): RunPlan {
  const random = new Random(seed);
  const pairs = queues.flatMap((queue) => strikesOf(queue).map((strike) => ({ queue, ...strike })));
  const pair = pairs[scattered(seed % pairs.length, pairs.length)];
  if (pair === undefined) throw new Error('nothing to strike');
  const { queue, victim, step } = pair;
  const needed: Way = ONLY_MAILBOX.test(step) ? 'postfach' : ONLY_PUSH.test(step) ? 'push' : random.pick(WAYS);
  const refused = step === 'delivery.failed' ? 1 : step === 'delivery.abandoned' ? PUSH_ATTEMPTS : 0;
  // several pushes that all fail would open the circuit of their reader, and the run would wait for it
  const others: Way[] = Array.from({ length: random.whole(0, 3) }, () =>
    refused > 0 ? 'postfach' : random.pick(WAYS),
  );
  const ways = [needed, ...others];
  const strike = { victim, step, occurrence: occurrenceOf(step, ways, random) };
  const second = random.chance(0.15) ? random.pick(strikesOf(queue)) : undefined;
  return {
    seed,
    queue,
    strike,
    second: second === undefined ? undefined : { ...second, occurrence: 1 },
    ways,
    bad: step.startsWith('refusal.') || random.chance(0.1),
    refusedPushes: refused,
    twice: random.chance(0.25),
    failover: random.chance(0.5),
    primary: random.chance(0.5) ? 0 : 1,
    awayMs: random.chance(0.5) ? 0 : random.whole(50, 600),
    mischief: random.chance(0.3) ? mischiefOf(random) : undefined,
  };
}

const WAYS: readonly Way[] = ['postfach', 'push'];

function occurrenceOf(step: StepName, ways: readonly Way[], random: Random): number {
  if (SHARED.has(step) || step.startsWith('refusal.') || /^delivery\.(failed|abandoned)$/.test(step)) return 1;
  const reaching = ways.filter((way) =>
    ONLY_MAILBOX.test(step) ? way === 'postfach' : !ONLY_PUSH.test(step) || way === 'push',
  );
  return random.whole(1, Math.max(1, reaching.length));
}

/** A handshake takes some 4,000 bytes each way; what comes after it belongs to a Sendung or its receipt. */
const mischiefOf = (random: Random): Mischief => ({
  how: random.pick(MISCHIEFS),
  direction: random.pick(['up', 'down']),
  after: random.whole(0, 16_000),
  ms: random.whole(100, 800),
});
