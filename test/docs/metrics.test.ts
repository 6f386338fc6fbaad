import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STEPS } from '../../src/platform/steps.ts';
import { METRICS, type MetricEntry } from '../../src/platform/telemetry/index.ts';

const CATALOGUE = Object.entries<MetricEntry>(METRICS);

describe('the catalogue of metrics', () => {
  it('is the only place where metrics are made', () => {
    const makers = globSync('src/**/*.ts').filter((file) =>
      /new (Counter|Gauge|Histogram|Summary)\(/.test(readFileSync(file, 'utf8')),
    );
    expect(makers).toEqual(['src/platform/telemetry/meter.ts']);
  });

  it.each(CATALOGUE)('%s follows the conventions of Prometheus', (name, { type, help, buckets, labels = [] }) => {
    expect(name).toMatch(/^blaupause_[a-z]+(_[a-z]+)*$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    if (type === 'histogram') expect(name).toMatch(/_(seconds|bytes)$/);
    expect(buckets === undefined).toBe(type !== 'histogram');
    expect(buckets ?? []).toEqual([...(buckets ?? [])].sort((a, b) => a - b));
    expect(help).not.toMatch(/\.$/);
    for (const label of labels) expect(label).toMatch(/^[a-z]+$/);
  });

  it('has a use in the program for each of them', () => {
    const sources = globSync('src/**/*.ts')
      .filter((file) => !/telemetry\/(traffic|state)\.ts$/.test(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(CATALOGUE.map(([name]) => name).filter((name) => !sources.includes(name))).toEqual([]);
  });
});

describe('the reference of spans', () => {
  it('names the steps of gateway and worker, and no other', () => {
    const [, spans = ''] = readFileSync('docs/reference/metrics.md', 'utf8').split('## Spans');
    const named = [...spans.matchAll(/`([a-z]+\.[a-z]+)`/g)].map(([, step]) => step ?? '');
    const known = new Set<string>(STEPS);
    expect(named.filter((step) => !known.has(step) && !step.startsWith('blaupause.'))).toEqual([]);
    // first steps begin a span and are none; what has no message has no span
    const without = [
      'intake.received',
      'outbox.read',
      'delivery.claimed',
      'delivery.abandoned',
      'mailbox.listed',
      'mailbox.fetched',
      'mailbox.closing',
      'log.ordered',
    ];
    const expected = STEPS.filter((step) => !/^(send|inbox)\./.test(step) && !without.includes(step));
    expect([...new Set(named)].filter((step) => known.has(step)).toSorted()).toEqual(expected.toSorted());
  });
});
