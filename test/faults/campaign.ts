import { STEPS, type StepName } from '../../src/platform/steps.ts';
import { Ground, type GroundOptions } from './ground.ts';
import { planOf, QUEUES, type QueueKind, type Victim } from './plan.ts';
import { hasRedis } from './redis.ts';
import { carryOut, type RunResult } from './run.ts';
import { type Broken, type Failure, judgeLog, type Sent } from './verdict.ts';

/** Which runs, and how. */
export interface CampaignOptions {
  readonly runs: number;
  /** seed of the first run; the following ones count up */
  readonly seed: number;
  /** runs with other steps or victims are left out */
  readonly only?: ReadonlySet<string>;
  readonly queues?: readonly QueueKind[];
  readonly ground?: Omit<GroundOptions, 'queue'>;
  /** how long a run waits for what does not come to rest; a minute if left out */
  readonly settleMs?: number;
  /** ends as soon as each of these was found */
  readonly until?: readonly Broken[];
  /** leaves the installations behind for a look */
  readonly keep?: boolean;
  readonly onProgress?: (text: string) => void;
  readonly onRun?: (result: RunResult, done: number) => void;
}

/** What came of all runs. */
export interface Campaign {
  readonly seed: number;
  readonly runs: number;
  readonly messages: number;
  /** runs in which the blow fell */
  readonly struck: number;
  /** Sendungen with a receipt that took no effect */
  readonly lost: number;
  /** Sendungen that took effect more than once */
  readonly doubled: number;
  /** Sendungen that got different receipts */
  readonly receiptMismatch: number;
  /** Sendungen for which something else that was promised does not hold */
  readonly other: number;
  /** blows that fell, by step and victim */
  readonly blows: Readonly<Partial<Record<StepName, Partial<Record<Victim, number>>>>>;
  /** steps at which no blow fell */
  readonly neverStruck: readonly StepName[];
  readonly failures: readonly Failure[];
  readonly seconds: number;
  /** folders that were kept */
  readonly kept: readonly string[];
}

/** Runs between two looks at the whole log. */
const LOG_EVERY = 50;

/** Seeds of the campaign that one installation carries out. */
function seedsOf({ runs, seed, only, queues = queuesHere() }: CampaignOptions, queue: QueueKind): number[] {
  const chosen: number[] = [];
  for (let at = 0, taken = 0; taken < runs && at < runs * 1000; at += 1) {
    const plan = planOf(seed + at, queues);
    const wanted = only === undefined || only.size === 0 || only.has(plan.strike.step) || only.has(plan.strike.victim);
    if (!wanted) continue;
    taken += 1;
    if (plan.queue === queue) chosen.push(plan.seed);
  }
  return chosen;
}

/** What can carry the queue on this machine. */
export const queuesHere = (): readonly QueueKind[] => QUEUES.filter((queue) => queue !== 'redis' || hasRedis);

/** Carries a campaign out: one installation for each kind of queue, side by side, each with one run after the other. */
export async function campaign(options: CampaignOptions): Promise<Campaign> {
  const { queues = queuesHere(), onProgress = () => {} } = options;
  const started = performance.now();
  const results: RunResult[] = [];
  const logFailures: Failure[] = [];
  const kept: string[] = [];
  await Promise.all(
    queues.map(async (queue) => {
      const seeds = seedsOf(options, queue);
      if (seeds.length === 0) return;
      onProgress(`installation with the queue on ${queue}: keys, database, processes`);
      const ground = await Ground.open({ queue, ...options.ground });
      if (options.keep) kept.push(ground.dir);
      const sent: Sent[] = [];
      try {
        for (const [at, seed] of seeds.entries()) {
          const result = await carryOut(ground, planOf(seed, queues), options.settleMs);
          results.push(result);
          sent.push(...result.sent);
          options.onRun?.(result, results.length);
          if (options.until !== undefined && hasFound(results, options.until)) break;
          if ((at + 1) % LOG_EVERY === 0 || at + 1 === seeds.length)
            logFailures.push(...(await judgeLog(ground, sent.splice(0), seed)));
        }
      } finally {
        await ground.close({ keep: options.keep === true });
      }
    }),
  );
  return summary(options.seed, results, logFailures, kept, (performance.now() - started) / 1000);
}

const hasFound = (results: readonly RunResult[], kinds: readonly Broken[]): boolean =>
  kinds.every((kind) => results.some(({ failures }) => failures.some((failure) => failure.kind === kind)));

function summary(
  seed: number,
  results: readonly RunResult[],
  logFailures: readonly Failure[],
  kept: readonly string[],
  seconds: number,
): Campaign {
  const failures = [...results.flatMap((result) => result.failures), ...logFailures].sort((a, b) => a.seed - b.seed);
  const count = (...kinds: Broken[]) => {
    const found = failures.filter(({ kind }) => kinds.includes(kind));
    return new Set(found.map(({ uuid, text }) => uuid ?? text)).size;
  };
  const blows: Partial<Record<StepName, Partial<Record<Victim, number>>>> = {};
  const fell = results.filter(({ struck }) => struck);
  for (const { plan } of fell) {
    const { step, victim } = plan.strike;
    blows[step] = { ...blows[step], [victim]: (blows[step]?.[victim] ?? 0) + 1 };
  }
  return {
    seed,
    runs: results.length,
    messages: results.reduce((sum, { sent }) => sum + sent.length, 0),
    struck: fell.length,
    lost: count('lost'),
    doubled: count('doubled'),
    receiptMismatch: count('receiptMismatch'),
    other: count('unanswered', 'laufzettel', 'refusal', 'log'),
    blows,
    neverStruck: STEPS.filter((step) => blows[step] === undefined),
    failures,
    seconds: Math.round(seconds),
    kept,
  };
}
