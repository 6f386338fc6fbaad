import { fault } from '../platform/errors.ts';
import { countOf } from '../platform/findings.ts';
import { newUuid, ORGANISATIONSSCHLUESSEL_PATTERN } from '../platform/ids.ts';
import { inert } from '../platform/inert.ts';
import type { Message, Overrides } from '../standard/index.ts';
import {
  colour,
  ExitCode,
  formatFinding,
  print,
  printJson,
  type Register,
  readInput,
  writeInto,
  writeOutput,
} from './output.ts';
import { standardOption, versionsOf } from './standard-option.ts';

/** `blaupause sample` and `blaupause validate`: messages as files. */
export const registerMessages: Register = (program, done) => {
  registerSample(program, done);
  registerValidate(program, done);
};

interface SampleOptions {
  readonly all?: string;
  readonly out?: string;
  readonly from?: string;
  readonly to?: string;
  readonly new?: boolean;
  readonly json?: boolean;
}

/** Who writes to whom, and UUIDs of its own, where the caller wants others than the sample's. */
function changes(
  message: Message,
  { from, to, new: fresh }: SampleOptions,
  serviceBetween: typeof import('../standard/index.ts').serviceBetween,
): Overrides<Message> {
  for (const key of [from, to]) {
    if (key !== undefined && !ORGANISATIONSSCHLUESSEL_PATTERN.test(key)) {
      throw fault('USAGE', { detail: `„${key}“ ist kein Organisationsschlüssel wie bgb:145110000001.` });
    }
  }
  const { autor, leser } = message.nachrichtenkopf;
  const other = {
    nachrichtenkopf: {
      ...(fresh ? { identifikation: { nachrichtenUUID: newUuid() } } : {}),
      ...(from === undefined ? {} : { autor: { kennung: from } }),
      ...(to === undefined ? {} : { leser: { kennung: to } }),
      ...serviceBetween(from ?? autor.kennung, to ?? leser.kennung),
    },
    ...(fresh && 'vorgang' in message ? { vorgang: { vorgangsUUID: newUuid() } } : {}),
  };
  return other as Overrides<Message>;
}

const registerSample: Register = (program, done) => {
  program
    .command('sample')
    .description('Write valid example messages with invented data.')
    .argument('[type]', 'message type or its four digits, e.g. 1120; without it the types are listed')
    .option('--all <dir>', 'one file per message type into this folder')
    .option('-o, --out <file>', 'file instead of standard output')
    .option('--from <key>', 'Organisationsschlüssel of the author, for a profile of your own')
    .option('--to <key>', 'Organisationsschlüssel of the reader')
    .option('--new', 'new UUIDs of message and case, so that a gateway accepts it again')
    .option('--json', 'print one JSON document; without --out it holds the message as text')
    .addHelpText(
      'after',
      `
Example:
  blaupause sample 1120 -o ersuchen.xml
  blaupause sample 1120 --new --from bgb:145110000001 --to pol:092761440001 -o ersuchen.xml
  blaupause sample --all beispiele`,
    )
    .action(async (type: string | undefined, options: SampleOptions) => {
      const { build, catalogue, isMessageType, sample, serviceBetween, typeByNumber } = await import(
        '../standard/index.ts'
      );
      if (options.all !== undefined) {
        if (type !== undefined) throw fault('USAGE', { detail: 'Entweder einen Nachrichtentyp oder --all angeben.' });
        const folder = options.all;
        const dateien = catalogue.map(({ name }) => writeInto(folder, `${name}.xml`, build(sample(name))));
        if (options.json) printJson({ ok: true, dateien });
        else print(`${catalogue.length} Beispiele in ${folder}.`);
      } else if (type === undefined) {
        if (options.json) printJson({ ok: true, typen: catalogue.map(({ name, titel }) => ({ typ: name, titel })) });
        else for (const { name, titel } of catalogue) print(`${name.padEnd(46)} ${titel}`);
      } else {
        const typ = /^\d{4}$/.test(type) ? typeByNumber(type) : type;
        if (typ === undefined || !isMessageType(typ)) {
          throw fault('USAGE', { detail: `${type} ist kein Nachrichtentyp; blaupause sample listet alle.` });
        }
        const overrides = changes(sample(typ), options, serviceBetween) as Overrides<Message<typeof typ>>;
        const bytes = build(sample(typ, overrides));
        const toFile = options.out !== undefined && options.out !== '-';
        if (toFile || !options.json) writeOutput(options.out, bytes);
        if (options.json) {
          printJson({
            ok: true,
            typ,
            ...(toFile ? { datei: options.out } : { nachricht: Buffer.from(bytes).toString('utf8') }),
          });
        }
      }
      done(ExitCode.ok);
    });
};

interface ValidateOptions {
  readonly catalog?: string;
  readonly standard?: readonly string[];
  readonly showValues?: boolean;
  readonly json?: boolean;
}

/** Under findings whose values are masked. */
const MASKED = 'Werte sind verdeckt: x steht für einen Buchstaben, 9 für eine Ziffer; --show-values zeigt sie.';

const registerValidate: Register = (program, done) => {
  program
    .command('validate')
    .description('Check an XÖV message: header, schema, code lists, characters, rules.')
    .argument('<message>', 'XML file, - for standard input')
    .option('--catalog <file>', 'XML catalog that puts official schemas in the place of ours')
    .option(...standardOption)
    .option('--show-values', 'show values of the message as they are; without it their form alone, as the gateway does')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause sample 1120 | blaupause validate -')
    .action(async (file: string, options: ValidateOptions) => {
      const bytes = await readInput(file);
      const { firstFault, Validator } = await import('../standard/index.ts');
      const validator = new Validator({
        versions: await versionsOf(options.standard),
        ...(options.catalog === undefined ? {} : { catalog: await readCatalogFile(options.catalog) }),
        quote: options.showValues === true,
      });
      const { header, findings, total } = validator.validate(bytes);
      const ok = firstFault(findings) === undefined;
      if (options.json)
        printJson({ ok, typ: header?.typ, uuid: header?.uuid, befunde: findings, befundeGesamt: total });
      else {
        print(`${ok ? colour.green('gültig') : colour.red('ungültig')}: ${inert(header?.typ ?? 'unbekannter Typ')}`);
        for (const finding of findings) print(`  ${formatFinding(finding)}`);
        const count = countOf(findings.length, total);
        if (count !== '') print(`  ${count}`);
        if (!options.showValues && findings.some(({ found }) => found?.endsWith('Zeichen)'))) print(`  ${MASKED}`);
      }
      done(ok ? ExitCode.ok : ExitCode.negative);
    });
};

async function readCatalogFile(file: string) {
  const [{ readCatalog }, { resolvePath }] = await Promise.all([
    import('../xml/index.ts'),
    import('../platform/paths.ts'),
  ]);
  return readCatalog(resolvePath(file));
}
