import type { Command } from 'commander';
import { fault } from '../platform/errors.ts';
import { inert } from '../platform/inert.ts';
import { refusedStations, type Station, stationsOf, summaryLines } from './audit-trace-text.ts';
import { colour, ExitCode, print, printJson, type Register } from './output.ts';
import { settingHint, settingsFor } from './service.ts';
import { withPool } from './store.ts';
import { expectUuid } from './usage.ts';

interface Options {
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `blaupause audit trace`: the whole way of one message, from the store. */
export const registerTrace: Register = (audit, done) => {
  audit
    .command('trace')
    .description('Show the way of one message: receipt, checks, attempts, delivery, answers, log. Never its content.')
    .argument('<uuid>', 'nachrichtenUUID')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Example:
  blaupause audit trace 3f0f2b8e-6f6c-4d0e-9f55-0d6f2a1c7b11

It reads the store and changes nothing. Exit code 0: the message was accepted, 1: it was only ever refused or is unknown.
The same UUID stands in the log lines of gateway and worker, and its digits are the id of its trace.`,
    )
    .action(async (given: string, options: Options, command: Command) => {
      const uuid = expectUuid(given);
      const settings = settingsFor(command, { dataDir: options.dataDir });
      const { shownVerdicts } = await import('../gateway/index.ts');
      const { abgewieseneVersuche, werdegang } = await import('../ledger/index.ts');
      await withPool(settings, async (pool) => {
        const found = await werdegang(pool, uuid);
        if (found === undefined) {
          const refused = await abgewieseneVersuche(pool, uuid);
          if (refused.length === 0) throw fault('NOT_FOUND', { detail: `Keine Nachricht ${uuid}.` });
          const stations = refusedStations(refused);
          if (options.json) printJson({ ok: false, uuid, angenommen: false, weg: stations });
          else show(uuid, ['Stand         nie angenommen, nur abgewiesen'], stations);
          return done(ExitCode.negative);
        }
        const verdicts = shownVerdicts(found.sendung.pruefungen);
        const stations = stationsOf(found, verdicts);
        if (options.json) {
          const { sendung, bezug, zustellung, blaetter, folgenachrichten } = found;
          const { inhaltVorhanden, inhaltGeloescht } = found;
          printJson({
            ok: true,
            uuid,
            angenommen: true,
            status: sendung.status,
            nachrichtentyp: sendung.nachrichtentyp,
            absender: sendung.absender,
            empfaenger: sendung.empfaenger,
            vorgangsUUID: sendung.vorgangsUUID,
            bezug,
            sha256: sendung.sha256.toString('hex'),
            groesse: sendung.groesse,
            eingegangen: sendung.eingegangen,
            pruefungen: verdicts,
            zustellung,
            inhaltVorhanden,
            inhaltGeloescht,
            folgenachrichten,
            blaetter,
            weg: stations,
          });
        } else show(uuid, summaryLines(found), stations);
        done(ExitCode.ok);
      });
    });
};

function show(uuid: string, summary: readonly string[], stations: readonly Station[]): void {
  print(colour.bold(`Nachricht ${uuid}`));
  for (const line of summary) print(inert(line));
  print();
  for (const { zeit, text, einzelheiten } of stations) {
    print(`${colour.dim(zeit.toISOString())}  ${inert(text)}`);
    for (const line of einzelheiten) print(colour.dim(`${' '.repeat(26)}${inert(line)}`));
  }
}
