import { describe, expect, it } from 'vitest';
import { Gate } from '../../src/dispatch/gate.ts';

const settings = { concurrency: 8, perRecipient: 4, failuresToOpen: 3, openMs: 1000, maxOpenMs: 4000 };
const gate = () => new Gate(settings, () => 0);
const READER = 'kba:010010000001';

/** One delivery from begin to end. */
const deliver = (one: Gate, outcome: 'delivered' | 'failed', now: number, tookMs = 10, reader = READER): boolean => {
  const { admitted } = one.enter(reader, now);
  if (admitted) one.leave(reader, outcome, now, now + tookMs);
  return admitted;
};

describe('gate', () => {
  it('lets an unknown reader have two deliveries at once, and one more for each success up to the cap', () => {
    const one = gate();
    const places = (now: number) => {
      const begun: number[] = [];
      for (let at = now; one.enter(READER, at).admitted; at += 1) begun.push(at);
      for (const at of begun) one.leave(READER, 'neutral', at, at);
      return begun.length;
    };
    expect(places(0)).toBe(2);
    deliver(one, 'delivered', 100);
    expect(places(200)).toBe(3);
    for (let at = 300; at < 1000; at += 100) deliver(one, 'delivered', at);
    expect(places(2000)).toBe(4);
    deliver(one, 'failed', 3000);
    expect(places(4000)).toBe(2);
  });

  it('spreads what finds no room at the pace at which places become free', () => {
    const one = gate();
    for (let at = 0; at < 50; at += 1) deliver(one, 'delivered', at * 200, 100);
    for (let at = 0; at < 4; at += 1) one.enter(READER, 20_000);
    const times = Array.from({ length: 50 }, () => one.enter(READER, 20_000)).map((answer) =>
      answer.admitted ? 0 : answer.at,
    );
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    // 50 deliveries of 100 ms, four at once
    expect((times.at(-1) ?? 0) - 20_000).toBeGreaterThan(800);
    expect((times.at(-1) ?? 0) - 20_000).toBeLessThan(1400);
  });

  it('asks ever more rarely while deliveries hang', () => {
    const one = gate();
    one.enter(READER, 0);
    one.enter(READER, 0);
    const waits: number[] = [];
    for (let now = 100; now < 16_000; ) {
      const answer = one.enter(READER, now);
      const at = answer.admitted ? now : answer.at;
      waits.push(at - now);
      now = at;
    }
    expect(waits.length).toBeLessThan(25);
    expect(Math.max(...waits)).toBeLessThanOrEqual(settings.maxOpenMs);
  });

  it('leaves a reader alone after failures in a row, and lets one probe through afterwards', () => {
    const one = gate();
    for (let at = 0; at < 3; at += 1) expect(deliver(one, 'failed', at * 100)).toBe(true);
    expect(one.enter(READER, 300)).toEqual({ admitted: false, at: 1210 });
    expect(one.openCircuits(300)).toBe(1);
    expect(one.enter(READER, 1300).admitted).toBe(true);
    expect(one.enter(READER, 1301).admitted).toBe(false);
    one.leave(READER, 'delivered', 1300, 1320);
    expect(one.openCircuits(1321)).toBe(0);
    expect(one.enter(READER, 1321).admitted).toBe(true);
  });

  it('doubles the pause with each failed probe up to the longest, and a success ends it', () => {
    const one = gate();
    for (let at = 0; at < 3; at += 1) deliver(one, 'failed', at, 0);
    let now = 2;
    const pauses: number[] = [];
    for (let probe = 0; probe < 5; probe += 1) {
      const answer = one.enter(READER, now);
      const at = answer.admitted ? now : answer.at;
      pauses.push(at - now);
      now = at;
      deliver(one, 'failed', now, 0);
    }
    expect(pauses).toEqual([1000, 2000, 4000, 4000, 4000]);
    now += 4000;
    deliver(one, 'delivered', now, 0);
    deliver(one, 'failed', now + 1, 0);
    expect(one.enter(READER, now + 2).admitted).toBe(true);
  });

  it('does not count what says nothing about the reader', () => {
    const one = gate();
    for (let at = 0; at < 10; at += 1) {
      one.enter(READER, at);
      one.leave(READER, 'neutral', at, at + 5000);
    }
    expect(one.openCircuits(10)).toBe(0);
    expect(one.enter(READER, 20).admitted).toBe(true);
  });

  it('keeps half of the places free of readers that fail or are slow, however many they are', () => {
    const one = gate();
    const slow = Array.from({ length: 20 }, (_, at) => `slo:${String(at).padStart(12, '0')}`);
    for (const reader of slow) deliver(one, 'delivered', 0, 3000, reader);
    const admitted = slow.filter((reader) => one.enter(reader, 10_000).admitted);
    expect(admitted).toHaveLength(4);
    expect(one.enter(READER, 10_000).admitted).toBe(true);
  });
});
