import { fault } from '../platform/errors.ts';
import { ExitCode, print, printJson, type Register, table } from './output.ts';
import { settingHint, settingsFor } from './service.ts';
import { withStore } from './store.ts';

/** Cases listed at most; an operator with more has the metrics. */
const LIMIT = 1000;
const MOST_DAYS = 3650;

/** `blaupause fristen`: cases whose limitation ends soon, with their holders and the requests that block them. */
export const registerFristen: Register = (program, done) => {
  program
    .command('fristen')
    .description('List cases whose limitation ends soon (references and days only, never content).')
    .option('--days <n>', 'cases that end within so many days', '30')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nCases that ran out within the last 30 days stand first. Exit code 1 when any case is listed.\n\nExample:\n  blaupause fristen --days 14 --json',
    )
    .action(async (options: { days: string; dataDir?: string; json?: boolean }, command) => {
      const days = Number(options.days);
      if (!Number.isInteger(days) || days < 0 || days > MOST_DAYS)
        throw fault('USAGE', { detail: `--days: zulässig ist eine ganze Zahl von 0 bis ${MOST_DAYS}.` });
      const settings = settingsFor(command, { dataDir: options.dataDir });
      const [{ gefaehrdete, fristzahlen }, { legalDay }] = await Promise.all([
        import('../ledger/index.ts'),
        import('../procedure/index.ts'),
      ]);
      await withStore(settings, async ({ pool }) => {
        const heute = legalDay(new Date());
        const [cases, numbers] = await Promise.all([
          gefaehrdete(pool, heute, days, LIMIT),
          fristzahlen(pool, heute, []),
        ]);
        const { ueberfaellig, veraltet } = numbers;
        if (options.json)
          printJson({
            ok: cases.length === 0,
            stichtag: heute,
            vorgaenge: cases,
            ueberfaelligeErsuchen: ueberfaellig,
            veraltet,
          });
        else {
          if (cases.length === 0) print(`Kein Vorgang, dessen Verjährung binnen ${days} Tagen endet.`);
          else {
            const rows = cases.map((one) => [
              one.vorgang,
              one.zustaendig ?? '–',
              one.fristende,
              one.restTage < 0 ? 'abgelaufen' : String(one.restTage),
              one.gewarnt === undefined ? '–' : `${one.gewarnt} Tage`,
              one.offeneErsuchen
                .map(({ nachrichtentyp, ersucht }) => `${nachrichtentyp.slice(-4)} ${ersucht}`)
                .join(', ') || '–',
            ]);
            print(table([['Vorgang', 'zuständig', 'Ende', 'Tage', 'gewarnt', 'offene Ersuchen'], ...rows]));
          }
          print(`Ersuchen über ihrer Antwortfrist: ${ueberfaellig}.`);
          if (veraltet > 0) print(`${veraltet} Vorgänge liest das Gateway noch neu; sie können fehlen.`);
        }
        done(cases.length === 0 ? ExitCode.ok : ExitCode.negative);
      });
    });
};
