import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { TrustStore } from '../../../src/crypto/index.ts';
import { openRefusal } from '../../../src/envelope/index.ts';
import { answer, serve } from '../../crypto/ocsp-builder.ts';
import { type TestAnswer, TestClient, tlsOf } from '../../support/client.ts';
import { forge } from '../../support/forge.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { BGB, POLIZEI, writeInstallation } from '../../support/profile.ts';
import {
  issuingResponder,
  removeCrl,
  writeCrlUntil,
  writeForgedCrl,
  writeOverride,
  writeResponder,
} from './generator.ts';

const HOUR = 3_600_000;
const REASON = 'Verteilpunkt der Sperrlisten gestört';

describe('row 16: stale revocation list', () => {
  let gateway: TestGateway | undefined;
  afterEach(async () => {
    await gateway?.close();
    gateway = undefined;
  });

  /** Starts a gateway whose files are as told. */
  const start = async (prepare: (pkiDir: string) => void): Promise<TestGateway> => {
    gateway = await startTestGateway({}, { prepare: ({ pkiDir }) => prepare(pkiDir) });
    return gateway;
  };
  /** A connection keeps its verdict for some seconds; a new one is judged anew. */
  const ask = async (
    { url, pkiDir }: TestGateway,
    work: (client: TestClient) => Promise<TestAnswer>,
    who: string = BGB,
  ): Promise<TestAnswer> => {
    const client = new TestClient(url, tlsOf(pkiDir, who));
    try {
      return await work(client);
    } finally {
      client.close();
    }
  };
  const stored = async ({ database }: TestGateway): Promise<number> => {
    const { rows } = await database.pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM blaupause.sendung',
    );
    return rows[0]?.count ?? -1;
  };
  const refusals = async ({ database }: TestGateway): Promise<string[]> => {
    const { rows } = await database.pool.query<{ code: string }>('SELECT code FROM blaupause.abweisung');
    return rows.map(({ code }) => code);
  };

  it('nobody is let in, the refusal is signed, and a current list opens the gateway without a restart', async () => {
    const running = await start((pkiDir) => writeCrlUntil(pkiDir, -1, 2));
    const good = forge(running.pkiDir);
    const refused = await ask(running, (client) => client.send(good.bytes));
    expect(refused.status).toBe(401);
    expect((await ask(running, (client) => client.call('GET', '/health/ready'))).status).toBe(503);
    writeCrlUntil(running.pkiDir, 24, 3);
    // the refusal is signed by the gateway, whose own certificate can be judged again now
    const refusal = await openRefusal(refused.body, { trust: TrustStore.fromFolder(running.pkiDir), at: new Date() });
    expect(refusal.code).toBe('IDENT_CERTIFICATE');
    expect(refusal.einzelheit).toContain('gesperrt');
    expect(await refusals(running)).toEqual(['IDENT_CERTIFICATE']);
    expect(await stored(running)).toBe(0);
    const again = async (): Promise<number> => (await ask(running, (client) => client.send(good.bytes))).status;
    await expect.poll(again, { timeout: 30_000, interval: 250 }).toBe(202);
    expect((await ask(running, (client) => client.call('GET', '/health/ready'))).status).toBe(200);
  });

  it.each([
    ['a list that cannot be reached', removeCrl],
    ['a list that an attacker signed', writeForgedCrl],
    [
      'a stale list and an override that has ended',
      (pkiDir: string) => {
        writeOverride(pkiDir, BGB, REASON, -1000);
        writeCrlUntil(pkiDir, -1, 4);
      },
    ],
  ])('%s: nobody is let in', async (_, prepare) => {
    const running = await start(prepare);
    const { bytes } = forge(running.pkiDir);
    expect((await ask(running, (client) => client.send(bytes))).status).toBe(401);
    expect(await stored(running)).toBe(0);
    expect(await refusals(running)).toEqual(['IDENT_CERTIFICATE']);
  });

  it('a dated override lets one authority pass until it ends, on the record, in log and metrics', async () => {
    let end = 0;
    const running = await start((pkiDir) => {
      writeCrlUntil(pkiDir, -1, 5);
      end = writeOverride(pkiDir, BGB, REASON, HOUR);
    });
    const good = forge(running.pkiDir);
    const send = () => ask(running, (client) => client.send(good.bytes));
    const first = await send();
    expect(first.status).toBe(202);
    // the same bytes get the same receipt
    expect((await send()).body.equals(first.body)).toBe(true);
    expect((await ask(running, (client) => client.call('GET', '/v1/postfach'), POLIZEI)).status).toBe(401);

    const { rows } = await running.database.pool.query<{
      pruefungen: { schritt: string; beleg?: Record<string, unknown> }[];
    }>('SELECT pruefungen FROM blaupause.sendung WHERE uuid = $1', [good.kopf.nachrichtenUUID]);
    // the receipt does not say of a certificate that it passed where somebody let it pass
    const steps = [...first.body.toString().matchAll(/<pruefung ([^>]*)>/g)].map(([, attributes = '']) => attributes);
    const remarked = steps
      .filter((attributes) => attributes.includes('ergebnis="hinweis"'))
      .map((attributes) => /schritt="([^"]*)"/.exec(attributes)?.[1]);
    expect(remarked).toEqual(['identify', 'trust', 'open']);
    const path = `/v1/sendungen/${good.kopf.nachrichtenUUID}/laufzettel`;
    const zettel = JSON.parse((await ask(running, (client) => client.call('GET', path))).body.toString());
    const bis = new Date(end).toISOString();
    for (const schritt of remarked)
      expect(zettel.pruefungen).toContainEqual({ schritt, ergebnis: 'hinweis', ausnahmeBis: bis });
    expect(zettel.pruefungen).toContainEqual({ schritt: 'verify', ergebnis: 'bestanden' });
    expect(JSON.stringify(zettel)).not.toContain(REASON);
    for (const schritt of remarked)
      expect(rows[0]?.pruefungen.find((verdict) => verdict.schritt === schritt)?.beleg?.['ausnahmen']).toEqual([
        { bis, grund: expect.stringContaining(REASON) },
      ]);
    const beleg = rows[0]?.pruefungen.find(({ schritt }) => schritt === 'trust')?.beleg;
    expect(beleg?.['checks']).toContainEqual(
      expect.objectContaining({ check: 'sperrung', verdict: 'override', detail: expect.stringContaining(REASON) }),
    );
    expect(beleg?.['revocation']).toContainEqual(expect.objectContaining({ source: 'override' }));
    expect(new Date(String(beleg?.['validUntil'])).getTime()).toBeLessThanOrEqual(end);
    expect(running.log()).toMatch(new RegExp(`"level":40,.*"behoerde":"${BGB}"`));
    expect(running.log()).not.toContain(REASON);
    const metrics = (await ask(running, (client) => client.call('GET', '/metrics'))).body.toString();
    expect(metrics).toContain('blaupause_revocation_overrides 1');
    expect(metrics).toContain(`blaupause_revocation_override_uses_total{behoerde="${BGB}"}`);

    end = writeOverride(running.pkiDir, BGB, REASON, 8000);
    const another = async (): Promise<number> =>
      (await ask(running, (client) => client.send(forge(running.pkiDir).bytes))).status;
    await expect.poll(another, { timeout: 40_000, interval: 500 }).toBe(401);
    expect(Date.now()).toBeGreaterThanOrEqual(end);
  });

  it('an override of more than a week is wrong, and nobody starts with it', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'blaupause-ausnahme-'));
    try {
      const { pkiDir } = await writeInstallation(dir);
      writeOverride(pkiDir, BGB, REASON, 8 * 24 * HOUR);
      expect(() => TrustStore.fromFolder(pkiDir)).toThrow(/höchstens sieben Tage/);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it.each([
    ['that is silent lets nobody in', undefined, -1, 401],
    ['clears what a stale list cannot', 'good', -1, 202],
    ['refuses what a current list does not name', 'revoked', 24, 401],
  ] as const)('a configured responder %s', async (_, status, hours, expected) => {
    let pki = '';
    const responder = await serve((request) => {
      if (status === undefined) return undefined;
      const [thisUpdate, nextUpdate] = [new Date(Date.now() - 1000), new Date(Date.now() + HOUR)];
      return answer(request, issuingResponder(pki), { status, thisUpdate, nextUpdate });
    });
    try {
      const running = await start((pkiDir) => {
        pki = pkiDir;
        writeCrlUntil(pkiDir, hours, 7);
        writeResponder(pkiDir, responder.url);
      });
      const { bytes } = forge(running.pkiDir);
      expect((await ask(running, (client) => client.send(bytes))).status).toBe(expected);
      expect(responder.asked()).toBeGreaterThan(0);
      expect(await stored(running)).toBe(expected === 202 ? 1 : 0);
    } finally {
      await responder.close();
    }
  });
});
