import { join } from 'node:path';
import { fault } from '../platform/errors.ts';
import { isUuid } from '../platform/ids.ts';
import { ExitCode, print, printJson, type Register, table } from './output.ts';
import { settingHint, settingsFor } from './service.ts';

/** `blaupause queue dead|retry|status`: what could not be delivered, and putting it back. */
export const registerQueue: Register = (program, done) => {
  const queue = program
    .command('queue')
    .description('Look at the queue and at dead letters (references only, never content).')
    .addHelpText('after', '\nExample:\n  blaupause queue status\n  blaupause queue dead');

  queue
    .command('dead')
    .description('List Sendungen that could not be delivered.')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause queue dead --json')
    .action(async (options: { dataDir?: string; json?: boolean }, command) => {
      const opened = await openStore(settingsFor(command, { dataDir: options.dataDir }));
      try {
        const dead = await opened.ledger.toteSendungen({ limit: 1000 });
        if (options.json) printJson({ ok: dead.length === 0, unzustellbar: dead });
        else if (dead.length === 0) print('Keine unzustellbaren Sendungen.');
        else {
          const rows = dead.map((one) => [
            one.uuid,
            one.nachrichtentyp.slice(-4),
            one.empfaenger,
            one.fehlercode,
            String(one.versuche),
            one.seit.toISOString().slice(0, 19),
          ]);
          print(table([['UUID', 'Typ', 'Empfänger', 'Grund', 'Versuche', 'seit (UTC)'], ...rows]));
        }
        done(dead.length === 0 ? ExitCode.ok : ExitCode.negative);
      } finally {
        await opened.close();
      }
    });

  queue
    .command('retry')
    .description('Put dead letters back: one by UUID, or all.')
    .argument('[uuid]', 'UUID of the Sendung')
    .option('--all', 'every dead letter')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  blaupause queue retry 3f0f2b8e-6f6c-4d0e-9f55-0d6f2a1c7b11\n  blaupause queue retry --all',
    )
    .action(async (uuid: string | undefined, options: { all?: boolean; dataDir?: string; json?: boolean }, command) => {
      if ((uuid === undefined) === (options.all === undefined)) {
        throw fault('USAGE', { detail: 'Entweder eine UUID oder --all angeben.' });
      }
      if (uuid !== undefined && !isUuid(uuid)) throw fault('USAGE', { detail: `${uuid} ist keine UUID.` });
      const { eventEvidence } = await import('../ledger/index.ts');
      const { makeLeaf } = await import('../transparency/index.ts');
      const opened = await openStore(settingsFor(command, { dataDir: options.dataDir }));
      try {
        const dead = await opened.ledger.toteSendungen({ limit: 100_000 });
        const wanted = dead.filter((one) => options.all || one.uuid === uuid?.toLowerCase());
        if (uuid !== undefined && wanted.length === 0) {
          throw fault('NOT_FOUND', { detail: 'Diese Sendung ist nicht unzustellbar.' });
        }
        for (const one of wanted) {
          const stored = await opened.ledger.findByUuid(one.uuid);
          if (stored === undefined) continue;
          const leaf = makeLeaf({
            ereignis: 'wiedervorgelegt',
            uuid: one.uuid,
            sha256: stored.sha256,
            zeit: new Date(),
            beleg: eventEvidence(undefined),
          });
          await opened.ledger.wiedervorlegen(one.uuid, leaf);
        }
        if (options.json) printJson({ ok: true, wiedervorgelegt: wanted.map((one) => one.uuid) });
        else print(`${wanted.length} Sendung(en) wieder vorgelegt; ein laufender Worker stellt sie zu.`);
        done(ExitCode.ok);
      } finally {
        await opened.close();
      }
    });

  queue
    .command('status')
    .description('Count what waits in outbox and queue.')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause queue status')
    .action(async (options: { dataDir?: string; json?: boolean }, command) => {
      const settings = settingsFor(command, { dataDir: options.dataDir });
      const { openQueue } = await import('../dispatch/index.ts');
      const opened = await openStore(settings);
      try {
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
      } finally {
        await opened.close();
      }
    });
};

async function openStore(settings: ReturnType<typeof settingsFor>) {
  const { openLedger } = await import('../ledger/index.ts');
  return openLedger({
    name: 'cli',
    max: 4,
    dataDir: join(settings.dataDir, 'postgres'),
    url: settings.databaseUrl,
    ownerUrl: settings.databaseOwnerUrl,
  });
}
