import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Anlage } from '../envelope/index.ts';
import { fault } from '../platform/errors.ts';
import { resolvePath } from '../platform/paths.ts';
import { ExitCode, printJson, type Register, readInput, writeOutput } from './output.ts';
import { standardOption, versionsOf } from './standard-option.ts';

/** Longest way of a Sendung in hours: thirty-one days. */
const MAXIMUM_HOURS = 744;

/** `blaupause seal`: a message as a file becomes a Sendung. */
export const registerSeal: Register = (program, done) => {
  program
    .command('seal')
    .description('Sign and encrypt a message into a Sendung.')
    .argument('<message>', 'XÖV message, - for standard input')
    .requiredOption('--from <key>', 'Organisationsschlüssel of the author, whose keys lie in the PKI folder')
    .requiredOption('--to <key>', 'Organisationsschlüssel of the reader')
    .option('--gateway <key>', 'encrypt for this gateway too, so that it can check the content')
    .option('--pki <dir>', 'folder with keys and certificates', 'certs-dev/pki')
    .option(...standardOption)
    .option(
      '--attach <file>',
      'attachment; repeat the option for more',
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option('--valid-hours <hours>', 'how long the Sendung may travel', '24')
    .option('--no-check', 'seal without validating the message, to test the other side')
    .option('-o, --out <file>', 'file instead of standard output')
    .option('--json', 'print one JSON document; without --out it holds the Sendung as text')
    .addHelpText(
      'after',
      `
Example:
  blaupause sample 1110 -o anfrage.xml
  blaupause seal anfrage.xml --from bgb:145110000001 --to kba:010010000001 --gateway gwy:146120000001 -o sendung.xml`,
    )
    .action(async (file: string, options: SealOptions) => {
      const pki = resolvePath(options.pki);
      const hours = Number(options.validHours);
      if (!(hours > 0 && hours <= MAXIMUM_HOURS))
        throw fault('USAGE', { detail: `--valid-hours: erlaubt sind mehr als 0 bis ${MAXIMUM_HOURS} Stunden.` });
      const nachricht = await readInput(file);
      const anlagen = await Promise.all((options.attach ?? []).map(attachment));
      const [{ folderName, loadKeyStore, parseCertificate }, { seal }, { sha256Hex }, { firstFault, Validator }] =
        await Promise.all([
          import('../crypto/index.ts'),
          import('../envelope/index.ts'),
          import('../platform/ids.ts'),
          import('../standard/index.ts'),
        ]);
      const author = loadKeyStore(pki, options.from).signature;
      const readers = [options.to, ...(options.gateway === undefined ? [] : [options.gateway])].map((schluessel) => ({
        schluessel,
        certificate: parseCertificate(encryptionPem(join(pki, folderName(schluessel)))),
      }));
      const validator = new Validator({ versions: await versionsOf(options.standard) });
      const { header, findings, total } = validator.validate(nachricht);
      const first = firstFault(findings, total);
      if (options.check && first !== undefined) throw first;
      if (header === undefined) throw first ?? fault('VALIDATE_SCHEMA');
      if (options.check && header.autor.kennung !== options.from)
        throw fault('OPEN_AUTHOR', { detail: `Im Nachrichtenkopf steht ${header.autor.kennung}.` });
      if (options.check && header.leser.kennung !== options.to)
        throw fault('OPEN_READER', { detail: `Im Nachrichtenkopf steht ${header.leser.kennung}.` });
      const now = new Date();
      const kopf = {
        nachrichtenUUID: header.uuid.toLowerCase(),
        nachrichtentyp: header.typ,
        standard: header.namespace,
        absender: options.from,
        empfaenger: options.to,
        vorgangsUUID: (header.vorgang?.vorgangsUUID ?? header.uuid).toLowerCase(),
        erstellt: now,
        gueltigBis: new Date(now.getTime() + hours * 3_600_000),
        test: header.test !== undefined,
      };
      const sealed = await seal({ kopf, nachricht, anlagen, author, readers });
      const toFile = options.out !== undefined && options.out !== '-';
      if (toFile || !options.json) writeOutput(options.out, sealed);
      if (options.json) {
        const place = toFile ? { datei: options.out } : { sendung: sealed.toString('utf8') };
        printJson({ ok: true, sha256: sha256Hex(sealed), kopf, ...place });
      }
      done(ExitCode.ok);
    });
};

interface SealOptions {
  readonly from: string;
  readonly to: string;
  readonly gateway?: string;
  readonly pki: string;
  readonly attach?: readonly string[];
  readonly standard?: readonly string[];
  readonly validHours: string;
  readonly check: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

async function attachment(file: string): Promise<Anlage> {
  const types: Readonly<Record<string, string>> = {
    pdf: 'application/pdf',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    png: 'image/png',
    xml: 'application/xml',
    txt: 'text/plain',
  };
  const extension = file.split('.').at(-1)?.toLowerCase() ?? '';
  return {
    id: randomUUID(),
    name: basename(file),
    mediaType: types[extension] ?? 'application/octet-stream',
    bytes: await readInput(file),
  };
}

function encryptionPem(folder: string): string {
  const file = join(folder, 'encryption.pem');
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw fault('PKI', { detail: `${file} fehlt oder ist nicht lesbar.`, cause });
  }
}
