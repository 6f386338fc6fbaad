import { afterAll, beforeAll, describe, it } from 'vitest';
import { TestClient, tlsOf } from '../../support/client.ts';
import { attack, refuseEach, useTarget } from '../support.ts';
import { byAttacker, cases, KASSE } from './generator.ts';

describe('row 18: surreptitious forwarding', () => {
  const target = useTarget();
  let attacker: TestClient;
  beforeAll(() => {
    attacker = new TestClient(target.gateway.url, tlsOf(target.gateway.pkiDir, KASSE));
  });
  afterAll(() => attacker.close());

  refuseEach(target, cases);
  it.each(byAttacker)('is refused: $what', async ({ make, code }) => {
    await attack(target, make(target.gateway.pkiDir), code, { client: attacker });
  });
});
