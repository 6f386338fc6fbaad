import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Lanes } from '../../src/gateway/lanes.ts';

it('work of one key is done one after the other, that of others meanwhile, and a failure holds nothing up', async () => {
  const lanes = new Lanes();
  const seen: string[] = [];
  const step = (key: string, name: string, ms: number) =>
    lanes.run(key, async () => {
      seen.push(`${name} begins`);
      await sleep(ms);
      seen.push(`${name} ends`);
      if (name === 'a1') throw new Error('a1 fails');
      return name;
    });
  const all = [step('a', 'a1', 40), step('a', 'a2', 0), step('b', 'b1', 0)];
  const outcomes = await Promise.allSettled(all);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(seen).toEqual(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends']);
  expect(lanes.size).toBe(0);
});
