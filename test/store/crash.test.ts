import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLedger } from '../../src/ledger/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { postmasterPid, startChild, until } from './processes.ts';
import { newSendung } from './sendung.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test('a process killed while it records leaves each Sendung whole or absent, and every acknowledged one whole', async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const child = startChild('record.ts', [db.url]);
    await until(() => child.lines().length > 20 + 15 * round);
    child.process.kill('SIGKILL');
    await child.ended();
    acknowledged.push(...child.lines());
  }
  const { rows } = await db.pool.query<{ parts: string; n: string }>(
    `SELECT parts, count(*) AS n FROM (
       SELECT concat_ws(' ', s.uuid IS NOT NULL, i.uuid IS NOT NULL, a.uuid IS NOT NULL, b.id IS NOT NULL,
                        o.blatt IS NOT NULL, z.blatt IS NOT NULL) AS parts
       FROM blaupause.sendung s FULL JOIN blaupause.inhalt i USING (uuid) FULL JOIN blaupause.ausgang a USING (uuid)
       FULL JOIN blaupause.log_blatt b ON b.bezug = uuid FULL JOIN blaupause.log_offen o ON o.blatt = b.id
       FULL JOIN blaupause.log_salz z ON z.blatt = b.id) AS found GROUP BY parts`,
  );
  expect(rows.map(({ parts }) => parts)).toEqual(['t t t t t t']);
  expect(Number(rows[0]?.n)).toBeGreaterThanOrEqual(acknowledged.length);
  const known = await db.pool.query('SELECT 1 FROM blaupause.sendung WHERE uuid = ANY ($1)', [acknowledged]);
  expect(known.rowCount).toBe(acknowledged.length);
});

test('a killed PostgreSQL is started again, keeps every acknowledged Sendung and wakes readers again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'blaupause-absturz-'));
  const opened = await openLedger({ dataDir, temporary: true, name: 'absturz' });
  const { ledger, pool, database } = opened;
  try {
    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    let stop = false;
    const recording = Array.from({ length: 4 }, async () => {
      while (!stop) {
        const sendung = newSendung();
        await ledger.record(sendung).then(
          () => acknowledged.push(sendung.uuid),
          (error: unknown) => failures.push(error),
        );
      }
    });
    for (let round = 0; round < 3; round += 1) {
      const before = acknowledged.length;
      await until(() => acknowledged.length > before + 50);
      const pid = await until(() => postmasterPid(database.folder ?? ''));
      process.kill(pid, 'SIGKILL');
      await until(async () => {
        const now = await postmasterPid(database.folder ?? '');
        return now !== undefined && now !== pid;
      });
    }
    const before = acknowledged.length;
    await until(() => acknowledged.length > before + 50);
    stop = true;
    await Promise.all(recording);
    for (const failure of failures) expect(failure).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const known = await pool.query('SELECT 1 FROM blaupause.sendung WHERE uuid = ANY ($1)', [acknowledged]);
    expect(known.rowCount).toBe(acknowledged.length);

    const sendung = newSendung();
    await ledger.record(sendung);
    const waiting = ledger.waitForPost(sendung.kopf.empfaenger, 4_000);
    await sleep(200);
    const start = performance.now();
    await ledger.bereitstellen(sendung.uuid);
    expect(await waiting).toBe(true);
    expect(performance.now() - start).toBeLessThan(1_000);
  } finally {
    await ledger.close();
    await pool.end();
    await database.destroy();
  }
});
