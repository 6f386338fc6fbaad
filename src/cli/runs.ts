import { join } from 'node:path';
import type { Command } from 'commander';
import { type BlaupauseError, fault } from '../platform/errors.ts';
import type { Settings } from '../platform/settings.ts';
import type { Darstellung, Ergebnis, Installation, Szenario } from '../simulation/index.ts';
import { colour, print, printJson, remark } from './output.ts';
import { settingsFor } from './service.ts';

/** Exit code of a command that was interrupted by Ctrl-C (128 + SIGINT). */
const INTERRUPTED = 130;
const NARROWEST = 60;
const WIDEST = 110;

export interface RunOptions {
  readonly json?: boolean;
  readonly dataDir?: string;
  readonly redis?: string;
  readonly keep?: boolean;
}

/**
 * Runs scenarios one after the other on one installation and shows them.
 *
 * @returns the exit code: 0 if everything came as expected, 1 if not, 130 if interrupted
 * @throws what keeps the installation from running
 */
export async function runScenarios(
  command: Command,
  scenarios: readonly Szenario[],
  options: RunOptions,
): Promise<number> {
  const { Installation, Lauf, nachrichtZeile, vermerkZeilen, stoerungZeilen, bericht, uebersicht } = await import(
    '../simulation/index.ts'
  );
  const settings = settingsFor(command, { redisUrl: options.redis });
  const say = options.json ? remark : print;
  const interrupt = new AbortController();
  let broken: unknown;
  const stopListening = onInterrupt(interrupt);
  const results: Ergebnis[] = [];
  try {
    const installation = await Installation.starte({
      settings: quiet(settings, command),
      dataDir: options.dataDir,
      melde: (text) => say(colour.dim(text)),
      gescheitert: (error) => {
        broken ??= error;
        interrupt.abort();
      },
      signal: interrupt.signal,
    }).catch((error: unknown) => {
      if (interrupt.signal.aborted && broken === undefined) return undefined;
      throw error;
    });
    if (installation === undefined) return interrupted(options);
    try {
      const view: Darstellung = { farben: colour, breite: columns(), profil: installation.profil };
      const show = (lines: readonly string[]) => lines.map((line) => say(line));
      for (const szenario of scenarios) {
        if (interrupt.signal.aborted) break;
        say('');
        say(colour.bold(szenario.titel));
        const lauf = new Lauf({
          szenario,
          installation,
          ordner: receiptFolder(options.dataDir ?? settings.dataDir, szenario.name),
          signal: interrupt.signal,
          beobachter: {
            nachricht: ({ zeit, typ, von, an, status, code }) =>
              say(
                nachrichtZeile(view, {
                  typ,
                  absender: von.behoerde.schluessel,
                  empfaenger: an,
                  erstellt: zeit.toISOString(),
                  status,
                  ...(code === undefined ? {} : { code }),
                }),
              ),
            vermerk: ({ text, aufnahme, davor }) => show(vermerkZeilen(view, text, aufnahme, davor)),
            stoerung: (stoerung) => show(stoerungZeilen(view, stoerung)),
          },
        });
        results.push(await lauf.fuehreAus());
        const last = results.at(-1);
        if (last !== undefined && broken === undefined) show(bericht(view, last));
      }
      if (results.length > 1) show(uebersicht(view, results));
      if (broken !== undefined) throw broken;
      if (options.json) printResults(results, scenarios.length);
      if (options.keep && !interrupt.signal.aborted) await keepUp(installation, results, interrupt.signal, say);
      if (interrupt.signal.aborted && !options.keep) return INTERRUPTED;
      return results.every(({ ok }) => ok) ? 0 : 1;
    } finally {
      await installation.beende();
    }
  } finally {
    stopListening();
  }
}

/** One document for one scenario, `{ok, szenarien}` for several. */
function printResults(results: readonly Ergebnis[], asked: number): void {
  if (asked === 1 && results[0] !== undefined) printJson(results[0]);
  else printJson({ ok: results.length === asked && results.every(({ ok }) => ok), szenarien: results });
}

function interrupted({ json }: RunOptions): number {
  if (json) printJson({ ok: false, fehler: ['Abgebrochen.'] });
  return INTERRUPTED;
}

/** One Ctrl-C may arrive twice, from the terminal and from npm; within this time it counts once, in milliseconds. */
const SAME_SIGNAL_MS = 500;

/** The first signal ends the run in order, a later one at once: child processes notice that their parent is gone. */
function onInterrupt(interrupt: AbortController): () => void {
  let since: number | undefined;
  const stop = () => {
    if (since !== undefined) {
      if (Date.now() - since > SAME_SIGNAL_MS) process.exit(INTERRUPTED);
      return;
    }
    since = Date.now();
    remark('Beende …');
    interrupt.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

/** Log files of a run hold what matters for a fault; `logLevel` of the environment wins. */
const quiet = (settings: Settings, command: Command): Settings =>
  process.env['BLAUPAUSE_LOG_LEVEL'] !== undefined ||
  command.optsWithGlobals<{ config?: string }>().config !== undefined
    ? settings
    : { ...settings, logLevel: 'warn' };

const columns = (): number => Math.min(WIDEST, Math.max(NARROWEST, process.stdout.columns ?? 80));

const receiptFolder = (dataDir: string, scenario: string): string =>
  join(dataDir, 'laeufe', `${scenario}-${new Date().toISOString().slice(0, 23).replace(/[:.]/g, '')}`);

/** Leaves everything running until Ctrl-C, and says what can be tried. */
async function keepUp(
  installation: Installation,
  results: readonly Ergebnis[],
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  const { gateway, pkiDir, ordner, teilnehmer } = installation;
  for (const einer of teilnehmer) {
    einer.uebergibAn(async (post) => {
      const what = 'fehler' in post ? `${post.uuid}: ${post.fehler.code}` : post.received.kopf.nachrichtentyp;
      say(`${colour.green('Eingang')} bei ${einer.behoerde.kurz}: ${what}`);
    });
  }
  const first = results[0]?.nachrichten[0];
  const sender = first?.absender ?? '';
  const keys = join(pkiDir, sender.replace(':', '-'));
  for (const line of [
    '',
    colour.bold('Die Installation läuft weiter. Strg-C beendet sie.'),
    `Gateway      ${gateway}`,
    ...teilnehmer.flatMap((einer) =>
      einer.endpunkt === undefined ? [] : [`             ${einer.endpunkt}  ${einer.behoerde.kurz} (push)`],
    ),
    `Schlüssel    ${pkiDir}`,
    `Daten, Logs  ${ordner}`,
    `Belege       ${results[0]?.belege ?? ''}`,
    '',
    colour.bold('Zum Ausprobieren, in einem zweiten Fenster:'),
    '',
    '# eine Nachricht senden',
    'npx blaupause sample 1010 --new > anzeige.xml',
    `npx blaupause send anzeige.xml --as ${sender} --url ${gateway} --pki ${pkiDir}`,
    '',
    '# den Laufzettel der ersten Nachricht ansehen',
    `curl -s --cacert ${join(pkiDir, 'ca', 'ca.pem')} --cert ${keys}/tls.pem --key ${keys}/tls.key.pem ${gateway}/v1/sendungen/${first?.uuid ?? ''}/laufzettel`,
    '',
    '# unzustellbare Sendungen',
    `npx blaupause queue dead --data-dir ${ordner}`,
  ]) {
    say(line);
  }
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** A catalogue error for a wrong choice, with the choices. */
export const noSuch = (what: string, given: string, choices: readonly string[]): BlaupauseError =>
  fault('USAGE', { detail: `${what} „${given}“ gibt es nicht. Zur Wahl: ${choices.join(', ')}.` });
