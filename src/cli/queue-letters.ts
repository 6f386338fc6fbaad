import type { Hindernis } from '../gateway/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { fault } from '../platform/errors.ts';
import { resolvePath } from '../platform/paths.ts';
import { ExitCode, print, printJson, type Register, table } from './output.ts';
import { settingHint, settingsFor } from './service.ts';
import { withStore } from './store.ts';
import { expectUuid } from './usage.ts';

const EXAMPLE = '3f0f2b8e-6f6c-4d0e-9f55-0d6f2a1c7b11';

/** Why a Sendung stays with the operator, for clerks. */
const HINDERNISSE: Readonly<Record<Hindernis, string>> = {
  eigene: 'Sie ist eine Nachricht des Gateways selbst.',
  rueckweisung: 'Eine Rückweisung wird nicht ihrerseits zurückgewiesen.',
  'absender-unbekannt': 'Ihr Autor steht nicht mehr im Profil.',
  'absender-nimmt-nicht': 'Ihr Autor nimmt nach dem Profil keine Rückweisungen (0010) an.',
  'gateway-sendet-nicht': 'Das Gateway darf nach dem Profil keine Rückweisungen (0010) senden.',
};

interface Options {
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `blaupause queue show UUID`: where one delivery stands, metadata only. */
export const registerShow: Register = (queue, done) => {
  queue
    .command('show')
    .description('Show where the delivery of one Sendung stands: header, attempts, Laufzettel; never content.')
    .argument('<uuid>', 'UUID of the Sendung')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  blaupause queue show ${EXAMPLE}`)
    .action(async (given: string, options: Options, command) => {
      const uuid = expectUuid(given);
      const settings = settingsFor(command, { dataDir: options.dataDir });
      await withStore(settings, async ({ ledger }) => {
        const { zustellstand } = await import('../ledger/index.ts');
        const [sendung, stand] = [await ledger.findByUuid(uuid), await zustellstand(ledger.pool, uuid)];
        if (sendung === undefined || stand === undefined) throw fault('NOT_FOUND', { detail: uuid });
        const grund = await whyNot(settings.profile, sendung);
        const laufzettel = await ledger.laufzettel(uuid);
        const { nachrichtentyp, absender, empfaenger, vorgangsUUID, eingegangen, groesse, status } = sendung;
        const kopf = { nachrichtentyp, absender, empfaenger, vorgangsUUID, eingegangen, groesse };
        const rueckgabe = grund === undefined ? 'möglich' : `nein: ${grund}`;
        if (options.json) printJson({ ok: true, uuid, status, ...kopf, zustellung: stand, rueckgabe, laufzettel });
        else {
          const rows = Object.entries({ UUID: uuid, Stand: status, ...kopf, ...stand, Rückgabe: rueckgabe });
          print(table([['Angabe', 'Wert'], ...rows.map(([name, value]) => [LABELS[name] ?? name, shown(value)])]));
          print();
          const events = laufzettel.map(({ ereignis, zeit, detail }) => [
            zeit.toISOString().slice(0, 19),
            ereignis,
            detail === undefined ? '' : JSON.stringify(detail),
          ]);
          print(table([['Zeit (UTC)', 'Ereignis', ''], ...events]));
        }
        done(ExitCode.ok);
      });
    });
};

/** What people read for the names of the JSON document. */
const LABELS: Readonly<Record<string, string>> = {
  nachrichtentyp: 'Nachrichtentyp',
  absender: 'Absender',
  empfaenger: 'Empfänger',
  vorgangsUUID: 'Vorgang',
  eingegangen: 'eingegangen (UTC)',
  groesse: 'Größe in Bytes',
  prioritaet: 'Rang (kleiner ist eiliger)',
  versuche: 'Fehlversuche',
  fehlercode: 'Grund',
  naechsterVersuch: 'nächster Versuch (UTC)',
  geaendert: 'geändert (UTC)',
  seit: 'wartet seit (UTC)',
  rueckweisung: 'Rückweisung (0010)',
  gesagt: 'Rückweisung gesendet',
};

const shown = (value: unknown): string =>
  value === null || value === undefined
    ? '-'
    : typeof value === 'boolean'
      ? value
        ? 'ja'
        : 'nein'
      : value instanceof Date
        ? value.toISOString().slice(0, 19)
        : String(value);

/** What keeps a Sendung from going back to its author; undefined where it may. */
async function whyNot(
  file: string,
  sendung: { readonly absender: string; readonly nachrichtentyp: string },
): Promise<string | undefined> {
  const [{ hindernis }, { loadProfile }] = await Promise.all([
    import('../gateway/index.ts'),
    import('../profile/index.ts'),
  ]);
  const found = hindernis(loadProfile(resolvePath(file)), sendung);
  return found && HINDERNISSE[found];
}

/** `blaupause queue retry UUID|--all`: puts dead letters back. */
export const registerRetry: Register = (queue, done) => {
  queue
    .command('retry')
    .description('Put dead letters back: one by UUID, or all. What was handed back to its author stays handed back.')
    .argument('[uuid]', 'UUID of the Sendung')
    .option('--all', 'every dead letter')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  blaupause queue retry ${EXAMPLE}\n  blaupause queue retry --all`)
    .action(async (given: string | undefined, options: Options & { all?: boolean }, command) => {
      if ((given === undefined) === (options.all === undefined)) {
        throw fault('USAGE', { detail: 'Entweder eine UUID oder --all angeben.' });
      }
      const uuid = given === undefined ? undefined : expectUuid(given);
      await withStore(settingsFor(command, { dataDir: options.dataDir }), async ({ ledger }) => {
        const wanted =
          uuid === undefined ? (await ledger.toteSendungen({ limit: 100_000 })).map((one) => one.uuid) : [uuid];
        const back: string[] = [];
        for (const one of wanted) if (await putBack(ledger, one)) back.push(one);
        if (uuid !== undefined && back.length === 0) await refuseRetry(ledger, uuid);
        if (options.json) printJson({ ok: true, wiedervorgelegt: back });
        else print(`${back.length} Sendung(en) wieder vorgelegt; ein laufender Worker stellt sie zu.`);
        done(ExitCode.ok);
      });
    });
};

async function putBack(ledger: Ledger, uuid: string): Promise<boolean> {
  const { eventEvidence } = await import('../ledger/index.ts');
  const { makeLeaf } = await import('../transparency/index.ts');
  const stored = await ledger.findByUuid(uuid);
  if (stored === undefined) return false;
  const beleg = eventEvidence(undefined);
  const leaf = makeLeaf({ ereignis: 'wiedervorgelegt', uuid, sha256: stored.sha256, zeit: new Date(), beleg });
  return (await ledger.wiedervorlegen(uuid, leaf)).changed;
}

async function refuseRetry(ledger: Ledger, uuid: string): Promise<never> {
  if ((await ledger.findByUuid(uuid))?.status === 'zurueckgegeben') throw fault('MAILBOX_RETURNED');
  throw fault('NOT_FOUND', { detail: 'Diese Sendung ist nicht unzustellbar.' });
}

/** `blaupause queue return UUID`: hands one dead letter back to its author before its time is over. */
export const registerReturn: Register = (queue, done) => {
  queue
    .command('return')
    .description('Hand a dead letter back to its author now: a running gateway sends the refusal (0010).')
    .argument('<uuid>', 'UUID of the Sendung')
    .option('--data-dir <dir>', `folder of the embedded database ${settingHint('dataDir')}`)
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nFor good: it is delivered no more.\n\nExample:\n  blaupause queue return ${EXAMPLE}`)
    .action(async (given: string, options: Options, command) => {
      const uuid = expectUuid(given);
      const settings = settingsFor(command, { dataDir: options.dataDir });
      await withStore(settings, async ({ ledger }) => {
        const { unzustellbare } = await import('../ledger/index.ts');
        const { rueckweisungUuid, unterwegsMs, zurueckgeben } = await import('../gateway/index.ts');
        const one = await unzustellbare(ledger.pool, uuid);
        if (one === undefined) await refuseRetry(ledger, uuid);
        else {
          const detail =
            (await whyNot(settings.profile, one)) ?? mayBeInHand(unterwegsMs(one.totMs, settings.deliveryTimeoutMs));
          if (detail !== undefined) throw fault('RETURN_REFUSED', { detail });
          if (!(await zurueckgeben(ledger, one))) await refuseRetry(ledger, uuid);
          const rueckweisung = rueckweisungUuid(uuid);
          if (options.json) printJson({ ok: true, zurueckgegeben: uuid, rueckweisung, an: one.absender });
          else print(`Zurückgegeben; ein laufendes Gateway sendet ${one.absender} die Rückweisung ${rueckweisung}.`);
        }
        done(ExitCode.ok);
      });
    });
};

/** Just given up, the Sendung may still be on its way to its reader. */
const mayBeInHand = (ms: number): string | undefined =>
  ms === 0 ? undefined : `Ein Zustellversuch kann noch laufen; in ${Math.ceil(ms / 1000)} Sekunden wiederholen.`;
