import { print, printJson, type Register, remark } from './output.ts';
import { serve, settingHint, settingsFor } from './service.ts';

/** `blaupause worker`: delivers what gateways have accepted. */
export const registerWorker: Register = (program, done) => {
  program
    .command('worker')
    .description('Run a worker: take accepted Sendungen through the queue to their readers.')
    .option('--pki <dir>', `folder with trust and keys ${settingHint('pkiDir')}`)
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print the process id as JSON once it works')
    .addHelpText(
      'after',
      `
Example:
  blaupause worker
  BLAUPAUSE_REDIS_URL=redis://queue:6379 blaupause --config gateway.yaml worker

Any number of workers may run beside one database and queue, with the same settings as the gateway.`,
    )
    .action(async (options: { pki?: string; dataDir?: string; json?: boolean }, command) => {
      const settings = settingsFor(command, { pkiDir: options.pki, dataDir: options.dataDir });
      const { startWorker } = await import('../gateway/index.ts');
      await serve(
        () => startWorker(settings),
        () => {
          if (options.json) printJson({ ok: true, pid: process.pid });
          else {
            print('Worker läuft.');
            remark('Strg-C beendet ihn, nachdem laufende Zustellungen fertig sind.');
          }
        },
      );
      done(0);
    });
};
