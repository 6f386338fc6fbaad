import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { TrustStore } from '../../src/crypto/index.ts';
import { openReceipt, openRefusal, type Refusal } from '../../src/envelope/index.ts';
import { Ledger, openPool } from '../../src/ledger/index.ts';
import type { ErrorCode } from '../../src/platform/errors.ts';
import { catalogue } from '../../src/platform/errors.ts';
import { sha256 } from '../../src/platform/ids.ts';
import { type TestAnswer, TestClient, tlsOf } from '../support/client.ts';
import { forge } from '../support/forge.ts';
import type { GatewayAddress } from '../support/gateway.ts';
import { BGB, POLIZEI } from '../support/profile.ts';

/** What an attack test works with: the running gateway, clients, and the ledger behind it. */
export interface Target {
  readonly gateway: GatewayAddress;
  readonly trust: TrustStore;
  /** the Bußgeldbehörde, who sends */
  readonly sender: TestClient;
  /** the police, who reads */
  readonly reader: TestClient;
  readonly ledger: Ledger;
}

/** Median time of a good Sendung on this machine, milliseconds; attacks are measured against it. */
let goodMs = 1;

/** Connects a test file to the gateway of the run. Use the result in tests only. */
export function useTarget(): Target {
  const target: { -readonly [K in keyof Target]?: Target[K] } = {};
  beforeAll(async () => {
    const gateway = inject('gateway');
    const pool = openPool(gateway.databaseUrl, { name: 'angriff', max: 2 });
    target.gateway = gateway;
    target.trust = TrustStore.fromFolder(gateway.pkiDir);
    target.sender = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
    target.reader = new TestClient(gateway.url, tlsOf(gateway.pkiDir, POLIZEI));
    target.ledger = await Ledger.open(pool);
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) times.push(await sendGood(target as Target));
    goodMs = times.sort((a, b) => a - b)[2] ?? 1;
  });
  afterAll(async () => {
    await sendGood(target as Target);
    target.sender?.close();
    target.reader?.close();
    const pool = target.ledger?.pool;
    await target.ledger?.close();
    await pool?.end();
  });
  return target as Target;
}

/** The gateway still works: a good Sendung gets a receipt that verifies. Returns the time it took. */
export async function sendGood(target: Target): Promise<number> {
  const good = forge(target.gateway.pkiDir);
  const answer = await target.sender.send(good.bytes);
  expect(answer.status).toBe(202);
  const receipt = await openReceipt(answer.body, { trust: target.trust, at: new Date() });
  expect(receipt.nachrichtenUUID).toBe(good.kopf.nachrichtenUUID);
  return answer.ms;
}

export interface Expected {
  readonly code: ErrorCode;
  /** the catalogue's if left out */
  readonly status?: number;
  /** part of the refusal's detail, e.g. the name of an algorithm */
  readonly detail?: string;
  /** UUID that must not have come through */
  readonly uuid?: string;
  /** bytes as sent, whose hash must not have come through */
  readonly bytes?: Buffer;
  /** how often these bytes were handed in; once if left out */
  readonly handedIn?: number;
}

/**
 * Holds an answer against what every attack must end in: status and code, a signed refusal that verifies, exactly one
 * ledger event with these very bytes and one leaf of the log, nothing stored, queued or handed to the reader.
 */
export async function expectRefused(target: Target, answer: TestAnswer, expected: Expected): Promise<Refusal> {
  const { trust, ledger } = target;
  const refusal = await openRefusal(answer.body, { trust, at: new Date() });
  expect({ code: refusal.code, detail: refusal.einzelheit }).toMatchObject({ code: expected.code });
  expect(answer.status).toBe(expected.status ?? catalogue[expected.code].http);
  expect(refusal.grund).toBe(catalogue[expected.code].grund);
  if (expected.detail !== undefined) expect(refusal.einzelheit).toContain(expected.detail);
  const { rows } = await ledger.pool.query<{ code: string; antwort: Buffer }>(
    'SELECT code, antwort FROM blaupause.abweisung WHERE id = $1',
    [refusal.kennung],
  );
  expect(rows.map(({ code }) => code)).toEqual([expected.code]);
  expect(rows[0]?.antwort.equals(answer.body)).toBe(true);
  if (expected.bytes !== undefined) {
    // an answer that was given before the body was read bears no hash of it
    const events = await eventsOf(target, expected.bytes);
    expect(events.length).toBeLessThanOrEqual(expected.handedIn ?? 1);
    if (events.length > 0) expect(events).toContain(refusal.kennung);
    await expectNoTrace(target, { bytes: expected.bytes });
  }
  if (expected.uuid !== undefined) await expectNoTrace(target, { uuid: expected.uuid });
  return refusal;
}

/** Ids of all refusals that are recorded for these bytes. */
async function eventsOf({ ledger }: Target, bytes: Buffer): Promise<string[]> {
  const { rows } = await ledger.pool.query<{ id: string }>('SELECT id FROM blaupause.abweisung WHERE sha256 = $1', [
    sha256(bytes),
  ]);
  return rows.map(({ id }) => id);
}

/** Nothing of a Sendung is stored, in the outbox, or in the reader's mailbox. */
export async function expectNoTrace(
  { ledger, reader }: Target,
  { uuid, bytes }: { uuid?: string; bytes?: Buffer },
): Promise<void> {
  const { rows } = await ledger.pool.query<{ uuid: string }>(
    'SELECT uuid FROM blaupause.sendung WHERE sha256 = $1 OR uuid::text = $2 UNION SELECT uuid FROM blaupause.ausgang WHERE sha256 = $1 OR uuid::text = $2 UNION SELECT uuid FROM blaupause.inhalt WHERE uuid::text = $2',
    [bytes === undefined ? Buffer.alloc(32) : sha256(bytes), uuid ?? ''],
  );
  expect(rows).toEqual([]);
  if (uuid !== undefined) expect((await reader.call('GET', `/v1/postfach/${uuid}`)).status).toBe(404);
}

/** Sends and expects the refusal. */
export async function attack(
  target: Target,
  bytes: Buffer | string,
  code: ErrorCode,
  more: Omit<Expected, 'code' | 'bytes'> & { readonly client?: TestClient } = {},
): Promise<TestAnswer> {
  const body = Buffer.from(bytes as string);
  const answer = await (more.client ?? target.sender).send(body);
  await expectRefused(target, answer, { ...more, code, bytes: body });
  return answer;
}

/** Largest time an attack may take: far more than a loaded machine needs, far less than a denial of service. */
export const expectQuick = (answer: TestAnswer, times = 40): void =>
  expect(answer.ms).toBeLessThan(Math.max(4000, goodMs * times));

/** Resident memory of the gateway in MiB, as the kernel says; NaN where there is no /proc. */
export function residentMiB({ gateway }: Target): number {
  try {
    const status = readFileSync(`/proc/${gateway.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Runs an attack and says by how many MiB the gateway's memory grew at most, looking every few milliseconds. */
export async function memoryGrowth(target: Target, work: () => Promise<unknown>): Promise<number> {
  const before = residentMiB(target);
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, residentMiB(target));
  }, 5);
  try {
    await work();
    most = Math.max(most, residentMiB(target));
  } finally {
    clearInterval(look);
  }
  return most - before;
}

/** One bad input of an attack: made anew for each run, never stored. */
export interface Case extends Omit<Expected, 'uuid' | 'bytes'> {
  readonly what: string;
  readonly make: (pkiDir: string) => Buffer | string;
}

/** By how many MiB the gateway may grow over one attack: far more than a collector leaves lying, far less than a bomb. */
const MOST_MIB = 192;

/** One test for each bad input: refused with its code, in bounded time and memory, while others are served. */
export function refuseEach(target: Target, cases: readonly Case[]): void {
  it.each(cases)('is refused: $what', async ({ make, what: _, ...expected }) => {
    const { code, ...more } = expected;
    const bytes = make(target.gateway.pkiDir);
    const growth = await memoryGrowth(target, async () => {
      const [answer, other] = await Promise.all([
        attack(target, bytes, code, more),
        target.reader.call('GET', '/health/live'),
      ]);
      expect(other.status).toBe(200);
      expectQuick(answer);
    });
    expect(Number.isNaN(growth) || growth < MOST_MIB, `${growth} MiB`).toBe(true);
  });
}
