import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zaehleFehlversuch } from '../../src/ledger/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { newSendung } from './sendung.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const recorded = async (empfaenger = 'pol:092761440001'): Promise<string> => {
  const sendung = newSendung();
  await db.ledger.record({ ...sendung, kopf: { ...sendung.kopf, empfaenger } });
  return sendung.uuid;
};
const events = async (uuid: string): Promise<string[]> =>
  (await db.ledger.laufzettel(uuid)).map(({ ereignis }) => ereignis);
const ACK = Buffer.from('<abholung Id="abholung"/>');

test('mailbox: provided once, listed, acknowledged once with the first acknowledgement', async () => {
  const reader = 'bgb:000000000101';
  const uuid = await recorded(reader);
  expect(await db.ledger.bereitstellen(uuid)).toMatchObject({ changed: true, status: 'bereitgestellt' });
  expect(await db.ledger.bereitstellen(uuid)).toMatchObject({ changed: false, status: 'bereitgestellt' });
  expect((await db.ledger.postfach(reader, { limit: 10 })).map((entry) => entry.uuid)).toEqual([uuid]);
  const acknowledged = await Promise.all(
    Array.from({ length: 10 }, (_, n) => db.ledger.abgeholt(uuid, n === 0 ? ACK : Buffer.from(`${n}`))),
  );
  expect(acknowledged.filter(({ changed }) => changed)).toHaveLength(1);
  const first = await db.ledger.abholung(uuid);
  await db.ledger.abgeholt(uuid, Buffer.from('late'));
  expect((await db.ledger.abholung(uuid))?.bytes).toEqual(first?.bytes);
  await db.ledger.verarbeitet(uuid, { antwort: randomUUID() });
  await db.ledger.verarbeitet(uuid);
  expect(await events(uuid)).toEqual(['eingegangen', 'geprueft', 'bereitgestellt', 'abgeholt', 'verarbeitet']);
  expect(await db.ledger.postfach(reader, { limit: 10 })).toEqual([]);
});

test('push: a stalled job that runs twice writes one event', async () => {
  const uuid = await recorded();
  const twice = await Promise.all([db.ledger.zugestellt(uuid, ACK), db.ledger.zugestellt(uuid, ACK)]);
  expect(twice.map(({ changed }) => changed).sort()).toEqual([false, true]);
  expect(await events(uuid)).toEqual(['eingegangen', 'geprueft', 'zugestellt']);
  expect(await db.ledger.bereitstellen(uuid)).toMatchObject({ changed: false, status: 'zugestellt' });
  expect(await db.ledger.unzustellbar(uuid, 'DELIVERY_FAILED')).toMatchObject({ changed: false, status: 'zugestellt' });
});

test('dead letter: counted, given up, seen, put back, delivered', async () => {
  const uuid = await recorded();
  expect(await zaehleFehlversuch(db.pool, uuid, 'DELIVERY_FAILED', 60_000)).toMatchObject({ versuche: 1 });
  const waiting = (await db.ledger.openOutbox({ limit: 100 })).find((entry) => entry.uuid === uuid);
  expect(waiting).toMatchObject({ versuche: 1 });
  expect((waiting?.naechsterVersuch?.getTime() ?? 0) - Date.now()).toBeGreaterThan(30_000);
  await db.ledger.unzustellbar(uuid, 'DELIVERY_FAILED');
  expect(await zaehleFehlversuch(db.pool, uuid, 'DELIVERY_FAILED')).toBeUndefined();
  expect((await db.ledger.toteSendungen()).find((entry) => entry.uuid === uuid)).toMatchObject({
    fehlercode: 'DELIVERY_FAILED',
    versuche: 1,
  });
  expect((await db.ledger.counts()).unzustellbar).toBe(1);
  expect(await db.ledger.wiedervorlegen(uuid)).toMatchObject({ changed: true, status: 'wartet' });
  await db.ledger.zugestellt(uuid, ACK);
  expect(await events(uuid)).toEqual(['eingegangen', 'geprueft', 'unzustellbar', 'wiedervorgelegt', 'zugestellt']);
});

test('a late acknowledgement wins over giving up', async () => {
  const uuid = await recorded();
  await db.ledger.unzustellbar(uuid, 'DELIVERY_FAILED');
  expect(await db.ledger.zugestellt(uuid, ACK)).toMatchObject({ changed: true, status: 'zugestellt' });
});

test('outbox and mailbox are read in pages without loss or repetition', async () => {
  const reader = 'bgb:000000000102';
  const uuids: string[] = [];
  for (let n = 0; n < 7; n += 1) uuids.push(await recorded(reader));
  const open: string[] = [];
  for (let after = 0; ; ) {
    const page = await db.ledger.openOutbox({ limit: 3, after });
    open.push(...page.map(({ uuid }) => uuid));
    const last = page.at(-1);
    if (!last) break;
    after = last.nr;
  }
  expect(open.filter((uuid) => uuids.includes(uuid))).toEqual(uuids);
  for (const uuid of uuids) await db.ledger.bereitstellen(uuid);
  const first = await db.ledger.postfach(reader, { limit: 4 });
  const second = await db.ledger.postfach(reader, { limit: 4, after: first.at(-1)?.uuid ?? '' });
  expect([...first, ...second].map(({ uuid }) => uuid)).toEqual(uuids);
});

test('the place of a page is one in the own mailbox: the UUID of another tells nothing', async () => {
  const reader = 'bgb:000000000105';
  const [uuid, foreign] = [await recorded(reader), await recorded('bgb:000000000106')];
  for (const one of [uuid, foreign]) await db.ledger.bereitstellen(one);
  expect((await db.ledger.postfach(reader, { limit: 4, after: foreign })).map((entry) => entry.uuid)).toEqual([uuid]);
});

test('what a reader acknowledges while it waits again is closed, and not delivered any more', async () => {
  const uuid = await recorded();
  await db.ledger.bereitstellen(uuid);
  await db.ledger.unzustellbar(uuid, 'DELIVERY_FAILED');
  await db.ledger.wiedervorlegen(uuid);
  expect(await db.ledger.abgeholt(uuid, ACK)).toMatchObject({ changed: true, status: 'abgeholt' });
  expect((await db.ledger.abholung(uuid))?.bytes).toEqual(ACK);
  expect(await db.ledger.bereitstellen(uuid)).toMatchObject({ changed: false, status: 'abgeholt' });
});

test('an unknown UUID is not found, no UUID at all neither', async () => {
  await expect(db.ledger.bereitstellen(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(db.ledger.bereitstellen("'; DROP TABLE")).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await db.ledger.content('x')).toBeUndefined();
});

test('waiting for post ends with the NOTIFY, with the time or with the signal', async () => {
  const reader = 'bgb:000000000103';
  const uuid = await recorded(reader);
  const start = performance.now();
  const waiting = db.ledger.waitForPost(reader, 10_000);
  const other = db.ledger.waitForPost('bgb:000000000104', 400);
  await new Promise((done) => setTimeout(done, 100));
  await db.ledger.bereitstellen(uuid);
  expect(await waiting).toBe(true);
  expect(performance.now() - start).toBeLessThan(1_500);
  expect(await other).toBe(false);
  expect(await db.ledger.waitForPost(reader, 0)).toBe(true);
  const stop = new AbortController();
  const stopped = db.ledger.waitForPost('bgb:000000000104', 10_000, stop.signal);
  stop.abort();
  expect(await stopped).toBe(false);
});

test('the dispatcher is woken by a new Sendung and by one put back', async () => {
  const woken = Promise.withResolvers<void>();
  const off = db.ledger.onOutbox(() => woken.resolve());
  await recorded();
  await woken.promise;
  off();
});
