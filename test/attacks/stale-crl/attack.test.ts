import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrustStore } from '../../../src/crypto/index.ts';
import { openRefusal } from '../../../src/envelope/index.ts';
import { TestClient, tlsOf } from '../../support/client.ts';
import { forge } from '../../support/forge.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { BGB } from '../../support/profile.ts';
import { writeCrlUntil } from './generator.ts';

describe('row 16: stale revocation list', () => {
  let gateway: TestGateway;
  let client: TestClient;
  beforeAll(async () => {
    gateway = await startTestGateway({}, { prepare: ({ pkiDir }) => writeCrlUntil(pkiDir, -1, 2) });
    client = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
  });
  afterAll(async () => {
    client.close();
    await gateway.close();
  });

  it('nobody is let in, and a current list opens the gateway without a restart', async () => {
    const good = forge(gateway.pkiDir);
    const answer = await client.send(good.bytes);
    expect(answer.status).toBe(401);
    const ready = await client.call('GET', '/health/ready');
    expect(ready.status).toBe(503);
    writeCrlUntil(gateway.pkiDir, 24, 3);
    // the refusal is signed by the gateway, whose own certificate can be judged again now
    const refusal = await openRefusal(answer.body, { trust: TrustStore.fromFolder(gateway.pkiDir), at: new Date() });
    expect(refusal.code).toBe('IDENT_CERTIFICATE');
    expect(refusal.einzelheit).toContain('gesperrt');
    const { rows } = await gateway.database.pool.query('SELECT code FROM blaupause.abweisung');
    expect(rows).toEqual([{ code: 'IDENT_CERTIFICATE' }]);
    // a connection keeps its verdict for some seconds; a new one is judged anew
    const sendOnNewConnection = async (): Promise<number> => {
      const fresh = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
      try {
        return (await fresh.send(good.bytes)).status;
      } finally {
        fresh.close();
      }
    };
    await expect.poll(sendOnNewConnection, { timeout: 30_000, interval: 250 }).toBe(202);
    expect((await client.call('GET', '/health/ready')).status).toBe(200);
  });
});
