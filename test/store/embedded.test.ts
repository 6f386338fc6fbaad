import { execFileSync } from 'node:child_process';
import { chmod, chown, lstat, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { type Database, ensureDatabase } from '../../src/ledger/index.ts';
import { postmasterPid, startChild, until } from './processes.ts';

const root = process.getuid?.() === 0;

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'blaupause-eingebettet-'));
  await chmod(dir, 0o755);
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return join(dir, 'postgres');
}

async function ask<T extends pg.QueryResultRow>(database: Database, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a fresh folder gives a durable, private server; the second start is quick; destroy leaves nothing', async () => {
  const dataDir = await folder();
  const steps: string[] = [];
  const first = await ensureDatabase({ dataDir, onProgress: (step) => steps.push(step) });
  expect(steps).toContain('data folder made');
  const settings = await ask<{ name: string; setting: string }>(
    first,
    `SELECT name, setting FROM pg_settings WHERE name IN
       ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses') ORDER BY name`,
  );
  expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
    data_checksums: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '',
    synchronous_commit: 'on',
  });
  expect((await stat(join(dataDir, 'daten'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(dataDir, 'zugang.json'))).mode & 0o777).toBe(0o600);
  await first.release();
  expect(await postmasterPid(dataDir)).toBeUndefined();
  const start = performance.now();
  const second = await ensureDatabase({ dataDir, temporary: true });
  expect(performance.now() - start).toBeLessThan(5_000);
  await second.destroy();
  await expect(lstat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a wrong password is refused over the socket', async () => {
  const database = await ensureDatabase({ dataDir: await folder(), temporary: true });
  onTestFinished(() => database.destroy());
  const url = database.url.replace(/:[^:@]+@/, ':falsch@');
  await expect(new pg.Client({ connectionString: url }).connect()).rejects.toMatchObject({ code: '28P01' });
});

test('three processes at once start one server, and the last one out stops it', async () => {
  const dataDir = await folder();
  const children = [600, 900, 1_200].map((ms) => startChild('ensure.ts', [dataDir, String(ms)]));
  expect(await Promise.all(children.map((child) => child.ended()))).toEqual([0, 0, 0]);
  const seen = children.map((child) => JSON.parse(child.lines()[0] ?? '{}') as { started?: string });
  expect(seen[0]?.started).toBeTruthy();
  expect(new Set(seen.map(({ started }) => started)).size).toBe(1);
  expect(await postmasterPid(dataDir)).toBeUndefined();
});

test('processes that come and go at random never meet a server that is being stopped', async () => {
  const dataDir = await folder();
  const round = async (n: number): Promise<(number | null)[]> => {
    await new Promise((done) => setTimeout(done, 130 * n));
    const ends: (number | null)[] = [];
    for (let k = 0; k < 3; k += 1) ends.push(await startChild('ensure.ts', [dataDir, String((n * 37) % 90)]).ended());
    return ends;
  };
  const ends = await Promise.all([0, 1, 2].map(round));
  expect(ends.flat()).toEqual(Array.from({ length: 9 }, () => 0));
});

test('a killed process leaves the server running for the next one', async () => {
  const dataDir = await folder();
  const child = startChild('ensure.ts', [dataDir, '60000']);
  await until(() => child.lines().length > 0);
  const pid = await postmasterPid(dataDir);
  child.process.kill('SIGKILL');
  await child.ended();
  const database = await ensureDatabase({ dataDir, temporary: true });
  expect(await postmasterPid(dataDir)).toBe(pid);
  await ask(database, 'SELECT 1');
  await database.release();
  expect(await postmasterPid(dataDir)).toBeUndefined();
});

test('a postmaster.pid left by a crash, even with the number of a living stranger, does not stop the start', async () => {
  const dataDir = await folder();
  await (await ensureDatabase({ dataDir })).release();
  for (const pid of [999_999, process.pid]) {
    await writeFile(
      join(dataDir, 'daten', 'postmaster.pid'),
      `${pid}\n${join(dataDir, 'daten')}\n1\n5432\n\n\n\nready\n`,
    );
    const database = await ensureDatabase({ dataDir });
    await ask(database, 'SELECT 1');
    await database.release();
  }
});

test('a path too long for a socket gets a private folder elsewhere', async () => {
  const dataDir = join(await folder(), 'x'.repeat(100));
  const database = await ensureDatabase({ dataDir, temporary: true });
  expect(decodeURIComponent(database.url)).not.toContain('xxxxx');
  await ask(database, 'SELECT 1');
  await database.destroy();
});

test('the default ledger is not deleted by mistake', async () => {
  const database = await ensureDatabase({ dataDir: await folder() });
  await expect(database.destroy()).rejects.toMatchObject({ code: 'USAGE' });
  await database.release();
});

test('a folder that cannot be written is a catalogue error', async () => {
  const dir = await folder();
  await writeFile(dir, 'a file where the folder should be');
  await expect(ensureDatabase({ dataDir: dir })).rejects.toMatchObject({ code: 'FILE' });
});

test('a secrets file that does not belong to the data is a catalogue error', async () => {
  const dataDir = await folder();
  await (await ensureDatabase({ dataDir })).release();
  const path = join(dataDir, 'zugang.json');
  const secrets = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
  await writeFile(path, JSON.stringify({ ...secrets, verwalter: 'falsch' }));
  await expect(ensureDatabase({ dataDir })).rejects.toMatchObject({ code: 'DATABASE' });
  await writeFile(path, JSON.stringify(secrets));
  await (await ensureDatabase({ dataDir })).release();
});

test.runIf(root)('root: a folder below one that only root may enter keeps its data elsewhere', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'blaupause-nur-root-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const database = await ensureDatabase({ dataDir: join(parent, 'postgres'), temporary: true });
  expect(database.folder).not.toContain(parent);
  const pid = await postmasterPid(database.folder ?? '');
  expect(pid && (await lstat(`/proc/${pid}`)).uid).not.toBe(0);
  await ask(database, 'SELECT 1');
  await database.destroy();
  expect(pid && alive(pid)).toBe(false);
  await expect(lstat(database.folder ?? '')).rejects.toMatchObject({ code: 'ENOENT' });
});

test.runIf(root)('an ordinary user runs the server as itself', async () => {
  const uid = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }));
  const dataDir = await folder();
  await mkdir(dataDir);
  await chown(dataDir, uid, uid);
  const child = startChild('ensure.ts', [dataDir, '0'], { uid, gid: uid });
  expect(await child.ended()).toBe(0);
  expect((await stat(join(dataDir, 'daten'))).uid).toBe(uid);
});
