import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKeyStore, TrustStore } from '../../src/crypto/index.ts';
import { type Acknowledgement, makeAcknowledgement, openRefusal } from '../../src/envelope/index.ts';
import { Konnektor } from '../../src/konnektor/index.ts';
import { newUuid, sha256Hex } from '../../src/platform/ids.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { type Forged, forge, freshMessage } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB, DIENSTLEISTER, KBA, POLIZEI } from '../support/profile.ts';

describe('mailbox and Laufzettel', () => {
  let gateway: TestGateway;
  let clients: Record<string, TestClient>;
  const client = (schluessel: string): TestClient => clients[schluessel] as TestClient;
  beforeAll(async () => {
    gateway = await startTestGateway();
    clients = Object.fromEntries(
      [BGB, POLIZEI, KBA, DIENSTLEISTER].map((schluessel) => [
        schluessel,
        new TestClient(gateway.url, tlsOf(gateway.pkiDir, schluessel)),
      ]),
    );
  });
  afterAll(async () => {
    for (const one of Object.values(clients)) one.close();
    await gateway.close();
  });
  const list = async (schluessel: string, query = ''): Promise<string[]> => {
    const answer = await client(schluessel).call('GET', `/v1/postfach${query}`);
    expect(answer.status).toBe(200);
    return (JSON.parse(answer.body.toString()) as { sendungen: { uuid: string }[] }).sendungen.map(({ uuid }) => uuid);
  };
  const deliver = async (): Promise<Forged> => {
    const sendung = forge(gateway.pkiDir);
    expect((await client(BGB).send(sendung.bytes)).status).toBe(202);
    await expect.poll(() => list(POLIZEI, '?warten=1'), { timeout: 10_000 }).toContain(sendung.kopf.nachrichtenUUID);
    return sendung;
  };
  const acknowledge = async (
    { bytes, kopf }: Forged,
    change: Partial<Acknowledgement> = {},
    { signer = POLIZEI, by = POLIZEI, path = kopf.nachrichtenUUID } = {},
  ) => {
    const body = await makeAcknowledgement(
      {
        nachrichtenUUID: kopf.nachrichtenUUID,
        sha256: sha256Hex(bytes),
        leser: POLIZEI,
        zeitpunkt: new Date(),
        ...change,
      },
      loadKeyStore(gateway.pkiDir, signer).signature,
    );
    const answer = await client(by).call('POST', `/v1/postfach/${path}/abholung`, {
      body,
      headers: { 'content-type': 'application/xml' },
    });
    return { ...answer, sent: body };
  };

  it('gives the reader exactly the bytes that the sender handed in, and nobody else', async () => {
    const { bytes, kopf } = await deliver();
    const path = `/v1/postfach/${kopf.nachrichtenUUID}`;
    const fetched = await client(POLIZEI).call('GET', path);
    expect(fetched.status).toBe(200);
    expect(fetched.body.equals(bytes)).toBe(true);
    expect((await client(POLIZEI).call('GET', path.toUpperCase().replace('/V1/POSTFACH', '/v1/postfach'))).status).toBe(
      200,
    );
    for (const other of [KBA, BGB, DIENSTLEISTER]) {
      expect((await client(other).call('GET', path)).status).toBe(404);
      expect(await list(other)).not.toContain(kopf.nachrichtenUUID);
    }
    for (const wrong of [newUuid(), 'kein-uuid', "'; DROP TABLE blaupause.sendung; --"])
      expect((await client(POLIZEI).call('GET', `/v1/postfach/${encodeURIComponent(wrong)}`)).status).toBe(404);
  });

  it('an acknowledgement that does not match closes nothing', async () => {
    const sendung = await deliver();
    const wrong = [
      await acknowledge(sendung, { sha256: sha256Hex('anders') }),
      await acknowledge(sendung, { nachrichtenUUID: newUuid() }),
      await acknowledge(sendung, { leser: KBA }),
      await acknowledge(sendung, {}, { signer: KBA }),
    ];
    const trust = TrustStore.fromFolder(gateway.pkiDir);
    for (const answer of wrong) {
      expect(answer.status).toBe(422);
      expect((await openRefusal(answer.body, { trust, at: new Date() })).code).toBe('ACKNOWLEDGE_MISMATCH');
    }
    expect((await acknowledge(sendung, {}, { signer: KBA, by: KBA })).status).toBe(404);
    expect((await acknowledge(sendung, {}, { path: newUuid() })).status).toBe(404);
    expect(await list(POLIZEI)).toContain(sendung.kopf.nachrichtenUUID);
  });

  it('the first acknowledgement closes the Sendung and stays the only one', async () => {
    const sendung = await deliver();
    const first = await acknowledge(sendung);
    expect(first.status).toBe(200);
    expect(first.body.equals(first.sent)).toBe(true);
    const second = await acknowledge(sendung, { zeitpunkt: new Date(0) });
    expect(second.status).toBe(200);
    expect(second.body.equals(first.sent)).toBe(true);
    expect(await list(POLIZEI)).not.toContain(sendung.kopf.nachrichtenUUID);
  });

  it('the Laufzettel tells what happened, to those involved only', async () => {
    const sendung = await deliver();
    await acknowledge(sendung);
    const path = `/v1/sendungen/${sendung.kopf.nachrichtenUUID}/laufzettel`;
    for (const party of [BGB, POLIZEI]) {
      const slip = JSON.parse((await client(party).call('GET', path)).body.toString()) as {
        sha256: string;
        status: string;
        ereignisse: { ereignis: string; zeit: string }[];
      };
      expect(slip.sha256).toBe(sha256Hex(sendung.bytes));
      expect(slip.status).toBe('abgeholt');
      expect(slip.ereignisse.map(({ ereignis }) => ereignis)).toEqual([
        'eingegangen',
        'geprueft',
        'bereitgestellt',
        'abgeholt',
      ]);
      expect(slip.ereignisse.every(({ zeit }) => !Number.isNaN(Date.parse(zeit)))).toBe(true);
    }
    const stranger = await client(KBA).call('GET', path);
    const nothing = await client(KBA).call('GET', `/v1/sendungen/${newUuid()}/laufzettel`);
    expect([stranger.status, nothing.status]).toEqual([404, 404]);
  });

  it('a waiting reader wakes up when post comes, long before its time is over', async () => {
    expect(await list(KBA)).toEqual([]);
    const waiting = client(KBA).call('GET', '/v1/postfach?warten=30');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const sendung = forge(gateway.pkiDir, { typ: 'fahrerermittlung.halterauskunft.1110' });
    expect((await client(BGB).send(sendung.bytes)).status).toBe(202);
    const answer = await waiting;
    expect(answer.ms).toBeLessThan(10_000);
    expect(answer.body.toString()).toContain(sendung.kopf.nachrichtenUUID);
  });

  it('a waiting reader without post gets an empty list when its time is over', async () => {
    const answer = await client(DIENSTLEISTER).call('GET', '/v1/postfach?warten=1');
    expect(answer.ms).toBeGreaterThan(900);
    expect(JSON.parse(answer.body.toString())).toEqual({ sendungen: [] });
  });

  it.each(['warten=61', 'warten=-1', 'warten=bald', 'nach=x'])('%s is refused', async (query) => {
    expect((await client(POLIZEI).call('GET', `/v1/postfach?${query}`)).status).toBe(400);
  });

  it('pages follow each other without gaps', async () => {
    const uuids: string[] = [];
    for (let at = 0; at < 4; at += 1) uuids.push((await deliver()).kopf.nachrichtenUUID);
    const all = await list(POLIZEI);
    const rest = await list(POLIZEI, `?nach=${uuids[1]}`);
    expect(all.slice(-4)).toEqual(uuids);
    expect(rest).toEqual(uuids.slice(2));
  });

  it('a Sendung that its reader cannot take over is told of, stays, and keeps nothing behind it waiting', async () => {
    const [first, second] = [forge(gateway.pkiDir), forge(gateway.pkiDir)];
    const to = new Konnektor({ schluessel: POLIZEI, gateway: gateway.url, pkiDir: gateway.pkiDir });
    const stop = new AbortController();
    const { nachrichtenUUID } = first.kopf;
    to.inbox.store(nachrichtenUUID, sha256Hex('anders'), Buffer.from('anders'), Buffer.from('x'), new Date());
    for (const { bytes } of [first, second]) expect((await client(BGB).send(bytes)).status).toBe(202);
    const troubles: (string | undefined)[][] = [];
    const pulled = to.pull(
      () => {},
      stop.signal,
      1,
      ({ code }, uuid) => troubles.push([code, uuid]),
    );
    const arrived = () => to.inbox.open(1000).map(({ uuid }) => uuid);
    try {
      await expect.poll(arrived, { timeout: 20_000 }).toContain(second.kopf.nachrichtenUUID);
      await expect.poll(() => troubles, { timeout: 20_000 }).toContainEqual(['DUPLICATE_UUID', nachrichtenUUID]);
      await expect.poll(() => list(POLIZEI), { timeout: 20_000 }).toEqual([nachrichtenUUID]);
      // the pauses grow: a Sendung that stays is no flood
      expect(troubles.length).toBeLessThan(20);
    } finally {
      stop.abort();
      await pulled;
      await to.close();
    }
  });

  it('two Konnektors carry a message through: sealed, sent, pulled, opened, once', async () => {
    const from = new Konnektor({ schluessel: BGB, gateway: gateway.url, pkiDir: gateway.pkiDir });
    const to = new Konnektor({ schluessel: POLIZEI, gateway: gateway.url, pkiDir: gateway.pkiDir });
    const stop = new AbortController();
    try {
      const anlage = { name: 'foto.jpg', mediaType: 'image/jpeg', bytes: Buffer.alloc(100_000, 7) };
      const sealed = await from.seal(Buffer.from(freshMessage()), [anlage]);
      expect((await from.send(sealed)).angenommen).toBe(true);
      const again = await from.send(sealed);
      expect(again.angenommen && again.wiederholt).toBe(true);
      const pulled = to.pull(() => {}, stop.signal, 1);
      const own = () => to.inbox.open(1000).filter(({ uuid }) => uuid === sealed.kopf.nachrichtenUUID);
      await expect.poll(() => own().length, { timeout: 20_000 }).toBe(1);
      const received = await to.open(own()[0]?.bytes ?? Buffer.alloc(0));
      expect(received.kopf).toEqual(sealed.kopf);
      expect(received.message.typ).toBe('fahrerermittlung.ersuchen.1120');
      expect(Buffer.from(received.anlagen[0]?.bytes ?? []).equals(anlage.bytes)).toBe(true);
      stop.abort();
      await pulled;
    } finally {
      stop.abort();
      await from.close();
      await to.close();
    }
  });
});
