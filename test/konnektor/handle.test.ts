import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Handed, handleInbox } from '../../src/konnektor/handle.ts';
import { Inbox, type Received } from '../../src/konnektor/index.ts';
import { type ErrorCode, fault } from '../../src/platform/errors.ts';
import { newUuid, sha256Hex } from '../../src/platform/ids.ts';

const START = Date.parse('2026-11-22T10:00:00Z');

describe('handing an inbox to the application', () => {
  let inbox: Inbox;
  let ending: AbortController;
  let opened: Map<string, ErrorCode>;
  const trouble: string[] = [];
  beforeEach(() => {
    inbox = new Inbox(':memory:');
    ending = new AbortController();
    opened = new Map();
    trouble.length = 0;
  });
  afterEach(() => inbox.close());

  const lay = (count: number): string[] =>
    Array.from({ length: count }, (_, at) => {
      const uuid = newUuid();
      const bytes = Buffer.from(uuid);
      inbox.store(uuid, sha256Hex(bytes), bytes, Buffer.from('<abholung/>'), new Date(START + at * 1000));
      return uuid;
    });
  const open = async (bytes: Uint8Array): Promise<Received> => {
    const code = opened.get(Buffer.from(bytes).toString());
    if (code !== undefined) throw fault(code);
    return {} as Received;
  };
  const hand = (handler: (handed: Handed) => Promise<void>) =>
    handleInbox({ inbox, open }, handler, {
      signal: ending.signal,
      pauseMs: 5,
      onTrouble: (error, uuid) => trouble.push(`${error.code} ${uuid}`),
    });

  it('gives each Sendung once, oldest first, and finishes it', async () => {
    const uuids = lay(45);
    const seen: string[] = [];
    await hand(async ({ uuid }) => {
      seen.push(uuid);
      if (seen.length === uuids.length) ending.abort();
    });
    expect(seen).toEqual(uuids);
    expect(inbox.open()).toEqual([]);
  });

  it('takes what comes while it runs', async () => {
    const seen: string[] = [];
    const running = hand(async ({ uuid }) => {
      seen.push(uuid);
      ending.abort();
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const [uuid] = lay(1);
    await running;
    expect(seen).toEqual([uuid]);
  });

  it('shows again what the application did not take, and keeps nothing else waiting for it', async () => {
    const uuids = lay(30);
    const failing = new Set(uuids.slice(0, 25));
    const seen: string[] = [];
    await hand(async ({ uuid }) => {
      seen.push(uuid);
      if (uuid === uuids.at(-1)) ending.abort();
      if (failing.has(uuid)) throw new Error('the own database is away');
    });
    expect(seen.slice(-5)).toEqual(uuids.slice(25));
    expect(inbox.open(100).map(({ uuid }) => uuid)).toEqual(uuids.slice(0, 25));
    expect(trouble[0]).toBe(`INTERNAL ${uuids[0]}`);
    ending = new AbortController();
    const again: string[] = [];
    await hand(async ({ uuid }) => {
      again.push(uuid);
      if (again.length === 25) ending.abort();
    });
    expect(again).toEqual(uuids.slice(0, 25));
  });

  it('hands over what fails a check with its fault, and waits where the own surroundings fail', async () => {
    const [bad = '', away = '', good = ''] = lay(3);
    opened.set(bad, 'VALIDATE_SCHEMA');
    opened.set(away, 'TRUST_REVOCATION_UNKNOWN');
    const seen: string[] = [];
    await hand(async (handed) => {
      seen.push('fault' in handed ? handed.fault.code : handed.uuid);
      if (handed.uuid === good) ending.abort();
    });
    expect(seen).toEqual(['VALIDATE_SCHEMA', good]);
    expect(inbox.open().map(({ uuid }) => uuid)).toEqual([away]);
    expect(trouble).toEqual([`TRUST_REVOCATION_UNKNOWN ${away}`]);
  });

  it('forgets what was finished long ago, and nothing that is open', () => {
    const uuids = lay(4);
    for (const uuid of uuids.slice(0, 3)) inbox.finish(uuid);
    expect(inbox.forget(new Date(START + 2000))).toBe(2);
    const known = uuids.map((uuid) => inbox.acknowledged(uuid, sha256Hex(Buffer.from(uuid))) !== undefined);
    expect(known).toEqual([false, false, true, true]);
    expect(inbox.forget(new Date(START + 3_600_000))).toBe(1);
    expect(inbox.open().map(({ uuid }) => uuid)).toEqual([uuids[3]]);
  });
});
