import { describe, expect, it } from 'vitest';
import { openRefusal } from '../../../src/envelope/index.ts';
import { attack, refuseEach, useTarget } from '../support.ts';
import { cases, secrets } from './generator.ts';

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

describe('row 17: broken and foreign encryption', () => {
  const target = useTarget();
  refuseEach(target, [...secrets, ...cases]);

  it('answers every fault that depends on a secret with the same text, in the same class of time', async () => {
    const seen = new Map<string, { texts: Set<string>; times: number[] }>();
    for (let round = 0; round < 5; round += 1)
      for (const { what, make } of secrets) {
        const answer = await attack(target, make(target.gateway.pkiDir), 'OPEN_DECRYPT');
        const refusal = await openRefusal(answer.body, { trust: target.trust, at: new Date() });
        const entry = seen.get(what) ?? { texts: new Set(), times: [] };
        const { kennung: _, nachrichtenUUID: __, sha256: ___, zeitpunkt: ____, ...rest } = refusal;
        entry.texts.add(JSON.stringify(rest));
        entry.times.push(answer.ms);
        seen.set(what, entry);
      }
    const texts = new Set([...seen.values()].flatMap((entry) => [...entry.texts]));
    expect(texts.size).toBe(1);
    expect([...texts][0]).not.toContain('einzelheit');
    const times = [...seen.values()].map((entry) => median(entry.times));
    // over a network, with the database in between: a class of time, not a figure
    expect(Math.max(...times)).toBeLessThan(Math.max(10, 5 * Math.min(...times)));
  });
});
