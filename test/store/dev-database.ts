import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase } from '../../src/ledger/embedded/ensure.ts';
import { migrate } from '../../src/ledger/migrate.ts';

export async function devDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'bb-dispatch-'));
  const db = await ensureDatabase({ dataDir: join(folder, 'pg'), temporary: true });
  await migrate(db.ownerUrl, { applicationRole: 'blaupause_anwendung' });
  return db;
}
