import { join } from 'node:path';
import type { OpenedLedger } from '../ledger/index.ts';
import type { Settings } from '../platform/settings.ts';

/** Opens the ledger for one command and closes it. */
export async function withStore(settings: Settings, work: (opened: OpenedLedger) => Promise<void>): Promise<void> {
  const { openLedger } = await import('../ledger/index.ts');
  const opened = await openLedger({
    name: 'cli',
    max: 4,
    dataDir: join(settings.dataDir, 'postgres'),
    url: settings.databaseUrl,
    ownerUrl: settings.databaseOwnerUrl,
  });
  try {
    await work(opened);
  } finally {
    await opened.close();
  }
}
