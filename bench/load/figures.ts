import { median } from '../measure.ts';

/** What is said of many times in milliseconds. */
export interface Times {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** Percentiles by nearest rank: the smallest value that at least this part of all values does not exceed. */
export function timesOf(values: readonly number[]): Times {
  const sorted = Float64Array.from(values).sort();
  const at = (part: number): number => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
  const sum = sorted.reduce((total, value) => total + value, 0);
  return {
    count: sorted.length,
    mean: sum / sorted.length,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    p999: at(0.999),
    max: at(1),
  };
}

/** How something grew over a run. */
export interface Course {
  readonly start: number;
  /** middle of the second quarter and of the last quarter: what comes before is warming up */
  readonly early: number;
  readonly late: number;
  readonly peak: number;
  /** slope after the first quarter (Theil–Sen), a minute */
  readonly perMinute: number;
}

/** At most so many points are compared with each other. */
const POINTS = 300;

/** @param points time in seconds and value, in order of time */
export function courseOf(points: readonly (readonly [seconds: number, value: number])[]): Course {
  const values = points.map(([, value]) => value);
  const part = (from: number, to: number) =>
    median(values.slice(Math.floor(values.length * from), Math.ceil(values.length * to)));
  const steady = points.slice(Math.floor(points.length / 4));
  const every = Math.ceil(steady.length / POINTS);
  const few = steady.filter((_, at) => at % every === 0);
  const slopes = few.flatMap(([x, y], i) => few.slice(i + 1).map(([later, value]) => (value - y) / (later - x)));
  return {
    start: values[0] ?? Number.NaN,
    early: part(0.25, 0.5),
    late: part(0.75, 1),
    peak: values.reduce((most, value) => Math.max(most, value), 0),
    perMinute: slopes.length === 0 ? 0 : median(slopes) * 60,
  };
}

/** Milliseconds of a clock that all processes of this machine share and nobody sets. */
export const clockMs = (): number => Number(process.hrtime.bigint()) / 1e6;
