import { describe, expect, test } from 'vitest';
import { inParallel, measure, median, oneByOne, ratios, spread, sum } from '../../bench/measure.ts';

describe('statistics of the benchmark', () => {
  test('the median is the middle value, of an even number the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  test('one wild round moves neither median nor spread', () => {
    const calm = [10, 10, 11, 10, 9, 10, 11, 9, 10];
    const disturbed = calm.with(4, 500);
    expect(median(disturbed)).toBe(median(calm));
    expect(spread(disturbed)).toBeLessThan(0.1);
  });

  test('a sum adds its parts round by round, as often as each is needed', () => {
    expect(
      sum([
        [[1, 2, 3], 2],
        [[10, 20, 30], 1],
      ]),
    ).toEqual([12, 24, 36]);
  });

  test('what slows a whole round does not move the ratio', () => {
    const work = [3, 30, 3];
    const primitives = [2, 20, 2];
    expect(ratios(work, primitives)).toEqual([1.5, 1.5, 1.5]);
  });
});

describe('rounds of the benchmark', () => {
  test('every task runs once per round, each round beginning with another one', async () => {
    const order: string[] = [];
    const rounds: number[] = [];
    const task = (name: string) => ({ name, least: 1, most: 1, run: () => void order.push(name) });
    const effort = { rounds: 3, taskMs: 1 };
    const slow = { name: 'c', least: 1, most: 1, run: () => new Promise<void>((done) => setTimeout(done, 130)) };
    const taken = await measure([task('a'), task('b'), slow], effort, (round) => {
      order.length = round === 1 ? 0 : order.length;
      rounds.push(round);
    });
    expect(rounds).toEqual([0, 1, 2, 3]);
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
    expect(taken.get('a')?.time).toHaveLength(3);
    expect(median(taken.get('c')?.time ?? [])).toBeGreaterThan(100);
  });

  test('preparation is not timed', async () => {
    const prepare = () => new Promise<void>((done) => setTimeout(done, 60));
    const spend = () => {
      for (const until = performance.now() + 1; performance.now() < until; );
    };
    const taken = await measure([{ ...oneByOne('task', spend), prepare, most: 50 }], { rounds: 2, taskMs: 5 });
    for (const time of taken.get('task')?.time ?? []) expect(time).toBeLessThan(30);
  });

  test('no more operations run at once than asked for, and none is left out', async () => {
    let running = 0;
    let most = 0;
    let done = 0;
    await inParallel(25, 4, async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      done += 1;
    });
    expect({ most, done }).toEqual({ most: 4, done: 25 });
  });
});
