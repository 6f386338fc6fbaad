import { describe, expect, it } from 'vitest';
import { ClockGuard } from '../../src/dispatch/clock-guard.ts';

const HOUR = 3_600_000;

/** A queue of jobs that are put off until an instant. */
const queueOf = (jobs: Record<string, number>) => {
  const called: string[] = [];
  return {
    called,
    putOffBeyond: async (at: number, limit: number) =>
      Object.keys(jobs)
        .filter((uuid) => (jobs[uuid] ?? 0) > at)
        .slice(0, limit),
    callUp: async (uuid: string) => {
      called.push(uuid);
      delete jobs[uuid];
      return true;
    },
  };
};

describe('clock guard', () => {
  it('calls up what a clock that was ahead put off, and leaves what waits for its time', async () => {
    const queue = queueOf({ soon: 5000, 'in an hour': HOUR, 'in a month': 30 * 24 * HOUR });
    const guard = new ClockGuard(
      queue,
      () => 0,
      () => 0,
    );
    expect(await guard.run()).toBe(1);
    expect(queue.called).toEqual(['in a month']);
    expect(await guard.run()).toBe(0);
  });

  it('calls up everything once where the own clock was set back, also after a queue that was away', async () => {
    let [now, steady] = [10 * HOUR, 0];
    const queue = queueOf({ soon: now + 5000, later: now + HOUR / 2 });
    const guard = new ClockGuard(
      queue,
      () => now,
      () => steady,
    );
    [now, steady] = [now + 1000, 1000];
    expect(await guard.run()).toBe(0);
    [now, steady] = [now - HOUR / 2, 2000];
    const { putOffBeyond } = queue;
    queue.putOffBeyond = async () => {
      throw new Error('away');
    };
    await expect(guard.run()).rejects.toThrow('away');
    queue.putOffBeyond = putOffBeyond;
    expect(await guard.run()).toBe(2);
    expect(queue.called).toEqual(['soon', 'later']);
  });
});
