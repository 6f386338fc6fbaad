import { Counter, Gauge, type Registry } from 'prom-client';
import type { Bounds } from './bounds.ts';
import type { ClosedBecause, Connections } from './connections.ts';

/** Counts connections that were closed before their clients wanted it. */
export function countClosed(registry: Registry): (because: ClosedBecause) => void {
  const counter = new Counter({
    name: 'blaupause_connections_closed_total',
    help: 'Connections closed by the gateway because of a bound, by bound',
    labelNames: ['because'],
    registers: [registry],
  });
  return (because) => counter.inc({ because });
}

/** Publishes how full every bounded queue and buffer is; looked at when the metrics are read. */
export function publishPressure(registry: Registry, bounds: Bounds, connections: Connections): void {
  const gauge = (name: string, help: string, values: () => Readonly<Record<string, number>>): void => {
    new Gauge({
      name,
      help,
      labelNames: ['kind'],
      registers: [registry],
      collect() {
        for (const [kind, value] of Object.entries(values())) this.set({ kind }, value);
      },
    });
  };
  const { small, large, reads, waits, places, bodies, answers } = bounds;
  gauge('blaupause_connections', 'Connections by who holds them', () => ({ ...connections.counts }));
  gauge('blaupause_requests_at_work', 'Requests whose turn has come', () => ({
    sendung: small.atWork,
    large: large.atWork,
    read: reads.atWork,
  }));
  gauge('blaupause_requests_waiting', 'Requests that wait for their turn, and those that wait for post', () => ({
    sendung: small.waiting,
    large: large.waiting,
    read: reads.waiting,
    post: waits.size,
  }));
  gauge('blaupause_requests_held', 'Sendungen and acknowledgements between their first byte and the answer', () => ({
    place: places.total,
  }));
  gauge('blaupause_held_bytes', 'Bytes of bodies and of contents on their way', () => ({
    body: bodies.total,
    answer: answers.total,
  }));
}
