import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FsckBericht, fsck } from '../../src/audit/index.ts';
import { TrustStore } from '../../src/crypto/index.ts';
import { parseVerifierKey } from '../../src/transparency/index.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { fuelle, geordnet } from './audit-speicher.ts';

describe('blaupause audit fsck', () => {
  let gateway: TestGateway;
  let owner: pg.Client;
  let check: () => Promise<FsckBericht>;
  beforeAll(async () => {
    gateway = await startTestGateway();
    owner = new pg.Client({ connectionString: gateway.database.ownerUrl });
    await owner.connect();
    await fuelle(gateway);
    await geordnet(gateway);
    const { log } = JSON.parse(readFileSync(join(gateway.dataDir, 'run', 'gateway.json'), 'utf8')) as { log: string };
    const trust = TrustStore.fromFolder(gateway.pkiDir);
    check = () => fsck({ url: gateway.databaseUrl, log: [parseVerifierKey(log)], trust });
  });
  afterAll(async () => {
    await owner?.end();
    await gateway?.close();
  });

  it('finds nothing in a store as the gateway made it, while the gateway runs', async () => {
    const bericht = await check();
    expect(bericht.befunde).toEqual([]);
    expect(bericht.gefunden).toBe(0);
    expect(bericht.geprueft).toMatchObject({ sendung: 3, abweisung: 2, abholung: 2, inhalt: 3, ereignis: 7 });
    expect(bericht.nichtPruefbar).toEqual({});
  });
});
