import { digits, ms, percent, table } from './format.ts';
import type { ValidationResult } from './validation.ts';

const KB = 1024;
const kilobytes = (bytes: number): string => `${Math.round(bytes / KB)} KB`;

/** Parts of the report for people. */
export const validationParts = ({ bytes, steps, ratios, sizes }: ValidationResult): string[] => [
  `Validation of a message of ${kilobytes(bytes)} with everything: XSD, code lists, DIN 91379, rules`,
  table(
    ['step', 'ms'],
    steps.map(({ step, ms: time }) => [step, ms(time)]),
  ),
  table(
    ['against', 'ms', 'ms', 'ratio', 'spread'],
    ratios.map((row) => [row.what, ms(row.ms), ms(row.againstMs), row.ratio.toFixed(2), percent(row.spread)]),
  ),
  'Validation from bytes by size; "faulty" is the time with a fault in the last part against the time without',
  table(
    ['big by', 'size', 'ms', 'ns a byte', 'faulty'],
    sizes.map((row) => [row.form, kilobytes(row.bytes), ms(row.ms), digits(row.nsPerByte), row.faulty.toFixed(2)]),
  ),
];
