import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrustStore } from '../../src/crypto/index.ts';
import { openRefusal } from '../../src/envelope/index.ts';
import { Konnektor } from '../../src/konnektor/index.ts';
import { newUuid } from '../../src/platform/ids.ts';
import { build, currentVersion, loadVersion, NAMESPACE, parse, sample, Validator } from '../../src/standard/index.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { faultOf } from '../support/faults.ts';
import { forge, freshMessage } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { buildNext, NEXT_NAMESPACE, writeNextVersion } from '../support/next-version.ts';
import { BGB, KBA, POLIZEI } from '../support/profile.ts';

const dir = mkdtempSync(join(tmpdir(), 'blaupause-versionen-'));
const folder = writeNextVersion(join(dir, 'xsd-1.1'));
const next = loadVersion(folder);
const versions = [currentVersion, next];

/** The police of the profile announces both versions, every other authority 1.0 alone. */
const announceBoth = (profile: string): string =>
  profile.replace(
    `schluessel: "${POLIZEI}"`,
    `schluessel: "${POLIZEI}"
    standards:
      - { namensraum: "${NAMESPACE}", versionen: ["1.0"] }
      - { namensraum: "${NEXT_NAMESPACE}", versionen: ["1.1"] }`,
  );

const renewed = (xml: Buffer): Buffer =>
  Buffer.from(xml.toString().replace(/(<nachrichtenUUID>)[^<]*/, `$1${newUuid()}`));

describe('a gateway with two versions of the standard', () => {
  let gateway: TestGateway;
  const validator = new Validator({ versions });
  const konnektor = (schluessel: string): Konnektor =>
    new Konnektor({ schluessel, gateway: gateway.url, pkiDir: gateway.pkiDir, validator });
  beforeAll(async () => {
    gateway = await startTestGateway({ standardFolders: [folder] }, { changeProfile: announceBoth });
  });
  afterAll(async () => {
    await gateway.close();
    rmSync(dir, { recursive: true });
  });

  it('carries each version to who has announced it', async () => {
    const [sender, reader] = [konnektor(BGB), konnektor(POLIZEI)];
    const older = Buffer.from(freshMessage());
    const newer = renewed(buildNext(next));
    for (const nachricht of [older, newer]) {
      const sealed = await sender.seal(nachricht);
      expect(await sender.send(sealed)).toMatchObject({ angenommen: true });
      await expect.poll(() => reader.list(1), { timeout: 10_000 }).toContain(sealed.kopf.nachrichtenUUID);
      const { message } = await reader.open(await reader.fetch(sealed.kopf.nachrichtenUUID));
      expect(message).toEqual(parse(nachricht, versions));
    }
    await Promise.all([sender.close(), reader.close()]);
  });

  it('refuses a version that the reader has not announced with V000, at the author and at the gateway', async () => {
    const request = sample('fahrerermittlung.halterauskunft.1110');
    const nachricht = renewed(Buffer.from(build(request, { version: next })));
    const sender = konnektor(BGB);
    expect((await faultOf(() => sender.seal(nachricht))).code).toBe('BIND_STANDARD');
    await sender.close();
    const client = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
    const answer = await client.send(forge(gateway.pkiDir, { nachricht: nachricht.toString() }).bytes);
    client.close();
    expect(answer.status).toBe(422);
    const trust = TrustStore.fromFolder(gateway.pkiDir);
    expect(await openRefusal(answer.body, { trust, at: new Date() })).toMatchObject({
      code: 'BIND_STANDARD',
      grund: 'V000',
    });
    expect(KBA).toBe(request.nachrichtenkopf.leser.kennung);
  });
});

describe('a gateway without the version that its profile announces', () => {
  it('does not start', async () => {
    await expect(startTestGateway({}, { changeProfile: announceBoth })).rejects.toThrow(/PROFILE/);
  });
});
