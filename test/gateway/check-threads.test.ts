import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { CheckPool, type PoolOptions } from '../../src/gateway/checks/pool.ts';
import { FairQueue } from '../../src/gateway/checks/queue.ts';
import { type Admission, ended, outcomeOf } from '../../src/gateway/checks/report.ts';
import { BlaupauseError, fault } from '../../src/platform/errors.ts';
import { envelopeLimits } from '../../src/xml/index.ts';

/** Threads of this test do what the first byte of a Sendung says. */
const SCRIPT = new URL('misbehaving-thread.mjs', import.meta.url);
const [GOOD, ENDLESS, GREEDY, BROKEN, SLOW, ASKING, STEPPING] = [0, 1, 2, 3, 4, 5, 6];

const pools: CheckPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function poolOf(options: Partial<PoolOptions> = {}): {
  pool: CheckPool;
  lost: string[];
  check(kind: number, who?: string): Promise<string>;
} {
  const lost: string[] = [];
  const pool = new CheckPool({
    threads: 1,
    timeoutMs: 10_000,
    heapMb: 32,
    waiting: 8,
    idleMs: 60_000,
    material: {} as never,
    trust: { check: async () => Promise.reject(fault('TRUST_REVOKED')) },
    onLost: (cause) => lost.push(cause),
    script: SCRIPT,
    ...options,
  });
  pools.push(pool);
  const check = (kind: number, who = 'a') =>
    pool
      .run(
        { bytes: Uint8Array.of(kind), eingegangen: new Date(), gateway: { schluessel: '', inhaltspruefung: 'keine' } },
        who,
      )
      .then(
        () => 'ok',
        (error: unknown) => (error instanceof BlaupauseError ? error.code : String(error)),
      );
  return { pool, lost, check };
}

/** Niceness of each thread of this process, the first one first. */
const nicenesses = (): number[] =>
  readdirSync('/proc/self/task')
    .map(Number)
    .toSorted((a, b) => a - b)
    .map((task) => readFileSync(`/proc/self/task/${task}/stat`, 'utf8'))
    .map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));

describe('threads for checks', () => {
  it('a check without end is ended in time, and the next one is done by another thread', async () => {
    const { lost, check } = poolOf({ timeoutMs: 300 });
    expect(await check(ENDLESS)).toBe('CHECK_ABORTED');
    expect(await check(GOOD)).toBe('ok');
    expect(lost).toEqual(['zeit']);
  });

  it('a check that eats all memory fails alone; the process goes on', async () => {
    const { lost, check } = poolOf();
    const answers = await Promise.all([check(GREEDY), check(GOOD)]);
    expect(answers).toEqual(['CHECK_ABORTED', 'ok']);
    expect(lost).toEqual(['speicher']);
  });

  it('a thread that breaks down fails its check alone', async () => {
    const { lost, check } = poolOf();
    expect(await Promise.all([check(BROKEN), check(GOOD), check(BROKEN), check(GOOD)])).toEqual([
      'CHECK_ABORTED',
      'ok',
      'CHECK_ABORTED',
      'ok',
    ]);
    expect(lost).toEqual(['absturz', 'absturz']);
  });

  it.runIf(process.platform === 'linux')('a thread leaves the processor to the rest of the process', async () => {
    const before = nicenesses();
    const pool = new CheckPool({
      ...{ threads: 1, timeoutMs: 60_000, heapMb: 256, waiting: 8, idleMs: 60_000, onLost: () => {} },
      material: { limits: envelopeLimits, keys: {} as never, standard: { folders: [], catalog: undefined } },
      trust: { check: async () => Promise.reject(fault('TRUST_REVOKED')) },
    });
    pools.push(pool);
    const gateway = { schluessel: '', inhaltspruefung: 'keine' } as const;
    const { shape } = await pool.run({ bytes: Buffer.from('<a/>'), eingegangen: new Date(), gateway }, 'a');
    expect(() => outcomeOf(shape)).toThrow(expect.objectContaining({ code: 'SHAPE_PROFILE' }));
    const [main = 0, ...others] = nicenesses();
    expect(main).toBe(before[0]);
    // 19 is the most that Linux has
    const idle = Math.min(main + 10, 19);
    expect(others.filter((niceness) => niceness === idle)).toHaveLength(1);
  });

  it('beyond its places it asks to come again', async () => {
    const { check } = poolOf({ waiting: 2 });
    // one runs; of the two places one authority has one
    const answers = await Promise.all([check(SLOW), check(SLOW), check(SLOW), check(SLOW, 'b'), check(SLOW, 'c')]);
    expect(answers).toEqual(['ok', 'ok', 'LIMIT_BUSY', 'ok', 'LIMIT_BUSY']);
  });

  it('closing waits for what runs and what waits, and takes nothing more', async () => {
    const { pool, check } = poolOf();
    const running = Promise.all([check(SLOW), check(SLOW)]);
    await pool.close();
    expect(await running).toEqual(['ok', 'ok']);
    expect(await check(GOOD)).toBe('LIMIT_BUSY');
  });

  it('a thread without work ends, and another one is started for the next check', async () => {
    const { check, lost } = poolOf({ idleMs: 1 });
    expect(await check(GOOD)).toBe('ok');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await check(GOOD)).toBe('ok');
    expect(lost).toEqual([]);
  });

  it('the gateway answers what a thread asks about a certificate', async () => {
    const { pool } = poolOf();
    const request = { bytes: Uint8Array.of(ASKING), eingegangen: new Date() };
    const report = await pool.run({ ...request, gateway: { schluessel: '', inhaltspruefung: 'keine' } }, 'a');
    expect(report.verify).toEqual({ fault: expect.objectContaining({ code: 'TRUST_REVOKED' }) });
  });

  it('the gateway says whether a check goes on; the time it takes for that is not the check’s', async () => {
    const { pool, lost } = poolOf({ timeoutMs: 200 });
    const request = { bytes: Uint8Array.of(STEPPING), eingegangen: new Date() };
    const run = (verify: Admission['verify']) =>
      pool.run({ ...request, gateway: { schluessel: '', inhaltspruefung: 'keine' } }, 'a', { shape: () => {}, verify });
    const late = run(async ({ readers }) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      return readers.length === 2;
    });
    expect((await late).verify).toEqual({ value: false });
    const refused = run(async () => Promise.reject(fault('DUPLICATE_UUID', { path: '/a' })));
    expect((await refused).verify).toEqual({ fault: expect.objectContaining({ code: 'DUPLICATE_UUID', path: '/a' }) });
    expect(lost).toEqual([]);
  });
});

describe('queue of checks', () => {
  it('serves authorities in turn, each in its own order', () => {
    const queue = new FairQueue<string>(10);
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) queue.put({ who: item.slice(0, 1), item });
    expect(Array.from({ length: 7 }, () => queue.take())).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3', undefined]);
    expect(queue.size).toBe(0);
  });
});

describe('report of checks', () => {
  it('a fault crosses with everything that a refusal says', () => {
    const findings = [{ rule: 'R1', text: 'Text.', severity: 'error', line: 3 }] as const;
    const sent = fault('VALIDATE_RULE', {
      detail: 'R1',
      line: 3,
      path: '/a',
      findings,
      total: 7,
      cause: new Error('x'),
    });
    const stage = structuredClone(ended(sent));
    let caught: unknown;
    try {
      outcomeOf(stage);
    } catch (error) {
      caught = error;
    }
    const { code, detail, place, total, cause, findings: got } = caught as BlaupauseError;
    expect({ code, detail, place, total, got }).toEqual({
      code: 'VALIDATE_RULE',
      detail: 'R1',
      place: { line: 3, path: '/a' },
      total: 7,
      got: findings,
    });
    expect(String(cause)).toContain('Error: x');
  });

  it('a stage that was not reached is a fault of ours', () => {
    expect(() => outcomeOf(undefined)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });
});
