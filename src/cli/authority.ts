import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { fault } from '../platform/errors.ts';
import { inert } from '../platform/inert.ts';
import { resolvePath } from '../platform/paths.ts';
import { loadProfile } from '../profile/index.ts';
import { colour, print, printJson, printJsonLine, type Register } from './output.ts';
import { noSuch } from './runs.ts';
import { serve, settingHint, settingsFor } from './service.ts';

interface AuthorityOptions {
  readonly gateway?: string;
  readonly pki?: string;
  readonly dataDir?: string;
  readonly scenario: string;
  readonly port?: string;
  readonly endpointsFile?: string;
  readonly pause: string;
  readonly start?: boolean;
  readonly json?: boolean;
}

const MARK = { ein: '←', aus: '→', vermerk: '§', fehler: '✗' } as const;

/** `blaupause authority`: one simulated authority against a running gateway. */
export const registerAuthority: Register = (program, done) => {
  program
    .command('authority')
    .description('Run one simulated authority: receive, decide as its role in a scenario does, and answer.')
    .argument('<role>', 'short name, role or Organisationsschlüssel of the profile, e.g. zbs-chemnitz')
    .option('--gateway <url>', 'address of the gateway', 'https://localhost:8443')
    .option('--pki <dir>', `folder with trust and own keys ${settingHint('pkiDir')}`)
    .option('--data-dir <dir>', `folder of the durable inbox ${settingHint('dataDir')}`)
    .option('--scenario <file>', 'scenario whose plan it follows, by path or name', 'sachsen-bayern-koeln')
    .option('--port <number>', 'port of its push endpoint', '0')
    .option('--endpoints-file <file>', `file to enter its push address in ${settingHint('endpointsFile')}`)
    .option('--pause <ms>', 'real time before each entry of its agenda, in milliseconds', '500')
    .option('--start', 'begin a case, if its role begins one')
    .option('--json', 'print each step as one line of JSON')
    .addHelpText(
      'after',
      `
Example:
  blaupause authority zbs-chemnitz --gateway https://localhost:8443 --endpoints-file endpunkte.yaml
  blaupause authority pd-chemnitz --start

Authorities with push delivery need the gateway's worker to know their address: give both the same endpoints file.`,
    )
    .action(async (role: string, options: AuthorityOptions, command) => {
      const settings = settingsFor(command, {
        pkiDir: options.pki,
        dataDir: options.dataDir,
        endpointsFile: options.endpointsFile,
      });
      const profil = loadProfile(settings.profile);
      const behoerde = profil.behoerden.find((one) => [one.kurz, one.rolle, one.schluessel].includes(role));
      if (behoerde === undefined) {
        throw noSuch(
          'Die Behörde',
          role,
          profil.behoerden.map(({ kurz, rolle }) => `${kurz} (${rolle})`),
        );
      }
      if (!URL.canParse(options.gateway ?? '')) throw fault('USAGE', { detail: '--gateway ist keine Adresse.' });
      const [port, pauseMs] = [
        wholeNumber('--port', options.port ?? '0', 65_535),
        wholeNumber('--pause', options.pause, 3_600_000),
      ];
      const { Einzelplatz, Teilnehmer, ladeSzenario } = await import('../simulation/index.ts');
      const { loadVersions, Validator } = await import('../standard/index.ts');
      const szenario = ladeSzenario(options.scenario);
      const ende = new AbortController();
      const melde = (was: keyof typeof MARK, text: string): void => {
        if (options.json) printJsonLine({ was, text });
        else print(`${was === 'fehler' ? colour.red(MARK[was]) : colour.green(MARK[was])} ${inert(text)}`);
      };
      // a gateway that stays away is one line, not one for each try
      let lastTrouble: string | undefined;
      await serve(
        async () => {
          const teilnehmer = await Teilnehmer.eroeffne({
            behoerde,
            gateway: { url: options.gateway ?? '', schluessel: profil.gateway.schluessel },
            pkiDir: resolvePath(settings.pkiDir),
            dataDir: settings.dataDir,
            validator: new Validator({ versions: loadVersions(settings.standardFolders.map(resolvePath)) }),
            port,
            onTrouble: ({ code, entry, detail }) => {
              const trouble = `${code}: ${entry.de}${detail === undefined ? '' : ` ${detail}`}`;
              if (trouble !== lastTrouble) melde('fehler', trouble);
              lastTrouble = trouble;
            },
          });
          return {
            teilnehmer,
            close: async () => {
              ende.abort();
              await teilnehmer.schliesse();
            },
          };
        },
        ({ teilnehmer }) => {
          if (teilnehmer.endpunkt !== undefined && settings.endpointsFile !== undefined)
            enter(settings.endpointsFile, behoerde.schluessel, teilnehmer.endpunkt);
          const platz = new Einzelplatz({
            teilnehmer,
            profil,
            szenario,
            pauseMs,
            signal: ende.signal,
            melde,
          });
          if (options.json) printJson({ behoerde: behoerde.schluessel, endpunkt: teilnehmer.endpunkt ?? null });
          else print(`${behoerde.name}: ${teilnehmer.endpunkt ?? 'Postfach am Gateway'}`);
          if (options.start) platz.beginne();
        },
      );
      done(0);
    });
};

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw fault('USAGE', { detail: `${option}: erlaubt ist eine ganze Zahl von 0 bis ${most}.` });
  return value;
}

/** Enters a push address in the endpoints file, keeping the others. */
function enter(file: string, schluessel: string, url: string): void {
  let known: Record<string, string> = {};
  try {
    known = (parse(readFileSync(file, 'utf8')) as Record<string, string> | null) ?? {};
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT')
      throw fault('FILE', { detail: `${file} ist nicht lesbar.`, cause });
  }
  try {
    writeFileSync(file, stringify({ ...known, [schluessel]: url }));
  } catch (cause) {
    throw fault('FILE', { detail: `${file} ist nicht schreibbar.`, cause });
  }
}
