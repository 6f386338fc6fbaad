import { ExitCode, print, printJson, type Register, table } from './output.ts';
import { registerRetry, registerReturn, registerShow } from './queue-letters.ts';
import { settingHint, settingsFor } from './service.ts';
import { withStore } from './store.ts';

/** How long what was handed back stands beside the dead letters, in days. */
const SHOWN_DAYS = 30;

/** `blaupause queue dead|show|retry|return|status`: what could not be delivered, and what a person can do about it. */
export const registerQueue: Register = (program, done) => {
  const queue = program
    .command('queue')
    .description('Look at the queue and deal with dead letters (references only, never content).')
    .addHelpText('after', '\nExample:\n  blaupause queue status\n  blaupause queue dead');

  queue
    .command('dead')
    .description(
      `List Sendungen that could not be delivered, and those handed back to their authors in the last ${SHOWN_DAYS} days.`,
    )
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExit 1 while any waits for a person.\n\nExample:\n  blaupause queue dead --json')
    .action(async (options: { dataDir?: string; json?: boolean }, command) => {
      await withStore(settingsFor(command, { dataDir: options.dataDir }), async ({ ledger }) => {
        const { zurueckgegebene } = await import('../ledger/index.ts');
        const dead = await ledger.toteSendungen({ limit: 1000 });
        const returned = await zurueckgegebene(ledger.pool, new Date(Date.now() - SHOWN_DAYS * 86_400_000), 1000);
        if (options.json) printJson({ ok: dead.length === 0, unzustellbar: dead, zurueckgegeben: returned });
        else if (dead.length + returned.length === 0) print('Keine unzustellbaren Sendungen.');
        else {
          const row = (one: (typeof dead | typeof returned)[number], stand: string) => [
            ...[one.uuid, one.nachrichtentyp.slice(-4), one.empfaenger, one.fehlercode, String(one.versuche)],
            ...[one.seit.toISOString().slice(0, 19), stand],
          ];
          const rows = [
            ...dead.map((one) => row(one, 'unzustellbar')),
            ...returned.map((one) => row(one, one.gesagt ? 'zurückgegeben' : 'zurückgegeben, 0010 steht aus')),
          ];
          print(table([['UUID', 'Typ', 'Empfänger', 'Grund', 'Versuche', 'seit (UTC)', 'Stand'], ...rows]));
        }
        done(dead.length === 0 ? ExitCode.ok : ExitCode.negative);
      });
    });

  registerShow(queue, done);
  registerRetry(queue, done);
  registerReturn(queue, done);

  queue
    .command('status')
    .description('Count what waits in outbox and queue.')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause queue status')
    .action(async (options: { dataDir?: string; json?: boolean }, command) => {
      const settings = settingsFor(command, { dataDir: options.dataDir });
      const { openQueue } = await import('../dispatch/index.ts');
      await withStore(settings, async (opened) => {
        const delivery = await openQueue({
          redisUrl: settings.redisUrl,
          databaseUrl: opened.database.url,
          prefix: settings.queuePrefix,
        });
        try {
          const [ausgang, warteschlange] = await Promise.all([opened.ledger.counts(), delivery.counts()]);
          if (options.json) printJson({ ok: true, ausgang, warteschlange });
          else {
            print(table([['Ausgang', 'Anzahl'], ...Object.entries(ausgang).map(([state, n]) => [state, String(n)])]));
            print();
            const rows = Object.entries(warteschlange).map(([state, n]) => [state, String(n)]);
            print(table([[`Warteschlange (${delivery.backend})`, 'Anzahl'], ...rows]));
          }
          done(ExitCode.ok);
        } finally {
          await delivery.close();
        }
      });
    });
};
