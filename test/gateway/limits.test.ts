import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIMITS, type Limit } from '../../src/gateway/limits.ts';
import { createMetrics } from '../../src/gateway/metrics.ts';
import { packageRoot } from '../../src/platform/paths.ts';

describe('the limits of the gateway', () => {
  const limits = Object.entries<Limit>(LIMITS);

  it('each have a test and a metric that exist', () => {
    const known = new Set(
      createMetrics()
        .registry.getMetricsAsArray()
        .map(({ name }) => name),
    );
    expect(limits.filter(([, { metric }]) => !known.has(metric))).toEqual([]);
    expect(limits.filter(([, { shownBy }]) => !existsSync(join(packageRoot, shownBy)))).toEqual([]);
  });

  it('leave room beside one authority, the strangers and the handshakes', () => {
    const { connections, connectionsEach, connectionsStrangers, handshakes } = LIMITS;
    expect(connectionsEach.value + connectionsStrangers.value + handshakes.value).toBeLessThan(connections.value);
    expect(LIMITS.placesEach.value).toBeLessThan(LIMITS.places.value);
    expect(LIMITS.sendungenAlone.value).toBeLessThan(LIMITS.sendungen.value);
    expect(LIMITS.readsAlone.value).toBeLessThan(LIMITS.reads.value);
  });
});
