import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrustStore } from '../../src/crypto/index.ts';
import { openReceipt } from '../../src/envelope/index.ts';
import { sha256Hex } from '../../src/platform/ids.ts';
import {
  decodeEntries,
  hashLeaf,
  type NoteVerifier,
  parseLeaf,
  parseVerifierKey,
  proveConsistency,
  proveInclusion,
  type TileReader,
  tilePath,
  tileWidth,
  type VerifiedCheckpoint,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
} from '../../src/transparency/index.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { forge } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB } from '../support/profile.ts';

describe('transparency log over HTTP, verified without trust in the gateway', () => {
  let gateway: TestGateway;
  let sender: TestClient;
  let nobody: TestClient;
  let log: NoteVerifier;
  beforeAll(async () => {
    gateway = await startTestGateway();
    sender = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
    nobody = new TestClient(gateway.url, tlsOf(gateway.pkiDir));
    const line =
      gateway
        .log()
        .split('\n')
        .find((text) => text.includes('gateway listens')) ?? '{}';
    log = parseVerifierKey((JSON.parse(line) as { log: string }).log);
  });
  afterAll(async () => {
    sender.close();
    nobody.close();
    await gateway.close();
  });

  const checkpoint = async (): Promise<VerifiedCheckpoint> => {
    const answer = await nobody.call('GET', '/v1/log/checkpoint');
    expect(answer.status).toBe(200);
    return verifyCheckpoint(answer.body.toString(), log);
  };
  const file = async (path: string): Promise<Buffer> => {
    const answer = await nobody.call('GET', `/v1/log/${path}`);
    expect(answer.status, path).toBe(200);
    return answer.body;
  };
  const tiles: TileReader = (level, n, width) => file(tilePath({ level, n, width }));
  const leaves = async (size: number): Promise<Buffer[]> => {
    const all: Buffer[] = [];
    for (let n = 0; n * 256 < size; n += 1)
      all.push(...decodeEntries(await file(tilePath({ level: 'entries', n, width: tileWidth(size, 'entries', n) }))));
    return all;
  };

  it('the leaf of every receipt stands in a signed checkpoint within the promised time', async () => {
    const trust = TrustStore.fromFolder(gateway.pkiDir);
    const receipts = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const { bytes } = forge(gateway.pkiDir);
        const answer = await sender.send(bytes);
        return { hash: sha256Hex(bytes), receipt: await openReceipt(answer.body, { trust, at: new Date() }) };
      }),
    );
    const promised = Math.max(...receipts.map(({ receipt }) => receipt.eingegangen.getTime())) + 10_000;
    await expect
      .poll(async () => (await checkpoint()).size, { timeout: 15_000, interval: 200 })
      .toBeGreaterThanOrEqual(5);
    expect(Date.now()).toBeLessThan(promised);
    const { size, root } = await checkpoint();
    const payloads = await leaves(size);
    for (const { hash, receipt } of receipts) {
      const leafHash = Buffer.from(receipt.log.blatt, 'hex');
      const index = payloads.findIndex((payload) => hashLeaf(payload).equals(leafHash));
      expect(index).toBeGreaterThanOrEqual(0);
      const proof = await proveInclusion(index, size, tiles);
      expect(verifyInclusion({ leafHash, index, size, root, proof })).toBe(true);
      expect(verifyInclusion({ leafHash, index: (index + 1) % size, size, root, proof })).toBe(false);
      expect(parseLeaf(payloads[index] ?? Buffer.alloc(0))).toMatchObject({ ereignis: 'eingegangen', sha256: hash });
    }
  });

  it('a later checkpoint continues an earlier one; refusals are leaves too', async () => {
    const first = await checkpoint();
    await sender.send('<kaputt>');
    await sender.send(forge(gateway.pkiDir).bytes);
    await expect
      .poll(async () => (await checkpoint()).size, { timeout: 15_000 })
      .toBeGreaterThanOrEqual(first.size + 2);
    const second = await checkpoint();
    const claim = { firstSize: first.size, firstRoot: first.root, secondSize: second.size, secondRoot: second.root };
    const proof = await proveConsistency(first.size, second.size, tiles);
    expect(verifyConsistency({ ...claim, proof })).toBe(true);
    expect(verifyConsistency({ ...claim, firstRoot: second.root, proof })).toBe(false);
    const events = (await leaves(second.size)).map((payload) => parseLeaf(payload).ereignis);
    expect(events).toContain('abgewiesen');
  });

  it('leaves hold hashes only', async () => {
    const { size } = await checkpoint();
    const text = Buffer.concat(await leaves(size)).toString();
    expect(text).not.toMatch(/bgb:|pol:|Muster|fahrerermittlung/);
  });

  it('tiles that no checkpoint reaches, and paths that are none, are not found', async () => {
    const { size } = await checkpoint();
    for (const path of [
      `tile/0/${String(Math.ceil(size / 256) + 1).padStart(3, '0')}`,
      `tile/0/000.p/${size + 1}`,
      'tile/99/000',
      'tile/0/0',
      'tile/entries/x',
      'tile/',
    ])
      expect((await nobody.call('GET', `/v1/log/${path}`)).status, path).toBe(404);
  });
});
