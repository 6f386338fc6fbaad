import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { starteAufbewahrung } from '../../src/gateway/aufbewahrung.ts';
import type { GatewayContext } from '../../src/gateway/context.ts';
import { createMetrics, type Metrics } from '../../src/gateway/metrics.ts';
import { publishStore } from '../../src/gateway/store-metrics.ts';
import { planRueckgabe, zurueckgeben } from '../../src/ledger/index.ts';
import { systemClock } from '../../src/platform/index.ts';
import { createLogger } from '../../src/platform/log.ts';
import { makeLeaf, Sequencer, toLogKey } from '../../src/transparency/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { newSendung } from './sendung.ts';

const DAY_MS = 86_400_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db?.close());

/** What a metric says, by the text of its labels. */
async function valuesOf(metrics: Metrics, name: string): Promise<Record<string, number>> {
  const lines = (await metrics.meter.text()).split('\n').filter((line) => line.startsWith(name));
  const read = lines.map((line) => /^([a-z_]+)(\{.*\})? (\S+)$/.exec(line));
  return Object.fromEntries(read.flatMap((one) => (one?.[1] === name ? [[one[2] ?? '', Number(one[3])]] : [])));
}

const until = async (met: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 20_000; !(await met()); await new Promise((done) => setTimeout(done, 20)))
    if (Date.now() > end) throw new Error('not in time');
};

/** A Sendung whose reader took it over at an instant. */
async function takenOver(at: Date): Promise<string> {
  const sendung = newSendung({ eingegangen: at });
  await db.ledger.record(sendung);
  const { uuid, sha256 } = sendung;
  const leaf = makeLeaf({ ereignis: 'abgeholt', uuid, sha256, zeit: at });
  await db.ledger.abgeholt(uuid, Buffer.from('<abholung/>'), leaf);
  return uuid;
}

/** Runs retention as a gateway does until it has looked at what is left. */
async function aufbewahren(metrics: Metrics, pool: TestDatabase['pool']): Promise<void> {
  const context = {
    settings: { retentionIntervalMs: 20 },
    profile: { gateway: { aufbewahrung: { inhaltTage: 30, salzTage: 3653 } } },
    ledger: { pool },
    metrics,
    log: createLogger('test', 'silent'),
    clock: systemClock,
  } as unknown as GatewayContext;
  const running = starteAufbewahrung(context);
  await until(async () => Object.keys(await valuesOf(metrics, 'blaupause_content_stored')).length === 3);
  await running.stop();
}

test('retention says when it ran, what it deleted and what it left', async () => {
  const now = Date.now();
  const ripe = await takenOver(new Date(now - 33 * DAY_MS));
  await takenOver(new Date(now - 29 * DAY_MS));
  await db.ledger.record(newSendung());
  const metrics = createMetrics();
  expect(await valuesOf(metrics, 'blaupause_retention_run_timestamp_seconds')).toEqual({ '': 0 });
  await aufbewahren(metrics, db.pool);
  expect(await db.ledger.content(ripe)).toBeUndefined();
  const deleted = await valuesOf(metrics, 'blaupause_retention_deleted_total');
  expect(deleted).toEqual({ '{art="inhalt"}': 1, '{art="salz"}': 0 });
  expect(await valuesOf(metrics, 'blaupause_content_stored')).toEqual({
    '{stand="offen"}': 1,
    '{stand="jung"}': 1,
    '{stand="reif"}': 0,
  });
  expect(await valuesOf(metrics, 'blaupause_content_overdue_seconds')).toEqual({ '': 0 });
  const { '': ran = 0 } = await valuesOf(metrics, 'blaupause_retention_run_timestamp_seconds');
  expect(ran).toBeGreaterThanOrEqual(Math.floor(now / 1000));
});

test('content that cannot be deleted is seen: the run counts as not done, and its time is over by so much', async () => {
  await takenOver(new Date(Date.now() - 33 * DAY_MS));
  const metrics = createMetrics();
  // reads go on; who may not connect to delete is a store that refuses, as one without rights does
  const refusing = new Proxy(db.pool, {
    get: (pool, key) => {
      if (key === 'connect') return () => Promise.reject(new Error('refused'));
      const value: unknown = Reflect.get(pool, key);
      return typeof value === 'function' ? value.bind(pool) : value;
    },
  });
  await aufbewahren(metrics, refusing);
  expect(await valuesOf(metrics, 'blaupause_retention_run_timestamp_seconds')).toEqual({ '': 0 });
  expect(await valuesOf(metrics, 'blaupause_content_stored')).toMatchObject({ '{stand="reif"}': 1 });
  const { '': over = 0 } = await valuesOf(metrics, 'blaupause_content_overdue_seconds');
  expect(Math.abs(over - (3 * DAY_MS) / 1000)).toBeLessThan(60);
});

test('what was handed back is counted, and for how long its author has not been told', async () => {
  const metrics = createMetrics();
  publishStore(metrics.meter, { pool: db.pool }, systemClock);
  const values = async () => [
    (await valuesOf(metrics, 'blaupause_handed_back'))[''],
    (await valuesOf(metrics, 'blaupause_handed_back_untold'))[''],
  ];
  expect(await values()).toEqual([0, 0]);
  const sendung = newSendung();
  const { uuid, sha256 } = sendung;
  await db.ledger.record(sendung);
  const zeit = new Date();
  await db.ledger.unzustellbar(uuid, 'DELIVERY_EXPIRED', makeLeaf({ ereignis: 'unzustellbar', uuid, sha256, zeit }));
  const leaf = { ...makeLeaf({ ereignis: 'zurueckgegeben', uuid, sha256, zeit }), zeit };
  const detail = { code: 'DELIVERY_EXPIRED', rueckweisung: randomUUID() };
  expect(await zurueckgeben(db.pool, uuid, detail, leaf)).toBe(true);
  expect(await values()).toEqual([1, 1]);
  await new Promise((done) => setTimeout(done, 20));
  const oldest = async () => (await valuesOf(metrics, 'blaupause_handed_back_untold_oldest_seconds'))[''];
  expect(await oldest()).toBeGreaterThan(0.01);
  await planRueckgabe(db.pool, uuid);
  expect(await values()).toEqual([1, 0]);
  expect(await oldest()).toBe(0);
});

test('a sequencer that signs nothing says under which code', async () => {
  const metrics = createMetrics();
  const failures = () => valuesOf(metrics, 'blaupause_log_failures_total');
  expect(await failures()).toEqual({ '{code="LOG_BEHIND"}': 0, '{code="LOG_BROKEN"}': 0 });
  const keys = [1, 2].map(() => toLogKey(generateKeyPairSync('ed25519').privateKey, 'gateway.example/log'));
  const [first, second] = keys;
  if (first === undefined || second === undefined) throw new Error('no keys');
  await new Sequencer({ pool: db.pool, key: first }).sequenceOnce();
  await db.ledger.record(newSendung());
  const other = new Sequencer({ pool: db.pool, key: second, intervalMs: 20, failed: metrics.logFailed });
  other.start();
  await until(async () => ((await failures())['{code="LOG_BROKEN"}'] ?? 0) >= 2);
  await other.stop();
  expect((await failures())['{code="LOG_BEHIND"}']).toBe(0);
});
