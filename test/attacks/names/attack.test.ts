import { describe, expect, it } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { allowed, cases, named } from './generator.ts';

describe('row 23: names and characters', () => {
  const target = useTarget();
  refuseEach(target, cases);

  it.each(allowed)('is accepted: %s', async (name) => {
    expect((await target.sender.send(named(target.gateway.pkiDir, name).bytes)).status).toBe(202);
  });
});
