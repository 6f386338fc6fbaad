import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrustStore } from '../../src/crypto/index.ts';
import { openReceipt, openRefusal } from '../../src/envelope/index.ts';
import { sha256Hex } from '../../src/platform/index.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { edit, type Forgery, forge, freshMessage } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB } from '../support/profile.ts';

/** An attachment that makes a Sendung large: it is checked in a thread. */
const attached = (bytes: number) => ({
  anlagen: [{ name: 'beweisfoto.jpg', mediaType: 'image/jpeg', bytes: randomBytes(bytes) }],
});
const LARGE = attached(300_000);

describe('large Sendungen are checked beside the event loop', () => {
  let gateway: TestGateway;
  let client: TestClient;
  let trust: TrustStore;
  beforeAll(async () => {
    gateway = await startTestGateway({ checkThreads: 1 });
    client = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
    trust = TrustStore.fromFolder(gateway.pkiDir);
  });
  afterAll(async () => {
    client.close();
    await gateway.close();
  });
  const refusalOf = async (forgery: Forgery) => {
    const { status, body } = await client.send(forge(gateway.pkiDir, forgery).bytes);
    const { code, einzelheit } = await openRefusal(body, { trust, at: new Date() });
    return { status, code, einzelheit };
  };

  it('a receipt names the same checks in the same order, and is the same for ever', async () => {
    const [large, small] = [forge(gateway.pkiDir, LARGE), forge(gateway.pkiDir)];
    const [first, other] = [await client.send(large.bytes), await client.send(small.bytes)];
    expect([first.status, other.status]).toEqual([202, 202]);
    const opened = [first, other].map(({ body }) => openReceipt(body, { trust, at: new Date() }));
    const [receipt, plain] = await Promise.all(opened);
    expect(receipt?.sha256).toBe(sha256Hex(large.bytes));
    const forms = [receipt, plain].map((one) => one?.pruefungen.map(({ schritt, ergebnis }) => [schritt, ergebnis]));
    expect(forms[0]).toEqual(forms[1]);
    const again = await client.send(large.bytes);
    expect([again.status, again.body.equals(first.body)]).toEqual([200, true]);
  });

  it.each<[string, Forgery]>([
    ['a changed content', { plain: (xml) => edit(xml, '<erstellungszeitpunkt>2', '<erstellungszeitpunkt>3') }],
    ['a header that disagrees', { kopf: { vorgangsUUID: '7f7c2a9e-6d0e-4a3c-9a45-0a4c1c0ffee0' } }],
    [
      'a message against its schema',
      { nachricht: edit(freshMessage(), /<erstellungszeitpunkt>[^<]*/, '<erstellungszeitpunkt>gestern') },
    ],
    ['a foreign sender', { kopf: { absender: 'pol:092761440001' } }],
  ])('%s is refused with the same code and words as a small one', async (_, forgery) => {
    const small = await refusalOf(forgery);
    expect(small.status).toBeGreaterThanOrEqual(400);
    expect(await refusalOf({ ...forgery, ...LARGE })).toEqual(small);
  });

  it('small ones are answered while large ones are checked', async () => {
    const messages = Array.from({ length: 60 }, () => forge(gateway.pkiDir).bytes);
    const large = Array.from({ length: 4 }, () => forge(gateway.pkiDir, attached(7_000_000)).bytes);
    const take = async (going: () => boolean): Promise<number[]> => {
      const taken: number[] = [];
      while (going() && messages.length > 0) {
        const { status, ms } = await client.send(messages.pop() ?? Buffer.alloc(0));
        expect(status).toBe(202);
        taken.push(ms);
        await sleep(5);
      }
      return taken.sort((a, b) => a - b);
    };
    await take(() => messages.length > 50);
    const idle = await take(() => messages.length > 30);
    let left = large.length;
    const sender = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
    const sent = (async () => {
      for (const bytes of large) {
        expect((await sender.send(bytes)).status).toBe(202);
        left -= 1;
      }
    })();
    const busy = await take(() => left > 0);
    await sent;
    sender.close();
    // with the checks in the event loop nobody is answered for as long as a check takes: some thirty times the median
    const middle = (values: readonly number[]) => values[values.length >> 1] ?? Number.NaN;
    expect(middle(busy) / middle(idle)).toBeLessThan(12);
    expect(busy.length).toBeGreaterThan(large.length);
  });
});

describe('a thread that is lost over a check', () => {
  it('costs its Sendung alone, which gets a signed refusal and never a receipt', async () => {
    // too little memory for a thread to begin
    const gateway = await startTestGateway({ checkThreads: 1, checkHeapMb: 16 });
    const client = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
    try {
      const { bytes, kopf } = forge(gateway.pkiDir, LARGE);
      const refused = await client.send(bytes);
      const trust = TrustStore.fromFolder(gateway.pkiDir);
      const refusal = await openRefusal(refused.body, { trust, at: new Date() });
      expect([refused.status, refusal.code]).toEqual([500, 'CHECK_ABORTED']);
      expect((await client.send(forge(gateway.pkiDir).bytes)).status).toBe(202);
      const laufzettel = await client.call('GET', `/v1/sendungen/${kopf.nachrichtenUUID}/laufzettel`);
      expect(laufzettel.status).toBe(404);
      const metrics = (await client.call('GET', '/metrics')).body.toString('utf8');
      expect(metrics).toMatch(/blaupause_checks_lost_total\{cause="\w+"\} 1/);
      expect(metrics).toContain('blaupause_sendungen_refused_total{code="CHECK_ABORTED"} 1');
    } finally {
      client.close();
      await gateway.close();
    }
  });
});
