import { print, printJson, type Register, remark } from './output.ts';
import { serve, settingHint, settingsFor } from './service.ts';

/** `blaupause gateway`: the HTTPS side alone. */
export const registerGateway: Register = (program, done) => {
  program
    .command('gateway')
    .description('Run the gateway: receive, check, record and receipt Sendungen.')
    .option('--port <number>', `TLS port ${settingHint('port')}`)
    .option('--pki <dir>', `folder with trust and keys ${settingHint('pkiDir')}`)
    .option('--data-dir <dir>', `folder for embedded database, log key and run files ${settingHint('dataDir')}`)
    .option('--json', 'print address and process id as JSON once it listens')
    .addHelpText(
      'after',
      `
Example:
  blaupause pki init && blaupause gateway --port 8443
  BLAUPAUSE_DATABASE_URL=postgres://app@db/blaupause blaupause --config gateway.yaml gateway

It needs a worker beside it (blaupause worker) to deliver what it accepts. All settings: docs/reference/settings.md`,
    )
    .action(async (options: { port?: string; pki?: string; dataDir?: string; json?: boolean }, command) => {
      const settings = settingsFor(command, {
        port: options.port,
        pkiDir: options.pki,
        dataDir: options.dataDir,
      });
      const { startGateway } = await import('../gateway/index.ts');
      await serve(
        () => startGateway(settings),
        ({ url, context }) => {
          if (options.json) printJson({ ok: true, url, pid: process.pid });
          else {
            print(`${context.stelle.name}: ${url}`);
            remark('Strg-C beendet es.');
          }
        },
      );
      done(0);
    });
};
