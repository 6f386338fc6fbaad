import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type LabelsOf, METRICS, type MetricEntry, type MetricName, type NameOf, type Role } from './catalogue.ts';

/** States that are read when metrics are asked for. */
export interface Reading {
  /** label of blaupause_readings_failed_total */
  readonly quelle: string;
  /** metrics that it sets; they are empty before it and stay empty where it fails */
  readonly metrics: readonly NameOf<'gauge'>[];
  readonly read: () => Promise<void> | void;
}

const METRICS_WITHOUT_LABELS: ReadonlySet<string> = new Set(
  Object.entries<MetricEntry>(METRICS).flatMap(([name, { labels }]) => (labels === undefined ? [name] : [])),
);

/**
 * The metrics of one process: all that the catalogue has for its role are there from the start. A registry of its own,
 * so that several gateways can live in one process in tests.
 */
export class Meter {
  readonly role: Role;
  readonly registry = new Registry();
  readonly #counters = new Map<string, Counter>();
  readonly #gauges = new Map<string, Gauge>();
  readonly #histograms = new Map<string, Histogram>();
  readonly #readings: Reading[] = [];
  #asked: Promise<string> | undefined;

  constructor(role: Role) {
    this.role = role;
    for (const [name, entry] of Object.entries<MetricEntry>(METRICS))
      if (entry.of.includes(role)) this.#add(name, entry);
  }

  #add(name: string, { type, help, labels = [], buckets = [] }: MetricEntry): void {
    const common = { name, help, labelNames: [...labels], registers: [this.registry] };
    if (type === 'counter') this.#counters.set(name, new Counter(common));
    else if (type === 'gauge') this.#gauges.set(name, new Gauge(common));
    else this.#histograms.set(name, new Histogram({ ...common, buckets: [...buckets] }));
  }

  /** Publishes what the process itself uses: processor, memory, event loop, garbage collection. */
  watchProcess(version: string): void {
    collectDefaultMetrics({ register: this.registry });
    this.set('blaupause_build_info', { prozess: this.role, version, node: process.versions.node }, 1);
  }

  /** Counts; without effect for what the role does not publish. */
  count<N extends NameOf<'counter'>>(name: N, labels: LabelsOf<N>, by = 1): void {
    this.#counters.get(name)?.inc(labels, by);
  }

  set<N extends NameOf<'gauge'>>(name: N, labels: LabelsOf<N>, value: number): void {
    this.#gauges.get(name)?.set(labels, value);
  }

  /** @param seconds what the histogram is to hold */
  observe<N extends NameOf<'histogram'>>(name: N, labels: LabelsOf<N>, seconds: number): void {
    this.#histograms.get(name)?.observe(labels, seconds);
  }

  /** Adds states to be read whenever metrics are asked for. */
  reading(reading: Reading): void {
    this.count('blaupause_readings_failed_total', { quelle: reading.quelle }, 0);
    this.#readings.push(reading);
  }

  /** Whether this process publishes it. */
  has(name: MetricName): boolean {
    return this.registry.getSingleMetric(name) !== undefined;
  }

  /** Media type of {@link text}. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** Everything in Prometheus' text format; who asks while another answer is in the making shares it. */
  text(): Promise<string> {
    this.#asked ??= this.#read().finally(() => {
      this.#asked = undefined;
    });
    return this.#asked;
  }

  async #read(): Promise<string> {
    await Promise.all(this.#readings.map((reading) => this.#take(reading)));
    return this.registry.metrics();
  }

  async #take({ quelle, metrics, read }: Reading): Promise<void> {
    for (const name of metrics) this.#empty(name);
    try {
      await read();
    } catch {
      // no number is better than an old one
      for (const name of metrics) this.#empty(name);
      this.count('blaupause_readings_failed_total', { quelle });
    }
  }

  #empty(name: string): void {
    const gauge = this.#gauges.get(name);
    gauge?.reset();
    // reset() leaves a gauge without labels at 0, which would be a statement
    if (METRICS_WITHOUT_LABELS.has(name)) gauge?.remove();
  }
}
