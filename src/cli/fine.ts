import { fault } from '../platform/errors.ts';
import type { Ahndungsfall, Umstaende } from '../procedure/index.ts';
import { print, printJson, type Register } from './output.ts';

/** What commander reads: the circumstances beside the fields of the case, some of them in another form. */
interface Options extends Umstaende, Omit<Ahndungsfall, 'tbnr' | 'tatzeit' | 'umstaende' | 'weitere' | 'festgesetzt'> {
  readonly am: string;
  readonly weitere?: readonly string[];
  readonly festgesetzt?: number;
  readonly grund?: string;
  readonly json?: boolean;
}

/** A whole number; anything else is refused with what is allowed when the case is checked. */
const count = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

/** `12,50`, `12.50` or `12` euros as cents. */
const cents = (text: string): number => {
  const match = /^(\d{1,7})(?:[.,](\d{2}))?$/.exec(text);
  if (match === null)
    throw fault('USAGE', { detail: 'Ein Betrag ist in Euro anzugeben, zum Beispiel 180 oder 112,50.' });
  return 100 * Number(match[1]) + Number(match[2] ?? 0);
};

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** The case as the options tell it; `ahndung` checks every field, whatever its type here. */
const caseOf = (tbnr: string, { am, weitere, festgesetzt, grund, json: _, ...options }: Options): Ahndungsfall => {
  const { gefaehrdung, sachbeschaedigung, vorsatz, gefahrgut, kraftomnibus, halter, nichtMotorisiert, ...others } =
    options;
  const { voreintragungen, ...decision } = others;
  const flags = { gefaehrdung, sachbeschaedigung, vorsatz, gefahrgut, kraftomnibus, halter, nichtMotorisiert };
  return {
    tbnr,
    tatzeit: am,
    umstaende: { ...flags, voreintragungen },
    ...decision,
    weitere: weitere?.map((other) => ({ tbnr: other })),
    festgesetzt: festgesetzt === undefined && grund === undefined ? undefined : { cent: festgesetzt, grund },
  } as Ahndungsfall;
};

/** `blaupause fine`: what an act costs, with every step and its provision. */
export const registerFine: Register = (program, done) => {
  program
    .command('fine')
    .description(
      'Compute fine, costs, points and Fahrverbot of an act from its Tatbestandsnummer, each step with its §.',
    )
    .argument('<tbnr>', 'Tatbestandsnummer, six digits')
    .requiredOption('--am <day>', 'day of the act, YYYY-MM-DD')
    .option('--gefaehrdung', 'somebody was endangered')
    .option('--sachbeschaedigung', 'something was damaged')
    .option('--vorsatz', 'committed with intent')
    .option('--gefahrgut', 'driver of a marked vehicle with dangerous goods')
    .option('--kraftomnibus', 'driver of a bus with passengers')
    .option('--halter', 'committed by the Halter of the vehicle')
    .option('--nicht-motorisiert', 'on foot, by bicycle or otherwise without a motor')
    .option('--voreintragungen <number>', 'entries of the same kind in the Fahreignungsregister', count)
    .option('--weitere <tbnr>', 'further Tatbestand of the same act; repeat the option for more', collect)
    .option('--geschwindigkeit-rechtskraft <day>', 'Rechtskraft of the latest Geldbuße for 26 km/h or more')
    .option('--letztes-fahrverbot <day>', 'day of the latest Fahrverbot, or keines')
    .option('--fahrverbot-abgesehen', 'leave the Fahrverbot out (§ 4 Abs. 4 BKatV)')
    .option('--verwarnung-abgelehnt', 'the Verwarnung was refused or not paid')
    .option('--halterbescheid', 'costs for the Halter (§ 25a StVG)')
    .option('--ohne-kosten', 'no costs for a youth (§ 74 JGG)')
    .option('--entscheidung <day>', 'day of the decision; without it that of the act')
    .option('--zustellungen <number>', 'Zustellungen at 3.50 €; without it one', count)
    .option('--aktenversendungen <number>', 'files sent on paper at 12 €', count)
    .option('--weitere-auslagen <euro>', 'other Auslagen (§ 107 Abs. 3 OWiG)', cents)
    .option('--festgesetzt <euro>', 'amount imposed instead of the Regelsatz', cents)
    .option('--grund <reason>', 'why: wirtschaftliche-verhaeltnisse, tateinheit, fahrverbot-abgesehen or umstaende')
    .option('--json', 'print one JSON document, amounts in cents')
    .addHelpText(
      'after',
      `
Example:
  blaupause fine 141713 --am 2026-08-15 --vorsatz

How it is reckoned: docs/reference/amounts.md`,
    )
    .action(async (tbnr: string, options: Options) => {
      const { ahndung, formatAhndung } = await import('../procedure/index.ts');
      const { CodeLists } = await import('../standard/index.ts');
      const result = ahndung(CodeLists.load(), caseOf(tbnr, options));
      if (options.json) printJson(result);
      else print(formatAhndung(result));
      done(0);
    });
};
