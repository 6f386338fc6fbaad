import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TrustStore } from '../../src/crypto/index.ts';
import { openRefusal } from '../../src/envelope/index.ts';
import type { TestAnswer } from '../support/client.ts';
import { forge } from '../support/forge.ts';
import { Ground } from './ground.ts';
import type { Way } from './plan.ts';
import { MISCHIEFS, type Mischief } from './proxy.ts';
import { hasRedis } from './redis.ts';
import { order, settle } from './run.ts';
import { judge, judgeLog, type Sent } from './verdict.ts';

/** How long PostgreSQL refuses connections, as where it fails over. */
const OUTAGE_MS = 30_000;
const HOUR_MS = 3_600_000;

let ground: Ground;
const everything: Sent[] = [];
beforeAll(async () => {
  const imports = { gateway: ['clock.ts'], worker: ['clock.ts'] };
  ground = await Ground.open({ queue: hasRedis ? 'redis' : 'postgres', single: true, databaseProxy: true, imports });
});
afterAll(() => ground.close());

/** Gives the sender something to do. */
function send(ways: readonly Way[]): Sent[] {
  const sent = order(ground, { ways, bad: false, twice: false });
  ground.partsOf('sender')[0]?.send({ look: true });
  everything.push(...sent);
  return sent;
}

/** Everything comes to rest and every promise holds. */
async function expectWhole(sent: readonly Sent[]): Promise<void> {
  await settle(ground, sent);
  expect(await judge(ground, 1, sent)).toEqual([]);
}

/** The same bytes again, straight to the gateway. */
async function hand(bytes: Buffer): Promise<TestAnswer> {
  const [client] = ground.direct();
  if (client === undefined) throw new Error('no gateway');
  return client.send(bytes);
}

test('PostgreSQL refuses connections for 30 s: senders are put off with 503, and afterwards nothing is missing', async () => {
  const before = send(['postfach', 'push']);
  const { databaseProxy } = ground;
  await databaseProxy?.refuse();
  const since = Date.now();
  const meanwhile = send(['postfach', 'push', 'push', 'postfach']);
  const forged = forge(ground.pkiDir);
  const refused = await hand(forged.bytes);
  expect(refused.status).toBe(503);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  const refusal = await openRefusal(refused.body, { trust: TrustStore.fromFolder(ground.pkiDir), at: new Date() });
  expect(refusal.code).toBe('STORE_UNAVAILABLE');
  await sleep(Math.max(0, since + OUTAGE_MS - Date.now()));
  await databaseProxy?.accept();
  await expectWhole([...before, ...meanwhile]);
  await expect.poll(async () => (await hand(forged.bytes)).status, { timeout: 20_000 }).toBeLessThan(203);
});

test.runIf(hasRedis)('Redis is emptied while it holds jobs: the outbox brings them back', async () => {
  const all: Sent[] = [];
  for (let round = 0; round < 6; round += 1) {
    all.push(...send(['push', 'postfach', 'push']));
    await sleep(30 * round);
    await ground.redis?.command((client) => client.flushall());
  }
  await expectWhole(all);
});

describe('the network between the parts', () => {
  const places: readonly Mischief[] = MISCHIEFS.flatMap((how) =>
    (['up', 'down'] as const).flatMap((direction) => [0, 2500].map((after) => ({ how, direction, after, ms: 400 }))),
  );

  test.each(['balancer', 'pushes', 'databaseProxy'] as const)(
    '%s: whatever is cut, halved, swallowed, doubled or late, nothing is lost or doubled',
    async (name) => {
      const proxy = ground[name];
      const all: Sent[] = [];
      for (const mischief of places) {
        // connections that are there already would not meet it
        if (name !== 'databaseProxy' || mischief.after === 0) proxy?.cut();
        proxy?.plan(mischief);
        all.push(...send(name === 'balancer' ? ['postfach'] : ['push']));
        await sleep(20);
      }
      await settle(ground, all);
      proxy?.calm();
      await expectWhole(all);
      // pushes and queries go over few connections, which carry many of them
      expect(proxy?.struck).toBeGreaterThan(2);
    },
  );
});

describe('clocks that jump', () => {
  const shift = (kind: 'gateway' | 'worker', ms: number): void =>
    void ground.partsOf(kind).map((part) => part.send({ shift: ms }));
  const setBoth = async (ms: number): Promise<void> => {
    shift('gateway', ms);
    shift('worker', ms);
    await sleep(50);
  };

  test.each([2, -2, 24 * 40, -24 * 40])(
    'the gateway’s clock is off by %i hours: no receipt changes, and what was refused is accepted once it is right',
    async (hours) => {
      const [known, fresh] = [forge(ground.pkiDir), forge(ground.pkiDir)];
      const first = await hand(known.bytes);
      expect(first.status).toBe(202);
      await setBoth(hours * HOUR_MS);
      const again = await hand(known.bytes);
      const early = await hand(fresh.bytes);
      await setBoth(0);
      // who is refused for the clock's sake gets a signed answer; who is accepted gets the one receipt there is
      if (again.status === 200) expect(again.body).toEqual(first.body);
      else expect(again.body.toString()).toContain('rueckweisung');
      const right = await hand(fresh.bytes);
      if (early.status === 202) expect(right.body).toEqual(early.body);
      else {
        expect(early.body.toString()).toContain('rueckweisung');
        expect(right.status).toBe(202);
      }
      const last = await hand(known.bytes);
      expect([last.status, last.body]).toEqual([200, first.body]);
    },
  );
});

test('after all that the log is whole and holds the leaf of every receipt', async () => {
  expect(await judgeLog(ground, everything, 1)).toEqual([]);
});
