import { performance } from 'node:perf_hooks';

/** Something to be timed. */
export interface Task {
  readonly name: string;
  /** Makes what `count` operations use up; not timed. */
  prepare?(count: number): Promise<void> | void;
  /** Does `count` operations. */
  run(count: number): Promise<void> | void;
  /** operations in one measurement at most; for tasks whose preparation is dear */
  readonly most?: number;
  /** operations in one measurement at least; for tasks that run many at once */
  readonly least?: number;
}

/** Milliseconds per operation, one value per round. */
export type Series = readonly number[];

/** What one task took. */
export interface Taken {
  /** by the clock */
  readonly time: Series;
  /** processor time of this process with all its threads; what other programs do hardly moves it */
  readonly cpu: Series;
}

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** time that one task may take in one round, in milliseconds */
  readonly taskMs: number;
}

/** The middle value; of an even number the mean of the middle two. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value below which such a part of the others lies. NaN for none. @param sorted ascending */
export const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;

/** Half the distance between the quartiles as a part of the median: how far the middle half of the rounds lies apart. */
export function spread(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
  return (at(0.75) - at(0.25)) / 2 / median(values);
}

/** One part of a sum: a series and how often one operation needs it. */
export type Part = readonly [series: Series, times: number];

/** Sum of parts, round by round. */
export function sum(parts: readonly Part[]): Series {
  const rounds = Math.min(...parts.map(([series]) => series.length));
  return Array.from({ length: rounds }, (_, round) =>
    parts.reduce((total, [series, times]) => total + times * (series[round] ?? Number.NaN), 0),
  );
}

/** Quotients round by round: what slows the machine for a while slows both sides of a round. */
export function ratios(above: Series, below: Series): Series {
  return above.slice(0, below.length).map((value, round) => value / (below[round] ?? Number.NaN));
}

const timed = async (task: Task, count: number): Promise<{ time: number; cpu: number }> => {
  await task.prepare?.(count);
  const before = process.cpuUsage();
  const started = performance.now();
  await task.run(count);
  const time = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  return { time: time / count, cpu: (user + system) / 1000 / count };
};

/** Time after which the engine has compiled what a task needs, in milliseconds. */
const WARM_MS = 120;

/** Runs a task until it is warm and finds how many operations fill its time. */
async function calibrate(task: Task, taskMs: number): Promise<number> {
  const { least = 1, most = 100_000 } = task;
  let count = Math.max(least, 2);
  for (let spent = 0; ; ) {
    const { time } = await timed(task, count);
    spent += Math.max(time * count, 1);
    const wanted = Math.min(most, Math.max(least, Math.round(taskMs / time)));
    if (spent >= WARM_MS) return wanted;
    count = Math.min(most, Math.max(least, Math.ceil((WARM_MS - spent) / time), 2), 8 * count);
  }
}

/**
 * Times tasks in rounds, each task once per round and each round beginning with another one, so that a disturbance of
 * the machine meets all of them alike.
 *
 * @param onRound told before each round, from 0 (the warm-up)
 */
export async function measure(
  tasks: readonly Task[],
  { rounds, taskMs }: Effort,
  onRound: (round: number) => void = () => {},
): Promise<ReadonlyMap<string, Taken>> {
  onRound(0);
  const counts = new Map<Task, number>();
  for (const task of tasks) counts.set(task, await calibrate(task, taskMs));
  const taken = new Map(tasks.map(({ name }) => [name, { time: [] as number[], cpu: [] as number[] }]));
  for (let round = 0; round < rounds; round += 1) {
    onRound(round + 1);
    const first = Math.floor((round * tasks.length) / rounds);
    for (const task of [...tasks.slice(first), ...tasks.slice(0, first)]) {
      const count = counts.get(task) ?? 1;
      const { time, cpu } = await timed(task, count);
      taken.get(task.name)?.time.push(time);
      taken.get(task.name)?.cpu.push(cpu);
    }
  }
  return taken;
}

/** A task whose operations follow one another. */
export function oneByOne(name: string, operation: () => unknown): Task {
  return {
    name,
    run: async (count) => {
      for (let n = 0; n < count; n += 1) {
        const result = operation();
        if (result instanceof Promise) await result;
      }
    },
  };
}

/** Runs `count` operations, `width` at a time. */
export async function inParallel(count: number, width: number, operation: () => Promise<unknown>): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await operation();
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane));
}
