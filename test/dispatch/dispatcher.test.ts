import { afterEach, describe, expect, it } from 'vitest';
import { Dispatcher, type DispatcherOptions } from '../../src/dispatch/index.ts';
import type { Logger } from '../../src/platform/log.ts';

/** A ledger that holds nothing, and a queue that may be away. */
const installation = () => {
  const lines: string[] = [];
  const state = { away: false, asked: 0, fed: 0 };
  const asked = async <T>(value: T): Promise<T> => {
    state.asked += 1;
    if (state.away) throw new Error('queue away');
    return value;
  };
  const say = (_about: unknown, line: string): void => void lines.push(line);
  const queue = {
    backend: 'redis',
    add: () => asked(undefined),
    failed: () => asked([]),
    remove: () => asked(undefined),
    callUp: () => asked(true),
    putOffBeyond: () => asked([]),
    counts: () => asked({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
    repair: () => asked(false),
    work: async () => ({ pause: async () => {}, resume: async () => {}, close: async () => {} }),
    close: async () => {},
  };
  const ledger = {
    openOutbox: async () => {
      state.fed += 1;
      return [];
    },
    pool: { query: async () => ({ rows: [] }) },
    onOutbox: () => () => {},
  };
  const dispatcher = new Dispatcher({
    queue: queue as unknown as DispatcherOptions['queue'],
    ledger: ledger as unknown as DispatcherOptions['ledger'],
    wayTo: () => ({ way: 'postfach' }),
    push: async () => ({ pauseMs: 1000 }),
    settings: { pollMs: 5, reconcileMs: 30 },
    logger: { info: say, warn: say, error: say, debug: say } as unknown as Logger,
  });
  return { dispatcher, lines, state };
};

describe('dispatcher', () => {
  let running: Dispatcher | undefined;
  afterEach(() => running?.close());

  it('says once that the queue is away and once that it is back, though the feeder finds nothing to do', async () => {
    const { dispatcher, lines, state } = installation();
    running = dispatcher;
    await dispatcher.start();
    state.away = true;
    const before = state.asked;
    await expect.poll(() => state.asked - before, { timeout: 20_000 }).toBeGreaterThan(4);
    const fed = state.fed;
    await expect.poll(() => state.fed - fed, { timeout: 20_000 }).toBeGreaterThan(4);
    const during = [...lines];
    state.away = false;
    await expect.poll(() => lines.filter((line) => / available again$/.test(line)).length, { timeout: 20_000 }).toBe(2);
    const about = (found: readonly string[]) => found.filter((line) => line.startsWith('dispatch'));
    expect(about(during)).toEqual(['dispatch unavailable, trying again']);
    expect(about(lines)).toEqual(['dispatch unavailable, trying again', 'dispatch available again']);
  });
});
