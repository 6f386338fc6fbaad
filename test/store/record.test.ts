import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leavesOf, openLedger } from '../../src/ledger/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { newRefusal, newSendung } from './sendung.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(24);
});
afterAll(() => db.close());

const rows = async (uuid: string): Promise<number[]> => {
  const { rows } = await db.pool.query<{ n: string }>(
    `SELECT count(*) AS n FROM blaupause.sendung WHERE uuid = $1
     UNION ALL SELECT count(*) FROM blaupause.inhalt WHERE uuid = $1
     UNION ALL SELECT count(*) FROM blaupause.ausgang WHERE uuid = $1
     UNION ALL SELECT count(*) FROM blaupause.log_blatt WHERE bezug = $1`,
    [uuid],
  );
  return rows.map(({ n }) => Number(n));
};

test('a Sendung is stored with content, outbox entry, leaf and salt', async () => {
  const sendung = newSendung();
  expect(await db.ledger.record(sendung)).toEqual({ outcome: 'recorded', quittung: sendung.quittung });
  expect(await rows(sendung.uuid)).toEqual([1, 1, 1, 1]);
  const stored = await db.ledger.content(sendung.uuid);
  expect(stored).toMatchObject({
    ...sendung.kopf,
    uuid: sendung.uuid,
    status: 'wartet',
    pruefungen: sendung.pruefungen,
  });
  expect(stored?.bytes.equals(sendung.bytes)).toBe(true);
  const [leaf] = await leavesOf(db.pool, sendung.uuid);
  expect(leaf?.leafHash.equals(sendung.leaf.hash)).toBe(true);
  expect(leaf?.salt?.equals(sendung.leaf.salt)).toBe(true);
  expect((await db.ledger.findBySha256(sendung.sha256))?.uuid).toBe(sendung.uuid);
});

test('the same Sendung again gets the first receipt, whatever the second attempt signed', async () => {
  const sendung = newSendung();
  await db.ledger.record(sendung);
  const again = await db.ledger.record({ ...sendung, quittung: randomBytes(2_500) });
  expect(again.outcome).toBe('same');
  expect(again.quittung.equals(sendung.quittung)).toBe(true);
  expect(await rows(sendung.uuid)).toEqual([1, 1, 1, 1]);
});

test('50 copies at once leave one row and get the same receipt bytes', async () => {
  const sendung = newSendung();
  const copies = Array.from({ length: 50 }, () => ({ ...sendung, quittung: randomBytes(2_500) }));
  const outcomes = await Promise.all(copies.map((copy) => db.ledger.record(copy)));
  expect(outcomes.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1);
  expect(outcomes.filter(({ outcome }) => outcome === 'same')).toHaveLength(49);
  expect(new Set(outcomes.map(({ quittung }) => quittung.toString('hex'))).size).toBe(1);
  expect(await rows(sendung.uuid)).toEqual([1, 1, 1, 1]);
});

test('50 different Sendungen under one UUID at once leave one, the others conflict', async () => {
  const uuid = randomUUID();
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => db.ledger.record(newSendung({ uuid }))));
  expect(outcomes.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1);
  expect(outcomes.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(49);
  expect(await rows(uuid)).toEqual([1, 1, 1, 1]);
});

test('a UUID in other letter case is the same UUID', async () => {
  const sendung = newSendung();
  await db.ledger.record(sendung);
  expect((await db.ledger.record(newSendung({ uuid: sendung.uuid.toUpperCase() }))).outcome).toBe('conflict');
});

test('verdicts and claims with NUL and lone surrogates are stored inert', async () => {
  const sendung = newSendung({ pruefungen: [{ pruefung: 'trust', subject: 'CN=A\u0000B\ud800' }] });
  await db.ledger.record(sendung);
  expect((await db.ledger.findByUuid(sendung.uuid))?.pruefungen).toEqual([
    { pruefung: 'trust', subject: 'CN=A\ufffdB\ufffd' },
  ]);
  const refusal = newRefusal({ uuid: 'kein\u0000uuid', absender: 'x'.repeat(5_000) });
  await db.ledger.recordRefusal(refusal);
  expect((await db.ledger.abweisungen({ uuid: 'kein\ufffduuid' }))[0]?.absender).toHaveLength(200);
});

test('a refusal is stored once with its signed answer and appears as Laufzettel of its UUID', async () => {
  const refusal = newRefusal({ uuid: randomUUID(), alarm: true });
  await db.ledger.recordRefusal(refusal);
  await db.ledger.recordRefusal(refusal);
  const stored = await db.ledger.abweisungen({ uuid: refusal.uuid ?? '' });
  expect(stored).toHaveLength(1);
  expect(stored[0]?.antwort.equals(refusal.antwort)).toBe(true);
  expect(await leavesOf(db.pool, refusal.id)).toHaveLength(1);
  expect(await db.ledger.laufzettel(refusal.uuid ?? '')).toMatchObject([{ ereignis: 'abgewiesen' }]);
  expect((await db.ledger.abweisungen({ alarm: true })).map(({ id }) => id)).toContain(refusal.id);
});

test('the case lists accepted messages by legal time', async () => {
  const vorgangsUUID = randomUUID();
  const kopf = { ...newSendung().kopf, vorgangsUUID };
  const answer = newSendung({
    kopf: { ...kopf, nachrichtentyp: 'fahrerermittlung.antwort.1121' },
    erstellungszeitpunkt: new Date('2026-03-01T00:00:00Z'),
    referenzUUID: randomUUID(),
  });
  await db.ledger.record(answer);
  await db.ledger.record(newSendung({ kopf, erstellungszeitpunkt: new Date('2026-02-01T00:00:00Z') }));
  const list = await db.ledger.vorgang(vorgangsUUID);
  expect(list.map(({ nummer }) => nummer)).toEqual(['1120', '1121']);
  expect(list[1]).toMatchObject({
    referenzUUID: answer.referenzUUID,
    erstellungszeitpunkt: answer.erstellungszeitpunkt,
  });
});

test('a server that confirms before it has written is refused: a receipt promises more', async () => {
  const url = `${db.url}${db.url.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c synchronous_commit=off')}`;
  const opening = openLedger({ name: 'test', dataDir: 'unbenutzt', url, ownerUrl: db.ownerUrl });
  await expect(opening).rejects.toMatchObject({
    code: 'DATABASE',
    detail: expect.stringContaining('synchronous_commit'),
  });
  const opened = await openLedger({ name: 'test', dataDir: 'unbenutzt', url: db.url, ownerUrl: db.ownerUrl });
  await opened.close();
});
