import { cpus, totalmem } from 'node:os';
import { type DeadlinesResult, deadlinesParts } from './deadlines.ts';
import { type FairnessRow, fairnessPart } from './fairness.ts';
import { digits, mib, ms, percent, size, table } from './format.ts';
import { type FristenResult, fristenParts } from './fristen.ts';
import type { IsolationRow } from './isolation.ts';
import type { LargeResult, MemoryResult } from './memory.ts';
import type { OthersRow } from './others.ts';
import type { SizeRow } from './sizes.ts';
import type { ValidationResult } from './validation.ts';
import { validationParts } from './validation-report.ts';

/** One operation of one suite. */
export interface OperationRow {
  readonly suite: string;
  readonly operation: string;
  /** milliseconds for one message, median of the rounds */
  readonly ms: number;
  /** spread of the ratio over the rounds, as a part of it */
  readonly spread: number;
  readonly primitivesMs: number;
  /** operation to primitives, median of the rounds */
  readonly ratio: number;
  /** the same for the processor time of the measuring process; undefined where others do a part of the work */
  readonly cpuRatio: number | undefined;
  /** its processor time to that of its primitives one after the other; undefined where they do not all run alone */
  readonly orderedRatio: number | undefined;
}

/** One primitive of one suite. */
export interface PrimitiveRow {
  readonly suite: string;
  readonly primitive: string;
  readonly ms: number;
}

/** Everything that a run found; with `--json` this is printed. */
export interface Report {
  readonly machine: Readonly<Record<string, string>>;
  readonly rounds: number;
  readonly seconds: number;
  readonly operations: readonly OperationRow[];
  readonly primitives: readonly PrimitiveRow[];
  readonly sizes: readonly SizeRow[];
  readonly memory: MemoryResult | undefined;
  readonly large: LargeResult | undefined;
  readonly isolation: readonly IsolationRow[];
  readonly fairness: readonly FairnessRow[];
  readonly others: readonly OthersRow[];
  readonly deadlines: DeadlinesResult | undefined;
  readonly fristen: FristenResult | undefined;
  readonly validation: ValidationResult | undefined;
  readonly validationMemory: MemoryResult | undefined;
}

/** What the figures hang on. */
export function machine(versions: Readonly<Record<string, string>>): Record<string, string> {
  const [first] = cpus();
  return {
    machine: `${cpus().length} × ${first?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    Node: `${process.versions.node}, OpenSSL ${process.versions.openssl}`,
    ...versions,
  };
}

/** The report for people. */
export function render(report: Report): string {
  const parts = [
    Object.entries(report.machine)
      .map(([key, value]) => `${key.padEnd(12)}${value}`)
      .join('\n'),
  ];
  for (const suite of new Set(report.operations.map((row) => row.suite))) {
    const rows = report.operations.filter((row) => row.suite === suite);
    parts.push(
      `Suite ${suite}, messages of 10 KB: time of one message against the sum of its primitives in the same rounds`,
      table(
        ['operation', 'ms', 'a second', 'primitives ms', 'ratio', 'spread', 'CPU ratio', 'in order'],
        rows.map((row) => [
          row.operation,
          ms(row.ms),
          digits(1000 / row.ms),
          ms(row.primitivesMs),
          row.ratio.toFixed(2),
          percent(row.spread),
          row.cpuRatio?.toFixed(2) ?? '–',
          row.orderedRatio?.toFixed(2) ?? '–',
        ]),
      ),
    );
  }
  if (report.primitives.length > 0) parts.push('Primitives, ms each', primitivesTable(report.primitives));
  if (report.sizes.length > 0)
    parts.push('Processor time of a byte of content (suite ec), nanoseconds', sizesTable(report.sizes));
  if (report.large !== undefined)
    parts.push(`Check of one Sendung with 10 MB of content in a fresh process\n${largeLines(report.large)}`);
  if (report.isolation.length > 0)
    parts.push(
      'Small Sendungen (10 KB) over HTTPS while large ones (10 MB) are checked, milliseconds to the receipt',
      isolationTable(report.isolation),
    );
  if (report.fairness.length > 0) parts.push(fairnessPart(report.fairness));
  if (report.others.length > 0)
    parts.push(
      'Verify, decrypt, verify (all) and the first of them alone (verify) against xml-crypto with xml-encryption, suite rsa, processor time',
      othersTable(report.others),
    );
  if (report.memory !== undefined)
    parts.push(`Memory over ${report.memory.messages} messages\n${memoryLines(report.memory)}`);
  if (report.deadlines !== undefined) parts.push(...deadlinesParts(report.deadlines));
  if (report.fristen !== undefined) parts.push(...fristenParts(report.fristen));
  if (report.validation !== undefined) parts.push(...validationParts(report.validation));
  if (report.validationMemory !== undefined)
    parts.push(`Memory over ${report.validationMemory.messages} validations\n${memoryLines(report.validationMemory)}`);
  parts.push(
    `${report.rounds} rounds, ${report.seconds.toFixed(0)} s. Medians; other load on the machine moves times more than ratios.`,
  );
  return `${parts.join('\n\n')}\n`;
}

function primitivesTable(rows: readonly PrimitiveRow[]): string {
  const suites = [...new Set(rows.map((row) => row.suite))];
  const of = (primitive: string, suite: string) =>
    rows.find((row) => row.suite === suite && row.primitive === primitive);
  return table(
    ['primitive', ...suites],
    [...new Set(rows.map((row) => row.primitive))].map((name) => [
      name,
      ...suites.map((suite) => ms(of(name, suite)?.ms ?? Number.NaN)),
    ]),
  );
}

const sizesTable = (rows: readonly SizeRow[]): string =>
  table(
    ['operation', 'content', 'ms', 'ns a byte', 'ns a further byte'],
    rows.map((row) => [
      row.operation,
      size(row.size),
      ms(row.ms),
      digits(row.nsPerByte),
      row.nsPerMoreByte === undefined ? '–' : digits(row.nsPerMoreByte),
    ]),
  );

const largeLines = ({ bytes, seconds, cpuSeconds, start, peak }: LargeResult): string =>
  `  ${mib(bytes)} as a Sendung: ${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s of processor, resident ${mib(start)} before, ${mib(peak)} at its highest`;

const isolationTable = (rows: readonly IsolationRow[]): string =>
  table(
    ['checks in', 'idle p50', 'idle p99', 'busy p50', 'busy p99', 'p99 ratio'],
    rows.map(({ checks, idle, busy, ratio }) => [
      checks,
      ...[idle.p50, idle.p99, busy.p50, busy.p99].map(ms),
      ratio.toFixed(1),
    ]),
  );

const othersTable = (rows: readonly OthersRow[]): string =>
  table(
    ['job', 'big by', 'content', 'ms', 'others ms', 'times', 'spread'],
    rows.map((row) => [
      row.job,
      row.by,
      size(row.size),
      ms(row.ms),
      ms(row.othersMs),
      row.ratio.toFixed(1),
      percent(row.spread),
    ]),
  );

const memoryLines = (memory: MemoryResult): string =>
  [
    `  resident at start ${mib(memory.start)}, after a quarter ${mib(memory.warm)}, at the end ${mib(memory.end)}`,
    `  growth after the first quarter ${(((memory.end - memory.warm) / memory.warm) * 100).toFixed(1)} %, ${memory.bytesPerMessage.toFixed(0)} bytes a message`,
    `  JavaScript heap after a collection: ${(memory.heapWarm / 2 ** 20).toFixed(1)} MiB after a quarter, ${(memory.heapEnd / 2 ** 20).toFixed(1)} MiB at the end`,
    `  documents not disposed: ${memory.liveDocuments}`,
  ].join('\n');
