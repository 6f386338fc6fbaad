import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A span as it arrived at a collector, in the terms of OTLP/JSON. */
export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly kind: number;
  /** milliseconds since 1970 */
  readonly begin: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly error: string | undefined;
}

/** A collector for OTLP/HTTP: takes what OpenTelemetry's exporter posts as JSON and keeps the spans. */
export interface Collector {
  /** to be given to `tracesUrl` */
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** everything received, as text */
  text(): string;
  /** Waits until what was received is as wanted. */
  until(wanted: (spans: readonly ReceivedSpan[]) => boolean, ms?: number): Promise<void>;
  close(): Promise<void>;
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}
interface Posted {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly traceId: string;
        readonly spanId: string;
        readonly parentSpanId?: string;
        readonly name: string;
        readonly kind: number;
        readonly startTimeUnixNano: string;
        readonly endTimeUnixNano: string;
        readonly attributes: readonly Attribute[];
        readonly status: { readonly code: number; readonly message?: string };
      }[];
    }[];
  }[];
}

const named = (attributes: readonly Attribute[]): Record<string, string> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? '']));

const spansOf = ({ resourceSpans }: Posted): ReceivedSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap(({ spans }) => spans)
      .map((span) => ({
        service: named(resource.attributes)['service.name'] ?? '',
        name: span.name,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId || undefined,
        kind: span.kind,
        begin: Number(span.startTimeUnixNano) / 1e6,
        end: Number(span.endTimeUnixNano) / 1e6,
        attributes: named(span.attributes),
        error: span.status.code === 2 ? (span.status.message ?? '') : undefined,
      })),
  );

/** Starts a collector on the loopback address. */
export async function startCollector(): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const texts: string[] = [];
  const server = createServer(async (request, response) => {
    const posted = (await json(request)) as Posted;
    texts.push(JSON.stringify(posted));
    spans.push(...spansOf(posted));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    spans,
    text: () => texts.join('\n'),
    until: async (wanted, ms = 20_000) => {
      for (const end = Date.now() + ms; !wanted(spans); ) {
        if (Date.now() > end) throw new Error(`these spans came: ${JSON.stringify(spans, null, 1)}`);
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
