import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJob } from '../../../src/dispatch/job.ts';
import { deliveryPriority } from '../../../src/gateway/priority.ts';
import { addDays } from '../../../src/procedure/index.ts';
import { catalogue } from '../../../src/standard/index.ts';

const HEUTE = '2026-11-22';
const of = (number: string, naechste?: string, eingegangen = HEUTE) =>
  deliveryPriority({ nachrichtentyp: `x.y.${number}` }, eingegangen, naechste);

describe('priority in the queue', () => {
  const numbers = fc.constantFrom(...catalogue.map(({ number }) => number));
  const days = fc.integer({ min: -4000, max: 8000 });

  it('lies in the range of the queue, whatever the day', () => {
    fc.assert(
      fc.property(numbers, days, fc.integer({ min: -40_000, max: 90_000 }), (number, received, deadline) => {
        const priority = of(number, addDays(HEUTE, deadline), addDays(HEUTE, received));
        expect(Number.isSafeInteger(priority) && priority >= 1 && priority <= 2_097_151).toBe(true);
        const ref = { nr: 1, uuid: '', sha256: Buffer.alloc(32), empfaenger: '', prioritaet: priority, versuche: 0 };
        expect(toJob(ref).opts.priority).toBe(priority);
      }),
    );
  });

  it('falls with the nearest deadline: a nearer day never comes later', () => {
    fc.assert(
      fc.property(numbers, numbers, days, days, (one, other, near, far) => {
        fc.pre(near < far);
        expect(of(one, addDays(HEUTE, near))).toBeLessThanOrEqual(of(one, addDays(HEUTE, far)));
        // of two days within both classes the nearer goes first, whatever the types
        if (near >= 0 && far < 3) expect(of(one, addDays(HEUTE, near))).toBeLessThan(of(other, addDays(HEUTE, far)));
      }),
    );
  });

  it('a known day never makes a message wait longer, and the same day is the same whenever it was received', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 2 }), days, (number, deadline, day) => {
        expect(of(number, addDays(HEUTE, day))).toBeLessThanOrEqual(of(number));
        const end = addDays(HEUTE, deadline);
        expect(of(number, end, addDays(HEUTE, -1))).toBe(of(number, end));
      }),
    );
  });

  it('without a day follows the class: service and transfer, then driver identification, receipts last', () => {
    const order = ['4030', '2010', '1120', '1010', '3020', '0030', '0020'];
    const priorities = order.map((number) => of(number));
    expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
    expect(new Set(priorities).size).toBe(order.length);
    expect(of('1230')).toBe(of('1210'));
  });
});
