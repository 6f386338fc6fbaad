import { readFileSync } from 'node:fs';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/platform/errors.ts';
import { settingsSchema } from '../../src/platform/settings.ts';
import { METRICS, type MetricEntry } from '../../src/platform/telemetry/index.ts';
import { alertRules, dashboard, dashboardExpressions, labelNames, metricNames } from '../support/promql.ts';

const ENTRIES: Readonly<Record<string, MetricEntry>> = METRICS;

const registry = new Registry();
collectDefaultMetrics({ register: registry });
const ofProcess = new Set(registry.getMetricsAsArray().map((metric) => (metric as unknown as { name: string }).name));

/** The metric that a series belongs to: that of a histogram has a suffix. */
const metricOf = (series: string): string => {
  const base = series.replace(/_(bucket|sum|count)$/, '');
  return ENTRIES[base]?.type === 'histogram' ? base : series;
};

const unknownIn = (expr: string): string[] => {
  const names = metricNames(expr);
  const unknown = names.filter((name) => ENTRIES[metricOf(name)] === undefined && !ofProcess.has(name));
  const bare = names.filter((name) => ENTRIES[name]?.type === 'histogram');
  const labels = new Set(names.flatMap((name) => ENTRIES[metricOf(name)]?.labels ?? []));
  const strange = labelNames(expr).filter((label) => !labels.has(label) && !['le', 'instance', 'job'].includes(label));
  return [...unknown, ...bare.map((name) => `${name} without suffix`), ...strange.map((label) => `label ${label}`)];
};

describe('the check of expressions', () => {
  it.each([
    ['a metric that nobody publishes', 'sum(blaupause_sent_total) > 0', ['blaupause_sent_total']],
    ['a histogram without suffix', 'blaupause_intake_seconds > 1', ['blaupause_intake_seconds without suffix']],
    ['a label that it does not have', 'blaupause_outbox_open{kind="x"} > 1', ['label kind']],
    ['a grouping by a label that it does not have', 'sum by (uuid) (blaupause_outbox_open)', ['label uuid']],
  ])('finds %s', (_what, expr, found) => {
    expect(unknownIn(expr)).toEqual(found);
  });
});

describe('the alerts', () => {
  it.each(alertRules().map((rule) => [rule.alert, rule] as const))('%s asks for what is published', (_name, rule) => {
    expect(unknownIn(rule.expr)).toEqual([]);
    expect(metricNames(rule.expr).length + Number(/\bup\{/.test(rule.expr))).toBeGreaterThan(0);
    expect(['critical', 'warning']).toContain(rule.labels.severity);
    expect(rule.annotations.runbook).toBe(`docs/guides/runbook.md#${rule.alert.toLowerCase()}`);
  });

  it('ask for refusals by codes of the catalogue', () => {
    const asked = alertRules().flatMap(({ expr }) =>
      [...expr.matchAll(/\bcode=~?"([^"]+)"/g)].flatMap(([, codes = '']) => codes.split('|')),
    );
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((code) => !(code in catalogue))).toEqual([]);
  });
});

describe('the runbook', () => {
  const page = readFileSync('docs/guides/runbook.md', 'utf8');
  const sections = page.split(/^### /m).slice(1);

  it('has a section for each alert in the order of the rules, and no other', () => {
    expect(sections.map((section) => section.split('\n')[0])).toEqual(alertRules().map(({ alert }) => alert));
  });

  it.each(alertRules().map(({ alert, labels }) => [alert, labels.severity] as const))(
    '%s: severity, meaning, where to look and what to do',
    (alert, severity) => {
      const section = sections.find((one) => one.startsWith(`${alert}\n`)) ?? '';
      expect(section).toContain(`\`${severity}\` `);
      expect(section).toMatch(/^- Look at: \S.{20}/m);
      expect(section).toMatch(/^- Do: \S.{20}/m);
    },
  );

  it('names metrics and settings that exist', () => {
    const quoted = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? '');
    const names = quoted.flatMap(metricNames).filter((name) => name !== 'blaupause_');
    expect(names.filter((name) => ENTRIES[metricOf(name)] === undefined && !ofProcess.has(name))).toEqual([]);
    const camel = quoted.filter((text) => /^[a-z]+[A-Z][A-Za-z]+$/.test(text));
    expect(camel.length).toBeGreaterThan(5);
    expect(camel.filter((text) => !(text in settingsSchema.shape))).toEqual([]);
  });
});

describe('the dashboard', () => {
  it('asks for what is published, from the data source that is chosen', () => {
    expect(dashboardExpressions().flatMap(unknownIn)).toEqual([]);
    for (const { datasource, targets } of dashboard().panels)
      if (targets !== undefined) expect(datasource?.uid).toBe(`\${datasource}`);
    expect(new Set(dashboard().panels.map((panel) => (panel as unknown as { id: number }).id)).size).toBe(
      dashboard().panels.length,
    );
  });

  it('shows every metric', () => {
    const shown = new Set(dashboardExpressions().flatMap(metricNames).map(metricOf));
    expect(Object.keys(ENTRIES).filter((name) => !shown.has(name))).toEqual([]);
  });
});
