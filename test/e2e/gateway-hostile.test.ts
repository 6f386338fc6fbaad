import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/gateway/limits.ts';
import { TcpProxy } from '../faults/proxy.ts';
import { forge } from '../support/forge.ts';
import { BGB, KBA, MESSSTELLE, POLIZEI } from '../support/profile.ts';
import { closed, HEAD, Hostile, inGroups, stillOpen } from './hostile.ts';

const VOLLSTRECKUNG = 'vst:053150000001';
const POLL = { timeout: 20_000, interval: 200 };

describe('a hostile client gets no more than its part, and others are served all the while', () => {
  let at: Hostile;
  let calm: { files: number; mib: number };
  beforeAll(async () => {
    at = await Hostile.start();
    await Promise.all(Array.from({ length: 20 }, () => at.good()));
    calm = { files: at.openFiles(), mib: at.residentMiB() };
  });
  afterAll(() => at?.close());

  it('idle connections of strangers make room for new ones of anybody', async () => {
    const idle = await inGroups(LIMITS.connectionsStrangers.value + 40, () => at.secured());
    expect((await at.as().call('GET', '/health/live')).status).toBe(200);
    await at.good();
    expect(stillOpen(idle)).toBeLessThanOrEqual(LIMITS.connectionsStrangers.value);
    expect(await at.metric('blaupause_connections', 'stranger')).toBeLessThanOrEqual(LIMITS.connectionsStrangers.value);
    expect(await at.metric('blaupause_connections_closed_total', 'stranger')).toBeGreaterThanOrEqual(40);
    at.leave();
  });

  it('one authority has its part of the connections, and takes none of another one', async () => {
    const own = await inGroups(LIMITS.connectionsEach.value + 10, () => at.secured(KBA));
    await expect.poll(() => at.metric('blaupause_connections_closed_total', 'authority'), POLL).toBe(10);
    expect(stillOpen(own)).toBe(LIMITS.connectionsEach.value);
    await at.good();
    at.leave();
    const again = async () =>
      (
        await at
          .as(KBA)
          .call('GET', '/v1/postfach')
          .catch(() => undefined)
      )?.status;
    await expect.poll(again, POLL).toBe(200);
  });

  it('requests that are begun and not completed have their places, and the next one is asked to wait', async () => {
    const slow = await at.begun(LIMITS.placesEach.value + 4, KBA);
    const limited = () => slow.filter(({ text }) => text().startsWith('HTTP/1.1 429'));
    await expect.poll(() => limited().length, POLL).toBe(4);
    expect(limited()[0]?.text()).toMatch(/retry-after: \d+/i);
    expect(await at.metric('blaupause_requests_held', 'place')).toBe(LIMITS.placesEach.value);
    await at.good();
    at.leave();
    await expect.poll(() => at.metric('blaupause_requests_held', 'place'), POLL).toBe(0);
  });

  it('requests one behind the other on one connection are answered in their order, but not without end', async () => {
    const few = await at.secured(KBA);
    few.socket.write(`${HEAD}Content-Length: 1\r\n\r\n<`.repeat(LIMITS.pipeline.value));
    const statuses = () => [...few.text().matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);
    await expect.poll(() => statuses().length, POLL).toBe(LIMITS.pipeline.value);
    expect(new Set(statuses())).toEqual(new Set(['400']));
    const many = await at.secured(KBA);
    many.socket.write(`${HEAD}Content-Length: 1\r\n\r\n<`.repeat(1_000));
    await closed(many.socket);
    expect(await at.metric('blaupause_connections_closed_total', 'pipeline')).toBeGreaterThan(0);
    await at.good();
  });

  it('clients that ask without end and never read are not remembered', async () => {
    const before = at.residentMiB();
    const greedy = await inGroups(40, () => at.secured(KBA));
    for (const { socket } of greedy) {
      socket.pause();
      socket.write('GET /v1/verzeichnis HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(2_000));
    }
    await at.good();
    await sleep(1_000);
    await at.good();
    // 80,000 pages of the directory would be several gigabytes
    expect(at.residentMiB() - before).toBeLessThan(200);
    at.leave();
  });

  it('a storm of resets leaves nothing behind: no room taken, no evidence, no place', async () => {
    const before = await at.refusals();
    for (let wave = 0; wave < 5; wave += 1) {
      for (const { raw } of await at.begun(40, KBA, 500_000)) raw.resetAndDestroy();
      await at.good();
    }
    await expect.poll(() => at.metric('blaupause_held_bytes', 'body'), POLL).toBe(0);
    expect(await at.metric('blaupause_requests_held', 'place')).toBe(0);
    expect(await at.refusals()).toBe(before);
  });

  it.each([
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA\r\n',
    'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n',
    'Expect: 100-continue\r\n',
    'Expect: the-impossible\r\n',
  ])('another protocol is not spoken: %j', async (field) => {
    const { socket, text } = await at.secured(KBA);
    socket.write(`GET /v1/verzeichnis HTTP/1.1\r\nHost: localhost\r\n${field}\r\n`);
    await expect.poll(text, POLL).toMatch(/HTTP\/1\.1 (200|417)/);
    expect(text()).not.toContain('HTTP/1.1 101');
    socket.destroy();
  });

  it('CONNECT closes the connection', async () => {
    const { socket } = await at.secured(KBA);
    socket.write('CONNECT localhost:5432 HTTP/1.1\r\nHost: localhost:5432\r\n\r\n');
    await closed(socket);
    await at.good();
  });

  it('requests that cannot be read are answered with evidence up to a number, then cut off', async () => {
    const cutOff = () => at.metric('blaupause_connections_closed_total', 'unreadable');
    const before = { refusals: await at.refusals(), cutOff: await cutOff() };
    const count = LIMITS.unreadableEach.value + 20;
    const answers = await inGroups(count, async () => {
      const { socket, text } = await at.secured(VOLLSTRECKUNG);
      socket.write('GARBAGE\r\n\r\n');
      await closed(socket);
      return text();
    });
    const answered = answers.filter((text) => text.startsWith('HTTP/1.1 400')).length;
    expect((await cutOff()) - before.cutOff).toBe(count - answered);
    // a new minute may have begun meanwhile: then there were two numbers
    if (answered < count) expect(answered).toBeGreaterThanOrEqual(LIMITS.unreadableEach.value);
    expect((await at.refusals()) - before.refusals).toBe(answered);
    await at.good();
  });

  it('has no more files open and not much more memory after all of it', async () => {
    at.leave();
    await expect.poll(() => at.openFiles(), POLL).toBeLessThanOrEqual(calm.files + 4);
    expect(at.residentMiB()).toBeLessThan(3 * calm.mib);
    await at.good();
  });
});

describe('what a client does not finish ends in time', () => {
  const TIMEOUT_MS = 2_500;
  const MAX_BYTES = 8_000_000;
  let at: Hostile;
  beforeAll(async () => {
    at = await Hostile.start({ requestTimeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
  });
  afterAll(() => at?.close());

  it('handshakes make room for new ones', async () => {
    const half = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]);
    const stuck = Array.from({ length: LIMITS.handshakes.value + 60 }, (_, index) => {
      const socket = at.plain();
      if (index % 2) socket.write(half);
      return socket;
    });
    const open = () => stuck.filter(({ closed }) => !closed).length;
    await at.good();
    expect(open()).toBeLessThanOrEqual(LIMITS.handshakes.value);
    await at.good();
    await expect.poll(open, POLL).toBe(0);
    expect(await at.metric('blaupause_connections_closed_total', 'handshakes')).toBeGreaterThanOrEqual(60);
    expect(await at.metric('blaupause_connections_closed_total', 'handshake_time')).toBeGreaterThan(0);
  });

  it('header fields and bodies are cut off', async () => {
    const slow = await at.begun(30, KBA);
    const heads = await inGroups(30, async () => {
      const one = await at.secured(KBA);
      one.socket.write(HEAD);
      return one;
    });
    await at.good();
    await expect.poll(() => stillOpen([...slow, ...heads]), POLL).toBe(0);
    for (const { text } of [...slow, ...heads]) expect(text()).toMatch(/^HTTP\/1\.1 408/);
    expect(await at.metric('blaupause_requests_held', 'place')).toBe(0);
  });

  it('a client that vanishes without a word gives its room back', async () => {
    const proxy = await TcpProxy.start({ port: at.port });
    try {
      for (let left = 8; left > 0; left -= 1) {
        proxy.plan({ how: 'swallow', direction: 'up', after: 40_000 });
        const { socket } = await at.secured(KBA, proxy.port);
        socket.write(`${HEAD}Content-Length: 7000000\r\n\r\n${'x'.repeat(20_000)}`);
        await sleep(50);
        socket.write('x'.repeat(60_000));
      }
      await expect.poll(() => at.metric('blaupause_held_bytes', 'body'), POLL).toBeGreaterThan(0);
      await at.good();
      await expect.poll(() => at.metric('blaupause_held_bytes', 'body'), POLL).toBe(0);
      expect(proxy.struck).toBe(8);
    } finally {
      at.leave();
      await proxy.close();
    }
  });

  it('contents that a reader does not take are bounded, cost its connection, and keep no other one waiting', async () => {
    const anlage = { name: 'foto.jpg', mediaType: 'image/jpeg', bytes: Buffer.alloc(4_000_000, 7) };
    const { bytes, kopf } = forge(at.gateway.pkiDir, { anlagen: [anlage] });
    expect((await at.as(BGB).send(bytes)).status).toBe(202);
    const path = `/v1/postfach/${kopf.nachrichtenUUID}`;
    const fetch = () => at.as(POLIZEI).call('GET', path);
    await expect.poll(async () => (await fetch()).status, POLL).toBe(200);
    const fits = Math.floor((LIMITS.answers.value * MAX_BYTES) / 2 / bytes.length);
    for (let left = fits; left > 0; left -= 1) {
      const { socket } = await at.secured(POLIZEI);
      socket.pause();
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    }
    await expect.poll(() => at.metric('blaupause_held_bytes', 'answer'), POLL).toBe(fits * bytes.length);
    const busy = await fetch();
    expect(busy.status).toBe(503);
    expect(Number(busy.headers['retry-after'])).toBeGreaterThan(0);
    // looks into the store are free all the while, also for the same authority
    expect((await at.as(POLIZEI).call('GET', '/v1/postfach')).status).toBe(200);
    expect((await at.as(MESSSTELLE).call('GET', '/v1/postfach')).status).toBe(200);
    await at.good();
    const within = { timeout: 3 * LIMITS.answerTimes.value * TIMEOUT_MS, interval: 500 };
    await expect.poll(() => at.metric('blaupause_held_bytes', 'answer'), within).toBe(0);
    expect(await at.metric('blaupause_connections_closed_total', 'answer_time')).toBe(fits);
    expect((await fetch()).status).toBe(200);
  });
});
