/** A table of dated rules: columns of the subject, then Norm, validity, remark; what all rows share stands above it. */
import { german, type Rule } from '../../src/procedure/index.ts';
import type { Dauer } from '../../src/procedure/time/periods.ts';
import { dauerText } from '../../src/procedure/time/periods.ts';
import { code, table } from './markdown.ts';

/** One column of a subject. */
export type Column = readonly [head: string, cell: (rule: Rule<unknown>) => string];

/** How a subject is shown: its columns, and the title under which a long list is folded. */
export interface Layout {
  readonly columns: readonly Column[];
  readonly folded?: string;
}

/** A column that knows what the rules of its subject hold. */
export const column = <T>(head: string, cell: (value: T, rule: Rule<T>) => string): Column => [
  head,
  (rule) => cell((rule as Rule<T>).value, rule as Rule<T>),
];

/** The name under which input, output and tests know the rule. */
export const kennung: Column = ['Kennung', ({ id }) => code(id)];

/** A period in words; nothing where there is none. */
export const dauer = (value: Dauer | undefined): string => (value === undefined ? '' : dauerText(value));

/** Whole cents as an amount, without `,00`. */
export const betrag = (cent: number): string =>
  `${(cent / 100).toLocaleString('de-DE', { minimumFractionDigits: cent % 100 === 0 ? 0 : 2 })} €`;

/** First letter as a sentence begins. */
export const upper = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const validity = ({ validFrom, validTo }: Rule<unknown>): string =>
  validTo === undefined ? `ab ${german(validFrom)}` : `${german(validFrom)} bis ${german(validTo)}`;

const COMMON: readonly Column[] = [
  ['Norm', ({ norm }) => norm],
  ['gilt', validity],
  ['Anmerkung', ({ remark }) => upper(remark.replace(/^In Cent\. ?/, ''))],
];

/** Rows from which on a column that says the same everywhere stands above the table. */
const MANY = 3;

/** The rules of a subject as Markdown, with their sources. */
export const rulesTable = (rules: readonly Rule<unknown>[], { columns, folded }: Layout): string => {
  const lone = ([, cell]: Column): boolean => new Set(rules.map(cell)).size === 1;
  const common = COMMON.filter((one) => rules.some((rule) => one[1](rule) !== ''));
  const shared = rules.length >= MANY ? common.filter(lone) : [];
  const shown = [...columns, ...common.filter((one) => !shared.includes(one))];
  const rows = table(
    shown.map(([head]) => head),
    rules.map((rule) => shown.map(([, cell]) => cell(rule))),
  );
  const [first] = rules;
  const above =
    first === undefined ? [] : shared.map(([head, cell]) => `${head}${head === 'gilt' ? '' : ':'} ${cell(first)}`);
  const sources = [...new Set(rules.map(({ source }) => source))];
  return [
    ...(above.length === 0 ? [] : [`Für alle Zeilen: ${above.join('; ').replace(/\.$/, '')}.`, '']),
    ...(folded === undefined ? [] : ['<details>', `<summary>${folded} (${rules.length} Zeilen)</summary>`, '']),
    rows,
    ...(folded === undefined ? [] : ['', '</details>']),
    '',
    `Quelle: ${sources.join('; ')}.`,
  ].join('\n');
};
