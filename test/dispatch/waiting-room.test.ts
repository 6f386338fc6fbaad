import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WaitingRoom } from '../../src/dispatch/waiting-room.ts';

const READER = 'kba:010010000001';
const call = (room: WaitingRoom, places: number, now: number): string[] =>
  room.call(READER, places, now).map(({ uuid }) => uuid);

describe('waiting room', () => {
  it('calls up the most urgent first, of equally urgent ones the earliest, and no more than there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 60 }), (priorities) => {
        const room = new WaitingRoom();
        for (const [at, priority] of priorities.entries()) room.park(READER, { uuid: String(at), priority });
        const called: string[] = [];
        for (let now = 0; called.length < priorities.length; now += 1) {
          const next = call(room, 3, now);
          expect(next.length).toBeLessThanOrEqual(3);
          called.push(...next);
          for (const uuid of next) room.arrived(READER, uuid);
        }
        const expected = priorities
          .map((priority, at) => ({ priority, at }))
          .sort((a, b) => a.priority - b.priority || a.at - b.at);
        expect(called).toEqual(expected.map(({ at }) => String(at)));
        expect(room.recipients()).toEqual([]);
      }),
    );
  });

  it('does not call up more while those called before have not arrived, unless they went elsewhere', () => {
    const room = new WaitingRoom();
    for (const uuid of ['a', 'b', 'c', 'd']) room.park(READER, { uuid, priority: 1 });
    expect(call(room, 2, 0)).toEqual(['a', 'b']);
    expect(call(room, 2, 10)).toEqual([]);
    room.arrived(READER, 'a');
    expect(call(room, 2, 20)).toEqual(['c']);
    expect(call(room, 2, 60_000)).toEqual(['d']);
  });

  it('forgets what came back by itself', () => {
    const room = new WaitingRoom();
    for (const uuid of ['a', 'b']) room.park(READER, { uuid, priority: 1 });
    room.arrived(READER, 'a');
    expect(call(room, 5, 0)).toEqual(['b']);
  });

  it('lets what failed rest until its reader is back, and then calls it up in its place', () => {
    const room = new WaitingRoom();
    room.rest(READER, { uuid: 'urgent', priority: 1 });
    room.park(READER, { uuid: 'late', priority: 9 });
    room.park(READER, { uuid: 'soon', priority: 5 });
    expect(call(room, 1, 0)).toEqual(['soon']);
    room.arrived(READER, 'soon');
    room.wake(READER);
    expect(call(room, 5, 1)).toEqual(['urgent', 'late']);
  });

  it('knows whether something more urgent waits', () => {
    const room = new WaitingRoom();
    expect(room.isAhead(READER, 5)).toBe(false);
    room.park(READER, { uuid: 'a', priority: 3 });
    room.park(READER, { uuid: 'b', priority: 7 });
    expect([room.isAhead(READER, 3), room.isAhead(READER, 4)]).toEqual([false, true]);
    room.arrived(READER, 'a');
    expect([room.isAhead(READER, 7), room.isAhead(READER, 8)]).toEqual([false, true]);
  });

  it('stays small however often a job comes back while its reader is away', () => {
    const room = new WaitingRoom();
    for (let round = 0; round < 20_000; round += 1) {
      room.arrived(READER, 'a');
      room.park(READER, { uuid: 'a', priority: 1 });
      room.park(READER, { uuid: 'b', priority: 2 });
    }
    expect(room.size(READER)).toBe(2);
    expect(call(room, 5, 0)).toEqual(['a', 'b']);
    expect(call(room, 5, 0)).toEqual([]);
  });
});
