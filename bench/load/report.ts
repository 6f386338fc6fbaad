import type { RunResult } from './run.ts';
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
    `store      ${mb(store.bytes)}, ${store.messages} messages, ${Math.round(store.bytesPerMessage ?? 0)} bytes each; outbox: ${list(store.outbox)}; leaves without checkpoint ${store.unordered}`,
    '',
    result.clean ? 'Nothing lost, nothing doubled, nothing refused.' : 'NOT CLEAN: see above.',
    '',
  ].join('\n');
}
