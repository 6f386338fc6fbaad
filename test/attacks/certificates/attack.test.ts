import { describe, expect, it } from 'vitest';
import { loadKeyStore } from '../../../src/crypto/index.ts';
import { BGB } from '../../support/profile.ts';
import { refuseEach, sendGood, useTarget } from '../support.ts';
import { cases, isHardButValid } from './generator.ts';

describe('row 15: certificates that must not count', () => {
  const target = useTarget();
  refuseEach(target, cases);

  it('is accepted: a subject with organizationIdentifier and umlauts', async () => {
    expect(isHardButValid(loadKeyStore(target.gateway.pkiDir, BGB).signature.cert)).toBe(true);
    await sendGood(target);
  });
});
