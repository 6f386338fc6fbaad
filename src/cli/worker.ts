import { startWorker } from '../gateway/index.ts';
import { print, type Register, remark } from './output.ts';
import { settingHint, settingsFor, untilStopped } from './service.ts';

/** `blaupause worker`: delivers what gateways have accepted. */
export const registerWorker: Register = (program, done) => {
  program
    .command('worker')
    .description('Run a worker: take accepted Sendungen through the queue to their readers.')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .addHelpText(
      'after',
      `
Example:
  blaupause worker
  BLAUPAUSE_REDIS_URL=redis://queue:6379 blaupause --config gateway.yaml worker

Any number of workers may run beside one database and queue, with the same settings as the gateway.`,
    )
    .action(async (options: { dataDir?: string }, command) => {
      const worker = await startWorker(settingsFor(command, { dataDir: options.dataDir }));
      print('Worker läuft.');
      remark('Strg-C beendet ihn, nachdem laufende Zustellungen fertig sind.');
      await untilStopped(() => worker.close());
      done(0);
    });
};
