import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Inbox } from '../../src/konnektor/index.ts';
import { newUuid, sha256Hex } from '../../src/platform/ids.ts';
import { codeOf } from '../envelope/support.ts';

describe('inbox', () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'blaupause-eingang-'));
    file = join(dir, 'unter', 'ordner', 'eingang.sqlite');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const at = new Date('2026-11-22T10:00:00Z');
  const bytes = Buffer.from('<sendung/>');
  const hash = sha256Hex(bytes);
  const first = Buffer.from('<abholung>1</abholung>');
  const second = Buffer.from('<abholung>2</abholung>');

  it('the first acknowledgement of a Sendung stays the only one', () => {
    const inbox = new Inbox(file);
    const uuid = newUuid();
    expect(inbox.acknowledged(uuid, hash)).toBeUndefined();
    expect(inbox.store(uuid, hash, bytes, first, at)).toEqual({ abholung: first, fresh: true });
    expect(inbox.store(uuid, hash, bytes, second, at)).toEqual({ abholung: first, fresh: false });
    expect(inbox.acknowledged(uuid, hash)).toEqual(first);
    inbox.close();
  });

  it('the same UUID with other bytes is refused, before and after it is finished', async () => {
    const inbox = new Inbox(file);
    const uuid = newUuid();
    inbox.store(uuid, hash, bytes, first, at);
    const other = Buffer.from('<sendung></sendung>');
    const refused = () => codeOf(() => inbox.store(uuid, sha256Hex(other), other, second, at));
    expect(await refused()).toBe('DUPLICATE_UUID');
    expect(await codeOf(() => inbox.acknowledged(uuid, sha256Hex(other)))).toBe('DUPLICATE_UUID');
    inbox.finish(uuid);
    expect(await refused()).toBe('DUPLICATE_UUID');
    inbox.close();
  });

  it('gives what is not finished, oldest first, also after the process ended without closing', () => {
    const uuids = [newUuid(), newUuid(), newUuid()];
    const inbox = new Inbox(file);
    for (const [index, uuid] of uuids.entries())
      inbox.store(uuid, hash, bytes, first, new Date(at.getTime() + index * 1000));
    inbox.finish(uuids[1] ?? '');
    const reopened = new Inbox(file);
    expect(reopened.open()).toEqual([
      { uuid: uuids[0], bytes },
      { uuid: uuids[2], bytes },
    ]);
    expect(reopened.acknowledged(uuids[1] ?? '', hash)).toEqual(first);
    expect(reopened.open(1)).toHaveLength(1);
    reopened.close();
    inbox.close();
  });

  it('two processes on one file: one of them is first', () => {
    const one = new Inbox(file);
    const two = new Inbox(file);
    const uuid = newUuid();
    expect(one.store(uuid, hash, bytes, first, at).fresh).toBe(true);
    expect(two.store(uuid, hash, bytes, second, at)).toEqual({ abholung: first, fresh: false });
    one.close();
    two.close();
  });

  it('a folder that cannot be made is named', async () => {
    writeFileSync(join(dir, 'datei'), '');
    expect(await codeOf(() => new Inbox(join(dir, 'datei', 'eingang.sqlite')))).toBe('FILE');
  });
});
