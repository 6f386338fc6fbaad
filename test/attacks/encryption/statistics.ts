import { Random } from '../../fuzz/random.ts';

/** The middle of some numbers. */
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Bounds of the median of the differences of two series that were measured in turn, by bootstrap: of so many series
 * drawn anew from the differences, all but 1 in 500 have their median between the bounds. Load that slows a whole round
 * falls out of the differences; load within a round makes the bounds wider, never the verdict harsher.
 */
export function differenceBounds(a: readonly number[], b: readonly number[]): readonly [number, number] {
  const differences = a.map((value, at) => value - (b[at] ?? value));
  const random = new Random(7);
  const medians = Array.from({ length: 1000 }, () =>
    median(differences.map(() => differences[random.below(differences.length)] ?? 0)),
  ).sort((x, y) => x - y);
  return [medians[1] ?? 0, medians.at(-2) ?? 0];
}

/** How far two series differ for certain; 0 where their difference may be nothing. */
export function certainDifference(a: readonly number[], b: readonly number[]): number {
  const [least, most] = differenceBounds(a, b);
  return least > 0 ? least : most < 0 ? -most : 0;
}
