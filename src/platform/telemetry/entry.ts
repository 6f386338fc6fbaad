/** Which process publishes a metric. */
export type Role = 'gateway' | 'worker';

/** What is known of a metric before anything was measured. */
export interface MetricEntry {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** names of its labels; their values are codes, stages, states, types and Organisationsschlüssel, never persons */
  readonly labels?: readonly string[];
  readonly of: readonly Role[];
  /** upper bounds of a histogram in seconds */
  readonly buckets?: readonly number[];
}

export const GATEWAY = ['gateway'] as const;
export const WORKER = ['worker'] as const;
export const BOTH = ['gateway', 'worker'] as const;
