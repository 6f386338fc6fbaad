import { describe, expect, it } from 'vitest';
import { openRefusal } from '../../../src/envelope/index.ts';
import { attack, refuseEach, useTarget } from '../support.ts';
import { cases, secrets } from './generator.ts';

/** Header fields that count or tell the time in every answer. */
const COUNTING = /^date$|ratelimit/;

describe('row 17: broken and foreign encryption', () => {
  const target = useTarget();
  refuseEach(target, [...secrets, ...cases]);

  it('answers every fault that depends on a secret alike: text, size, status and header fields', async () => {
    const seen = new Map<string, string[]>();
    for (let round = 0; round < 3; round += 1)
      for (const { what, make } of secrets) {
        const { status, headers, body } = await attack(target, make(target.gateway.pkiDir), 'OPEN_DECRYPT');
        const refusal = await openRefusal(body, { trust: target.trust, at: new Date() });
        const { kennung: _, nachrichtenUUID: __, sha256: ___, zeitpunkt: ____, ...rest } = refusal;
        const fields = Object.entries(headers).filter(([name]) => !COUNTING.test(name));
        const answer = JSON.stringify({ status, fields: fields.sort(), size: body.length, rest });
        seen.set(answer, [...(seen.get(answer) ?? []), what]);
      }
    expect([...seen.keys()]).toHaveLength(1);
    expect([...seen.keys()][0]).not.toContain('einzelheit');
  });
});
