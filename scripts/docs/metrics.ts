import { collectDefaultMetrics, Registry } from 'prom-client';
import { METRICS, type MetricEntry, type Role } from '../../src/platform/telemetry/index.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const table = (wanted: (of: readonly Role[]) => boolean): string =>
  [
    '| metric | kind | labels | meaning |',
    '|---|---|---|---|',
    ...Object.entries<MetricEntry>(METRICS)
      .filter(([, { of }]) => wanted(of))
      .map(([name, { type, labels = [], help }]) => {
        const shown = labels.map((label) => `\`${label}\``).join(', ') || '–';
        return `| \`${name}\` | ${type} | ${shown} | ${cell(help)} |`;
      }),
  ].join('\n');

/** Metrics that gateway and worker both publish. */
export const bothMetrics = (): string => table((of) => of.length === 2);

export const gatewayMetrics = (): string => table((of) => of.length === 1 && of[0] === 'gateway');

export const workerMetrics = (): string => table((of) => of.length === 1 && of[0] === 'worker');

/** What prom-client publishes of a Node process. */
export const processMetrics = (): string => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const rows = registry
    .getMetricsAsArray()
    .map((metric) => metric as unknown as { readonly name: string; readonly help: string })
    .map(({ name, help }) => `| \`${name}\` | ${cell(help)} |`);
  return ['| metric | meaning |', '|---|---|', ...rows].join('\n');
};
