import type { Meter } from '../platform/telemetry/index.ts';
import type { Bounds } from './bounds.ts';
import type { ClosedBecause, Connections } from './connections.ts';

/** Counts connections that were closed before their clients wanted it. */
export const countClosed =
  (meter: Meter) =>
  (because: ClosedBecause): void =>
    meter.count('blaupause_connections_closed_total', { because });

/** Publishes how full every bounded queue and buffer is; looked at when the metrics are read. */
export function publishPressure(meter: Meter, bounds: Bounds, connections: Connections): void {
  const { small, large, reads, waits, places, bodies, answers } = bounds;
  const states = () =>
    ({
      blaupause_connections: { ...connections.counts },
      blaupause_requests_at_work: { sendung: small.atWork, large: large.atWork, read: reads.atWork },
      blaupause_requests_waiting: {
        sendung: small.waiting,
        large: large.waiting,
        read: reads.waiting,
        post: waits.size,
      },
      blaupause_requests_held: { place: places.total },
      blaupause_held_bytes: { body: bodies.total, answer: answers.total },
    }) as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>;
  type Name = keyof ReturnType<typeof states>;
  meter.reading({
    quelle: 'pressure',
    metrics: Object.keys(states()) as Name[],
    read: () => {
      for (const [name, values] of Object.entries(states()))
        for (const [kind, value] of Object.entries(values)) meter.set(name as Name, { kind }, value);
    },
  });
}
