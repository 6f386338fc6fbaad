import { beforeAll, describe, expect, it } from 'vitest';
import type { TestClient } from '../../support/client.ts';
import { forge } from '../../support/forge.ts';
import { BGB } from '../../support/profile.ts';
import { REQUEST_TIMEOUT_MS } from '../global-setup.ts';
import { expectNoTrace, expectRefused, memoryGrowth, sendGood, useTarget } from '../support.ts';
import {
  bodyOf,
  chunks,
  gzipBomb,
  head,
  headerFlood,
  plainSocket,
  type RawAnswer,
  statusOf,
  talk,
  tlsSocket,
  trickle,
} from './generator.ts';

const MAX_BYTES = 20_000_000;

describe('row 21: transport', () => {
  const target = useTarget();
  const refused = (answer: RawAnswer, expected: Parameters<typeof expectRefused>[2]) =>
    expectRefused(
      target,
      { status: statusOf(answer.text), headers: {}, body: bodyOf(answer.text), ms: answer.ms },
      expected,
    );

  it('plain HTTP on the TLS port gets no answer of the gateway and a closed connection', async () => {
    const answer = await talk(plainSocket(target.gateway), [head({ 'Content-Length': 0 })]);
    expect(answer.closed).toBe(true);
    expect(answer.text).not.toContain('rueckweisung');
    await sendGood(target);
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused in the handshake', async (version) => {
    const socket = tlsSocket(target.gateway, BGB, {
      minVersion: version,
      maxVersion: version,
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const answer = await talk(socket, [head({ 'Content-Length': 0 })]);
    expect(answer.closed).toBe(true);
    expect(answer.error).toBeDefined();
    expect(answer.text).toBe('');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is accepted', async (version) => {
    const { bytes } = forge(target.gateway.pkiDir);
    const socket = tlsSocket(target.gateway, BGB, { minVersion: version, maxVersion: version });
    const answer = await talk(socket, [head({ 'Content-Length': bytes.length, Connection: 'close' }), bytes]);
    expect(statusOf(answer.text)).toBe(202);
  });

  it('a body that trickles in is cut off, and others are served meanwhile', async () => {
    const slow = Promise.all(
      Array.from({ length: 20 }, () =>
        talk(tlsSocket(target.gateway, BGB), trickle(), { pauseMs: 50, forMs: REQUEST_TIMEOUT_MS * 6 }),
      ),
    );
    for (let round = 0; round < 10; round += 1) await sendGood(target);
    for (const answer of await slow) {
      expect(answer.closed).toBe(true);
      expect(answer.ms).toBeLessThan(REQUEST_TIMEOUT_MS * 4);
      await refused(answer, { code: 'LIMIT_TIMEOUT', status: 408 });
    }
  });

  it('header fields that trickle in are cut off', async () => {
    const answer = await talk(tlsSocket(target.gateway, BGB), head({ 'Content-Length': 10 }).slice(0, 40), {
      pauseMs: 400,
      forMs: REQUEST_TIMEOUT_MS * 6,
    });
    expect(answer.closed).toBe(true);
    expect(answer.ms).toBeLessThan(REQUEST_TIMEOUT_MS * 4);
  });

  it('a body over the limit is refused by its Content-Length before it comes', async () => {
    const socket = tlsSocket(target.gateway, BGB);
    const answer = await talk(socket, [head({ 'Content-Length': MAX_BYTES + 1 })], { forMs: 2000 });
    await refused(answer, { code: 'LIMIT_SIZE', status: 413 });
    expect(answer.ms).toBeLessThan(2000);
  });

  it('a body over the limit without Content-Length is refused while it comes, within bounded memory', async () => {
    const growth = await memoryGrowth(target, async () => {
      const answer = await talk(tlsSocket(target.gateway, BGB), chunks(60), { forMs: 10_000 });
      if (answer.text !== '') await refused(answer, { code: 'LIMIT_SIZE', status: 413 });
      expect(answer.closed).toBe(true);
    });
    expect(growth).toBeLessThan(200);
  });

  it('a compressed body is refused, not unpacked', async () => {
    const growth = await memoryGrowth(target, async () => {
      const answer = await target.sender.send(gzipBomb(), { 'content-encoding': 'gzip' });
      await expectRefused(target, answer, { code: 'LIMIT_CONTENT_ENCODING', status: 415 });
    });
    expect(growth).toBeLessThan(64);
  });

  it.each(['gzip', 'deflate', 'br', 'identity', 'gzip, gzip'])('Content-Encoding %s is refused', async (encoding) => {
    const { bytes } = forge(target.gateway.pkiDir);
    const answer = await target.sender.send(bytes, { 'content-encoding': encoding });
    await expectRefused(target, answer, { code: 'LIMIT_CONTENT_ENCODING', status: 415, bytes });
  });

  it.each([
    'text/plain',
    'application/json',
    'text/xml',
    'application/xop+xml',
    'multipart/related; boundary=x',
    'application/xmlx',
    'kein typ',
  ])('Content-Type %s is refused', async (type) => {
    const { bytes } = forge(target.gateway.pkiDir);
    const answer = await target.sender.call('POST', '/v1/sendungen', {
      body: bytes,
      headers: { 'content-type': type },
    });
    await expectRefused(target, answer, { code: 'LIMIT_CONTENT_TYPE', status: 415, bytes });
  });

  it('no Content-Type is refused', async () => {
    const { bytes } = forge(target.gateway.pkiDir);
    const answer = await target.sender.call('POST', '/v1/sendungen', { body: bytes });
    await expectRefused(target, answer, { code: 'LIMIT_CONTENT_TYPE', status: 415, bytes });
  });

  it('an empty body is refused', async () => {
    await expectRefused(target, await target.sender.send(''), { code: 'LIMIT_EMPTY', status: 400 });
  });

  it('garbage behind a good request does not become a request', async () => {
    const { bytes } = forge(target.gateway.pkiDir);
    const answer = await talk(tlsSocket(target.gateway, BGB), [
      head({ 'Content-Length': bytes.length }),
      bytes,
      '\x00\xff GET garbage\r\n\r\n'.repeat(1000),
    ]);
    expect(answer.closed).toBe(true);
    const statuses = [...answer.text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);
    expect(statuses[0] === '202' || statuses[0] === '400').toBe(true);
    expect(statuses.filter((status) => status === '202').length).toBeLessThanOrEqual(1);
  });

  it('two lengths for one body are refused (request smuggling)', async () => {
    const { bytes } = forge(target.gateway.pkiDir);
    const answer = await talk(tlsSocket(target.gateway, BGB), [
      head({ 'Content-Length': bytes.length, 'Transfer-Encoding': 'chunked' }),
      '0\r\n\r\n',
      head({ 'Content-Length': bytes.length }),
      bytes,
    ]);
    expect(answer.closed).toBe(true);
    await refused(answer, { code: 'BAD_REQUEST', status: 400 });
    await expectNoTrace(target, { bytes });
  });

  it('a flood of header fields is refused with 431', async () => {
    const answer = await talk(tlsSocket(target.gateway, BGB), [headerFlood(2000)]);
    await refused(answer, { code: 'LIMIT_HEADERS', status: 431 });
    expect(answer.closed).toBe(true);
  });

  it('connections that are opened and left do not keep others waiting, and end', async () => {
    const left = Array.from({ length: 100 }, (_, at) =>
      at % 2 ? plainSocket(target.gateway) : tlsSocket(target.gateway),
    );
    const ended = left.map((socket) => talk(socket, [], { forMs: 90_000 }));
    for (let round = 0; round < 5; round += 1) await sendGood(target);
    for (const socket of left) socket.destroy();
    await Promise.all(ended);
  });

  describe('unknown paths and methods', () => {
    let client: TestClient;
    beforeAll(() => {
      client = target.sender;
    });
    it.each([
      ['GET', '/v1/sendungen'],
      ['PUT', '/v1/sendungen'],
      ['GET', '/'],
      ['GET', '/v1/log/tile/../../../../etc/passwd'],
      ['GET', '/v1/log/tile/..%2f..%2f..%2fetc%2fpasswd'],
      ['GET', '/%00'],
      ['GET', '/%zz'],
      ['TRACE', '/v1/sendungen'],
    ])('%s %s is answered with 4xx and nothing of the system', async (method, path) => {
      const answer = await client.call(method, path);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body.toString()).not.toMatch(/root:|node_modules|\.ts:/);
    });
  });
});
