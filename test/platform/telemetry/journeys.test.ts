import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STEPS, type StepName, type StepReached } from '../../../src/platform/steps.ts';
import { type Journey, Journeys, type Way, wayOf } from '../../../src/platform/telemetry/journeys.ts';
import { lengthOf, outcomeOf } from '../../../src/platform/telemetry/outcome.ts';
import { planOf, rootSpanId, traceIdOf } from '../../../src/platform/telemetry/spans.ts';

const ALL: readonly Way[] = ['intake', 'queue', 'delivery', 'mailbox', 'log'];
const UUID = '3f0f2b8e-6f6c-4d0e-9f55-0d6f2a1c7b11';
const OTHER = '9c1d6a52-20a4-4f0e-8e53-5a0f2b7d1c44';
const TRACE = UUID.replaceAll('-', '');

/** Hears steps at the instants 0, 10, 20 … and tells the ways that ended. */
function heard(steps: readonly StepReached[], { ways = ALL, close = true } = {}) {
  const ended: Journey[] = [];
  const since: (number | undefined)[] = [];
  const journeys = new Journeys(ways, [
    { ended: (journey) => ended.push(journey), step: (_step, ms) => since.push(ms) },
  ]);
  for (const [index, step] of steps.entries()) journeys.hear(step, 10 * index);
  if (close) journeys.close();
  return { ended, since, journeys };
}

const intake = (...names: StepName[]): StepReached[] =>
  names.map((step, index) => ({ step, kennung: OTHER, ...(index > 1 ? { uuid: UUID } : {}) }));

describe('ways of messages', () => {
  it('are put together by request where there is one, with the message as soon as it is known', () => {
    const { ended, since } = heard(
      intake('intake.received', 'intake.recognised', 'intake.shaped', 'intake.recorded', 'receipt.answered'),
    );
    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({ way: 'intake', uuid: UUID, kennung: OTHER });
    expect(ended.map(outcomeOf)).toEqual(['angenommen']);
    expect(ended.map(lengthOf)).toEqual([40]);
    expect(since).toEqual([undefined, 10, 10, 10, 10]);
  });

  it.each<[string, StepName[]]>([
    ['angenommen', ['intake.received', 'intake.recorded', 'receipt.answered']],
    ['wiederholt', ['intake.received', 'intake.recognised', 'receipt.answered']],
    ['abgewiesen', ['intake.received', 'refusal.signed', 'refusal.recorded', 'receipt.answered']],
    // the same UUID with other content is seen only when it is to be recorded
    ['abgewiesen', ['intake.received', 'intake.recorded', 'refusal.signed', 'receipt.answered']],
    ['abgebrochen', ['intake.received', 'intake.recognised']],
  ])('end as %s', (outcome, names) => {
    expect(heard(intake(...names)).ended.map(outcomeOf)).toEqual([outcome]);
  });

  it.each<[string, StepName[]]>([
    ['zugestellt', ['delivery.claimed', 'delivery.loaded', 'delivery.pushed', 'delivery.recorded']],
    ['bereitgestellt', ['delivery.claimed', 'delivery.loaded', 'delivery.recorded']],
    ['erledigt', ['delivery.claimed', 'delivery.recorded']],
    ['gescheitert', ['delivery.claimed', 'delivery.loaded', 'delivery.failed']],
    ['unzustellbar', ['delivery.claimed', 'delivery.abandoned']],
  ])('of a delivery end as %s', (outcome, names) => {
    expect(heard(names.map((step) => ({ step, uuid: UUID }))).ended.map(outcomeOf)).toEqual([outcome]);
  });

  it('a delivery that was put off is one way, the next claim another', () => {
    const { ended } = heard([
      { step: 'delivery.claimed', uuid: UUID },
      { step: 'delivery.claimed', uuid: UUID },
      { step: 'delivery.recorded', uuid: UUID },
    ]);
    expect(ended.map(outcomeOf)).toEqual(['zurückgestellt', 'erledigt']);
    expect(ended.map(planOf).map((plan) => plan?.outcome)).toEqual([undefined, 'erledigt']);
  });

  it('a step for several messages is a step of each; one for messages in the queue already is none', () => {
    const alle = [{ uuid: UUID }, { uuid: OTHER }];
    const { ended } = heard([
      { step: 'outbox.read', uuid: UUID, alle },
      { step: 'queue.added', uuid: UUID, alle },
      { step: 'outbox.read', uuid: UUID, alle: [] },
      { step: 'queue.added', uuid: UUID, alle: [] },
    ]);
    expect(ended.map(({ uuid }) => uuid)).toEqual([UUID, OTHER]);
  });

  it('of other processes are not heard', () => {
    const { ended } = heard(
      [
        { step: 'delivery.claimed', uuid: UUID },
        { step: 'send.sealed', uuid: UUID },
      ],
      {
        ways: ['intake'],
      },
    );
    expect(ended).toEqual([]);
  });

  it('that never end are ended by time', () => {
    const { ended, journeys } = heard([{ step: 'intake.received', kennung: OTHER }], { close: false });
    journeys.sweep(59_000);
    expect(ended).toEqual([]);
    journeys.sweep(60_001);
    expect(ended).toHaveLength(1);
    journeys.close();
    expect(ended).toHaveLength(1);
  });

  it('that never end are bounded in number', () => {
    const flood = Array.from({ length: 10_500 }, (_, n) => ({ step: 'intake.received' as const, kennung: `r${n}` }));
    const { ended, journeys } = heard(flood, { close: false });
    expect(ended).toHaveLength(500);
    expect(ended[0]?.kennung).toBe('r0');
    journeys.close();
  });

  it('lose no step and invent none, whatever comes in whatever order', () => {
    const step = fc.record({
      step: fc.constantFrom(...STEPS),
      uuid: fc.constantFrom(UUID, OTHER, undefined),
      kennung: fc.constantFrom('a', 'b', undefined),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { ended } = heard(steps);
        const wanted = steps.map((one) => one.step).filter((name) => wayOf(name) !== undefined);
        expect(ended.flatMap((journey) => journey.steps.map((one) => one.step)).toSorted()).toEqual(wanted.toSorted());
        for (const journey of ended) {
          expect(journey.steps.every(({ step: name }) => wayOf(name) === journey.way)).toBe(true);
          const plan = planOf(journey);
          if (plan !== undefined) expect(plan.traceId).toMatch(/^[0-9a-f]{32}$/);
        }
      }),
    );
  });
});

describe('spans of ways', () => {
  const planned = (steps: readonly StepReached[]) => heard(steps).ended.map(planOf);

  it('have the UUID as trace, and the acceptance as first span that all processes know', () => {
    const [accepted] = planned(intake('intake.received', 'intake.recognised', 'intake.recorded', 'receipt.answered'));
    expect(accepted).toMatchObject({ name: 'intake', traceId: TRACE, spanId: rootSpanId(TRACE), failed: false });
    expect(accepted?.parentId).toBeUndefined();
    expect(accepted?.steps.map(({ name }) => name)).toEqual([
      'intake.recognised',
      'intake.recorded',
      'receipt.answered',
    ]);
    const [delivered] = planned([
      { step: 'delivery.claimed', uuid: UUID.toUpperCase(), empfaenger: 'kba:1' },
      { step: 'delivery.recorded', uuid: UUID },
    ]);
    expect(delivered).toMatchObject({ traceId: TRACE, parentId: rootSpanId(TRACE) });
    expect(delivered?.spanId).toBeUndefined();
    expect(delivered?.attributes).toEqual({
      'blaupause.uuid': UUID,
      'blaupause.empfaenger': 'kba:1',
      'blaupause.ausgang': 'erledigt',
    });
  });

  it('of what was refused unread have the id of the request, and nothing above them', () => {
    const [refused] = planned([
      { step: 'refusal.signed', kennung: OTHER, code: 'READ_NOT_WELL_FORMED' },
      { step: 'refusal.recorded', kennung: OTHER, code: 'READ_NOT_WELL_FORMED' },
    ]);
    expect(refused).toMatchObject({ traceId: OTHER.replaceAll('-', ''), failed: true, outcome: 'abgewiesen' });
    expect(refused?.parentId).toBeUndefined();
  });

  it('do not come from a look into a mailbox, from the log, or from what is no UUID', () => {
    expect(planned([{ step: 'mailbox.listed', kennung: OTHER }, { step: 'log.ordered' }])).toEqual([
      undefined,
      undefined,
    ]);
    expect(traceIdOf('Erika Musterfrau')).toBeUndefined();
    expect(traceIdOf('00000000-0000-0000-0000-000000000000')).toBeUndefined();
    expect(traceIdOf(`${UUID}\n`)).toBeUndefined();
  });
});
