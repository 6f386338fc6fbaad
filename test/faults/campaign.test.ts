import { expect, test } from 'vitest';
import { STEPS } from '../../src/platform/steps.ts';
import { campaign, queuesHere } from './campaign.ts';
import { ownerOf, PARTS, planOf, QUEUES, strikesOf } from './plan.ts';

const RUNS = 200;

test('a seed gives its run, and as many seeds as there are pairs strike every victim at every step', () => {
  const pairs = QUEUES.flatMap((queue) => strikesOf(queue).map((strike) => JSON.stringify({ queue, ...strike })));
  const plans = pairs.map((_, at) => planOf(at + 11));
  const struck = plans.map(({ queue, strike: { victim, step } }) => JSON.stringify({ queue, victim, step }));
  expect(new Set(struck)).toEqual(new Set(pairs));
  expect(pairs.length).toBeLessThanOrEqual(RUNS);
  expect(planOf(77)).toEqual(planOf(77));
  expect(new Set(STEPS.map(ownerOf))).toEqual(new Set(PARTS));
});

test(`${RUNS} runs: whatever is killed at whatever step, nothing is lost, nothing doubled, no receipt changes`, async () => {
  const found = await campaign({ runs: RUNS, seed: 1 });
  expect(found.failures).toEqual([]);
  expect(found).toMatchObject({ runs: RUNS, lost: 0, doubled: 0, receiptMismatch: 0, other: 0 });
  expect(found.neverStruck).toEqual([]);
  // a blow can miss where a second one or the network was faster; a harness that mostly misses shows nothing
  expect(found.struck).toBeGreaterThan(0.9 * RUNS);
  const victims = new Set(Object.values(found.blows).flatMap((row) => Object.keys(row)));
  expect(victims).toEqual(new Set([...PARTS, 'postgres', ...(queuesHere().includes('redis') ? ['redis'] : [])]));
});
