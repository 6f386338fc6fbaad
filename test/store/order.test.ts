import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fristnotiz, NewSendung } from '../../src/ledger/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { newSendung } from './sendung.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(24);
});
afterAll(() => db.close());

const message = (vorgangsUUID: string): NewSendung => {
  const made = newSendung();
  return { ...made, kopf: { ...made.kopf, vorgangsUUID } };
};
const note = (gezaehlt: number): Fristnotiz => ({ gezaehlt, beantwortet: [] });

const written = async (uuid: string): Promise<number> => {
  const { rows } = await db.pool.query<{ n: string }>(
    `SELECT (SELECT count(*) FROM blaupause.sendung WHERE uuid = $1) + (SELECT count(*) FROM blaupause.inhalt WHERE uuid = $1)
       + (SELECT count(*) FROM blaupause.ausgang WHERE uuid = $1) + (SELECT count(*) FROM blaupause.log_blatt WHERE bezug = $1) AS n`,
    [uuid],
  );
  return Number(rows[0]?.n);
};

test('of messages judged by the same history at the same time one is recorded, the others leave no trace', async () => {
  const vorgang = randomUUID();
  await db.ledger.recordInOrder(message(vorgang), note(1));
  const racing = Array.from({ length: 12 }, () => message(vorgang));
  const outcomes = await Promise.all(racing.map((one) => db.ledger.recordInOrder(one, note(2))));
  expect(outcomes.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1);
  expect(outcomes.filter(({ outcome }) => outcome === 'overtaken')).toHaveLength(11);
  const traces = await Promise.all(racing.map(({ uuid }) => written(uuid)));
  expect(traces.toSorted((a, b) => a - b)).toEqual([...Array.from({ length: 11 }, () => 0), 4]);
  expect(await db.ledger.vorgang(vorgang)).toHaveLength(2);
});

test('the first two messages of a case do not pass each other either', async () => {
  const vorgang = randomUUID();
  const outcomes = await Promise.all([1, 1].map((count) => db.ledger.recordInOrder(message(vorgang), note(count))));
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['overtaken', 'recorded']);
});

test('an overtaken message passes with the history read again, and once recorded it is the same for ever', async () => {
  const vorgang = randomUUID();
  await db.ledger.recordInOrder(message(vorgang), note(1));
  const late = message(vorgang);
  expect((await db.ledger.recordInOrder(late, note(1))).outcome).toBe('overtaken');
  expect((await db.ledger.recordInOrder(late, note(2))).outcome).toBe('recorded');
  expect((await db.ledger.recordInOrder(late, note(2))).outcome).toBe('same');
});

test('a message whose content is not read counts, and is itself never overtaken', async () => {
  const vorgang = randomUUID();
  await db.ledger.recordInOrder(message(vorgang), note(1));
  expect((await db.ledger.record(message(vorgang), note(1))).outcome).toBe('recorded');
  expect((await db.ledger.recordInOrder(message(vorgang), note(2))).outcome).toBe('overtaken');
  expect((await db.ledger.recordInOrder(message(vorgang), note(3))).outcome).toBe('recorded');
});

test('a case that is held does not hold unrelated ones', async () => {
  const held = randomUUID();
  await db.ledger.recordInOrder(message(held), note(1));
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM blaupause.fristwache WHERE vorgang = $1 FOR UPDATE', [held]);
    let done = false;
    const waiting = db.ledger.recordInOrder(message(held), note(2)).finally(() => {
      done = true;
    });
    const others = await Promise.all(
      Array.from({ length: 60 }, () => db.ledger.recordInOrder(message(randomUUID()), note(1))),
    );
    expect(others.every(({ outcome }) => outcome === 'recorded')).toBe(true);
    expect(done).toBe(false);
    await client.query('COMMIT');
    expect((await waiting).outcome).toBe('recorded');
  } finally {
    client.release();
  }
});

test('a case is read in legal order, whatever the order of acceptance, with what each message refers to', async () => {
  const vorgang = randomUUID();
  const at = (day: string, over: Partial<NewSendung> = {}): NewSendung => ({
    ...message(vorgang),
    erstellungszeitpunkt: new Date(`${day}T10:00:00Z`),
    ...over,
  });
  const request = at('2026-09-21', { daten: { erbetenBis: '2026-10-05' } });
  const answer = at('2026-10-02', { referenzUUID: request.uuid });
  await db.ledger.record(answer, note(1));
  await db.ledger.record(request, note(2));
  const seen = await db.ledger.vorgang(vorgang);
  expect(seen.map(({ uuid, referenzUUID, erbetenBis }) => [uuid, referenzUUID, erbetenBis])).toEqual([
    [request.uuid, undefined, '2026-10-05'],
    [answer.uuid, request.uuid, undefined],
  ]);
});
