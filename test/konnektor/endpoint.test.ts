import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAcknowledgement } from '../../src/envelope/index.ts';
import { type Endpoint, Konnektor, openEndpoint, PUSH_PATH } from '../../src/konnektor/index.ts';
import { sha256Hex } from '../../src/platform/ids.ts';
import { revokeCertificate } from '../../src/profile/index.ts';
import { type TestAnswer, TestClient, tlsOf } from '../support/client.ts';
import { faultOf } from '../support/faults.ts';
import { edit, forge, freshMessage } from '../support/forge.ts';
import { BGB, GATEWAY, KBA, POLIZEI, writeInstallation } from '../support/profile.ts';

describe('push endpoint of a Konnektor', () => {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-endpunkt-'));
  let pkiDir: string;
  let konnektor: Konnektor;
  let endpoint: Endpoint;
  let gateway: TestClient;
  let arrivals = 0;
  beforeAll(async () => {
    ({ pkiDir } = await writeInstallation(dir));
    konnektor = new Konnektor({ schluessel: POLIZEI, gateway: 'https://localhost:1', pkiDir });
    endpoint = await openEndpoint(konnektor, GATEWAY, () => {
      arrivals += 1;
    });
    gateway = new TestClient(endpoint.url, tlsOf(pkiDir, GATEWAY));
  });
  afterAll(async () => {
    gateway.close();
    await endpoint.close();
    await konnektor.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const push = (bytes: Buffer | string, client = gateway): Promise<TestAnswer> =>
    client.call('POST', PUSH_PATH, { body: bytes, headers: { 'content-type': 'application/xml' } });

  it('answers with the signed acknowledgement once the Sendung is in the inbox, and tells of it once', async () => {
    const { bytes, kopf } = forge(pkiDir);
    const before = arrivals;
    const first = await push(bytes);
    expect(first.status).toBe(200);
    const { acknowledgement } = await openAcknowledgement(first.body, { trust: konnektor.trust, at: new Date() });
    expect(acknowledgement).toMatchObject({
      nachrichtenUUID: kopf.nachrichtenUUID,
      sha256: sha256Hex(bytes),
      leser: POLIZEI,
    });
    expect(konnektor.inbox.open().map(({ uuid }) => uuid)).toContain(kopf.nachrichtenUUID);
    const again = await push(bytes);
    expect(again.body.equals(first.body)).toBe(true);
    await expect.poll(() => arrivals).toBe(before + 1);
  });

  it('many pushes of one Sendung at once give one acknowledgement', async () => {
    const { bytes } = forge(pkiDir);
    const answers = await Promise.all(Array.from({ length: 6 }, () => push(bytes)));
    expect(new Set(answers.map(({ body }) => body.toString())).size).toBe(1);
  });

  it('the same UUID with other bytes is refused', async () => {
    const nachricht = freshMessage();
    expect((await push(forge(pkiDir, { nachricht }).bytes)).status).toBe(200);
    expect((await push(forge(pkiDir, { nachricht }).bytes)).status).toBe(409);
  });

  it('what is for somebody else, or no Sendung, is refused', async () => {
    expect((await push(forge(pkiDir, { typ: 'fahrerermittlung.halterauskunft.1110' }).bytes)).status).toBe(422);
    expect((await push('<kein/>')).status).toBe(400);
    expect((await push('')).status).toBe(400);
  });

  it('only the gateway may push: no other participant, and nobody without certificate', async () => {
    const { bytes } = forge(pkiDir);
    const other = new TestClient(endpoint.url, tlsOf(pkiDir, KBA));
    expect((await push(bytes, other)).status).toBe(403);
    other.close();
    const nobody = new TestClient(endpoint.url, tlsOf(pkiDir));
    await expect(push(bytes, nobody)).rejects.toThrow();
    nobody.close();
  });

  it('a revocation counts in a Konnektor that runs', async () => {
    const { pkiDir: own } = await writeInstallation(join(dir, 'gesperrt'));
    const running = new Konnektor({ schluessel: POLIZEI, gateway: 'https://localhost:1', pkiDir: own });
    const { bytes } = forge(own);
    await running.open(bytes);
    revokeCertificate({ dir: own, target: { schluessel: BGB, purpose: 'signature' } });
    const outcome = () =>
      running.open(bytes).then(
        () => 'opened',
        ({ code }: { code: string }) => code,
      );
    await expect.poll(outcome, { timeout: 15_000, interval: 500 }).toBe('TRUST_REVOKED');
    await running.close();
  });

  it('opens what was sealed for it with all checks, and names the first that fails', async () => {
    const good = forge(pkiDir);
    const received = await konnektor.open(good.bytes);
    expect(received.message.typ).toBe('fahrerermittlung.ersuchen.1120');
    expect(received.kopf).toMatchObject({ absender: BGB, empfaenger: POLIZEI });
    const open = async (bytes: Buffer | string) =>
      (await faultOf(() => konnektor.open(Buffer.from(bytes as string)))).code;
    expect(await open(edit(good.xml, '<test>true</test>', ''))).toBe('VERIFY_SIGNATURE');
    expect(await open(forge(pkiDir, { typ: 'fahrerermittlung.halterauskunft.1110' }).bytes)).toBe('OPEN_READER');
    expect(await open(forge(pkiDir, { readers: [GATEWAY] }).bytes)).toBe('OPEN_NOT_READER');
    expect(await open(forge(pkiDir, { plain: (plain) => edit(plain, 'Erika', 'Frieda') }).bytes)).toBe(
      'OPEN_AUTHOR_SIGNATURE',
    );
    const invalid = edit(freshMessage(), '<xbg:gemessen>79', '<xbg:gemessen>schnell');
    expect(await open(forge(pkiDir, { nachricht: invalid }).bytes)).toBe('VALIDATE_SCHEMA');
  });
});
