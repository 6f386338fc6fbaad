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
import { standardOption, versionsOf } from './standard-option.ts';

/** The longest name of an attachment that becomes part of a file name. */
const MAX_NAME = 100;

/** The author's name for an attachment as the end of a file name: no folders, nothing that a shell or terminal obeys. */
const fileNameOf = (name: string): string => name.replace(/[^\p{L}\p{M}\p{N}._-]/gu, '_').slice(-MAX_NAME);

/** `blaupause open`: a Sendung as a file is checked step by step and becomes a message. */
export const registerOpen: Register = (program, done) => {
  program
    .command('open')
    .description('Verify, decrypt, verify the author and validate a Sendung; print a report of every check.')
    .argument('<sendung>', 'Sendung, - for standard input')
    .requiredOption('--as <key>', 'Organisationsschlüssel of the reader (or gateway) whose keys lie in the PKI folder')
    .option('--pki <dir>', 'folder with trust and keys', 'certs-dev/pki')
    .option('-o, --out <file>', 'where to write the XÖV message')
    .option('--attachments <dir>', 'where to write the attachments')
    .option(...standardOption)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause open sendung.xml --as kba:010010000001 -o nachricht.xml')
    .action(
      async (
        file: string,
        options: {
          as: string;
          pki: string;
          out?: string;
          attachments?: string;
          standard?: readonly string[];
          json?: boolean;
        },
      ) => {
        const pki = resolvePath(options.pki);
        const bytes = await readInput(file);
        const [{ loadKeyStore, TrustStore }, { Validator }, { openStepwise }] = await Promise.all([
          import('../crypto/index.ts'),
          import('../standard/index.ts'),
          import('./open-report.ts'),
        ]);
        const report = await openStepwise(bytes, {
          schluessel: options.as,
          keys: loadKeyStore(pki, options.as),
          trust: TrustStore.fromFolder(pki),
          validator: new Validator({ versions: await versionsOf(options.standard) }),
          at: new Date(),
        });
        const toStandardOutput = options.out === '-';
        const say = toStandardOutput ? remark : print;
        if (report.ok) {
          if (options.out !== undefined && !(toStandardOutput && options.json))
            writeOutput(options.out, report.nachricht);
          for (const anlage of report.anlagen) {
            if (options.attachments !== undefined)
              writeInto(options.attachments, `${anlage.id}-${fileNameOf(anlage.name)}`, anlage.bytes);
          }
        }
        if (options.json) {
          const text = toStandardOutput && report.ok ? { nachricht: report.nachricht.toString('utf8') } : {};
          printJson({ ...report.json, ...text });
        } else {
          for (const { schritt, ergebnis, text } of report.json.pruefungen) {
            say(
              `${ergebnis === 'bestanden' ? colour.green('✓') : colour.red('✗')} ${schritt.padEnd(14)} ${inert(text)}`,
            );
          }
          if (!report.ok) say(colour.red(inert(report.fault.toGerman())));
        }
        done(report.ok ? ExitCode.ok : ExitCode.negative);
      },
    );
};
