import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  LogReader,
  logNamesOf,
  makeLeaf,
  PublishedCheckpoint,
  Sequencer,
  toLogKey,
  verifyCheckpoint,
} from '../../src/transparency/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { newSendung } from './sendung.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const key = toLogKey(privateKey, logNamesOf('gwy:146120000001', 1));

let db: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  db = await testDatabase();
  owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
  for (const table of ['log_checkpoint', 'log_index', 'log_blatt', 'sendung'])
    await owner.query(`ALTER TABLE blaupause.${table} DISABLE TRIGGER USER`);
});
afterAll(async () => {
  await owner.end();
  await db.close();
});

const file = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-checkpoint-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'log', 'checkpoint');
};

const add = async (count: number, published?: PublishedCheckpoint): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const sendung = newSendung();
    const { uuid, sha256 } = sendung;
    await db.ledger.record({ ...sendung, leaf: makeLeaf({ ereignis: 'eingegangen', uuid, sha256, zeit: new Date() }) });
  }
  await new Sequencer({ pool: db.pool, key, published }).sequenceOnce();
};

/** Takes the store back to so many leaves, as a restore from an older backup does. */
const goBack = async (size: number): Promise<void> => {
  await owner.query('DELETE FROM blaupause.log_checkpoint WHERE groesse > $1', [size]);
  await owner.query(
    'DELETE FROM blaupause.log_salz WHERE blatt IN (SELECT blatt FROM blaupause.log_index WHERE seq >= $1)',
    [size],
  );
  const gone = await owner.query<{ blatt: string }>('DELETE FROM blaupause.log_index WHERE seq >= $1 RETURNING blatt', [
    size,
  ]);
  await owner.query('DELETE FROM blaupause.log_blatt WHERE id = ANY ($1)', [gone.rows.map(({ blatt }) => blatt)]);
};

test('a store that is behind what was published is refused at the start, by the sequencer and by who publishes', async () => {
  const path = file();
  const published = await PublishedCheckpoint.load(path, key.verifier);
  await published.assertContinuedBy(db.pool);
  await add(5, published);
  const reader = new LogReader(db.pool, published);
  const first = await reader.checkpoint();
  expect(readFileSync(path, 'utf8')).toBe(first?.note);
  const before = first?.size ?? 0;
  await add(3, published);
  // many requests at once while it grows see no fault
  await Promise.all([add(1, published), ...Array.from({ length: 20 }, () => reader.checkpoint())]);
  const last = await reader.checkpoint();
  expect(verifyCheckpoint(readFileSync(path, 'utf8'), key.verifier).size).toBe(last?.size);

  await goBack(before);
  const behind = { code: 'LOG_BEHIND' };
  await expect(reader.checkpoint()).rejects.toMatchObject(behind);
  await expect(new Sequencer({ pool: db.pool, key, published }).sequenceOnce()).rejects.toMatchObject(behind);
  const restarted = await PublishedCheckpoint.load(path, key.verifier);
  await expect(restarted.assertContinuedBy(db.pool)).rejects.toMatchObject(behind);

  // as many leaves again, but others: a fork, found by their root
  await add((last?.size ?? 0) - before + 1);
  await expect(restarted.assertContinuedBy(db.pool)).rejects.toMatchObject({ code: 'LOG_BROKEN' });
});

test('a new generation of the log goes on under another name, over what is left, and its checkpoints verify', async () => {
  const next = toLogKey(privateKey, logNamesOf('gwy:146120000001', 2));
  expect(next.name).toBe('bussgeld-blaupause/gwy-146120000001/2');
  const path = file();
  const published = await PublishedCheckpoint.load(path, next.verifier);
  await published.assertContinuedBy(db.pool);
  await db.ledger.record(newSendung());
  expect(await new Sequencer({ pool: db.pool, key: next, published }).sequenceOnce()).toMatchObject({
    outcome: 'signed',
  });
  const checkpoint = await new LogReader(db.pool, published).checkpoint();
  expect(verifyCheckpoint(checkpoint?.note ?? '', next.verifier).origin).toBe(next.name);
  expect(() => verifyCheckpoint(checkpoint?.note ?? '', key.verifier)).toThrow();
});

test('a file that is no checkpoint of this log, and one that was changed, are told apart', async () => {
  const path = file();
  const published = await PublishedCheckpoint.load(path, key.verifier);
  await published.remember({ size: 3, root: Buffer.alloc(32), note: 'irrelevant' });
  writeFileSync(path, 'other.example/log\n5\nAAAA\n\n— other.example/log AAAA\n');
  await (await PublishedCheckpoint.load(path, key.verifier)).assertContinuedBy(db.pool);
  writeFileSync(path, `${key.name}\n999\n${Buffer.alloc(32).toString('base64')}\n\n— ${key.name} AAAAAAAA\n`);
  await expect(PublishedCheckpoint.load(path, key.verifier)).rejects.toMatchObject({ code: 'LOG_CHECKPOINT' });
});
