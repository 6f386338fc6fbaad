import { describe, expect, it } from 'vitest';
import { Gate } from '../../src/dispatch/gate.ts';

const settings = { concurrency: 8, perRecipient: 4, failuresToOpen: 3, openMs: 1000, maxOpenMs: 4000 };
const gate = (over: Partial<typeof settings> = {}) => new Gate({ ...settings, ...over });
const READER = 'kba:010010000001';
const many = (kind: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${kind}:${String(at).padStart(12, '0')}`);

/** One delivery from begin to end. */
const deliver = (one: Gate, outcome: 'delivered' | 'failed', now: number, tookMs = 10, reader = READER): boolean => {
  const admitted = one.enter(reader, now);
  if (admitted) one.leave(reader, outcome, now, now + tookMs);
  return admitted;
};

describe('gate', () => {
  it('lets an unknown reader have two deliveries at once, and one more for each success up to the cap', () => {
    const one = gate();
    const places = (now: number) => {
      const begun: number[] = [];
      for (let at = now; one.enter(READER, at); at += 1) begun.push(at);
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

  it('says how much room there is, less what is in hand', () => {
    const one = gate();
    expect(one.room(READER, 0)).toBe(2);
    one.enter(READER, 0);
    expect(one.room(READER, 1)).toBe(1);
    one.enter(READER, 1);
    expect(one.room(READER, 2)).toBe(0);
    one.leave(READER, 'delivered', 0, 3);
    expect(one.room(READER, 4)).toBe(2);
  });

  it('leaves a reader alone after failures in a row, and lets one probe through afterwards', () => {
    const one = gate();
    for (let at = 0; at < 3; at += 1) expect(deliver(one, 'failed', at * 100)).toBe(true);
    expect(one.enter(READER, 300)).toBe(false);
    expect(one.openCircuits(300)).toEqual([READER]);
    expect(one.room(READER, 1300)).toBe(1);
    expect(one.enter(READER, 1300)).toBe(true);
    expect(one.enter(READER, 1301)).toBe(false);
    expect(one.isAway(READER)).toBe(true);
    // until the probe has succeeded the circuit is open, whatever time has passed
    expect(one.openCircuits(1301)).toEqual([READER]);
    expect(one.leave(READER, 'delivered', 1300, 1320)).toBe(true);
    expect(one.isAway(READER)).toBe(false);
    expect(one.openCircuits(1321)).toEqual([]);
    expect(one.enter(READER, 1321)).toBe(true);
    expect(one.leave(READER, 'delivered', 1321, 1330)).toBe(false);
  });

  it('doubles the pause with each failed probe up to the longest, and a success ends it', () => {
    const one = gate();
    for (let at = 0; at < 3; at += 1) deliver(one, 'failed', at, 0);
    let now = 2;
    const pauses: number[] = [];
    for (let probe = 0; probe < 5; probe += 1) {
      const before = now;
      while (one.room(READER, now) === 0) now += 1;
      pauses.push(now - before);
      deliver(one, 'failed', now, 0);
    }
    expect(pauses).toEqual([1000, 2000, 4000, 4000, 4000]);
    now += 4000;
    deliver(one, 'delivered', now, 0);
    deliver(one, 'failed', now + 1, 0);
    expect(one.enter(READER, now + 2)).toBe(true);
  });

  it('leaves a reader alone for as long as it asks, which is no failure, and begins gently afterwards', () => {
    const one = gate();
    for (let at = 0; at < 5; at += 1) deliver(one, 'delivered', at * 100);
    one.enter(READER, 1000);
    one.hold(READER, 1000, 61_000);
    expect(one.room(READER, 60_999)).toBe(0);
    expect(one.openCircuits(60_999)).toEqual([READER]);
    expect(one.openCircuits(61_000)).toEqual([]);
    expect(one.isAway(READER)).toBe(true);
    expect(one.room(READER, 61_000)).toBe(2);
    one.enter(READER, 61_000);
    expect(one.leave(READER, 'delivered', 61_000, 61_010)).toBe(true);
    expect(one.room(READER, 61_020)).toBe(3);
  });

  it('gives a reader that is back its post gently: one at a time first, then one more for each success', () => {
    const one = gate();
    for (let at = 0; at < 5; at += 1) deliver(one, 'delivered', at * 100);
    for (let at = 0; at < 3; at += 1) deliver(one, 'failed', 1000 + at);
    const rooms: number[] = [];
    for (let now = 3000; rooms.length < 5; now += 20) {
      rooms.push(one.room(READER, now));
      deliver(one, 'delivered', now);
    }
    expect(rooms).toEqual([1, 2, 3, 4, 4]);
  });

  it('does not count what says nothing about the reader', () => {
    const one = gate();
    for (let at = 0; at < 10; at += 1) {
      one.enter(READER, at);
      one.leave(READER, 'neutral', at, at + 5000);
    }
    expect(one.openCircuits(10)).toEqual([]);
    expect(one.enter(READER, 20)).toBe(true);
  });

  it('gives readers that are slow or do not answer a quarter of the places, however many they are', () => {
    const one = gate({ concurrency: 16 });
    const slow = many('slo', 20);
    for (const reader of slow) deliver(one, 'delivered', 0, 3000, reader);
    const silent = many('stu', 4);
    for (const reader of silent) deliver(one, 'failed', 5000, 60_000, reader);
    expect([...slow, ...silent].filter((reader) => one.enter(reader, 70_000))).toHaveLength(4);
    // those that fail at once have the next quarter
    const broken = many('bro', 20);
    for (const reader of broken) deliver(one, 'failed', 70_000, 0, reader);
    expect(broken.filter((reader) => one.enter(reader, 70_001))).toHaveLength(4);
  });

  it('a reader that is back counts by what it does now, not by how long it did not answer before', () => {
    const one = gate({ concurrency: 16 });
    deliver(one, 'failed', 0, 60_000);
    for (const reader of many('slo', 4)) {
      deliver(one, 'delivered', 0, 3000, reader);
      one.enter(reader, 70_000);
    }
    expect(one.room(READER, 70_000)).toBe(0);
    const [first = ''] = many('slo', 4);
    one.leave(first, 'delivered', 70_000, 73_000);
    expect(deliver(one, 'delivered', 73_000, 20)).toBe(true);
    one.enter(first, 73_100);
    expect(one.room(READER, 73_200)).toBe(2);
  });

  it('keeps half of the places for readers that have shown that they take their post', () => {
    const one = gate({ concurrency: 16 });
    deliver(one, 'delivered', 0);
    const unknown = many('neu', 20);
    expect(unknown.filter((reader) => one.enter(reader, 1000))).toHaveLength(8);
    expect(one.room(READER, 1000)).toBe(3);
  });

  it('keeps room for readers of whom nothing is known while others do not answer', () => {
    const one = gate({ concurrency: 16 });
    const silent = many('stu', 4);
    for (const reader of silent) one.enter(reader, 0);
    expect(silent.map((reader) => one.room(reader, 3000))).toEqual([0, 0, 0, 0]);
    const unknown = many('neu', 20);
    expect(unknown.filter((reader) => one.enter(reader, 3000))).toHaveLength(4);
  });
});
