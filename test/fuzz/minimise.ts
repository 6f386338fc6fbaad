import type { Mutant, Recipe, Workshop } from './mutants.ts';

/** Time that may be spent on making a failure small. */
const MOST_MS = 10_000;

/** Leaves out steps, then stretches of bytes, as long as it fails in the same way. */
export async function minimise(
  recipe: Recipe,
  workshop: Workshop,
  fails: (mutant: Mutant | undefined) => Promise<boolean>,
): Promise<{ recipe: Recipe; bytes: Buffer }> {
  const end = performance.now() + MOST_MS;
  let smallest = recipe;
  for (let at = smallest.steps.length - 1; at >= 0 && smallest.steps.length > 1 && performance.now() < end; at -= 1) {
    const shorter = { ...smallest, steps: smallest.steps.filter((_, index) => index !== at) };
    if (await fails(workshop.make(shorter))) smallest = shorter;
  }
  const mutant = workshop.make(smallest);
  if (mutant === undefined) return { recipe: smallest, bytes: Buffer.alloc(0) };
  let { bytes } = mutant;
  for (let size = bytes.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at + size <= bytes.length && performance.now() < end; ) {
      const shorter = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]);
      if (await fails({ ...mutant, bytes: shorter })) bytes = shorter;
      else at += size;
    }
  }
  return { recipe: smallest, bytes };
}
