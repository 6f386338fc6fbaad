import type { HrTime } from '@opentelemetry/api';
import type { IdGenerator, ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../log.ts';
import type { Journey, Listener } from './journeys.ts';
import { type PlannedSpan, planOf } from './spans.ts';

/** Where spans go and how many. */
export interface TraceOptions {
  /** complete address of the collector's OTLP/HTTP endpoint for traces */
  readonly url: string;
  /** share of messages in per cent */
  readonly percent: number;
  /** e.g. `gateway` */
  readonly name: string;
  readonly version: string;
  readonly log: Logger;
  /** a batch was sent, or lost */
  readonly exported: (done: boolean) => void;
}

/** Traces of a process. */
export interface Traces extends Listener {
  /** Sends what waits, within a few seconds. */
  close(): Promise<void>;
}

/** Longest wait for a collector that does not answer, in milliseconds; spans wait meanwhile, within bounds. */
const EXPORT_TIMEOUT_MS = 5000;
/** Spans that wait at most; beyond, new ones are dropped: traces may be lost, messages may not wait for them. */
const MOST_WAITING = 8192;

/** Hands out the ids that the next span is to have. */
class Ids implements IdGenerator {
  readonly #random: IdGenerator;
  next: { readonly traceId: string; readonly spanId: string | undefined } | undefined;

  constructor(random: IdGenerator) {
    this.#random = random;
  }

  generateTraceId(): string {
    return this.next?.traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.next?.spanId ?? this.#random.generateSpanId();
  }
}

/**
 * Sends the ways of messages to an OpenTelemetry collector as spans, in batches beside the work. OpenTelemetry is loaded
 * here and nowhere else, so that whoever does not ask for traces does not pay for them.
 */
export async function startTraces(options: TraceOptions): Promise<Traces> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = watched(new OTLPTraceExporter({ url: options.url, timeoutMillis: EXPORT_TIMEOUT_MS }), options);
  const ids = new Ids(new sdk.RandomIdGenerator());
  const processor = new sdk.BatchSpanProcessor({
    exporter,
    maxQueueSize: MOST_WAITING,
    scheduledDelayMillis: 1000,
    exportTimeoutMillis: 2 * EXPORT_TIMEOUT_MS,
  });
  const provider = new sdk.TracerProvider({
    // by the id of the trace alone, so that every process decides alike about a message
    sampler: new sdk.TraceIdRatioBasedSampler(options.percent / 100),
    idGenerator: ids,
    spanProcessors: [processor],
    resource: resourceFromAttributes({
      'service.name': `blaupause-${options.name}`,
      'service.namespace': 'blaupause',
      'service.version': options.version,
      'service.instance.id': String(process.pid),
    }),
  });
  const tracer = provider.getTracer('blaupause');
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } = api;

  const ended = (journey: Journey): void => {
    const plan = planOf(journey);
    if (plan === undefined) return;
    const { traceId, parentId, attributes } = plan;
    const above =
      parentId === undefined
        ? ROOT_CONTEXT
        : trace.setSpanContext(ROOT_CONTEXT, {
            traceId,
            spanId: parentId,
            traceFlags: TraceFlags.SAMPLED,
            isRemote: true,
          });
    ids.next = { traceId, spanId: plan.spanId };
    const kind = journey.way === 'intake' || journey.way === 'mailbox' ? SpanKind.SERVER : SpanKind.INTERNAL;
    const span = tracer.startSpan(plan.name, { kind, attributes, startTime: hrTime(plan.begin) }, above);
    ids.next = undefined;
    const within = trace.setSpan(ROOT_CONTEXT, span);
    for (const step of plan.steps) childSpan(step, within);
    if (plan.failed) span.setStatus({ code: SpanStatusCode.ERROR, message: journey.code ?? plan.outcome });
    span.end(hrTime(plan.end));
  };
  const childSpan = (step: PlannedSpan, within: typeof ROOT_CONTEXT): void => {
    const kind = step.name === 'delivery.pushed' ? SpanKind.CLIENT : SpanKind.INTERNAL;
    tracer.startSpan(step.name, { kind, startTime: hrTime(step.begin) }, within).end(hrTime(step.end));
  };
  return {
    ended,
    close: () => provider.shutdown().catch(() => {}),
  };
}

const hrTime = (ms: number): HrTime => {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - 1000 * seconds) * 1e6)];
};

/** Counts batches, and logs one line when a collector goes away and one when it is back. */
function watched(exporter: SpanExporter, { url, log, exported }: TraceOptions): SpanExporter {
  let away = false;
  return {
    export: (spans: ReadableSpan[], done) =>
      exporter.export(spans, (result) => {
        const sent = result.code === 0;
        exported(sent);
        if (!sent && !away)
          log.warn(
            { ziel: new URL(url).origin, grund: result.error?.name },
            'collector takes no traces, they are lost',
          );
        if (sent && away) log.info({ ziel: new URL(url).origin }, 'collector takes traces again');
        away = !sent;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
