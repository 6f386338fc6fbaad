import { inert } from '../platform/inert.ts';
import type { Diagnosis } from './doctor-checks.ts';
import { colour, ExitCode, print, printJson, type Register } from './output.ts';
import { settingHint, settingsFor } from './service.ts';

/** `blaupause doctor`: whether this installation can run, and what to do where it cannot. */
export const registerDoctor: Register = (program, done) => {
  program
    .command('doctor')
    .description(
      'Check the installation and say what is wrong: runtime, settings, folders, PKI, database, log, queue, services, ports.',
    )
    .option('--data-dir <dir>', `data folder ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause doctor\n  blaupause --config gateway.yaml doctor --json')
    .action(async (options: { dataDir?: string; json?: boolean }, command) => {
      const settings = settingsFor(command, { dataDir: options.dataDir });
      const { examine } = await import('./doctor-checks.ts');
      const diagnoses: Diagnosis[] = [];
      for await (const diagnosis of examine(settings)) {
        diagnoses.push(diagnosis);
        if (!options.json) show(diagnosis);
      }
      const ok = diagnoses.every(({ stand }) => stand !== 'fehler');
      if (options.json) printJson({ ok, pruefungen: diagnoses });
      else print(ok ? '\nDie Installation ist betriebsbereit.' : '\nDie Installation ist noch nicht betriebsbereit.');
      done(ok ? ExitCode.ok : ExitCode.environment);
    });
};

function show({ was, stand, text }: Diagnosis): void {
  const mark = stand === 'ok' ? colour.green('✓') : stand === 'hinweis' ? colour.yellow('!') : colour.red('✗');
  print(`${mark} ${was.padEnd(16)} ${inert(text)}`);
}
