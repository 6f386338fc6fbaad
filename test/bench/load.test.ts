import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseOf, timesOf } from '../../bench/load/figures.ts';
import { findHighest } from '../../bench/load/find.ts';
import { readMix } from '../../bench/load/mix.ts';
import { readOptions, Usage } from '../../bench/load/options.ts';
import { PackWriter } from '../../bench/load/pack.ts';
import { makePlan, type PlanRequest } from '../../bench/load/plan.ts';
import type { RunResult } from '../../bench/load/run.ts';
import type { AnswerEntry } from '../../bench/load/sender.ts';
import { growthOf } from '../../bench/load/soak.ts';
import { type CaseTemplate, type Mix, type Template, textOf, uuidOf } from '../../bench/load/template.ts';
import { judge } from '../../bench/load/verdict.ts';

const template = (typ: string, uuid: string, text: string, vorgangsUUID: string): Template => ({
  typ,
  standard: 'urn:x',
  absender: 'bgb:145110000001',
  empfaenger: 'pol:092761440001',
  uuid,
  vorgangsUUID,
  text,
  anlagen: [],
});
const CASE = 'aaaaaaaa-0000-4000-8000-000000000000';
const [FIRST, SECOND] = ['bbbbbbbb-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'];
const single: CaseTemplate = { name: 'single', steps: [template('a.1', FIRST, FIRST, CASE)] };
const chain: CaseTemplate = {
  name: 'chain',
  steps: [
    template('a.1', FIRST, `${FIRST} ${CASE}`, CASE),
    template('a.2', SECOND, `${SECOND} ${FIRST} ${CASE}`, CASE),
  ],
};
const request: PlanRequest = { rate: 100, seconds: 20, arrival: 'poisson', seed: 7, gapMs: 300 };

describe('the plan of a load', () => {
  test('follows from its seed alone, so that every process makes the same one', () => {
    const mix: Mix = [{ weight: 1, one: chain }];
    expect(makePlan(mix, request)).toEqual(makePlan(mix, request));
    expect(makePlan(mix, request)).not.toEqual(makePlan(mix, { ...request, seed: 8 }));
  });

  test('has about as many messages as the rate says, at instants of independent senders', () => {
    const planned = makePlan([{ weight: 1, one: single }], { ...request, seconds: 200 });
    expect(planned.length / 20_000).toBeCloseTo(1, 1);
    const gaps = planned.slice(1).map(({ at }, i) => at - (planned[i]?.at ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    // exponential distances spread as far as they are long
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1);
  });

  test('even arrival has even distances', () => {
    const planned = makePlan([{ weight: 1, one: single }], { ...request, arrival: 'even', rate: 10, seconds: 1 });
    expect(planned.map(({ at }) => Math.round(at))).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });

  test('the messages of a case keep their order and their distance', () => {
    const last = new Map<number, { step: number; at: number }>();
    for (const { serial, step, at } of makePlan([{ weight: 1, one: chain }], request)) {
      const before = last.get(serial);
      expect(step).toBe(before === undefined ? 0 : before.step + 1);
      if (before !== undefined) expect(at - before.at).toBeGreaterThanOrEqual(request.gapMs);
      last.set(serial, { step, at });
    }
    expect([...last.values()].filter(({ step }) => step === 1).length).toBeGreaterThan(500);
  });

  test('cases are drawn as their weights say', () => {
    const mix: Mix = [
      { weight: 3, one: single },
      { weight: 1, one: { ...single, name: 'other' } },
    ];
    const kinds = makePlan(mix, { ...request, seconds: 100 }).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 0).length / kinds.length).toBeCloseTo(0.75, 1);
  });

  test('each case has UUIDs of its own, and references within it stay together', () => {
    const text = textOf(chain, 1, 'run', 5);
    expect(text).toBe(`${uuidOf('run', 5, 1)} ${uuidOf('run', 5, 0)} ${uuidOf('run', 5, 'vorgang')}`);
    expect(textOf(chain, 1, 'run', 6)).not.toBe(text);
    expect(textOf(chain, 1, 'other run', 5)).not.toBe(text);
  });
});

describe('the verdict of a load', () => {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-last-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  let number = 0;
  const sha = (uuid: string) => `hash-of-${uuid}`;
  const answer = (uuid: string, other: Partial<AnswerEntry> = {}): AnswerEntry => ({
    n: 0,
    uuid,
    sha256: sha(uuid),
    due: 1000,
    begun: 1001,
    sent: 1002,
    answered: 1010,
    status: 202,
    ...other,
  });
  const judged = (answers: readonly (readonly [AnswerEntry, string])[], effects: readonly string[]) => {
    number += 1;
    const [file, journal] = [join(dir, `answers-${number}`), join(dir, `journal-${number}`)];
    const pack = new PackWriter(file);
    for (const [entry, receipt] of answers) pack.add(entry, Buffer.from(receipt));
    pack.close();
    writeFileSync(journal, effects.map((line) => `${line}\n`).join(''));
    return judge([file], [journal]);
  };
  const effect = (uuid: string, sha256 = sha(uuid)) => `${uuid} ${sha256} 1050`;

  test('counts from the instant at which a message was to leave', async () => {
    const { receipt, delivery, lateness, lost, doubled, altered } = await judged([[answer('a'), 'r']], [effect('a')]);
    expect([receipt.p50, delivery.p50, lateness.p50]).toEqual([10, 50, 1]);
    expect([lost.count, doubled.count, altered.count]).toEqual([0, 0, 0]);
  });

  test('a receipt without an effect is a loss, two effects are a double', async () => {
    const found = await judged(
      [
        [answer('a'), 'r'],
        [answer('b'), 'r'],
        [answer('c'), 'r'],
      ],
      [effect('b'), effect('c'), effect('c')],
    );
    expect(found.lost).toEqual({ count: 1, uuids: ['a'] });
    expect(found.doubled).toEqual({ count: 1, uuids: ['c'] });
  });

  test('a double does not make up for a loss', async () => {
    const both = [answer('a'), answer('b')].map((entry) => [entry, 'r'] as const);
    const found = await judged(both, [effect('b'), effect('b')]);
    expect([found.lost.count, found.doubled.count]).toEqual([1, 1]);
  });

  test('other bytes than were sent, and what nobody sent, are altered', async () => {
    const found = await judged([[answer('a'), 'r']], [effect('a', 'else'), effect('stranger')]);
    expect(found.altered).toEqual({ count: 2, uuids: ['a', 'stranger'] });
  });

  test('the same Sendung with another receipt is a mismatch', async () => {
    const again = (uuid: string) => answer(uuid, { repeat: true, status: 200 });
    const found = await judged(
      [
        [answer('a'), 'receipt'],
        [answer('b'), 'receipt'],
        [again('a'), 'receipt'],
        [again('b'), 'another'],
      ],
      [effect('a'), effect('b')],
    );
    expect(found.repeated).toBe(2);
    expect(found.receiptMismatch).toEqual({ count: 1, uuids: ['b'] });
  });

  test('what got no receipt is no loss, and its effect is named as such', async () => {
    const found = await judged(
      [
        [answer('a', { status: 0, reason: 'Zeitüberschreitung' }), ''],
        [answer('b', { status: 422 }), 'refusal'],
        [answer('c', { sent: 0, status: 0, reason: 'overrun' }), ''],
      ],
      [effect('a')],
    );
    expect([found.planned, found.sent, found.receipted, found.effectOnly]).toEqual([3, 2, 0, 1]);
    expect([found.unanswered, found.notSent]).toEqual([{ Zeitüberschreitung: 1 }, { overrun: 1 }]);
    expect(found.lost.count).toBe(0);
  });
});

describe('figures of a load', () => {
  test('percentiles are values that occurred', () => {
    const { p50, p90, p99, p999, max, mean } = timesOf(Array.from({ length: 1000 }, (_, i) => 1000 - i));
    expect([p50, p90, p99, p999, max, mean]).toEqual([500, 900, 990, 999, 1000, 500.5]);
    expect(timesOf([]).p99).toBeNaN();
  });

  test('memory that stays is flat, memory that grows with every message is not', () => {
    const course = (of: (second: number) => number) =>
      courseOf(Array.from({ length: 1200 }, (_, second) => [second, of(second)] as const));
    const saw = course((second) => 300 + (second % 60) / 2);
    const leak = course((second) => 300 + second / 5);
    expect(Math.abs(saw.perMinute)).toBeLessThan(0.5);
    expect(leak.perMinute).toBeCloseTo(12, 1);
    const growth = (resident: typeof saw) =>
      growthOf({ usage: { gateway: { cpuSeconds: 1, cores: 1, resident } } }).flat;
    expect([growth(saw), growth(leak)]).toEqual([true, false]);
  });
});

describe('the search for the highest rate', () => {
  const at = (rate: number, capacity: number) =>
    ({ clean: true, receipt: { p99: rate > capacity ? 9000 : 20 }, delivery: { p99: 100 } }) as RunResult;
  const bounds = { receiptP99: 500, deliveryP99: 5000 };

  test('comes near to what a gateway holds, from below and from above', async () => {
    for (const from of [3, 50, 700]) {
      const { highest } = await findHighest(from, bounds, async ({ rate }) => at(rate, 137));
      expect(highest).toBeLessThanOrEqual(137);
      expect(highest).toBeGreaterThan(137 / 1.1);
    }
  });

  test('one disturbed try does not decide', async () => {
    let tries = 0;
    const { highest } = await findHighest(50, bounds, async ({ rate }) => {
      tries += 1;
      return at(rate, tries === 1 ? 0 : 137);
    });
    expect(highest).toBeGreaterThan(120);
  });

  test('ends where nothing is held, and where something is lost', async () => {
    expect((await findHighest(4, bounds, async ({ rate }) => at(rate, 0))).highest).toBe(0);
    const losing = async ({ rate }: { rate: number }) => ({ ...at(rate, 1000), clean: rate < 60 });
    expect((await findHighest(10, bounds, losing)).highest).toBeLessThan(60);
  });
});

describe('the command line of the load tool', () => {
  let scenarios: string[];
  beforeAll(() => {
    scenarios = readMix('scenarios').map(({ name }) => name);
  });

  test('scenarios stands for every scenario without disturbances, each alike', () => {
    expect(scenarios).toContain('zahlung-fristgerecht');
    expect(scenarios).not.toContain('angriffe');
    expect(readMix('scenarios=2,ersuchen').reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(3);
  });

  test('wrong options are named', () => {
    for (const args of [
      ['--rate', 'fast'],
      ['--mix', 'nothing'],
      ['--soak', '--find-max'],
      ['--wrong'],
      ['--queue', 'kafka'],
    ])
      expect(() => readMix(readOptions(args)?.mix ?? ''), args.join(' ')).toThrow(Usage);
    expect(readOptions(['--help'])).toBeUndefined();
    expect([readOptions([])?.minutes, readOptions(['--soak'])?.minutes]).toEqual([1, 20]);
  });
});
