import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FsckBericht } from '../../src/audit/index.ts';
import { loadKeyStore } from '../../src/crypto/index.ts';
import { makeAcknowledgement } from '../../src/envelope/index.ts';
import { eventEvidence } from '../../src/ledger/index.ts';
import { sha256, sha256Hex } from '../../src/platform/ids.ts';
import { makeLeaf } from '../../src/transparency/index.ts';
import { blaupause, type ErrorDocument, json } from '../cli/run.ts';
import { until } from '../store/processes.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { forge } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB, POLIZEI } from '../support/profile.ts';
import { fuelle, geordnet } from './audit-speicher.ts';

const DAY_MS = 86_400_000;

describe('audit and retention on the command line', () => {
  let gateway: TestGateway;
  let bgb: TestClient;
  beforeAll(async () => {
    gateway = await startTestGateway({ retentionIntervalMs: 0, rueckgabeIntervalMs: 0 });
    bgb = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
    await fuelle(gateway);
    await geordnet(gateway);
  });
  afterAll(async () => {
    bgb?.close();
    await gateway?.close();
  });
  const run = (...args: string[]) =>
    blaupause(args, {
      env: {
        BLAUPAUSE_DATABASE_URL: gateway.databaseUrl,
        BLAUPAUSE_DATABASE_OWNER_URL: gateway.database.ownerUrl,
        BLAUPAUSE_DATA_DIR: gateway.dataDir,
        BLAUPAUSE_PKI_DIR: gateway.pkiDir,
        BLAUPAUSE_PROFILE: gateway.profile,
      },
    });

  it('fsck: nothing is wrong while the gateway runs, with the key of the gateway or one that is given', async () => {
    const whole = await run('audit', 'fsck', '--json');
    expect(whole.code, whole.stdout + whole.stderr).toBe(0);
    expect(json<FsckBericht & { ok: boolean }>(whole)).toMatchObject({ ok: true, gefunden: 0, befunde: [] });
    const { log } = JSON.parse(readFileSync(join(gateway.dataDir, 'run', 'gateway.json'), 'utf8')) as { log: string };
    const given = await run('audit', 'fsck', '--log-key', log, '--sample', '50');
    expect(given.code).toBe(0);
    expect(given.stdout).toContain('Keine Befunde.');
  });

  it('fsck: wrong use is told from a store that cannot be read', async () => {
    expect((await run('audit', 'fsck', '--sample', '0')).code).toBe(2);
    const away = await blaupause(['audit', 'fsck', '--pki', gateway.pkiDir, '--data-dir', gateway.dataDir, '--json'], {
      env: { BLAUPAUSE_DATABASE_URL: 'postgresql://niemand@127.0.0.1:1/nichts', BLAUPAUSE_PROFILE: gateway.profile },
    });
    expect(away.code).toBe(3);
    expect(json<ErrorDocument>(away).fehler[0]?.code).toBe('DATABASE');
  });

  it('checkpoint: the store continues what was published, and not what is larger', async () => {
    const published = join(gateway.dataDir, 'log', 'checkpoint');
    await until(() => {
      try {
        return readFileSync(published, 'utf8');
      } catch {
        return undefined;
      }
    });
    const held = await run('audit', 'checkpoint', published, '--json');
    expect(held.code, held.stdout + held.stderr).toBe(0);
    const changed = join(gateway.dataDir, 'geaendert');
    writeFileSync(changed, readFileSync(published, 'utf8').replace(/\n\d+\n/, '\n99999\n'));
    const refused = await run('audit', 'checkpoint', changed, '--json');
    expect(refused.code).toBe(1);
    expect(json<ErrorDocument>(refused).fehler[0]?.code).toBe('LOG_CHECKPOINT');
  });

  it('retention: what was taken over long ago goes, and its Sendung still gets the same receipt over HTTPS', async () => {
    const { bytes, kopf } = forge(gateway.pkiDir);
    const first = await bgb.send(bytes);
    expect(first.status).toBe(202);
    const uuid = kopf.nachrichtenUUID;
    await until(async () => (await gateway.database.ledger.findByUuid(uuid))?.status === 'bereitgestellt');
    const zeit = new Date(Date.now() - 31 * DAY_MS);
    const body = await makeAcknowledgement(
      { nachrichtenUUID: uuid, sha256: sha256Hex(bytes), leser: POLIZEI, zeitpunkt: zeit },
      loadKeyStore(gateway.pkiDir, POLIZEI).signature,
    );
    const beleg = eventEvidence(undefined, sha256Hex(body));
    await gateway.database.ledger.abgeholt(
      uuid,
      body,
      makeLeaf({ ereignis: 'abgeholt', uuid, sha256: sha256(bytes), zeit, beleg }),
    );

    const typ = kopf.nachrichtentyp;
    const plan = await run('retention', 'plan', '--json');
    expect(plan.code, plan.stdout + plan.stderr).toBe(0);
    expect(json(plan)).toMatchObject({ ok: true, inhalte: { [typ]: 1 }, salze: 0 });
    expect((await gateway.database.ledger.content(uuid))?.bytes).toEqual(bytes);
    expect(json(await run('retention', 'run', '--json'))).toMatchObject({ ok: true, inhalte: { [typ]: 1 } });
    expect(await gateway.database.ledger.content(uuid)).toBeUndefined();
    expect(json(await run('retention', 'run', '--json'))).toMatchObject({ inhalte: {}, salze: 0 });
    const told = json<{ weg: { art: string; zeit: string }[] }>(await run('audit', 'trace', uuid, '--json'));
    const geloescht = told.weg.filter(({ art }) => art === 'geloescht').map((one) => one.zeit);
    expect(geloescht).toHaveLength(1);
    const [am] = geloescht;
    expect(told).toMatchObject({ inhaltVorhanden: false, inhaltGeloescht: { von: am, bis: am } });
    const people = await run('audit', 'trace', uuid);
    expect(people.stdout).toContain(`gelöscht am ${am}, die Nachweise bleiben`);
    expect(people.stdout).toContain(`${am}  Inhalt nach Ablauf der Aufbewahrung gelöscht\n`);

    const again = await bgb.send(bytes);
    expect(again.status).toBe(200);
    expect(again.body.equals(first.body)).toBe(true);
  });

  it('fsck: a finding names the row and what to do, and tiles are rebuilt', async () => {
    const owner = new pg.Client({ connectionString: gateway.database.ownerUrl });
    await owner.connect();
    try {
      await owner.query('UPDATE blaupause.log_kachel SET bytes = set_bit(bytes, 5, 1 - get_bit(bytes, 5))');
    } finally {
      await owner.end();
    }
    const found = await run('audit', 'fsck', '--json');
    expect(found.code).toBe(1);
    expect(json<FsckBericht>(found).befunde).toContainEqual(
      expect.objectContaining({
        tabelle: 'log_kachel',
        zeile: '0/0',
        abhilfe: expect.stringContaining('audit tiles') as unknown,
      }),
    );
    expect((await run('audit', 'tiles')).code).toBe(0);
    const after = json<FsckBericht>(await run('audit', 'fsck', '--json'));
    expect(after.befunde.filter(({ tabelle }) => tabelle === 'log_kachel')).toEqual([]);
  });
});
