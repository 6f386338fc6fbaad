import { describe, expect, it } from 'vitest';
import { RedisWorker, type StartedWorker } from '../../src/dispatch/redis-worker.ts';

/** A queue of which only the number of waiting jobs counts, with workers that take or do not. */
const bench = (takes: (nr: number) => boolean) => {
  const log: string[] = [];
  const state = { waiting: 0, standstills: 0, started: 0 };
  const start = (onTaken: () => void): StartedWorker => {
    state.started += 1;
    const nr = state.started;
    log.push(`start ${nr}`);
    const timer = setInterval(() => {
      if (state.waiting === 0 || !takes(nr)) return;
      state.waiting -= 1;
      onTaken();
    }, 5);
    return {
      pause: async () => clearInterval(timer),
      retire: () => void log.push(`retire ${nr}`),
      close: async (force) => {
        clearInterval(timer);
        log.push(`close ${nr}${force ? ' at once' : ''}`);
      },
    };
  };
  const onStandstill = () => {
    state.standstills += 1;
  };
  const waiting = async () => state.waiting;
  return { log, state, worker: new RedisWorker({ start, waiting, onStandstill }, 20) };
};

describe('a worker on Redis', () => {
  it('that takes nothing though jobs wait is replaced', async () => {
    const { log, state, worker } = bench((nr) => nr > 1);
    state.waiting = 20;
    await expect.poll(() => state.waiting).toBe(0);
    expect(state).toMatchObject({ standstills: 1, started: 2 });
    expect(log).toEqual(['start 1', 'retire 1', 'start 2', 'close 1']);
    await worker.close(false);
    expect(log.at(-1)).toBe('close 2');
  });

  it('is left alone while nothing waits, while it works, and while it is paused', async () => {
    const { state, worker } = bench(() => true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    state.waiting = 60;
    await new Promise((resolve) => setTimeout(resolve, 200));
    await worker.pause();
    state.waiting = 60;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(state).toMatchObject({ standstills: 0, started: 1 });
    await worker.close(false);
  });

  it('begins anew with fresh connections when it is resumed, and never after its end', async () => {
    const { log, worker } = bench(() => true);
    await worker.pause();
    await worker.resume();
    await worker.close(true);
    await worker.resume();
    expect(log.slice(0, 3)).toEqual(['start 1', 'retire 1', 'start 2']);
    expect(log.slice(3).toSorted()).toEqual(['close 1', 'close 2 at once']);
  });
});
