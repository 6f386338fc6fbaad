import { join } from 'node:path';
import { fault } from '../platform/errors.ts';
import { ExitCode, print, printJson, type Register, table } from './output.ts';
import { settingHint, settingsFor } from './service.ts';

interface Options {
  readonly dataDir?: string;
  readonly logKey?: string;
  readonly json?: boolean;
}

/** `blaupause audit fsck`: checks everything stored against signatures, hashes and the log. */
export const registerFsck: Register = (audit, done) => {
  audit
    .command('fsck')
    .description('Check the whole store against signatures, hashes and the transparency log; changes nothing.')
    .option('--data-dir <dir>', `folder of embedded database and log key ${settingHint('dataDir')}`)
    .requiredOption('--log-key <key>', 'verifier key of the log, as the gateway prints it at start')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause audit fsck --json')
    .action(async (options: Options, command) => {
      const settings = settingsFor(command, { dataDir: options.dataDir });
      const { fsck } = await import('../audit/index.ts');
      const { ensureDatabase, openPool } = await import('../ledger/index.ts');
      const { parseVerifierKey } = await import('../transparency/index.ts');
      if (options.logKey === undefined) throw fault('USAGE', { detail: 'Die Option --log-key fehlt.' });
      const log = parseVerifierKey(options.logKey);
      const database = await ensureDatabase({
        dataDir: join(settings.dataDir, 'postgres'),
        url: settings.databaseUrl,
        ownerUrl: settings.databaseOwnerUrl,
      });
      const pool = openPool(database.url, { name: 'fsck', max: 4 });
      try {
        const { befunde, geprueft } = await fsck({ pool, log });
        const ok = befunde.length === 0;
        if (options.json) printJson({ ok, geprueft, befunde });
        else {
          print(table([['Tabelle', 'geprüft'], ...Object.entries(geprueft).map(([name, n]) => [name, String(n)])]));
          for (const { tabelle, zeile, befund } of befunde) print(`${tabelle} ${zeile}: ${befund}`);
          if (ok) print('Keine Befunde.');
        }
        done(ok ? ExitCode.ok : ExitCode.negative);
      } finally {
        await pool.end();
        await database.release();
      }
    });
};
