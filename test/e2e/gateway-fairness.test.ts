import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFlood } from '../../bench/fairness.ts';
import type { FloodTask } from '../../bench/fairness-flood.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { forge } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB } from '../support/profile.ts';

const CONNECTIONS = 64;
const SAMPLES = 40;
/**
 * How many times longer the quiet authority may wait beside the flood, in the median. Without shares it would wait
 * behind what 64 connections have begun.
 */
const MARGIN = 5;

describe('a flood of one authority leaves another one its share', () => {
  let gateway: TestGateway;
  let quiet: TestClient;
  beforeAll(async () => {
    gateway = await startTestGateway({ ratePerMinute: 10_000_000 });
    quiet = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
  });
  afterAll(async () => {
    quiet?.close();
    await gateway?.close();
  });

  const send = async (bytes: Buffer): Promise<number> => {
    const { status, ms } = await quiet.send(bytes);
    expect(status).toBe(202);
    return ms;
  };
  const ask = async (): Promise<number> => {
    const { status, ms } = await quiet.call('GET', '/v1/postfach');
    expect(status).toBe(200);
    return ms;
  };
  /** Milliseconds of requests one after the other, ascending. */
  const timed = async (requests: readonly (() => Promise<number>)[], over = () => false): Promise<number[]> => {
    const taken: number[] = [];
    for (const request of requests) {
      if (over()) break;
      taken.push(await request());
      await sleep(5);
    }
    return taken.toSorted((a, b) => a - b);
  };
  const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1] ?? Number.NaN;

  it.each<[string, FloodTask['what']]>([
    ['Sendungen', 'sendungen'],
    ['looks into the mailbox', 'postfach'],
  ])('of %s', async (_name, what) => {
    const requests = (): (() => Promise<number>)[] =>
      Array.from({ length: SAMPLES }, () => {
        if (what === 'postfach') return ask;
        const { bytes } = forge(gateway.pkiDir);
        return () => send(bytes);
      });
    const [warm, before, beside] = [requests(), requests(), requests()];
    await timed(warm.slice(0, 20));
    const idle = await timed(before);
    const { url, pkiDir, profile } = gateway;
    const most = what === 'sendungen' ? 500 : Number.MAX_SAFE_INTEGER;
    const flood = await startFlood({ url, pkiDir, profile, what, connections: CONNECTIONS, most, lowPriority: true });
    await timed(warm.slice(20, 23));
    const busy = await timed(beside, () => flood.over);
    const { answers } = await flood.end();
    expect(busy.length).toBeGreaterThan(SAMPLES / 4);
    // it was a flood indeed, and it was served too
    const served = what === 'sendungen' ? answers['202'] : answers['200'];
    expect(served).toBeGreaterThan(CONNECTIONS / 2);
    expect(median(busy) / median(idle)).toBeLessThan(MARGIN);
  });
});
