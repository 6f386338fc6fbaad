import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { byteaArray } from '../../src/ledger/bytea-array.ts';
import { FRIST_RECORD_EACH } from '../../src/ledger/frist-record.ts';
import { type Fristnotiz, Ledger, type NewSendung, openPool } from '../../src/ledger/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { newSendung } from './sendung.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const many = (count: number): NewSendung[] => Array.from({ length: count }, () => newSendung());
const note = (gezaehlt: number): Fristnotiz => ({ gezaehlt, beantwortet: [] });
const inCase = (vorgangsUUID: string): NewSendung => newSendung({ kopf: { ...newSendung().kopf, vorgangsUUID } });

/** How many of these are stored with content, outbox row, leaf, salt and work for the sequencer, and in how many transactions. */
async function stored(sendungen: readonly NewSendung[]): Promise<{ whole: number; transactions: number }> {
  const { rows } = await db.pool.query<{ whole: number; transactions: number }>(
    `SELECT count(*)::int AS whole, count(DISTINCT s.xmin::text)::int AS transactions
     FROM blaupause.sendung s JOIN blaupause.inhalt i USING (uuid) JOIN blaupause.ausgang a USING (uuid)
     JOIN blaupause.log_blatt b ON b.bezug = s.uuid JOIN blaupause.log_salz z ON z.blatt = b.id
     JOIN blaupause.log_offen o ON o.blatt = b.id
     WHERE uuid = ANY ($1::uuid[]) AND a.sha256 = s.sha256 AND sha256(i.bytes) = s.sha256
       AND length(i.bytes) = s.groesse AND s.xmin = b.xmin`,
    [sendungen.map(({ uuid }) => uuid)],
  );
  return rows[0] ?? { whole: 0, transactions: 0 };
}

test('Sendungen that are ready at once share transactions, and each is stored whole with its own receipt', async () => {
  const sendungen = many(100);
  const outcomes = await Promise.all(sendungen.map((sendung) => db.ledger.record(sendung, note(1))));
  expect(outcomes).toEqual(sendungen.map(({ quittung }) => ({ outcome: 'recorded', quittung })));
  const { whole, transactions } = await stored(sendungen);
  expect(whole).toBe(100);
  expect(transactions).toBeLessThan(20);
  const one = sendungen[50] ?? newSendung();
  expect(await db.ledger.content(one.uuid)).toMatchObject({
    ...one.kopf,
    pruefungen: one.pruefungen,
    quittung: one.quittung,
  });
});

test('known ones among new ones get what they would get alone', async () => {
  const known = newSendung();
  await db.ledger.record(known);
  const fresh = many(5);
  const again = { ...known, quittung: randomBytes(2_500) };
  const other = newSendung({ uuid: known.uuid.toUpperCase() });
  const outcomes = await Promise.all([again, ...fresh, other].map((sendung) => db.ledger.record(sendung)));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['same', ...fresh.map(() => 'recorded'), 'conflict']);
  expect(outcomes[0]?.quittung.equals(known.quittung)).toBe(true);
  expect((await stored([known, ...fresh])).whole).toBe(6);
});

test('one whose case has changed is overtaken alone, and nothing of it is written', async () => {
  const vorgang = randomUUID();
  await db.ledger.record(inCase(vorgang), note(1));
  const late = inCase(vorgang);
  const fresh = many(6);
  const [overtaken, ...outcomes] = await Promise.all([
    db.ledger.recordInOrder(late, note(1)),
    ...fresh.map((sendung) => db.ledger.recordInOrder(sendung, note(1))),
  ]);
  expect(overtaken).toEqual({ outcome: 'overtaken' });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(fresh.map(() => 'recorded'));
  expect(await stored([late])).toMatchObject({ whole: 0 });
  expect(await stored(fresh)).toMatchObject({ whole: 6 });
});

test('of one case at once, the strict ones are recorded one after the other or not at all', async () => {
  const vorgang = randomUUID();
  const sendungen = Array.from({ length: 10 }, () => inCase(vorgang));
  const outcomes = await Promise.all(sendungen.map((sendung) => db.ledger.recordInOrder(sendung, note(1))));
  expect(outcomes.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1);
  expect(outcomes.filter(({ outcome }) => outcome === 'overtaken')).toHaveLength(9);
  expect(await stored(sendungen)).toMatchObject({ whole: 1 });
});

test('what PostgreSQL refuses of one is no fault of the others', async () => {
  const wrong = newSendung({ prioritaet: 2 ** 40 });
  const fresh = many(6);
  const outcomes = await Promise.allSettled([wrong, ...fresh].map((sendung) => db.ledger.record(sendung)));
  expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: { code: 'INTERNAL' } });
  expect(outcomes.slice(1).every(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await stored([wrong, ...fresh])).toMatchObject({ whole: 6 });
});

test('two gateways that record the same Sendungen in opposite order hand out one receipt each', async () => {
  const pool = openPool(db.url, { name: 'zweites', max: 4 });
  const second = await Ledger.open(pool);
  try {
    const sendungen = many(60);
    const copies = sendungen.map((one) => ({ ...one, quittung: randomBytes(2_500) })).toReversed();
    const [here, there] = await Promise.all([
      Promise.all(sendungen.map((one) => db.ledger.record(one, note(1)))),
      Promise.all(copies.map((one) => second.record(one, note(1)))),
    ]);
    const other = there.toReversed();
    for (const [at, { outcome, quittung }] of here.entries()) {
      expect([outcome, other[at]?.outcome].toSorted()).toEqual(['recorded', 'same']);
      expect(other[at]?.quittung.equals(quittung)).toBe(true);
    }
    expect((await stored(sendungen)).whole).toBe(60);
  } finally {
    await second.close();
    await pool.end();
  }
});

test('bytes reach PostgreSQL as they are', async () => {
  const items = [Buffer.alloc(0), Buffer.from([0, 0xff, 0x22, 0x5c, 0x7b]), randomBytes(70_000)];
  const { rows } = await db.pool.query<{ items: Buffer[] }>('SELECT $1::bytea[] AS items', [byteaArray(items)]);
  expect(rows[0]?.items).toEqual(items);
});

test('Sendungen together touch the requests of their own cases, whatever the planner thinks of the table', async () => {
  const statement = `WITH e AS (SELECT * FROM unnest($1::uuid[], $2::text[]) AS t (uuid, frist)), s AS (
      SELECT uuid, 'x.1121' AS nachrichtentyp, 'a' AS absender, 'b' AS empfaenger, gen_random_uuid() AS vorgang,
        now() AS erstellungszeitpunkt, now() AS eingegangen FROM e)
    ${FRIST_RECORD_EACH} SELECT 1 FROM s`;
  const own = await testDatabase(2);
  try {
    await own.pool.query(
      `INSERT INTO blaupause.ersuchen (uuid, vorgang, nachrichtentyp, ersuchend, ersucht, erstellt, rechtsgrundlage, faellig)
       SELECT gen_random_uuid(), gen_random_uuid(), 'x.1120', 'a', 'b', now(), 'owig-46-2', '2027-01-31'
       FROM generate_series(1, 20000)`,
    );
    const { rows } = await own.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN) ${statement}`);
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toMatch(/ersuchen_offen|Seq Scan/);
  } finally {
    await own.close();
  }
});

test('a case that somebody holds costs those who came with it a moment, not their receipt', async () => {
  const vorgang = randomUUID();
  await db.ledger.record(inCase(vorgang), note(1));
  const holder = await db.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM blaupause.fristwache WHERE vorgang = $1 FOR UPDATE', [vorgang]);
    const held = Array.from({ length: 4 }, () => inCase(vorgang));
    const waiting = Promise.all(held.map((one) => db.ledger.record(one, note(2))));
    const fresh = many(20);
    const outcomes = await Promise.all(fresh.map((one) => db.ledger.record(one, note(1))));
    expect(outcomes.every(({ outcome }) => outcome === 'recorded')).toBe(true);
    expect(await stored(held)).toMatchObject({ whole: 0 });
    await holder.query('COMMIT');
    expect((await waiting).every(({ outcome }) => outcome === 'recorded')).toBe(true);
  } finally {
    holder.release();
  }
});
