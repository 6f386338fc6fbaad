import { join } from 'node:path';
import type { Command } from 'commander';
import type { FsckBericht } from '../audit/index.ts';
import { fault } from '../platform/errors.ts';
import { resolvePath } from '../platform/paths.ts';
import type { Settings } from '../platform/settings.ts';
import type { NoteVerifier } from '../transparency/index.ts';
import { colour, ExitCode, print, printJson, type Register, remark, table } from './output.ts';
import { settingHint, settingsFor } from './service.ts';
import { withDatabase } from './store.ts';

interface Options {
  readonly dataDir?: string;
  readonly pki?: string;
  readonly logKey?: string;
  readonly sample?: string;
  readonly json?: boolean;
}

/** Progress is said at most so often, in milliseconds. */
const PROGRESS_MS = 2_000;

/** `blaupause audit fsck`: checks everything stored against signatures, hashes and the log. */
export const registerFsck: Register = (audit, done) => {
  audit
    .command('fsck')
    .description('Check the whole store against signatures, hashes and the transparency log; changes nothing.')
    .option('--data-dir <dir>', `folder of embedded database and log key ${settingHint('dataDir')}`)
    .option('--pki <dir>', `folder with the trust anchors of all signers ${settingHint('pkiDir')}`)
    .option('--log-key <key>', 'verifier key of the log, as the gateway prints it at start; default: from the log key')
    .option(
      '--sample <percent>',
      'verify the signatures of this share of the rows only; hashes and log are always whole',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Example:
  blaupause audit fsck
  blaupause audit fsck --sample 5 --json

It reads one snapshot while gateway and worker run. Exit code 0: nothing is wrong, 1: findings, 3: the store cannot be
read. What to do with a finding stands beside it; restoring is described in docs/guides/sicherung.md.`,
    )
    .action(async (options: Options, command: Command) => {
      const settings = settingsFor(command, { dataDir: options.dataDir, pkiDir: options.pki });
      const anteil = share(options.sample);
      const { ArchivVertrauen, fsck } = await import('../audit/index.ts');
      const { TrustStore } = await import('../crypto/index.ts');
      const trust = new ArchivVertrauen(TrustStore.fromFolder(resolvePath(settings.pkiDir)));
      const log = await logKeys(settings, options.logKey);
      await withDatabase(settings, async ({ url }) => {
        const bericht = await fsck({ url, log, trust, anteil, onProgress: progress() });
        if (options.json) printJson({ ok: bericht.gefunden === 0, ...bericht });
        else show(bericht);
        done(bericht.gefunden === 0 ? ExitCode.ok : ExitCode.negative);
      });
    });
};

function share(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const percent = Number(text);
  if (!(percent > 0 && percent <= 100))
    throw fault('USAGE', { detail: '--sample: zulässig ist eine Zahl über 0 bis 100.' });
  return percent;
}

/** The log's key under its names: as given, or from the file of the gateway's own. */
export async function logKeys(settings: Settings, given: string | undefined): Promise<readonly NoteVerifier[]> {
  const { logNamesOf, parseVerifierKey, readLogKey } = await import('../transparency/index.ts');
  if (given !== undefined) return [parseVerifierKey(given)];
  const { loadProfile } = await import('../profile/index.ts');
  const { schluessel } = loadProfile(resolvePath(settings.profile)).gateway;
  const path = settings.logKeyFile ? resolvePath(settings.logKeyFile) : join(settings.dataDir, 'log', 'key.pem');
  const key = await readLogKey(path, logNamesOf(schluessel, settings.logGeneration));
  if (key === undefined)
    throw fault('USAGE', { detail: `Unter ${path} liegt kein Protokollschlüssel; --log-key angeben.` });
  return key.verifiers;
}

/** Says on standard error how far it is. */
function progress(): (geprueft: Readonly<Record<string, number>>) => void {
  let said = Date.now();
  return (geprueft) => {
    if (Date.now() - said < PROGRESS_MS) return;
    said = Date.now();
    remark(
      `geprüft: ${Object.entries(geprueft)
        .map(([name, n]) => `${name} ${n}`)
        .join(', ')}`,
    );
  };
}

const NICHT_PRUEFBAR: Readonly<Record<string, string>> = {
  inhaltGeloescht: 'Inhalte nach der Aufbewahrung gelöscht',
  quittungOhnePruefsumme: 'Quittungen ohne Prüfsumme (vor Migration 6); ihre Signatur ist geprüft',
  ereignisOhneBlatt: 'Ereignisse „verarbeitet“ älterer Versionen ohne Blatt',
  blattOhneBeleg: 'Blätter älterer Versionen, die die Zeile nicht belegen',
  blattOhneSalz: 'Blätter, deren Salz gelöscht ist',
};

function show({ geprueft, nichtPruefbar, befunde, gefunden, stand }: FsckBericht): void {
  print(table([['Tabelle', 'geprüft'], ...Object.entries(geprueft).map(([name, n]) => [name, String(n)])]));
  print();
  for (const [what, n] of Object.entries(nichtPruefbar)) print(colour.dim(`${NICHT_PRUEFBAR[what] ?? what}: ${n}`));
  for (const { tabelle, zeile, befund, abhilfe } of befunde) {
    print(`${colour.red('Befund')} ${tabelle} ${zeile}: ${befund}`);
    print(colour.dim(`       ${abhilfe}`));
  }
  if (gefunden > befunde.length) print(`… und ${gefunden - befunde.length} weitere.`);
  print(gefunden === 0 ? `Keine Befunde. Stand ${stand}.` : `${gefunden} Befund(e). Stand ${stand}.`);
}
