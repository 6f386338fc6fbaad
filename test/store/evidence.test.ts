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

/** What the application role may do beside SELECT; everything that is not named must be refused. */
const ERLAUBT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(EVIDENCE_TABLES.map((table) => [table, 'INSERT'])),
  inhalt: 'INSERT DELETE',
  log_salz: 'INSERT DELETE',
  log_offen: 'INSERT DELETE',
  log_kachel: 'INSERT UPDATE DELETE',
  ausgang: 'INSERT UPDATE',
  fristwache: 'INSERT UPDATE',
  ersuchen: 'INSERT UPDATE',
  fristplan: 'INSERT UPDATE',
  rueckgabe: 'INSERT UPDATE',
  migration: '',
};

test('every table of the schema is known here, and the application role has exactly these rights on it', async () => {
  const { rows } = await owner.query<{ name: string; rechte: string }>(
    `SELECT relname AS name,
       concat_ws(' ', ${['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']
         .map((verb) => `CASE WHEN has_table_privilege('blaupause_anwendung', oid, '${verb}') THEN '${verb}' END`)
         .join(', ')}) AS rechte
     FROM pg_class WHERE relnamespace = 'blaupause'::regnamespace AND relkind = 'r'`,
  );
  expect(Object.fromEntries(rows.map(({ name, rechte }) => [name, rechte]))).toEqual(ERLAUBT);
  const columns = await owner.query(
    `SELECT relname, attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
     WHERE relnamespace = 'blaupause'::regnamespace AND relname = ANY ($1) AND attnum > 0
       AND has_column_privilege('blaupause_anwendung', c.oid, attnum, 'UPDATE')`,
    [EVIDENCE_TABLES],
  );
  expect(columns.rows).toEqual([]);
});

describe.each(Object.keys(ERLAUBT))('table %s', (table) => {
  test.each([
    ['TRUNCATE', `TRUNCATE blaupause.${table} CASCADE`],
    ['DROP', `DROP TABLE blaupause.${table} CASCADE`],
    ['ALTER', `ALTER TABLE blaupause.${table} ADD COLUMN weiteres integer`],
    ['DISABLE TRIGGER', `ALTER TABLE blaupause.${table} DISABLE TRIGGER ALL`],
    [
      'CREATE TRIGGER',
      `CREATE TRIGGER eigener BEFORE INSERT ON blaupause.${table} EXECUTE FUNCTION blaupause.beweis_bleibt()`,
    ],
    ['CREATE RULE', `CREATE RULE eigene AS ON INSERT TO blaupause.${table} DO INSTEAD NOTHING`],
    ['OWNER', `ALTER TABLE blaupause.${table} OWNER TO blaupause_anwendung`],
    ['GRANT', `GRANT UPDATE ON blaupause.${table} TO blaupause_anwendung`],
  ])('refuses %s to the application role', async (verb, sql) => {
    // GRANT by who has nothing to give warns and gives nothing
    if (verb === 'GRANT') await db.pool.query(sql).catch(() => {});
    else await expect(db.pool.query(sql)).rejects.toMatchObject(DENIED);
    const { rows } = await owner.query<{ darf: boolean }>(
      `SELECT has_table_privilege('blaupause_anwendung', 'blaupause.${table}', 'UPDATE') AS darf`,
    );
    expect(rows[0]?.darf).toBe(ERLAUBT[table]?.includes('UPDATE'));
  });
});

test.each([
  'CREATE OR REPLACE FUNCTION blaupause.beweis_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
  'CREATE OR REPLACE FUNCTION blaupause.quittung_pruefsumme() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
  'DROP FUNCTION blaupause.beweis_bleibt() CASCADE',
  'ALTER FUNCTION blaupause.beweis_bleibt() OWNER TO blaupause_anwendung',
  'CREATE TABLE blaupause.eigene (a integer)',
  'DROP SCHEMA blaupause CASCADE',
])('the application role can change no function and no schema: %s', async (sql) => {
  await expect(db.pool.query(sql)).rejects.toMatchObject(DENIED);
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
