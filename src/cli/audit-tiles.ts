import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { fault } from '../platform/errors.ts';
import { ExitCode, print, printJson, type Register } from './output.ts';
import { settingHint, settingsFor } from './service.ts';
import { withStore } from './store.ts';

/** How often the sequencers' turn is asked for, and with which pause in milliseconds. */
const ATTEMPTS = 100;
const PAUSE_MS = 50;

/** `blaupause audit tiles`: writes the tiles of the log anew from its leaves. */
export const registerTiles: Register = (audit, done) => {
  audit
    .command('tiles')
    .description('Write the tiles of the log anew from its leaves, where fsck found one that contradicts them.')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause audit tiles')
    .action(async (options: { dataDir?: string; json?: boolean }, command: Command) => {
      const settings = settingsFor(command, { dataDir: options.dataDir });
      const { asSequencer } = await import('../ledger/index.ts');
      const { rebuildTiles } = await import('../transparency/index.ts');
      await withStore(settings, async ({ pool }) => {
        // no sequencer may write tiles meanwhile; a running gateway's works for moments only
        let blaetter: number | undefined;
        for (let attempt = 0; attempt < ATTEMPTS && blaetter === undefined; attempt += 1) {
          if (attempt > 0) await sleep(PAUSE_MS);
          blaetter = await asSequencer(pool, (client) => rebuildTiles(client));
        }
        if (blaetter === undefined)
          throw fault('STORE_UNAVAILABLE', {
            detail: 'Ein Gateway ordnet gerade das Protokoll; noch einmal versuchen.',
          });
        if (options.json) printJson({ ok: true, blaetter });
        else print(`Kacheln von ${blaetter} Blättern neu geschrieben.`);
        done(ExitCode.ok);
      });
    });
};
