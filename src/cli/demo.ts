import type { Register } from './output.ts';
import { runScenarios } from './runs.ts';
import { settingHint } from './service.ts';

/** `blaupause demo`: one case through everything, on an installation of its own. */
export const registerDemo: Register = (program, done) => {
  program
    .command('demo')
    .description(
      'Show a case travelling as signed and encrypted XML between authorities of Saxony, Bavaria and North Rhine-Westphalia.',
    )
    .option('--scenario <file>', 'scenario by path or name', 'sachsen-bayern-koeln')
    .option('--data-dir <dir>', 'folder for database, logs and receipts that is kept; a fresh one if left out')
    .option('--redis <url>', `Redis for the queue ${settingHint('redisUrl')}`)
    .option('--keep', 'leave everything running at the end and say what can be tried')
    .option('--json', 'print the result as one JSON document; progress goes to standard error')
    .addHelpText(
      'after',
      `
Example:
  blaupause demo
  blaupause demo --keep
  blaupause demo --scenario angriffe --json | jq .stoerungen

The first run makes a development PKI (certs-dev/pki), which takes some seconds. Exit code 0: everything came as the
scenario expects; 1: not; 130: interrupted.`,
    )
    .action(
      async (
        options: { scenario: string; dataDir?: string; redis?: string; keep?: boolean; json?: boolean },
        command,
      ) => {
        const { ladeSzenario } = await import('../simulation/index.ts');
        done(await runScenarios(command, [ladeSzenario(options.scenario)], options));
      },
    );
};
