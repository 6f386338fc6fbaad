import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forge } from '../support/forge.ts';
import { Ground } from './ground.ts';
import { order, settle } from './run.ts';
import { judge, judgeLog } from './verdict.ts';

/** A file system of its own for the database, small enough to be filled; only root may make one. */
const disk = mkdtempSync(join(tmpdir(), 'blaupause-platte-'));
const mounted =
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=0755', 'tmpfs', disk], { stdio: 'ignore' }).status === 0;
if (mounted) chmodSync(disk, 0o755);

let ground: Ground | undefined;
beforeAll(async () => {
  if (mounted) ground = await Ground.open({ queue: 'postgres', single: true, databaseDir: join(disk, 'datenbank') });
});
afterAll(async () => {
  await ground?.close();
  if (mounted) spawnSync('umount', [disk], { stdio: 'ignore' });
  rmSync(disk, { recursive: true, force: true });
});

/** Takes all room that is left, to the last block. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  for (let size = 1 << 20; size >= 512; ) {
    try {
      writeSync(handle, Buffer.alloc(size, 1));
    } catch {
      size >>= 1;
    }
  }
  closeSync(handle);
}

test.runIf(mounted)(
  'the database’s disk is full: no receipt is given for what is not durable, and with room again all goes on',
  async () => {
    if (ground === undefined) throw new Error('no installation');
    const open = ground;
    const before = order(open, { ways: ['postfach', 'push'], bad: false, twice: false });
    open.partsOf('sender')[0]?.send({ look: true });
    await settle(open, before);
    const filler = join(disk, 'voll');
    fill(filler);
    const receipts = new Map<Buffer, Buffer>();
    const refused: Buffer[] = [];
    // what is left in the last WAL segment is soon used up
    for (let at = 0; at < 4000 && refused.length < 3; at += 1) {
      const { bytes } = forge(open.pkiDir, {
        anlagen: [{ name: 'foto.jpg', mediaType: 'image/jpeg', bytes: Buffer.alloc(400_000, at) }],
      });
      const answer = await open
        .direct()[0]
        ?.send(bytes)
        .catch(() => undefined);
      if (answer?.status === 202) receipts.set(bytes, answer.body);
      else if (answer?.status === 503) refused.push(bytes);
      else await sleep(100);
    }
    expect(refused.length).toBe(3);
    const meanwhile = order(open, { ways: ['push', 'postfach'], bad: false, twice: false });
    open.partsOf('sender')[0]?.send({ look: true });
    await sleep(2000);
    rmSync(filler);
    await settle(open, meanwhile);
    expect(await judge(open, 1, [...before, ...meanwhile])).toEqual([]);
    const client = () => open.direct()[0];
    for (const [bytes, receipt] of receipts) expect((await client()?.send(bytes))?.body).toEqual(receipt);
    for (const bytes of refused) {
      await expect
        .poll(async () => (await client()?.send(bytes))?.status, { timeout: 20_000 })
        .toSatisfy((status) => status === 202 || status === 200);
    }
    expect(await judgeLog(open, [...before, ...meanwhile], 1)).toEqual([]);
  },
);
