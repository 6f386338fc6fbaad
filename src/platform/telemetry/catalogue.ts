import type { MetricEntry } from './entry.ts';
import { STATE } from './state.ts';
import { TRAFFIC } from './traffic.ts';

export type { MetricEntry, Role } from './entry.ts';

/**
 * Every metric of gateway and worker beside those of the process itself (prom-client's defaults): registries are made
 * from it and docs/reference/metrics.md is generated from it, and rules and dashboards are held against it.
 */
export const METRICS = { ...TRAFFIC, ...STATE } as const;

type Catalogue = typeof METRICS;

/** Name of a metric. */
export type MetricName = keyof Catalogue;

/** Names of the metrics of one kind. */
export type NameOf<T extends MetricEntry['type']> = {
  [N in MetricName]: Catalogue[N]['type'] extends T ? N : never;
}[MetricName];

/** The labels that a metric asks for. */
export type LabelsOf<N extends MetricName> = Catalogue[N] extends {
  readonly labels: readonly (infer L extends string)[];
}
  ? Readonly<Record<L, string>>
  : Readonly<Record<string, never>>;
