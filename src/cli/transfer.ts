import type { Command } from 'commander';
import type { Konnektor } from '../konnektor/index.ts';
import { asFault, fault } from '../platform/errors.ts';
import { inert } from '../platform/inert.ts';
import { resolvePath } from '../platform/paths.ts';
import {
  colour,
  ExitCode,
  print,
  printJson,
  type Register,
  readInput,
  remark,
  writeInto,
  writeOutput,
} from './output.ts';

/** `blaupause send` and `blaupause fetch`: an authority's Konnektor by hand. */
export const registerTransfer: Register = (program, done) => {
  identity(program.command('send'))
    .description(
      'Hand a Sendung to the gateway and keep the signed receipt. The same file again gives the same receipt.',
    )
    .argument('<sendung>', 'Sendung made by seal, or an XÖV message that is sealed first; - for standard input')
    .option('-o, --out <file>', 'where to write the receipt or refusal')
    .option('--patience <seconds>', 'how long to repeat while the gateway does not answer', '30')
    .addHelpText(
      'after',
      '\nExample:\n  blaupause send message.xml --as bgb:145110000001 --url https://localhost:8443 -o quittung.xml',
    )
    .action(async (file: string, options: IdentityOptions & { out?: string; patience: string }) => {
      const forMs = Number(options.patience) * 1000;
      if (!Number.isFinite(forMs) || forMs < 0)
        throw fault('USAGE', { detail: '--patience ist keine Zahl von Sekunden.' });
      const bytes = await readInput(file);
      const konnektor = await open(options);
      try {
        const patience = {
          forMs,
          onRetry: (reason: string, pause: number) => remark(`${reason}; neuer Versuch in ${Math.round(pause)} ms`),
        };
        const isSendung = bytes.subarray(0, 400).toString('latin1').includes('urn:bussgeld-blaupause:transport:');
        const sealed = isSendung ? { bytes } : await konnektor.seal(bytes, [], patience);
        const result = await konnektor.send(sealed, patience);
        const answer = result.angenommen ? result.quittung : result.rueckweisung;
        const toStandardOutput = options.out === '-';
        const say = toStandardOutput ? remark : print;
        if (options.out !== undefined && !(toStandardOutput && options.json)) writeOutput(options.out, answer);
        if (options.json) {
          const text = toStandardOutput ? { antwort: answer.toString('utf8') } : {};
          printJson(
            result.angenommen
              ? { ok: true, wiederholt: result.wiederholt, quittung: result.receipt, ...text }
              : { ok: false, status: result.status, rueckweisung: result.refusal, ...text },
          );
        } else if (result.angenommen) {
          const again = result.wiederholt ? ' (schon früher angenommen)' : '';
          say(
            `${colour.green('angenommen')}${again}: ${result.receipt.nachrichtenUUID}, eingegangen ${result.receipt.eingegangen.toISOString()}`,
          );
        } else {
          const known = fault(result.refusal.code, {
            ...(result.refusal.einzelheit === undefined ? {} : { detail: result.refusal.einzelheit }),
            findings: result.refusal.befunde,
          });
          say(
            `${colour.red('abgewiesen')} (HTTP ${result.status}, ${result.refusal.grund}): ${inert(known.toGerman())}`,
          );
        }
        done(result.angenommen ? ExitCode.ok : ExitCode.negative);
      } finally {
        await konnektor.close();
      }
    });

  identity(program.command('fetch'))
    .description('Fetch what lies in the own mailbox, open it with all checks, acknowledge it and write the messages.')
    .option('--wait <seconds>', 'how long to wait for something to come, at most 60', '0')
    .option('--out-dir <dir>', 'folder for messages, by UUID', '.')
    .option('--data-dir <dir>', 'folder of the durable inbox', '.blaupause')
    .addHelpText(
      'after',
      '\nExample:\n  blaupause fetch --as pol:092761440001 --url https://localhost:8443 --out-dir eingang',
    )
    .action(async (options: IdentityOptions & { wait: string; outDir: string; dataDir: string }) => {
      const wait = Number(options.wait);
      if (!Number.isInteger(wait) || wait < 0 || wait > 60)
        throw fault('USAGE', { detail: '--wait: erlaubt sind 0 bis 60 Sekunden.' });
      const konnektor = await open(options, options.dataDir);
      try {
        for (const uuid of await konnektor.list(wait)) {
          const { abholung } = await konnektor.takeOver(await konnektor.fetch(uuid));
          await konnektor.acknowledge(uuid, abholung);
        }
        const result = await openAll(konnektor, options.outDir);
        if (options.json) printJson({ ok: result.every((one) => one.ok), nachrichten: result });
        else {
          for (const one of result) {
            print(
              one.ok
                ? `${colour.green('geöffnet')} ${one.datei}  ${inert(one.typ)}`
                : `${colour.red('abgelehnt')} ${one.uuid}  ${one.code}`,
            );
          }
          if (result.length === 0) print('Das Postfach ist leer.');
        }
        done(result.every((one) => one.ok) ? ExitCode.ok : ExitCode.negative);
      } finally {
        await konnektor.close();
      }
    });
};

type Outcome =
  | { readonly ok: true; readonly uuid: string; readonly typ: string; readonly datei: string }
  | { readonly ok: false; readonly uuid: string; readonly code: string };

/** Opens every entry of the inbox; an entry leaves the inbox once its message lies in the folder. */
async function openAll(konnektor: Konnektor, folder: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { uuid, bytes } of konnektor.inbox.open()) {
    try {
      const { nachricht, anlagen, kopf } = await konnektor.open(bytes);
      for (const anlage of anlagen) writeInto(folder, `${uuid}-${anlage.id}`, anlage.bytes, 0o600);
      const datei = writeInto(folder, `${uuid}.xml`, nachricht, 0o600);
      konnektor.inbox.finish(uuid);
      outcomes.push({ ok: true, uuid, typ: kopf.nachrichtentyp, datei });
    } catch (error) {
      const known = asFault(error);
      if (known.code === 'FILE') throw known;
      outcomes.push({ ok: false, uuid, code: known.code });
    }
  }
  return outcomes;
}

interface IdentityOptions {
  readonly as: string;
  readonly url: string;
  readonly gatewayKey?: string;
  readonly pki: string;
  readonly json?: boolean;
}

const identity = (command: Command): Command =>
  command
    .requiredOption('--as <key>', 'own Organisationsschlüssel')
    .option('--url <url>', 'address of the gateway', 'https://localhost:8443')
    .option('--gateway-key <key>', 'Organisationsschlüssel of the gateway; answers of another one are refused')
    .option('--pki <dir>', 'folder with trust and own keys', 'certs-dev/pki')
    .option('--json', 'print one JSON document');

async function open(options: IdentityOptions, dataDir?: string): Promise<Konnektor> {
  if (!URL.canParse(options.url) || new URL(options.url).protocol !== 'https:')
    throw fault('USAGE', { detail: '--url muss mit https:// beginnen.' });
  const { inboxFile, Konnektor } = await import('../konnektor/index.ts');
  return new Konnektor({
    schluessel: options.as,
    gateway: options.url,
    ...(options.gatewayKey === undefined ? {} : { gatewaySchluessel: options.gatewayKey }),
    pkiDir: resolvePath(options.pki),
    ...(dataDir === undefined ? {} : { inbox: inboxFile(dataDir, options.as) }),
  });
}
