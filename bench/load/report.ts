import type { Comparison } from './compare.ts';
import type { Found } from './find.ts';
import type { RunResult } from './run.ts';
import type { Growth } from './soak.ts';
import type { Store } from './store.ts';
import type { Wrong } from './verdict.ts';

const ms = (value: number): string =>
  Number.isNaN(value) ? '–' : value >= 100 ? `${value.toFixed(0)} ms` : `${value.toFixed(1)} ms`;
const mb = (bytes: number): string => `${(bytes / 1_048_576).toFixed(0)} MB`;
const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || '0';
const wrong = ({ count, uuids }: Wrong): string =>
  count === 0 ? '0' : `${count}: ${uuids.slice(0, 5).join(', ')}${count > 5 ? ' …' : ''}`;

const storeLine = ({ bytes, messages, bytesPerMessage, outbox, unordered }: Store): string =>
  `store      ${mb(bytes)}, ${messages} messages, ${Math.round(bytesPerMessage ?? 0)} bytes each; outbox: ${list(outbox)}; ` +
  `leaves without checkpoint ${unordered}`;

/** A run for people to read. */
export function render(result: RunResult): string {
  const { receipt, delivery, lateness, usage, store } = result;
  const times = (name: string, of: typeof receipt) =>
    `${name.padEnd(10)} p50 ${ms(of.p50)}, p90 ${ms(of.p90)}, p99 ${ms(of.p99)}, p99.9 ${ms(of.p999)}, longest ${ms(of.max)}`;
  const processes = Object.entries(usage).map(([name, { cores, resident }]) => {
    const memory =
      resident === undefined
        ? ''
        : `, ${mb(resident.early)} → ${mb(resident.late)}, highest ${mb(resident.peak)}, ${(resident.perMinute / 1_048_576).toFixed(2)} MB a minute`;
    return `  ${name.padEnd(13)} ${cores.toFixed(2)} cores${memory}`;
  });
  return [
    '',
    `${result.rate} messages a second (${result.arrival}) for ${result.seconds} s, seed ${result.seed}: ${list(result.types)}`,
    '',
    `receipted  ${result.receipted} of ${result.planned}, ${result.throughput.toFixed(1)} a second`,
    times('receipt', receipt),
    times('delivery', delivery),
    times('tool late', lateness),
    `drained    ${result.drainSeconds.toFixed(1)} s after the last receipt`,
    '',
    `lost       ${wrong(result.lost)}`,
    `doubled    ${wrong(result.doubled)}`,
    `altered    ${wrong(result.altered)}`,
    `receipts   ${result.receiptsVerified} verified, wrong ${wrong(result.receiptsWrong)}; ${result.repeated} sent twice, another receipt ${wrong(result.receiptMismatch)}`,
    `refused    ${list(result.refusals)}; unanswered ${list(result.unanswered)}; not sent ${list(result.notSent)}; held back ${result.held}; tried again ${list(result.retries)}`,
    '',
    'processes (cores in use; resident memory: second quarter → last quarter)',
    ...processes,
    ...(store === undefined ? [] : [storeLine(store)]),
    '',
    result.clean ? 'Nothing lost, nothing doubled, nothing refused.' : 'NOT CLEAN: see above.',
    '',
  ].join('\n');
}

/** A search for people to read. */
export function renderFound({ highest, tries }: Found): string {
  const lines = tries.map(({ rate, why, result: { receipt, delivery } }) => {
    const verdict = why === '' ? 'held' : `not held: ${why}`;
    return `  ${String(rate).padStart(6)} a second  receipt p50 ${ms(receipt.p50)}, p99 ${ms(receipt.p99)}; delivery p99 ${ms(delivery.p99)}; ${verdict}`;
  });
  return ['', 'search for the highest rate', ...lines, '', `highest rate held: ${highest} messages a second`, ''].join(
    '\n',
  );
}

/** A comparison for people to read. */
export function renderComparison(of: Comparison): string {
  const side = ({ throughput, cpuMs, receiptP50, receiptP99 }: Comparison['rounds'][number]['full']) =>
    `${throughput.toFixed(1).padStart(7)} a second, ${cpuMs.toFixed(2)} ms of processor, receipt p50 ${ms(receiptP50)}, p99 ${ms(receiptP99)}`;
  const reads = Object.entries(of.readInOrder).map(
    ([table, { empty, full }]) =>
      `  ${table.padEnd(24)} ${empty.toFixed(1).padStart(10)}  ${full.toFixed(1).padStart(10)}`,
  );
  return [
    '',
    `${of.stored} stored messages (${mb(of.bytes)}) against an empty store, in turns`,
    ...of.rounds.flatMap(({ empty, full }, at) => [
      `  round ${at + 1}  empty ${side(empty)}`,
      `           full  ${side(full)}`,
    ]),
    '',
    `throughput     ${of.throughput.toFixed(3)} of the empty store's`,
    `processor time ${of.cpu.toFixed(3)} of the empty store's for a message (gateway and PostgreSQL)`,
    `receipt p50    ${of.receiptP50.toFixed(3)} of the empty store's`,
    '',
    `rows read without an index, a message   ${'empty'.padStart(6)}        full`,
    ...(reads.length === 0 ? ['  none'] : reads),
    '',
    of.clean ? 'Nothing lost, nothing doubled, nothing refused.' : 'NOT CLEAN.',
    '',
  ].join('\n');
}

/** The growth of memory for people to read. */
export function renderGrowth({ ratio, flat }: Growth): string {
  const each = Object.entries(ratio).map(([name, one]) => `${name} ${one.toFixed(3)}`);
  return `memory, last quarter ÷ second quarter: ${each.join(', ') || 'not measured here'}: ${flat ? 'flat' : 'GROWS'}\n`;
}
