import { describe, expect, it } from 'vitest';
import { TrustStore } from '../../src/crypto/index.ts';
import { openReceipt } from '../../src/envelope/index.ts';
import { startGateway } from '../../src/gateway/index.ts';
import { loadSettings, sha256 } from '../../src/platform/index.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { forge } from '../support/forge.ts';
import { startTestGateway } from '../support/gateway.ts';
import { BGB } from '../support/profile.ts';

describe('a gateway that ends under load', () => {
  it('gives receipts only for what is stored; the next gateway gives the same ones', async () => {
    const first = await startTestGateway();
    const { pkiDir, profile, database } = first;
    const settings = loadSettings({}, undefined, {
      port: 0,
      profile,
      pkiDir,
      dataDir: first.dataDir,
      databaseUrl: database.url,
      databaseOwnerUrl: database.ownerUrl,
      databaseConnections: 4,
      logLevel: 'silent',
    });
    const sent = Array.from({ length: 300 }, () => forge(pkiDir).bytes);
    const second = await startGateway(settings);
    const receipts = new Map<Buffer, Buffer>();
    let refused = 0;
    const clients = Array.from({ length: 8 }, () => new TestClient(second.url, tlsOf(pkiDir, BGB)));
    const queue = [...sent];
    const load = clients.map(async (client) => {
      for (let bytes = queue.shift(); bytes; bytes = queue.shift()) {
        const answer = await client.send(bytes).catch(() => undefined);
        if (answer?.status === 202) receipts.set(bytes, answer.body);
        else if (answer !== undefined) refused += 1;
      }
    });
    await expect.poll(() => receipts.size, { interval: 5, timeout: 20_000 }).toBeGreaterThan(40);
    await second.close();
    await Promise.all(load);
    expect(receipts.size).toBeLessThan(300);
    expect(refused).toBeLessThan(20); // 503 on connections that were open; the others find nobody

    const stored = await Promise.all([...receipts.keys()].map((bytes) => database.ledger.findBySha256(sha256(bytes))));
    expect(stored.map((row) => row?.quittung)).toEqual([...receipts.values()]);
    const trust = TrustStore.fromFolder(pkiDir);
    const again = new TestClient(first.url, tlsOf(pkiDir, BGB));
    for (const bytes of sent) {
      const answer = await again.send(bytes);
      const known = receipts.get(bytes);
      if (known !== undefined) expect([answer.status, answer.body]).toEqual([200, known]);
      expect((await openReceipt(answer.body, { trust, at: new Date() })).sha256).toBe(sha256(bytes).toString('hex'));
    }
    for (const client of [...clients, again]) client.close();
    await first.close();
  });
});
