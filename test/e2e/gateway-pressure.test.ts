import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { TrustStore } from '../../src/crypto/index.ts';
import { openRefusal } from '../../src/envelope/index.ts';
import { type TestAnswer, TestClient, tlsOf } from '../support/client.ts';
import { forge } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB, KBA } from '../support/profile.ts';

describe('a gateway under pressure', () => {
  it('503 with Retry-After while the database is away, 429 with Retry-After beyond the rate', async () => {
    const gateway = await startTestGateway({ ratePerMinute: 12 });
    const trust = TrustStore.fromFolder(gateway.pkiDir);
    const sender = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
    const other = new TestClient(gateway.url, tlsOf(gateway.pkiDir, KBA));
    const setDatabase = await doorkeeper(gateway.database);
    try {
      const { bytes } = forge(gateway.pkiDir);
      await setDatabase(false);
      const away = await sender.send(bytes);
      expect(away.status).toBe(503);
      expect(Number(away.headers['retry-after'])).toBeGreaterThan(0);
      expect((await openRefusal(away.body, { trust, at: new Date() })).code).toBe('STORE_UNAVAILABLE');
      expect((await sender.call('GET', '/health/ready')).status).toBe(503);
      expect((await sender.call('GET', '/health/live')).status).toBe(200);
      await setDatabase(true);
      await expect.poll(async () => (await sender.send(bytes)).status, { timeout: 20_000, interval: 1000 }).toBe(202);

      const answers: TestAnswer[] = [];
      for (let at = 0; at < 14; at += 1) answers.push(await sender.send(bytes));
      const limited = answers.find(({ status }) => status === 429);
      expect(Number(limited?.headers['retry-after'])).toBeGreaterThan(0);
      const refusal = await openRefusal(limited?.body ?? Buffer.alloc(0), { trust, at: new Date() });
      expect(refusal.code).toBe('LIMIT_RATE');
      // one authority's flood is not another's
      const foreign = forge(gateway.pkiDir, { typ: 'fahrerermittlung.halterauskunftantwort.1111' });
      expect((await other.send(foreign.bytes)).status).not.toBe(429);
    } finally {
      await setDatabase(true);
      sender.close();
      other.close();
      await gateway.close();
    }
  });
});

/** Closes and opens a database for connections, from beside it. */
async function doorkeeper({ url, ownerUrl }: TestGateway['database']): Promise<(open: boolean) => Promise<void>> {
  const name = new URL(url).pathname.slice(1);
  const beside = (address: string) => address.replace(/\/[^/]*$/, '/postgres');
  const query = async (address: string, text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: beside(address) });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  return async (open) => {
    await query(ownerUrl, `ALTER DATABASE ${pg.escapeIdentifier(name)} WITH ALLOW_CONNECTIONS ${open}`);
    // only the role itself may end its connections
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND datname = ${pg.escapeLiteral(name)}`;
    if (!open) await query(url, end);
  };
}
