import { fault } from '../platform/errors.ts';
import type { Register } from './output.ts';
import { runScenarios } from './runs.ts';
import { settingHint } from './service.ts';

/** `blaupause simulate`: scenarios with their expectations, one after the other. */
export const registerSimulate: Register = (program, done) => {
  program
    .command('simulate')
    .description('Run scenarios and check that everything comes as they expect.')
    .argument('[scenario...]', 'scenarios by path or name')
    .option('--all', 'every scenario of the package')
    .option('--data-dir <dir>', 'folder for database, logs and receipts that is kept; a fresh one if left out')
    .option('--redis <url>', `Redis for the queue ${settingHint('redisUrl')}`)
    .option('--json', 'print one JSON document: the result of one scenario, or {ok, szenarien} for several')
    .addHelpText(
      'after',
      `
Example:
  blaupause simulate --all
  blaupause simulate zahlung-fristgerecht scenarios/angriffe.yaml --json

What a scenario file may say: docs/reference/scenarios.md`,
    )
    .action(
      async (
        files: string[],
        options: { all?: boolean; dataDir?: string; redis?: string; json?: boolean },
        command,
      ) => {
        const { ladeSzenario, szenarien } = await import('../simulation/index.ts');
        const names = options.all ? [...szenarien(), ...files] : files;
        if (names.length === 0) {
          throw fault('USAGE', { detail: `Es fehlt ein Szenario, oder --all. Vorhanden: ${szenarien().join(', ')}.` });
        }
        done(await runScenarios(command, names.map(ladeSzenario), options));
      },
    );
};
