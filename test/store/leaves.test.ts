import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OLDEST_OPEN_LEAF } from '../../src/ledger/bestand.ts';
import { bestand, unsequencedLeaves } from '../../src/ledger/index.ts';
import { OPEN_LEAVES } from '../../src/ledger/leaves.ts';
import { type TestDatabase, testDatabase } from './database.ts';

const LEAVES = 50_000;
const OPEN = 5;

let db: TestDatabase;
/** All leaves were open when statistics were taken; since then all but the last five got their places. */
beforeAll(async () => {
  db = await testDatabase(2);
  await db.pool.query(
    `WITH b AS (
       INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit)
       SELECT sha256(g::text::bytea), decode(repeat('ab', 150), 'hex'), gen_random_uuid(), now()
       FROM generate_series(1, ${LEAVES}) AS g RETURNING id
     ) INSERT INTO blaupause.log_offen (blatt) SELECT id FROM b`,
  );
  const owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
  for (const table of ['log_blatt', 'log_offen'])
    await owner.query(`ALTER TABLE blaupause.${table} SET (autovacuum_enabled = off)`);
  await owner.query('ANALYZE blaupause.log_blatt, blaupause.log_offen');
  await owner.end();
  await db.pool.query(
    `DELETE FROM blaupause.log_offen WHERE blatt NOT IN (SELECT blatt FROM blaupause.log_offen ORDER BY blatt DESC LIMIT ${OPEN})`,
  );
});
afterAll(() => db?.close());

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}

/** How often each way of reading the log's leaves is gone in a plan, and how many of them it reads. */
async function leavesRead(sql: string, values: readonly unknown[]): Promise<{ ways: string[]; rows: number }> {
  const { rows } = await db.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, [
    ...values,
  ]);
  const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
  const all = rows.flatMap((row) => nodes(row['QUERY PLAN'][0].Plan));
  const found = all.filter((node) => node['Relation Name'] === 'log_blatt');
  return {
    ways: found.map((node) => node['Node Type']),
    rows: found.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0),
  };
}

test('where statistics call the open leaves many, a plain join reads the whole log', async () => {
  const { rows } = await leavesRead(
    'SELECT b.* FROM blaupause.log_offen o JOIN blaupause.log_blatt b ON b.id = o.blatt ORDER BY o.blatt LIMIT $1',
    [LEAVES],
  );
  expect(rows).toBe(LEAVES);
});

test.each([
  ['the sequencer', OPEN_LEAVES, [LEAVES]],
  ['who asks for the age of the oldest one', OLDEST_OPEN_LEAF, []],
])('%s looks open leaves up one by one all the same', async (_who, sql, values) => {
  const { ways, rows } = await leavesRead(sql, values);
  expect(ways).toEqual(['Index Scan']);
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThanOrEqual(OPEN);
});

test('both find what is open, in order of writing', async () => {
  const client = await db.pool.connect();
  try {
    const leaves = await unsequencedLeaves(client, 3);
    expect(leaves).toHaveLength(3);
    const ids = leaves.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(await unsequencedLeaves(client, 100)).toHaveLength(OPEN);
  } finally {
    client.release();
  }
  const { log } = await bestand(db.pool, []);
  expect(log.offen).toBe(OPEN);
  expect(log.aeltestes).toBeGreaterThanOrEqual(0);
});
