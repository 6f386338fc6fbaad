import { generateKeyPairSync } from 'node:crypto';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ArchivVertrauen, fsck } from '../../src/audit/index.ts';
import { TrustStore } from '../../src/crypto/index.ts';
import { Ledger, migrate, openPool } from '../../src/ledger/index.ts';
import { migrations } from '../../src/ledger/migrations/index.ts';
import { Sequencer, toLogKey } from '../../src/transparency/index.ts';
import { fuelleAlt } from './bestand.ts';
import { emptyDatabase } from './database.ts';
import { startChild, until } from './processes.ts';
import { newSendung } from './sendung.ts';

const role = { applicationRole: 'blaupause_anwendung' };
const key = toLogKey(generateKeyPairSync('ed25519').privateKey, 'gateway.example/log');
const versions = migrations.map(({ version }) => version);

async function database() {
  const made = await emptyDatabase();
  onTestFinished(made.close);
  return made;
}

async function poolOf(url: string): Promise<pg.Pool> {
  const pool = openPool(url, { name: 'migration', max: 4 });
  onTestFinished(() => pool.end());
  return pool;
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe.each(versions)('a store of schema %i', (version) => {
  test('is brought to the newest one: all is readable, receipts are the same bytes, new ones follow', async () => {
    const { url, ownerUrl } = await database();
    const old = migrations.filter((step) => step.version <= version);
    expect(await migrate(ownerUrl, { steps: old })).toEqual(old.map((step) => step.version));
    const before = await fuelleAlt(await poolOf(ownerUrl), version, key);
    expect(await migrate(ownerUrl, role)).toEqual(versions.filter((one) => one > version));
    const pool = await poolOf(url);
    const ledger = await Ledger.open(pool);
    onTestFinished(() => ledger.close());
    for (const { uuid, sha256, bytes, quittung, vorgang } of before) {
      expect((await ledger.findBySha256(sha256))?.quittung).toEqual(quittung);
      expect(await ledger.content(uuid)).toMatchObject({ uuid, bytes, quittung, vorgangsUUID: vorgang });
      expect((await ledger.vorgang(vorgang)).map((one) => one.uuid)).toEqual([uuid]);
    }
    const [first, delivered, dead] = before;
    expect((await ledger.laufzettel(delivered?.uuid ?? '')).map(({ ereignis }) => ereignis)).toEqual([
      ...['eingegangen', 'geprueft', 'bereitgestellt', 'abgeholt', 'verarbeitet'],
    ]);
    expect((await ledger.toteSendungen()).map(({ uuid }) => uuid)).toEqual([dead?.uuid]);
    expect((await ledger.openOutbox({ limit: 10 })).map(({ uuid }) => uuid)).toContain(first?.uuid);

    const fresh = newSendung();
    expect((await ledger.record(fresh)).outcome).toBe('recorded');
    expect((await ledger.record(fresh)).quittung).toEqual(fresh.quittung);
  });

  test('has nothing that fsck minds after it was brought to the newest one', async () => {
    const { url, ownerUrl } = await database();
    await migrate(ownerUrl, { steps: migrations.filter((step) => step.version <= version) });
    await fuelleAlt(await poolOf(ownerUrl), version, key);
    await migrate(ownerUrl, role);
    const pool = await poolOf(url);
    await new Sequencer({ pool, key }).sequenceOnce();
    const trust = new ArchivVertrauen(new TrustStore({ anchors: [], crls: [] }));
    const bericht = await fsck({ url, log: [key.verifier], trust, anteil: 0 });
    expect(bericht.befunde).toEqual([]);
    expect(bericht.geprueft).toMatchObject({ sendung: 4, abweisung: 1, abholung: 1, log_blatt: 8 });
    expect(bericht.nichtPruefbar['quittungOhnePruefsumme'] ?? 0).toBe(version < 6 ? 4 : 0);
  });
});

test('processes that migrate at the same time apply each step once', async () => {
  const { ownerUrl } = await database();
  await migrate(ownerUrl, { steps: migrations.slice(0, 1) });
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(ownerUrl, role)));
  expect(applied.flat()).toEqual(versions.slice(1));
});

test('a migration whose process was killed leaves nothing of its step, and the next start goes on', async () => {
  const { ownerUrl } = await database();
  await migrate(ownerUrl, { steps: migrations.slice(0, 1) });
  const child = startChild('migrate.ts', [
    ownerUrl,
    'CREATE TABLE blaupause.halb (a int); SELECT pg_sleep(2) /* langer Schritt */',
  ]);
  await until(async () => {
    const rows = await ask(
      ownerUrl,
      `SELECT 1 FROM pg_stat_activity WHERE query LIKE '%langer Schritt%' AND wait_event = 'PgSleep'`,
    );
    return rows.length > 0;
  });
  child.process.kill('SIGKILL');
  await child.ended();
  // what the steps before it did stays
  expect(await migrate(ownerUrl, role)).toEqual([]);
  expect(await ask(ownerUrl, "SELECT to_regclass('blaupause.halb') AS halb")).toEqual([{ halb: null }]);
  expect(
    (await ask<{ version: number }>(ownerUrl, 'SELECT version FROM blaupause.migration ORDER BY 1')).map(
      (row) => row.version,
    ),
  ).toEqual(versions);
});

test('a store newer than the program, and a step that was edited after it was applied, are refused and named', async () => {
  const { ownerUrl } = await database();
  await migrate(ownerUrl, role);
  await expect(migrate(ownerUrl, { ...role, steps: migrations.slice(0, -1) })).rejects.toMatchObject({
    code: 'DATABASE',
    detail: expect.stringContaining(`Migration ${versions.at(-1)}`) as unknown,
  });
  const edited = migrations.map((step, at) => (at === 1 ? { ...step, sql: `${step.sql} ` } : step));
  await expect(migrate(ownerUrl, { ...role, steps: edited })).rejects.toMatchObject({
    code: 'DATABASE',
    detail: expect.stringContaining(`Migration ${versions[1]}`) as unknown,
  });
});
