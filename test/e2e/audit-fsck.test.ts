import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArchivVertrauen, type FsckBericht, fsck } from '../../src/audit/index.ts';
import { TrustStore } from '../../src/crypto/index.ts';
import { parseVerifierKey } from '../../src/transparency/index.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { fuelle, geordnet } from './audit-speicher.ts';
import { aenderungen, entsichere } from './bitflip.ts';

/** Columns whose change cannot be found, and why. */
const NICHT_FINDBAR: Readonly<Record<string, string>> = {
  'ereignis.id': 'gives the order of events; a change that keeps the order changes nothing that is read',
  'log_checkpoint.zeit': 'when the row was written; the signed checkpoint bears no time',
  'migration.zeit': 'when the step was applied; nothing is derived from it',
  'ausgang.nr': 'working state: order of the queue',
  'ausgang.prioritaet': 'working state',
  'ausgang.versuche': 'working state',
  'ausgang.naechster_versuch': 'working state',
  'ausgang.fehlercode': 'working state; the event bears the code',
  'ausgang.geaendert': 'working state; the event bears the instant',
  'rueckgabe.zeit': 'the event bears the instant',
  'rueckgabe.naechste': 'working state',
  'rueckgabe.fehlercode': 'working state',
};

const TABELLEN = [
  ...['sendung', 'inhalt', 'ereignis', 'abholung', 'abweisung', 'loeschung', 'ausgang', 'rueckgabe'],
  'migration',
  ...['log_blatt', 'log_salz', 'log_index', 'log_checkpoint', 'log_kachel'],
];

describe('blaupause audit fsck', () => {
  let gateway: TestGateway;
  let owner: pg.Client;
  let check: () => Promise<FsckBericht>;
  beforeAll(async () => {
    gateway = await startTestGateway({ rueckgabeIntervalMs: 0 });
    owner = new pg.Client({ connectionString: gateway.database.ownerUrl });
    await owner.connect();
    await fuelle(gateway);
    await geordnet(gateway);
    const { log } = JSON.parse(readFileSync(join(gateway.dataDir, 'run', 'gateway.json'), 'utf8')) as { log: string };
    const trust = new ArchivVertrauen(TrustStore.fromFolder(gateway.pkiDir));
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
    expect(bericht.geprueft).toMatchObject({
      sendung: 5,
      abweisung: 2,
      abholung: 2,
      inhalt: 3,
      ereignis: 11,
      loeschung: 1,
    });
    expect(bericht.nichtPruefbar).toEqual({ inhaltGeloescht: 2 });
  });

  it('finds one changed bit in every column of every row of evidence', async () => {
    await gateway.end();
    await entsichere(owner);
    const found = new Map<string, number>();
    const missed: string[] = [];
    for (const tabelle of TABELLEN) {
      for await (const { spalte, stelle, tue, zurueck } of aenderungen(owner, tabelle)) {
        const where = `${tabelle}.${spalte}`;
        if (where in NICHT_FINDBAR) continue;
        await tue();
        const { gefunden } = await check();
        if (gefunden > 0) found.set(where, (found.get(where) ?? 0) + 1);
        else missed.push(`${where} ${stelle}`);
        await zurueck();
      }
    }
    expect(missed).toEqual([]);
    const { rows } = await owner.query<{ spalte: string }>(
      `SELECT relname || '.' || attname AS spalte FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
       WHERE relnamespace = 'blaupause'::regnamespace AND relname = ANY ($1) AND attnum > 0 AND NOT attisdropped`,
      [TABELLEN],
    );
    const columns = rows.map(({ spalte }) => spalte);
    expect(columns.filter((one) => !found.has(one) && !(one in NICHT_FINDBAR))).toEqual([]);
    expect((await check()).befunde).toEqual([]);
  });
});
