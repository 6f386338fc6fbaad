import { print, printJson, type Register, readInput } from './output.ts';
import { parseStrictJson } from './strict-json.ts';

/** `blaupause deadlines`: all legal dates of a case from its events. */
export const registerDeadlines: Register = (program, done) => {
  program
    .command('deadlines')
    .description('Compute the deadlines of a case from its events, each with rule, § and the dates used.')
    .argument('<events>', 'JSON file, - for standard input')
    .option('--land <land>', 'Land of the authority, e.g. SN; goes before the file')
    .option('--ags <ags>', 'municipality of the authority for its holidays, e.g. 14511000')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Example:
  echo '{"tat":{"begangenAm":"2026-08-15","tbnr":"141713"},"land":"SN","ags":"14511000",
         "ereignisse":[{"typ":"anhoerung-angeordnet","am":"2026-10-20"}]}' | blaupause deadlines -

Event types and their fields: docs/reference/deadlines.md`,
    )
    .action(async (file: string, options: { land?: string; ags?: string; json?: boolean }) => {
      const bytes = await readInput(file);
      const input = parseStrictJson(bytes, file === '-' ? 'Die Eingabe' : file);
      const overrides = {
        ...(options.land === undefined ? {} : { land: options.land }),
        ...(options.ags === undefined ? {} : { ags: options.ags }),
      };
      const { computeDeadlines, formatDeadlines } = await import('../procedure/index.ts');
      const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
      const result = computeDeadlines(isObject ? { ...input, ...overrides } : input);
      if (options.json) printJson(result);
      else print(formatDeadlines(result));
      done(0);
    });
};
