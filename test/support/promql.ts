import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../src/platform/paths.ts';

/** One alert as it stands in deploy/prometheus/alerts.yml. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');

/** All alerts. */
export const alertRules = (): AlertRule[] =>
  (parse(read('deploy/prometheus/alerts.yml')) as { groups: { rules: AlertRule[] }[] }).groups.flatMap(
    ({ rules }) => rules,
  );

interface Panel {
  readonly title: string;
  readonly datasource?: { readonly uid: string };
  readonly targets?: readonly { readonly expr: string }[];
}

/** The dashboard. */
export const dashboard = (): { readonly panels: readonly Panel[]; readonly schemaVersion: number } =>
  JSON.parse(read('deploy/grafana/blaupause.json'));

/** Every expression of the dashboard, as Prometheus gets it. */
export const dashboardExpressions = (): string[] =>
  dashboard().panels.flatMap(({ targets = [] }) =>
    targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m')),
  );

/** Names of metrics in an expression. */
export const metricNames = (expr: string): string[] => [
  ...new Set([...expr.matchAll(/\b(?:blaupause|process|nodejs)_[a-z0-9_]+/g)].map(([name]) => name)),
];

/** Labels that an expression asks for: in braces, and behind `by`. */
export const labelNames = (expr: string): string[] => {
  const inBraces = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/([a-z_]+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label ?? ''),
  );
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  return [...new Set([...inBraces, ...grouped])];
};
