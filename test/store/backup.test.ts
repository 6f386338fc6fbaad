import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { appendFile, chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ArchivVertrauen, fsck } from '../../src/audit/index.ts';
import { TrustStore } from '../../src/crypto/index.ts';
import { serverAccount } from '../../src/ledger/embedded/account.ts';
import { type OpenedLedger, openLedger } from '../../src/ledger/index.ts';
import { logNamesOf, makeLeaf, PublishedCheckpoint, Sequencer, toLogKey } from '../../src/transparency/index.ts';
import { postmasterPid, until } from './processes.ts';
import { newSendung } from './sendung.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const key = toLogKey(privateKey, logNamesOf('gwy:146120000001', 1));
const RESTORE_POINT = 'vor-dem-fehler';

/** The machine that is lost: its folder, the archive, the base backup, and what was receipted on it. */
let root: string;
let published: string;
const dir = (name: string): string => join(root, name);
const receipts: ReturnType<typeof sendung>[] = [];

const sendung = () => {
  const one = newSendung();
  const { uuid, sha256 } = one;
  return { ...one, leaf: makeLeaf({ ereignis: 'eingegangen', uuid, sha256, zeit: one.eingegangen }) };
};

/** Hands a path to the account of the server, which is another one where root runs the tests. */
async function hand(path: string): Promise<void> {
  const { ids } = await serverAccount();
  if (ids) execFileSync('chown', ['-R', `${ids.uid}:${ids.gid}`, path]);
}

async function asSuperuser<T>(opened: OpenedLedger, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { verwalter } = JSON.parse(await readFile(join(opened.database.folder ?? '', 'zugang.json'), 'utf8')) as {
    verwalter: string;
  };
  const url = opened.database.url.replace(/\/\/[^@]+@/, `//blaupause_verwalter:${verwalter}@`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const record = async ({ ledger, pool }: OpenedLedger, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const one = sendung();
    await ledger.record(one);
    receipts.push(one);
  }
  await new Sequencer({ pool, key }).sequenceOnce();
};

const open = (name: string): Promise<OpenedLedger> => openLedger({ name: 'sicherung', max: 4, dataDir: dir(name) });

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'blaupause-sicherung-'));
  await chmod(root, 0o755);
  await mkdir(dir('wal'));
  await hand(dir('wal'));
  published = join(root, 'checkpoint');

  const before = await open('alt');
  await asSuperuser(before, async (client) => {
    await client.query("ALTER SYSTEM SET archive_mode = 'on'");
    await client.query(`ALTER SYSTEM SET archive_command = 'cp %p ${dir('wal')}/%f'`);
  });
  await before.close();

  const old = await open('alt');
  await record(old, 5);
  await asSuperuser(old, async (client) => {
    await client.query("SELECT pg_backup_start('sicherung', fast => true)");
    execFileSync('cp', ['-a', join(dir('alt'), 'daten'), dir('basis')]);
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop()');
    await writeFile(join(dir('basis'), 'backup_label'), rows[0]?.labelfile ?? '');
    await record(old, 4);
    await client.query('SELECT pg_create_restore_point($1)', [RESTORE_POINT]);
  });
  await record(old, 6);
  const { rows } = await old.pool.query<{ groesse: string; wurzel: Buffer; note: Buffer }>(
    'SELECT groesse, wurzel, note FROM blaupause.log_checkpoint ORDER BY groesse DESC LIMIT 1',
  );
  const [last] = rows;
  const memory = await PublishedCheckpoint.load(published, key.verifier);
  await memory.remember({
    size: Number(last?.groesse),
    root: last?.wurzel ?? Buffer.alloc(0),
    note: String(last?.note),
  });

  // the machine dies: nothing is flushed any more, and nobody starts the server again
  const pid = await postmasterPid(dir('alt'));
  const closed = old.close().catch(() => {});
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await closed;
  await until(async () => (await postmasterPid(dir('alt'))) === undefined || !alive(pid ?? 0));
  // what was not archived is still on the old disk
  for (const name of await readdir(join(dir('alt'), 'daten', 'pg_wal')))
    if (/^[0-9A-F]{24}$/.test(name)) await copyFile(join(dir('alt'), 'daten', 'pg_wal', name), join(dir('wal'), name));
  await hand(dir('wal'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Puts the base backup in the place of a new machine's data, as the guide says, and starts it. */
async function restore(name: string, target: readonly string[] = []): Promise<OpenedLedger> {
  await mkdir(dir(name), { mode: 0o711 });
  const data = join(dir(name), 'daten');
  execFileSync('cp', ['-a', dir('basis'), data]);
  await rm(join(data, 'postmaster.pid'), { force: true });
  await rm(join(data, 'pg_wal'), { recursive: true, force: true });
  await mkdir(join(data, 'pg_wal'), { mode: 0o700 });
  await writeFile(join(data, 'recovery.signal'), '');
  await appendFile(
    join(data, 'postgresql.auto.conf'),
    [`archive_mode = 'off'`, `restore_command = 'cp ${dir('wal')}/%f %p'`, ...target, ''].join('\n'),
  );
  await hand(data);
  await copyFile(join(dir('alt'), 'zugang.json'), join(dir(name), 'zugang.json'));
  return open(name);
}

const check = (url: string) =>
  fsck({
    url,
    log: toLogKey(privateKey, logNamesOf('gwy:146120000001', 2)).verifiers,
    trust: new ArchivVertrauen(new TrustStore({ anchors: [], crls: [] })),
    anteil: 0,
  });

test('restored to the end of the WAL nothing that was receipted is missing, fsck finds nothing, and the log goes on', async () => {
  const restored = await restore('neu');
  try {
    for (const { uuid, sha256, quittung, bytes } of receipts) {
      expect((await restored.ledger.findBySha256(sha256))?.quittung).toEqual(quittung);
      expect((await restored.ledger.content(uuid))?.bytes).toEqual(bytes);
    }
    const bericht = await check(restored.database.url);
    expect(bericht.befunde).toEqual([]);
    expect(bericht.geprueft['sendung']).toBe(15);
    const memory = await PublishedCheckpoint.load(published, key.verifier);
    await memory.assertContinuedBy(restored.pool);
    // the same bytes again, and new ones
    const [first] = receipts;
    if (first) expect(await restored.ledger.record(first)).toMatchObject({ outcome: 'same', quittung: first.quittung });
    await restored.ledger.record(sendung());
    expect(await new Sequencer({ pool: restored.pool, key, published: memory }).sequenceOnce()).toMatchObject({
      outcome: 'signed',
    });
    expect((await check(restored.database.url)).befunde).toEqual([]);
  } finally {
    await restored.close();
  }
});

test('restored to a moment before, the store is refused under its old name and goes on under a new one', async () => {
  const restored = await restore('frueher', [
    `recovery_target_name = '${RESTORE_POINT}'`,
    `recovery_target_action = 'promote'`,
  ]);
  try {
    expect((await restored.pool.query('SELECT 1 FROM blaupause.sendung')).rowCount).toBe(9);
    expect((await check(restored.database.url)).befunde).toEqual([]);
    const memory = await PublishedCheckpoint.load(published, key.verifier);
    await expect(memory.assertContinuedBy(restored.pool)).rejects.toMatchObject({ code: 'LOG_BEHIND' });
    await restored.ledger.record(sendung());
    await expect(new Sequencer({ pool: restored.pool, key, published: memory }).sequenceOnce()).rejects.toMatchObject({
      code: 'LOG_BEHIND',
    });

    const next = toLogKey(privateKey, logNamesOf('gwy:146120000001', 2));
    const fresh = await PublishedCheckpoint.load(published, next.verifier);
    await fresh.assertContinuedBy(restored.pool);
    expect(await new Sequencer({ pool: restored.pool, key: next, published: fresh }).sequenceOnce()).toMatchObject({
      outcome: 'signed',
    });
    expect((await check(restored.database.url)).befunde).toEqual([]);
  } finally {
    await restored.close();
  }
});
