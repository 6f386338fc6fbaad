import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Konnektor } from '../../src/konnektor/index.ts';
import { checkLog } from '../../src/transparency/index.ts';
import { until } from '../store/processes.ts';
import { hasRedis } from '../store/redis.ts';
import { type TestAnswer, TestClient, tlsOf } from '../support/client.ts';
import { forge } from '../support/forge.ts';
import { freePort } from '../support/port.ts';
import { BGB, GATEWAY } from '../support/profile.ts';
import { type Installation, type Machine, startInstallation } from './installation.ts';

/** Sends again while the gateway has no time for it, as every client has to. */
const patiently = async (send: () => Promise<TestAnswer> | undefined): Promise<TestAnswer | undefined> => {
  for (;;) {
    const answer = await send();
    if (answer?.status !== 503) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

/** Authorities' systems that send without pause. */
const SENDERS = 4;

describe.skipIf(!hasRedis())('three gateways and two workers', () => {
  let all: Installation;
  /** every Sendung that has a receipt, with the receipt */
  const receipts = new Map<string, { readonly bytes: Buffer; readonly receipt: Buffer }>();

  beforeAll(async () => {
    all = await startInstallation();
  });
  afterAll(() => all?.close());

  const allDelivered = () => until(() => [...receipts.keys()].every((uuid) => all.effects.has(uuid)), 120_000);

  /** Sends by way of the balancer while `work` goes on; what a sender would see as an error ends the test. */
  const underLoad = async (work: () => Promise<void>): Promise<{ sent: number; retries: number }> => {
    let going = true;
    let sent = 0;
    let retries = 0;
    const senders = Array.from({ length: SENDERS }, async () => {
      const konnektor = new Konnektor({
        schluessel: BGB,
        gateway: all.url,
        gatewaySchluessel: GATEWAY,
        pkiDir: all.pkiDir,
      });
      const onRetry = (): void => {
        retries += 1;
      };
      while (going) {
        const { bytes, kopf } = forge(all.pkiDir);
        const result = await konnektor.send({ bytes }, { forMs: 90_000, onRetry });
        if (!result.angenommen) throw new Error(`refused: ${result.status}`);
        receipts.set(kopf.nachrichtenUUID, { bytes, receipt: result.quittung });
        sent += 1;
      }
      await konnektor.close();
    });
    const load = Promise.all(senders);
    await Promise.race([work(), load]);
    going = false;
    await load;
    return { sent, retries };
  };

  /** What must be true whenever nothing is on its way. */
  const expectWhole = async (): Promise<void> => {
    await allDelivered();
    expect([...receipts.keys()].filter((uuid) => all.effects.get(uuid) !== 1)).toEqual([]);
    const stored = await Promise.all([...receipts.keys()].map((uuid) => all.database.ledger.findByUuid(uuid)));
    expect(stored.map((row) => row?.quittung)).toEqual([...receipts.values()].map(({ receipt }) => receipt));
    await until(async () => {
      const { rows } = await all.database.pool.query('SELECT 1 FROM blaupause.log_offen LIMIT 1');
      return rows.length === 0;
    });
    expect((await checkLog(all.database.pool, all.verifier)).findings).toEqual([]);
  };

  it('give one receipt for the same Sendung handed to two of them at the same instant', async () => {
    const clients = all.gateways.map(({ port }) => new TestClient(`https://localhost:${port}`, tlsOf(all.pkiDir, BGB)));
    const pair = async (at: number): Promise<void> => {
      const { bytes, kopf } = forge(all.pkiDir);
      const two = [clients[at % 3], clients[(at + 1) % 3]];
      const [one, other] = await Promise.all(two.map((client) => patiently(() => client?.send(bytes))));
      expect([one?.status, other?.status].toSorted()).toEqual([200, 202]);
      expect(one?.body.equals(other?.body ?? Buffer.alloc(0))).toBe(true);
      receipts.set(kopf.nachrichtenUUID, { bytes, receipt: one?.body ?? Buffer.alloc(0) });
    };
    for (let at = 0; at < 200; at += 4) await Promise.all([0, 1, 2, 3].map((more) => pair(at + more)));
    for (const client of clients) client.close();
    await expectWhole();
    const { rows } = await all.database.pool.query<{ count: string }>('SELECT count(*) FROM blaupause.sendung');
    expect(Number(rows[0]?.count)).toBe(receipts.size);
  });

  it('are restarted one after the other under load: every send gets its receipt, nothing is lost or doubled', async () => {
    const restart = async (machine: Machine): Promise<void> => {
      expect(await machine.stop()).toBe(0);
      await machine.start();
    };
    const { sent } = await underLoad(async () => {
      for (const gateway of all.gateways) {
        await restart(gateway);
        await all.ready(gateway);
      }
      for (const worker of all.workers) await restart(worker);
    });
    expect(sent).toBeGreaterThan(20);
    expect([...all.balancer.given.values()].filter((count) => count > 0)).toHaveLength(3);
    await expectWhole();
    const again = new TestClient(`https://localhost:${all.gateways[2]?.port}`, tlsOf(all.pkiDir, BGB));
    for (const { bytes, receipt } of [...receipts.values()].slice(-50)) {
      const answer = await patiently(() => again.send(bytes));
      expect([answer?.status, answer?.body.equals(receipt)]).toEqual([200, true]);
    }
    again.close();
  });

  it('go on when a gateway, a worker and Redis die under load', async () => {
    const [gateway, ,] = all.gateways;
    const [worker] = all.workers;
    const { sent } = await underLoad(async () => {
      await gateway?.stop('SIGKILL');
      await worker?.stop('SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await all.redis.kill();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await all.redis.start();
      await new Promise((resolve) => setTimeout(resolve, 1500));
    });
    expect(sent).toBeGreaterThan(5);
    await expectWhole();
    await gateway?.start();
    await worker?.start();
  });

  it('say that they are not ready before they end, and take what still comes', async () => {
    const [gateway] = all.gateways;
    const client = new TestClient(`https://localhost:${gateway?.port}`, tlsOf(all.pkiDir, BGB));
    await until(async () => (await client.call('GET', '/health/ready')).status === 200);
    const ended = gateway?.stop();
    await until(async () => (await client.call('GET', '/health/ready')).status === 503);
    const ready = await client.call('GET', '/health/ready');
    expect(JSON.parse(ready.body.toString())).toMatchObject({ status: 'endet', datenbank: 'ok' });
    const { bytes } = forge(all.pkiDir);
    const answer = await patiently(() => client.send(bytes));
    expect([answer?.status, answer?.headers.connection]).toEqual([202, 'close']);
    expect(await ended).toBe(0);
    client.close();
  });

  it('refuse to go on with the log under another key, or without the key that they are to share', async () => {
    const port = await freePort();
    const other = all.machine('gateway', 'fremd', { port, logKeyFile: undefined });
    await expect(other.start()).rejects.toThrow(/LOG_BROKEN/);
    const without = all.machine('gateway', 'ohne', { port, logKeyFile: join(all.pkiDir, 'fehlt.pem') });
    await expect(without.start()).rejects.toThrow(/FILE/);
  });
});
