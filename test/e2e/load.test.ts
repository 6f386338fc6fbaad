import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plant } from '../../bench/load/plant.ts';
import { type RunOptions, run } from '../../bench/load/run.ts';
import { makeGround, Stand, type StandRequest } from '../../bench/load/stand.ts';
import { ersuchen } from '../../bench/load/template.ts';
import { type Database, ensureDatabase } from '../../src/ledger/index.ts';
import { packageRoot } from '../../src/platform/index.ts';

const call = promisify(execFile);
const MAIN = join(packageRoot, 'bench', 'load', 'main.ts');

describe('a run of the load tool on a real installation', () => {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-last-'));
  let server: Database;
  let ground: Awaited<ReturnType<typeof makeGround>>;
  let stand: Stand;

  beforeAll(async () => {
    const request: StandRequest = { dir, suite: 'ec', way: 'profile', queue: 'postgres', tell: () => {} };
    server = await ensureDatabase({ dataDir: join(dir, 'postgres'), database: 'last', temporary: true });
    ground = await makeGround(request);
    stand = await Stand.start(request, ground, 'leer');
  });
  afterAll(async () => {
    await stand.close();
    await server.destroy();
    rmSync(dir, { recursive: true, force: true });
  });

  const load = (seed: number, plant?: Plant, repeats = 0.2) => {
    const options: RunOptions = {
      plan: { rate: 40, seconds: 1.3, arrival: 'even', seed, gapMs: 0 },
      mix: [{ weight: 1, one: ersuchen(10_240) }],
      senders: 1,
      connections: 16,
      patienceMs: 30_000,
      repeats,
      verify: 1,
      drainMs: 5_000,
      plant,
      tell: () => {},
    };
    return run(stand, dir, options, ground);
  };

  test('everything is receipted, verified and read exactly once', async () => {
    const result = await load(1);
    expect(result).toMatchObject({ planned: 51, sent: 51, receipted: 51, clean: true, refusals: {}, unanswered: {} });
    for (const wrong of [result.lost, result.doubled, result.altered, result.receiptMismatch, result.receiptsWrong])
      expect(wrong).toEqual({ count: 0, uuids: [] });
    expect(result.repeated).toBeGreaterThan(0);
    expect(result.receiptsVerified).toBe(51 + result.repeated);
    expect(result.receipt.p50).toBeGreaterThan(0);
    expect(result.delivery.p50).toBeGreaterThan(result.receipt.p50);
    expect(Object.keys(result.usage)).toEqual(
      expect.arrayContaining(['gateway', 'worker', 'PostgreSQL', 'readers', 'sender 0', 'this program']),
    );
    expect(result.store?.messages).toBe(51);
  });

  test('a reader that drops messages is a loss', async () => {
    const { clean, lost, doubled, altered } = await load(2, 'drop');
    expect(clean).toBe(false);
    expect(lost.count).toBeGreaterThanOrEqual(2);
    expect([doubled.count, altered.count]).toEqual([0, 0]);
  });

  test('a reader that repeats messages is a double', async () => {
    const { clean, lost, doubled, altered } = await load(3, 'repeat');
    expect(clean).toBe(false);
    expect(doubled.count).toBeGreaterThanOrEqual(2);
    expect([lost.count, altered.count]).toEqual([0, 0]);
  });

  test('a reader that alters messages is found by their hash', async () => {
    const { clean, lost, doubled, altered } = await load(4, 'alter');
    expect(clean).toBe(false);
    expect(altered.count).toBeGreaterThanOrEqual(2);
    expect([lost.count, doubled.count]).toEqual([0, 0]);
  });

  test('receipts that the gateway did not sign so are found', async () => {
    const { clean, receiptsWrong, receiptMismatch, lost } = await load(5, 'receipt', 0);
    expect(clean).toBe(false);
    expect(receiptsWrong.count).toBe(3);
    expect(receiptsWrong.uuids[0]).toMatch(/VERIFY_SIGNATURE|SHAPE_/);
    expect([receiptMismatch.count, lost.count]).toEqual([0, 0]);
  });
});

describe('the command', () => {
  test('explains itself, and what is wrong with a command line', async () => {
    const { stdout } = await call(process.execPath, [MAIN, '--help']);
    for (const option of ['--rate', '--minutes', '--mix', '--find-max', '--soak', '--stored', '--plant', '--json'])
      expect(stdout).toContain(option);
    await expect(call(process.execPath, [MAIN, '--mix', 'nothing'])).rejects.toMatchObject({ code: 2 });
  });

  test('prints one JSON document and progress beside it', async () => {
    const { stdout, stderr } = await call(process.execPath, [MAIN, '--rate', '5', '--minutes', '0.05', '--json']);
    const result = JSON.parse(stdout) as { clean: boolean; planned: number; lost: { count: number } };
    expect(result).toMatchObject({ clean: true, mix: 'ersuchen', lost: { count: 0 }, doubled: { count: 0 } });
    expect(result.planned).toBeGreaterThan(5);
    expect(stderr).toContain('keys');
  });
});
