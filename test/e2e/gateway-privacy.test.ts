import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Konnektor } from '../../src/konnektor/index.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { edit, forge, freshMessage } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB, POLIZEI } from '../support/profile.ts';

/** What the sample message says of persons, and what would lead to them. */
const PERSONAL = [
  'Musterfrau',
  'Erika',
  'Zwiesel',
  '1971-02-03',
  'Musterstraße',
  'REG-XX 2608',
  'Mustermobil',
  'Tochter',
  'ZBS-2026-0815-141713',
  'PD-C-2026-081500042',
  'Musterallee',
];

describe('no content and no personal data outside the sealed bytes (G7)', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ logLevel: 'trace' });
    const sender = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
    const reader = new Konnektor({ schluessel: POLIZEI, gateway: gateway.url, pkiDir: gateway.pkiDir });
    try {
      const good = forge(gateway.pkiDir);
      expect((await sender.send(good.bytes)).status).toBe(202);
      // refused for what stands in the content, so that findings could quote it
      const spoiled: readonly (readonly [string, string])[] = [
        ['<xbg:familienname>Musterfrau', '<xbg:familienname>Musterfrau\u200b'],
        ['<xbg:geburtsdatum>1971-02-03', '<xbg:geburtsdatum>1971-02-03x'],
        ['<xbg:kennzeichen>REG-XX 2608', '<xbg:kennzeichen>REG-XX 2608 REG-XX 2608 REG-XX 2608'],
        ['<code>w</code>', '<code>Erika</code>'],
        ['<xbg:gemessen>79', '<xbg:gemessen>Erika Musterfrau'],
      ];
      for (const [from, to] of spoiled) {
        const { bytes } = forge(gateway.pkiDir, { nachricht: edit(freshMessage(), from, to) });
        expect((await sender.send(bytes)).status).toBe(422);
      }
      const [uuid] = await reader.list(10);
      const bytes = await reader.fetch(uuid ?? '');
      await reader.acknowledge(uuid ?? '', (await reader.takeOver(bytes)).abholung);
    } finally {
      sender.close();
      await reader.close();
    }
  });
  afterAll(() => gateway.close());

  const found = (text: string): string[] => PERSONAL.filter((word) => text.includes(word));

  it('not in the log, at its finest level', () => {
    const log = gateway.log();
    expect(log).toContain('abgewiesen');
    expect(found(log)).toEqual([]);
  });

  it('not in the metrics', async () => {
    const client = new TestClient(gateway.url, tlsOf(gateway.pkiDir, BGB));
    const { body } = await client.call('GET', '/metrics');
    client.close();
    expect(found(body.toString())).toEqual([]);
  });

  it('not in any table: ledger, queue, log', async () => {
    const { url, ownerUrl } = gateway.database;
    const [own, owners] = [await personalIn(url), await personalIn(ownerUrl)];
    expect(new Set([...own.read, ...owners.read])).toEqual(own.all);
    expect([...own.all].some((table) => table.startsWith('bullmq.'))).toBe(true);
    expect([...own.hits, ...owners.hits]).toEqual([]);
  });
});

/** Which tables there are, which of them a role can read, and what they say of persons. */
async function personalIn(url: string): Promise<{ all: Set<string>; read: Set<string>; hits: string[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; readable: boolean }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name,
              has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
    );
    const read = rows.filter(({ readable }) => readable).map(({ name }) => name);
    const hits: string[] = [];
    for (const table of read) {
      const content = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${table} t`);
      for (const { text } of content.rows) {
        // bytea stands there as hexadecimal digits
        const words = PERSONAL.filter(
          (word) => text.includes(word) || text.includes(Buffer.from(word).toString('hex')),
        );
        hits.push(...words.map((word) => `${table}: ${word}`));
      }
    }
    return { all: new Set(rows.map(({ name }) => name)), read: new Set(read), hits };
  } finally {
    await client.end();
  }
}
