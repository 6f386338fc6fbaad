import type { Command } from 'commander';
import { logKeys } from './audit-fsck.ts';
import { ExitCode, print, printJson, type Register, readInput } from './output.ts';
import { settingHint, settingsFor } from './service.ts';
import { withPool } from './store.ts';

interface Options {
  readonly dataDir?: string;
  readonly logKey?: string;
  readonly json?: boolean;
}

/** `blaupause audit checkpoint`: whether the store still continues what somebody outside knows of its log. */
export const registerCheckpoint: Register = (audit, done) => {
  audit
    .command('checkpoint')
    .description('Hold the store against a checkpoint that was published, for example after it was restored.')
    .argument('<file>', 'checkpoint as published, or - for standard input')
    .option('--data-dir <dir>', `folder of embedded database and log key ${settingHint('dataDir')}`)
    .option('--log-key <key>', 'verifier key of the log, as the gateway prints it at start; default: from the log key')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Example:
  blaupause audit checkpoint .blaupause/log/checkpoint

Exit code 0: the store begins with exactly the leaves of that checkpoint, 1: it does not, 3: it has fewer.`,
    )
    .action(async (file: string, options: Options, command: Command) => {
      const settings = settingsFor(command, { dataDir: options.dataDir });
      const { assertContinues, latestCheckpoint, verifyOwnCheckpoint } = await import('../transparency/index.ts');
      const known = verifyOwnCheckpoint(
        (await readInput(file)).toString('utf8'),
        await logKeys(settings, options.logKey),
      );
      await withPool(settings, async (pool) => {
        await assertContinues(pool, known);
        const groesse = (await latestCheckpoint(pool))?.size ?? 0;
        if (options.json) printJson({ ok: true, bekannt: known.size, groesse });
        else print(`Der Speicher setzt diesen Checkpoint fort: ${known.size} von ${groesse} Blättern.`);
        done(ExitCode.ok);
      });
    });
};
