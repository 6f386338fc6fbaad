import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { folderName, loadKeyStore, parseCertificate, TrustStore } from '../crypto/index.ts';
import { type Anlage, seal } from '../envelope/index.ts';
import { asFault, fault, newUuid, resolvePath } from '../platform/index.ts';
import { build, catalogue, firstFault, isMessageType, sample, typeByNumber, Validator } from '../standard/index.ts';
import { readCatalog } from '../xml/index.ts';
import { openStepwise } from './open-report.ts';
import { colour, ExitCode, formatFinding, print, printJson, type Register, readInput, writeOutput } from './output.ts';

/** `blaupause sample|validate|seal|open`: messages and envelopes as files. */
export const registerMessageFiles: Register = (program, done) => {
  program
    .command('sample')
    .description('Write valid example messages with invented data.')
    .argument('[type]', 'message type or its four digits, e.g. 1120; without it the types are listed')
    .option('--all <dir>', 'one file per message type into this folder')
    .option('-o, --out <file>', 'file instead of standard output')
    .addHelpText('after', '\nExample:\n  blaupause sample 1120 -o ersuchen.xml\n  blaupause sample --all beispiele')
    .action((type: string | undefined, options: { all?: string; out?: string }) => {
      if (options.all !== undefined) {
        for (const { name } of catalogue) writeInto(options.all, `${name}.xml`, build(sample(name)));
        print(`${catalogue.length} Beispiele in ${options.all}.`);
      } else if (type === undefined) {
        for (const { name, titel } of catalogue) print(`${name.padEnd(46)} ${titel}`);
      } else {
        writeOutput(options.out, build(sample(messageType(type))));
      }
      done(ExitCode.ok);
    });

  program
    .command('validate')
    .description('Check an XÖV message: header, schema, code lists, characters, rules.')
    .argument('<message>', 'XML file, - for standard input')
    .option('--catalog <file>', 'XML catalog that puts official schemas in the place of ours')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause sample 1120 | blaupause validate -')
    .action((file: string, options: { catalog?: string; json?: boolean }) => {
      const validator = new Validator(
        options.catalog === undefined ? {} : { catalog: readCatalog(resolvePath(options.catalog)) },
      );
      const { header, findings } = validator.validate(readInput(file));
      const ok = firstFault(findings) === undefined;
      if (options.json) printJson({ ok, typ: header?.typ, uuid: header?.uuid, befunde: findings });
      else {
        print(`${ok ? colour.green('gültig') : colour.red('ungültig')}: ${header?.typ ?? 'unbekannter Typ'}`);
        for (const finding of findings) print(`  ${formatFinding(finding)}`);
      }
      done(ok ? ExitCode.ok : ExitCode.negative);
    });

  registerSeal(program, done);
  registerOpen(program, done);
};

const registerSeal: Register = (program, done) => {
  program
    .command('seal')
    .description('Sign and encrypt a message into a Sendung.')
    .argument('<message>', 'XÖV message, - for standard input')
    .requiredOption('--from <key>', 'Organisationsschlüssel of the author, whose keys lie in the PKI folder')
    .requiredOption('--to <key>', 'Organisationsschlüssel of the reader')
    .option('--gateway <key>', 'encrypt for this gateway too, so that it can check the content')
    .option('--pki <dir>', 'folder with keys and certificates', 'certs-dev/pki')
    .option('--attach <file...>', 'attachments')
    .option('--valid-hours <hours>', 'how long the Sendung may travel', '24')
    .option('--no-check', 'seal without validating the message, to test the other side')
    .option('-o, --out <file>', 'file instead of standard output')
    .addHelpText(
      'after',
      `
Example:
  blaupause sample 1110 -o anfrage.xml
  blaupause seal anfrage.xml --from bgb:145110000001 --to kba:010010000001 --gateway gwy:146120000001 -o sendung.xml`,
    )
    .action(async (file: string, options: SealOptions) => {
      const nachricht = readInput(file);
      const { header, findings } = new Validator().validate(nachricht);
      const first = firstFault(findings);
      if (options.check && first !== undefined) throw first;
      if (header === undefined) throw first ?? fault('VALIDATE_SCHEMA');
      if (options.check && header.autor.kennung !== options.from)
        throw fault('OPEN_AUTHOR', { detail: `Im Nachrichtenkopf steht ${header.autor.kennung}.` });
      if (options.check && header.leser.kennung !== options.to)
        throw fault('OPEN_READER', { detail: `Im Nachrichtenkopf steht ${header.leser.kennung}.` });
      const hours = Number(options.validHours);
      if (!(hours > 0)) throw fault('USAGE', { detail: '--valid-hours ist keine Zahl von Stunden.' });
      const now = new Date();
      const readers = [options.to, ...(options.gateway === undefined ? [] : [options.gateway])];
      const sealed = await seal({
        kopf: {
          nachrichtenUUID: header.uuid.toLowerCase(),
          nachrichtentyp: header.typ,
          standard: header.namespace,
          absender: options.from,
          empfaenger: options.to,
          vorgangsUUID: (header.vorgang?.vorgangsUUID ?? header.uuid).toLowerCase(),
          erstellt: now,
          gueltigBis: new Date(now.getTime() + hours * 3_600_000),
          test: header.test !== undefined,
        },
        nachricht,
        anlagen: (options.attach ?? []).map(attachment),
        author: loadKeyStore(options.pki, options.from).signature,
        readers: readers.map((schluessel) => ({
          schluessel,
          certificate: encryptionCertificate(options.pki, schluessel),
        })),
      });
      writeOutput(options.out, sealed);
      done(ExitCode.ok);
    });
};

interface SealOptions {
  readonly from: string;
  readonly to: string;
  readonly gateway?: string;
  readonly pki: string;
  readonly attach?: string[];
  readonly validHours: string;
  readonly check: boolean;
  readonly out?: string;
}

const registerOpen: Register = (program, done) => {
  program
    .command('open')
    .description('Verify, decrypt, verify the author and validate a Sendung; print a report of every check.')
    .argument('<sendung>', 'Sendung, - for standard input')
    .requiredOption('--as <key>', 'Organisationsschlüssel of the reader (or gateway) whose keys lie in the PKI folder')
    .option('--pki <dir>', 'folder with trust and keys', 'certs-dev/pki')
    .option('-o, --out <file>', 'where to write the XÖV message')
    .option('--attachments <dir>', 'where to write the attachments')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause open sendung.xml --as kba:010010000001 -o nachricht.xml')
    .action(
      async (
        file: string,
        options: { as: string; pki: string; out?: string; attachments?: string; json?: boolean },
      ) => {
        const report = await openStepwise(readInput(file), {
          schluessel: options.as,
          keys: loadKeyStore(options.pki, options.as),
          trust: TrustStore.fromFolder(options.pki),
          validator: new Validator(),
          at: new Date(),
        });
        if (report.ok) {
          if (options.out !== undefined) writeOutput(options.out, report.nachricht);
          for (const anlage of report.anlagen) {
            if (options.attachments !== undefined)
              writeInto(options.attachments, `${anlage.id}-${basename(anlage.name)}`, anlage.bytes);
          }
        }
        if (options.json) printJson(report.json);
        else {
          for (const { schritt, ergebnis, text } of report.json.pruefungen) {
            print(`${ergebnis === 'bestanden' ? colour.green('✓') : colour.red('✗')} ${schritt.padEnd(14)} ${text}`);
          }
          if (!report.ok) print(colour.red(report.fault.toGerman()));
        }
        done(report.ok ? ExitCode.ok : ExitCode.negative);
      },
    );
};

function messageType(text: string) {
  const type = /^\d{4}$/.test(text) ? typeByNumber(text) : text;
  if (type === undefined || !isMessageType(type)) {
    throw fault('USAGE', { detail: `${text} ist kein Nachrichtentyp; blaupause sample listet alle.` });
  }
  return type;
}

function attachment(file: string): Anlage {
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
    id: newUuid(),
    name: basename(file),
    mediaType: types[extension] ?? 'application/octet-stream',
    bytes: readInput(file),
  };
}

function encryptionCertificate(pki: string, schluessel: string) {
  const file = join(pki, folderName(schluessel), 'encryption.pem');
  try {
    return parseCertificate(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw fault('PKI', { detail: `${file} fehlt oder ist nicht lesbar.`, cause: asFault(cause) });
  }
}

function writeInto(folder: string, name: string, bytes: Uint8Array): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), bytes);
  } catch (cause) {
    throw fault('FILE', { detail: `${join(folder, name)} ist nicht schreibbar.`, cause });
  }
}
