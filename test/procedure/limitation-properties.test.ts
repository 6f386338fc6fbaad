import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlaupauseError } from '../../src/platform/errors.ts';
import {
  addDays,
  computeDeadlines,
  daysBetween,
  eventTypes,
  fromDayNumber,
  LAENDER,
  zustellarten,
} from '../../src/procedure/index.ts';
import { type Event, frist } from './fixtures.ts';

const START = fromDayNumber(20_680);
const AMOUNTS = { 'bescheid-erlassen': { geldbusse: 180 }, zahlung: { betrag: 100 } } as Readonly<
  Record<string, object>
>;

const event = fc
  .record(
    {
      typ: fc.constantFrom(...Object.keys(eventTypes)),
      am: fc.integer({ min: 0, max: 500 }).map((days) => addDays(START, days)),
      um: fc.constantFrom('07:30', '12:00', '23:10'),
      art: fc.constantFrom(...zustellarten),
    },
    { requiredKeys: ['typ', 'am'] },
  )
  .map(
    ({ art, ...rest }): Event => ({
      ...rest,
      ...(rest.typ === 'bescheid-zugestellt' && art !== undefined ? { art } : {}),
      ...AMOUNTS[rest.typ],
    }),
  );
const events = fc.array(event, { maxLength: 8 });
const land = fc.constantFrom(...LAENDER);

const input = (ereignisse: Event[], where: string, more: Record<string, unknown> = {}) => ({
  tat: { begangenAm: START },
  land: where,
  ereignisse,
  ...more,
});
/** Periods and state, or undefined where the order is impossible. */
const lage = (given: unknown) => {
  try {
    const { fristen, zustand } = computeDeadlines(given);
    return { fristen, zustand };
  } catch (error) {
    if (error instanceof BlaupauseError) return undefined;
    throw error;
  }
};

describe('properties of a case', () => {
  it('the order of the input does not matter', () => {
    fc.assert(
      fc.property(
        events.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        land,
        ([list, mixed], where) => {
          expect(lage(input(mixed, where))).toEqual(lage(input(list, where)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('what was said on a day is what is said for that day later, when more is known', () => {
    let told = 0;
    fc.assert(
      fc.property(events, land, fc.integer({ min: 0, max: 500 }), (list, where, days) => {
        const stichtag = addDays(START, days);
        const later = lage(input(list, where, { stichtag }));
        fc.pre(later !== undefined);
        const then = list.filter(({ am }) => am <= stichtag);
        told += then.length < list.length ? 1 : 0;
        expect(lage(input(then, where, { stichtag }))).toEqual(later);
      }),
      { numRuns: 300 },
    );
    expect(told).toBeGreaterThan(20);
  });

  it('acts against another person change nothing', () => {
    fc.assert(
      fc.property(events, events, land, (own, foreign, where) => {
        const alone = lage(input(own, where, { person: 'P1' }));
        const both = lage(
          input([...foreign.map((one) => ({ ...one, person: 'P2' })), ...own], where, { person: 'P1' }),
        );
        fc.pre(alone !== undefined && both !== undefined);
        expect(both).toEqual(alone);
      }),
      { numRuns: 300 },
    );
  });

  it('an event entered twice counts once, but for payments', () => {
    fc.assert(
      fc.property(events, event, land, (list, twice, where) => {
        fc.pre(!['zahlung', 'verwarnungsgeld-gezahlt'].includes(twice.typ));
        expect(lage(input([twice, ...list, twice], where))).toEqual(lage(input([...list, twice], where)));
      }),
      { numRuns: 300 },
    );
  });

  it('no act after the end of limitation moves it, whatever the act', () => {
    let ended = 0;
    fc.assert(
      fc.property(events, event, land, fc.integer({ min: 1, max: 200 }), (list, act, where, days) => {
        const before = lage(input(list, where, { stichtag: '2029-12-31' }));
        const ende = before === undefined ? null : frist(before, 'verfolgungsverjaehrung').ende;
        fc.pre(ende !== null);
        const late = { ...act, am: addDays(ende, days) };
        // what a Bescheid, its withdrawal or its service brings is read with the Bescheid, on its own day
        fc.pre(
          !/^(bescheid-|wiedereinsetzung|rechtskraft|einspruch|ruhen-ende)/.test(act.typ) &&
            daysBetween(START, late.am) > 0,
        );
        const after = lage(input([...list, late], where, { stichtag: '2029-12-31' }));
        fc.pre(after !== undefined);
        ended += 1;
        expect(frist(after, 'verfolgungsverjaehrung').ende).toBe(ende);
      }),
      { numRuns: 300 },
    );
    expect(ended).toBeGreaterThan(50);
  });

  it('the end never lies after the absolute limit', () => {
    fc.assert(
      fc.property(events, land, (list, where) => {
        const found = lage(input(list, where));
        fc.pre(found !== undefined);
        const [end, limit] = [
          frist(found, 'verfolgungsverjaehrung').ende,
          frist(found, 'verfolgungsverjaehrung-absolut').ende,
        ];
        expect(end === null ? limit : end <= (limit ?? '')).toBe(end === null ? null : true);
      }),
      { numRuns: 300 },
    );
  });
});
