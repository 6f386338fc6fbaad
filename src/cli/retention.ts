import type { Command } from 'commander';
import type { Loeschbericht, Loeschgrenzen, Verbleib } from '../ledger/index.ts';
import { resolvePath } from '../platform/paths.ts';
import type { Settings } from '../platform/settings.ts';
import { ExitCode, print, printJson, type Register, table } from './output.ts';
import { settingHint, settingsFor } from './service.ts';
import { withStore } from './store.ts';

interface Options {
  readonly dataDir?: string;
  readonly profile?: string;
  readonly json?: boolean;
}

/** `blaupause retention plan|run`: what may be deleted by the times of the profile, and deleting it. */
export const registerRetention: Register = (program, done) => {
  const retention = program
    .command('retention')
    .description('Delete contents whose delivery is closed and salts that are old; evidence stays.')
    .addHelpText('after', '\nExample:\n  blaupause retention plan\n  blaupause retention run --json');
  const sub = (name: string, description: string) =>
    retention
      .command(name)
      .description(description)
      .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
      .option('--profile <file>', `profile with the times ${settingHint('profile')}`)
      .option('--json', 'print one JSON document')
      .addHelpText('after', `\nExample:\n  blaupause retention ${name}`);

  sub('plan', 'Show what would be deleted now and what stays; changes nothing.').action(
    async (options: Options, command: Command) => {
      const settings = settingsFor(command, { dataDir: options.dataDir, profile: options.profile });
      const { loeschplan } = await import('../ledger/index.ts');
      const grenzen = await grenzenOf(settings);
      await withStore(settings, async ({ pool }) => {
        const plan = await loeschplan(pool, grenzen);
        if (options.json) printJson({ ok: true, grenzen, ...plan });
        else show('zu löschen', grenzen, plan, plan);
      });
      done(ExitCode.ok);
    },
  );
  sub(
    'run',
    'Delete it; each step is noted in the store and in the log. The gateway does the same at intervals.',
  ).action(async (options: Options, command: Command) => {
    const settings = settingsFor(command, { dataDir: options.dataDir, profile: options.profile });
    const { loesche } = await import('../ledger/index.ts');
    const { deletionLeaf } = await import('../transparency/index.ts');
    const grenzen = await grenzenOf(settings);
    await withStore(settings, async ({ pool }) => {
      const bericht = await loesche(pool, grenzen, deletionLeaf);
      if (options.json) printJson({ ok: true, grenzen, ...bericht });
      else show('gelöscht', grenzen, bericht);
    });
    done(ExitCode.ok);
  });
};

/** Until when contents and salts may go, by the profile. */
async function grenzenOf({ profile }: Settings): Promise<Loeschgrenzen> {
  const [{ loeschgrenzen }, { loadProfile }] = await Promise.all([
    import('../gateway/index.ts'),
    import('../profile/index.ts'),
  ]);
  return loeschgrenzen(loadProfile(resolvePath(profile)).gateway, new Date());
}

function show(what: string, grenzen: Loeschgrenzen, bericht: Loeschbericht, bleibt?: Verbleib): void {
  const rows = Object.entries(bericht.inhalte).map(([typ, n]) => [typ, String(n)]);
  const sum = Object.values(bericht.inhalte).reduce((a, b) => a + b, 0);
  print(table([['Inhalte nach Nachrichtentyp', what], ...rows, ['zusammen', String(sum)]]));
  print();
  if (bericht.aeltester !== undefined) print(`ältester, abgeschlossen am: ${bericht.aeltester}`);
  print(`Salze ${what}: ${bericht.salze}`);
  if (bleibt !== undefined) {
    print(`es bleiben: ${bleibt.offen} nicht zugestellte und ${bleibt.jung}, deren Zeit noch läuft`);
  }
  print(`Grenzen: Inhalte abgeschlossen vor ${grenzen.inhalt.toISOString()}, Salze vor ${grenzen.salze.toISOString()}`);
}
