import { generateKeyPairSync } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPool } from '../../src/ledger/index.ts';
import { newUuid, sha256 } from '../../src/platform/ids.ts';
import {
  checkLog,
  decodeEntries,
  hashLeaf,
  LogReader,
  makeLeaf,
  parseLeaf,
  rebuildTiles,
  Sequencer,
  toLogKey,
  verifyCheckpoint,
  verifyConsistency,
  verifyLogProof,
} from '../../src/transparency/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';

const key = toLogKey(generateKeyPairSync('ed25519').privateKey, 'gateway.example/log');
let database: TestDatabase;
let pool: pg.Pool;
let owner: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  pool = database.pool;
  owner = openPool(database.ownerUrl, { name: 'sequencer-owner', max: 2 });
});
afterAll(async () => {
  await owner?.end();
  await database?.close();
});

/** evidence cannot be truncated with its trigger in place; the owner may switch that off for a fresh start */
const tables = ['log_offen', 'log_salz', 'log_kachel', 'log_index', 'log_checkpoint', 'log_blatt'];
beforeEach(async () => {
  for (const table of tables) await owner.query(`ALTER TABLE blaupause.${table} DISABLE TRIGGER USER`);
  await owner.query(`TRUNCATE ${tables.map((table) => `blaupause.${table}`).join(', ')}`);
  for (const table of tables) await owner.query(`ALTER TABLE blaupause.${table} ENABLE TRIGGER USER`);
});

/** Writes leaves as the intake's transaction does. */
async function writeLeaves(count: number): Promise<Buffer[]> {
  const leaves = Array.from({ length: count }, (_, at) => {
    return makeLeaf({ ereignis: 'eingegangen', uuid: newUuid(), sha256: sha256(`Sendung ${at}`), zeit: new Date() });
  });
  await pool.query(
    `WITH neu AS (
       INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit)
       SELECT hash, payload, gen_random_uuid(), now() FROM unnest($1::bytea[], $2::bytea[]) AS t (hash, payload) RETURNING id)
     INSERT INTO blaupause.log_offen (blatt) SELECT id FROM neu`,
    [leaves.map(({ hash }) => hash), leaves.map(({ payload }) => payload)],
  );
  return leaves.map(({ hash }) => hash);
}

const sequencer = (extra: object = {}) => new Sequencer({ pool, key, ...extra });
const until = async (holds: () => Promise<boolean>) => {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('did not come true in 20 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('sequencer', () => {
  it('signs the empty log first, then nothing while nothing is new', async () => {
    expect(await sequencer().sequenceOnce()).toEqual({ outcome: 'signed', added: 0 });
    expect(await sequencer().sequenceOnce()).toEqual({ outcome: 'idle' });
    const checkpoint = await new LogReader(pool).checkpoint();
    expect(verifyCheckpoint(checkpoint?.note ?? '', key.verifier).size).toBe(0);
  });

  it('gives every leaf one index, an inclusion proof and a place in a published bundle', async () => {
    const hashes: Buffer[] = [];
    for (const count of [1, 300, 7, 512]) {
      hashes.push(...(await writeLeaves(count)));
      expect(await sequencer().sequenceOnce()).toEqual({ outcome: 'signed', added: count });
    }
    const reader = new LogReader(pool);
    const seen = new Set<number>();
    for (const hash of hashes.filter((_, at) => at % 41 === 0 || at === hashes.length - 1)) {
      const proof = await reader.inclusion(hash);
      if (!proof) throw new Error('no proof');
      expect(verifyLogProof(proof, proof.extra, key.verifier).size).toBe(820);
      expect(hashLeaf(proof.extra)).toEqual(hash);
      seen.add(proof.index);
      const bundle = await reader.file(
        `tile/entries/00${Math.floor(proof.index / 256)}${proof.index >= 768 ? '.p/52' : ''}`,
      );
      const entry = decodeEntries(bundle?.bytes ?? Buffer.alloc(0))[proof.index % 256];
      expect(parseLeaf(entry ?? Buffer.alloc(0)).ereignis).toBe('eingegangen');
    }
    expect(seen.size).toBe(21);
    expect(await checkLog(pool, key.verifier)).toEqual({ leaves: 820, checkpoints: 4, findings: [] });
    expect((await pool.query('SELECT count(*)::int AS n FROM blaupause.log_offen')).rows).toEqual([{ n: 0 }]);
  });

  it('publishes tiles only as far as a checkpoint reaches, partial ones as they were', async () => {
    await writeLeaves(5);
    await sequencer().sequenceOnce();
    await writeLeaves(300);
    await sequencer().sequenceOnce();
    const reader = new LogReader(pool);
    expect((await reader.file('tile/0/000.p/5'))?.bytes).toHaveLength(5 * 32);
    expect((await reader.file('tile/0/000'))?.bytes).toHaveLength(8192);
    expect((await reader.file('tile/0/001.p/49'))?.bytes).toHaveLength(49 * 32);
    expect((await reader.file('tile/1/000.p/1'))?.bytes).toHaveLength(32);
    for (const path of ['tile/0/001', 'tile/0/001.p/50', 'tile/0/002.p/1', 'tile/2/000.p/1', 'tile/entries/001', 'x']) {
      expect(await reader.file(path)).toBeUndefined();
    }
  });

  it('proves that every checkpoint continues every earlier one', async () => {
    for (const count of [3, 250, 10, 600]) {
      await writeLeaves(count);
      await sequencer().sequenceOnce();
    }
    const reader = new LogReader(pool);
    const { rows } = await pool.query<{ note: Buffer }>('SELECT note FROM blaupause.log_checkpoint ORDER BY groesse');
    const signed = rows.map(({ note }) => verifyCheckpoint(note.toString(), key.verifier));
    expect(signed.map(({ size }) => size)).toEqual([3, 253, 263, 863]);
    for (const second of signed) {
      for (const first of signed.filter(({ size }) => size <= second.size)) {
        const proof = await reader.consistency(first.size, second.size);
        const claim = {
          firstSize: first.size,
          firstRoot: first.root,
          secondSize: second.size,
          secondRoot: second.root,
        };
        expect(verifyConsistency({ ...claim, proof })).toBe(true);
      }
    }
    await expect(reader.consistency(3, 864)).rejects.toMatchObject({ code: 'LOG_PROOF' });
  });

  it('loses and doubles nothing when three sequencers and two writers run at once', async () => {
    const all = [1, 2, 3].map(() => sequencer({ intervalMs: 5, pollMs: 3, batch: 40 }));
    for (const one of all) one.start();
    const written = await Promise.all(
      [0, 1].map(async () => {
        let total = 0;
        for (let round = 0; round < 30; round += 1) {
          await writeLeaves(17);
          total += 17;
        }
        return total;
      }),
    );
    await until(async () => (await new LogReader(pool).checkpoint())?.size === (written[0] ?? 0) + (written[1] ?? 0));
    await Promise.all(all.map((one) => one.stop()));
    const check = await checkLog(pool, key.verifier);
    expect(check).toMatchObject({ leaves: 1020, findings: [] });
  });

  it('continues after its connection was killed in the middle of a batch', async () => {
    await writeLeaves(10);
    await sequencer().sequenceOnce();
    await writeLeaves(400);
    // a lock on the checkpoint table stops the sequencer just before it commits
    const blocker = await owner.connect();
    await blocker.query('BEGIN; LOCK TABLE blaupause.log_checkpoint IN EXCLUSIVE MODE');
    const run = sequencer().sequenceOnce();
    const outcome = expect(run).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await until(async () => {
      const { rowCount } = await pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO blaupause.log_checkpoint%'`,
      );
      return rowCount === 1;
    });
    await outcome;
    await blocker.query('ROLLBACK');
    blocker.release();
    expect((await new LogReader(pool).checkpoint())?.size).toBe(10);
    expect(await sequencer().sequenceOnce()).toEqual({ outcome: 'signed', added: 400 });
    expect(await checkLog(pool, key.verifier)).toEqual({ leaves: 410, checkpoints: 2, findings: [] });
  });

  it('steps aside while another holds the lock, and takes over when that one is gone', async () => {
    await writeLeaves(1);
    const other = await pool.connect();
    await other.query('BEGIN');
    await other.query('SELECT pg_advisory_xact_lock($1)', [0x6270_0004]);
    expect(await sequencer().sequenceOnce()).toEqual({ outcome: 'busy' });
    other.release(true);
    await until(async () => (await sequencer().sequenceOnce()).outcome === 'signed');
  });

  it('refuses to sign when tiles contradict the last checkpoint, and goes on once they are rebuilt', async () => {
    await writeLeaves(300);
    await sequencer().sequenceOnce();
    await pool.query(
      'UPDATE blaupause.log_kachel SET bytes = set_byte(bytes, 100, 255 - get_byte(bytes, 100)) WHERE level = 0 AND nr = 0',
    );
    await writeLeaves(1);
    // damage left of the edge does not lead to a wrong signature; fsck sees it
    expect((await checkLog(pool, key.verifier)).findings).toEqual([{ fault: 'tile', at: '0/0' }]);
    await pool.query(
      'UPDATE blaupause.log_kachel SET bytes = set_byte(bytes, 3, 255 - get_byte(bytes, 3)) WHERE level = 1',
    );
    await expect(sequencer().sequenceOnce()).rejects.toMatchObject({ code: 'LOG_BROKEN' });
    expect(await rebuildTiles(pool)).toBe(300);
    expect(await sequencer().sequenceOnce()).toEqual({ outcome: 'signed', added: 1 });
    expect((await checkLog(pool, key.verifier)).findings).toEqual([]);
  });

  it('is found out by fsck when a leaf or a checkpoint is changed behind its back', async () => {
    await writeLeaves(20);
    await sequencer().sequenceOnce();
    for (const table of tables) await owner.query(`ALTER TABLE blaupause.${table} DISABLE TRIGGER USER`);
    await owner.query(
      `UPDATE blaupause.log_blatt SET payload = 'anders' WHERE id = (SELECT max(id) FROM blaupause.log_blatt)`,
    );
    expect((await checkLog(pool, key.verifier)).findings).toEqual([{ fault: 'leaf-hash', at: '19' }]);
    await owner.query('DELETE FROM blaupause.log_index WHERE seq = 7');
    expect((await checkLog(pool, key.verifier)).findings).toContainEqual({ fault: 'leaf-missing', at: '7' });
  });

  it('signs new leaves at once after idle time and at most once an interval under load', async () => {
    const one = sequencer({ intervalMs: 300, pollMs: 10_000 });
    one.start();
    const reader = new LogReader(pool);
    await until(async () => (await reader.checkpoint()) !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const begin = performance.now();
    await writeLeaves(1);
    one.wake();
    await until(async () => (await reader.checkpoint())?.size === 1);
    expect(performance.now() - begin).toBeLessThan(250);
    for (let at = 0; at < 20; at += 1) {
      await writeLeaves(5);
      one.wake();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await until(async () => (await reader.checkpoint())?.size === 101);
    await one.stop();
    const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM blaupause.log_checkpoint');
    expect(rows[0]?.n).toBeLessThan(8);
  });

  it('does not go on with a log that another key has begun', async () => {
    await writeLeaves(3);
    await sequencer().sequenceOnce();
    await writeLeaves(1);
    const other = toLogKey(generateKeyPairSync('ed25519').privateKey, 'gateway.example/log');
    await expect(sequencer({ key: other }).sequenceOnce()).rejects.toMatchObject({ code: 'LOG_BROKEN' });
    expect((await new LogReader(pool).checkpoint())?.size).toBe(3);
    expect(await sequencer().sequenceOnce()).toEqual({ outcome: 'signed', added: 1 });
  });
});
