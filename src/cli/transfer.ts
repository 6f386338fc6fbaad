import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { inboxFile, Konnektor } from '../konnektor/index.ts';
import { asFault, fault } from '../platform/index.ts';
import { colour, ExitCode, print, printJson, type Register, readInput, remark, writeOutput } from './output.ts';

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
      const konnektor = open(options);
      try {
        const bytes = readInput(file);
        const patience = {
          forMs,
          onRetry: (reason: string, pause: number) => remark(`${reason}; neuer Versuch in ${Math.round(pause)} ms`),
        };
        const isSendung = bytes.subarray(0, 400).toString('latin1').includes('urn:bussgeld-blaupause:transport:');
        const sealed = isSendung ? { bytes } : await konnektor.seal(bytes, [], patience);
        const result = await konnektor.send(sealed, patience);
        const answer = result.angenommen ? result.quittung : result.rueckweisung;
        if (options.out !== undefined) writeOutput(options.out, answer);
        if (options.json) {
          printJson(
            result.angenommen
              ? { ok: true, wiederholt: result.wiederholt, quittung: result.receipt }
              : { ok: false, status: result.status, rueckweisung: result.refusal },
          );
        } else if (result.angenommen) {
          const again = result.wiederholt ? ' (schon früher angenommen)' : '';
          print(
            `${colour.green('angenommen')}${again}: ${result.receipt.nachrichtenUUID}, eingegangen ${result.receipt.eingegangen.toISOString()}`,
          );
        } else {
          const known = fault(result.refusal.code, {
            ...(result.refusal.einzelheit === undefined ? {} : { detail: result.refusal.einzelheit }),
            findings: result.refusal.befunde,
          });
          print(`${colour.red('abgewiesen')} (HTTP ${result.status}, ${result.refusal.grund}): ${known.toGerman()}`);
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
      const konnektor = open(options, inboxFile(options.dataDir, options.as));
      try {
        for (const uuid of await konnektor.list(Number(options.wait))) {
          const { abholung } = await konnektor.takeOver(await konnektor.fetch(uuid));
          await konnektor.acknowledge(uuid, abholung);
        }
        const result = await openAll(konnektor, options.outDir);
        if (options.json) printJson({ ok: result.every((one) => one.ok), nachrichten: result });
        else {
          for (const one of result) {
            print(
              one.ok
                ? `${colour.green('geöffnet')} ${one.datei}  ${one.typ}`
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
      const datei = join(folder, `${uuid}.xml`);
      write(folder, datei, nachricht);
      for (const anlage of anlagen) write(folder, join(folder, `${uuid}-${anlage.id}`), anlage.bytes);
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

function write(folder: string, file: string, bytes: Uint8Array): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, bytes, { mode: 0o600 });
  } catch (cause) {
    throw fault('FILE', { detail: `${file} ist nicht schreibbar.`, cause });
  }
}

interface IdentityOptions {
  readonly as: string;
  readonly url: string;
  readonly pki: string;
  readonly json?: boolean;
}

const identity = (command: Command): Command =>
  command
    .requiredOption('--as <key>', 'own Organisationsschlüssel')
    .option('--url <url>', 'address of the gateway', 'https://localhost:8443')
    .option('--pki <dir>', 'folder with trust and own keys', 'certs-dev/pki')
    .option('--json', 'print one JSON document');

const open = (options: IdentityOptions, inbox?: string): Konnektor =>
  new Konnektor({
    schluessel: options.as,
    gateway: options.url,
    pkiDir: options.pki,
    ...(inbox === undefined ? {} : { inbox }),
  });
