import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSequencer, assignIndexes, EVIDENCE_TABLES, migrate, unsequencedLeaves } from '../../src/ledger/index.ts';
import { migrations } from '../../src/ledger/migrations/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { newRefusal, newSendung } from './sendung.ts';

let db: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  db = await testDatabase();
  owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
  const sendung = newSendung();
  await db.ledger.record(sendung);
  await db.ledger.zugestellt(sendung.uuid, Buffer.from('<abholung/>'));
  await db.ledger.recordRefusal(newRefusal());
});
afterAll(async () => {
  await owner.end();
  await db.close();
});

const DENIED = { code: '42501' };

describe.each(EVIDENCE_TABLES)('evidence table %s', (table) => {
  test('the application role can neither change nor delete', async () => {
    const { rows } = await owner.query<{ attname: string }>(
      `SELECT attname FROM pg_attribute WHERE attrelid = ('blaupause.' || $1)::regclass AND attnum > 0`,
      [table],
    );
    for (const { attname } of rows)
      await expect(db.pool.query(`UPDATE blaupause.${table} SET ${attname} = DEFAULT`)).rejects.toMatchObject(DENIED);
    await expect(db.pool.query(`DELETE FROM blaupause.${table}`)).rejects.toMatchObject(DENIED);
    await expect(db.pool.query(`TRUNCATE blaupause.${table} CASCADE`)).rejects.toMatchObject(DENIED);
    await expect(db.pool.query(`DROP TABLE blaupause.${table}`)).rejects.toMatchObject(DENIED);
  });

  test('not even the owner changes it by mistake', async () => {
    await expect(owner.query(`DELETE FROM blaupause.${table}`)).rejects.toMatchObject(DENIED);
    await expect(owner.query(`TRUNCATE blaupause.${table} CASCADE`)).rejects.toMatchObject(DENIED);
  });
});

test('the application role can neither lift the guard nor act for the owner', async () => {
  await expect(db.pool.query('ALTER TABLE blaupause.sendung DISABLE TRIGGER ALL')).rejects.toMatchObject(DENIED);
  await expect(db.pool.query('DROP TRIGGER beweis_bleibt ON blaupause.sendung')).rejects.toMatchObject(DENIED);
  await expect(db.pool.query('SET ROLE blaupause_eigner')).rejects.toMatchObject(DENIED);
  await expect(db.pool.query("UPDATE blaupause.migration SET name = ''")).rejects.toMatchObject(DENIED);
  await expect(db.pool.query("SET session_replication_role = 'replica'")).rejects.toMatchObject(DENIED);
});

test('content cannot be exchanged, only deleted', async () => {
  await expect(db.pool.query("UPDATE blaupause.inhalt SET bytes = ''")).rejects.toMatchObject(DENIED);
});

test('a leaf gets one place, and places follow each other without gap', async () => {
  const ids = await asSequencer(db.pool, async (client) => {
    const leaves = await unsequencedLeaves(client, 10);
    expect(leaves.length).toBeGreaterThanOrEqual(2);
    await assignIndexes(
      client,
      leaves.map(({ id }) => id),
      0,
    );
    expect(await unsequencedLeaves(client, 10)).toEqual([]);
    return leaves.map(({ id }) => id);
  });
  const first = ids?.[0] ?? 0;
  await expect(asSequencer(db.pool, (client) => assignIndexes(client, [first], 99))).rejects.toMatchObject({
    code: 'INTERNAL',
  });
  await expect(
    asSequencer(db.pool, (client) => assignIndexes(client, [first], ids?.length ?? 0)),
  ).rejects.toMatchObject({ code: '23505' });
});

test('two sequencers never work at once', async () => {
  await asSequencer(db.pool, async () => {
    expect(await asSequencer(db.pool, async () => 'both')).toBeUndefined();
  });
});

test('migrations run twice, and from several processes at once, apply each step once', async () => {
  const role = { applicationRole: 'blaupause_anwendung' };
  expect(await migrate(db.ownerUrl, role)).toEqual([]);
  expect(await Promise.all([1, 2, 3].map(() => migrate(db.ownerUrl, role)))).toEqual([[], [], []]);
});

test('an edited migration, a newer database and a failing step are refused and leave nothing', async () => {
  const [first] = migrations;
  const edited = [{ version: 1, name: first?.name ?? '', sql: `${first?.sql} -- edited` }];
  await expect(migrate(db.ownerUrl, { steps: edited })).rejects.toMatchObject({ code: 'DATABASE' });
  await expect(migrate(db.ownerUrl, { steps: [] })).rejects.toMatchObject({ code: 'DATABASE' });
  const failing = [...migrations, { version: 999, name: 'x', sql: 'CREATE TABLE public.halb (a int); SELECT 1/0' }];
  await expect(migrate(db.ownerUrl, { steps: failing })).rejects.toMatchObject({ code: 'DATABASE' });
  expect((await owner.query("SELECT to_regclass('public.halb') AS found")).rows).toEqual([{ found: null }]);
});
