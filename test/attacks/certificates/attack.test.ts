import { describe, expect, it } from 'vitest';
import { loadKeyStore } from '../../../src/crypto/index.ts';
import { clientWith } from '../../support/certificates.ts';
import { TestClient, tlsOf } from '../../support/client.ts';
import { forge } from '../../support/forge.ts';
import { BGB } from '../../support/profile.ts';
import { expectRefused, refuseEach, sendGood, useTarget } from '../support.ts';
import { cases, clients, isHardButValid } from './generator.ts';

describe('row 15: certificates that must not count', () => {
  const target = useTarget();
  refuseEach(target, cases);

  it.each(clients)('is refused at the door: a client certificate %s', async (_, request) => {
    const { url, pkiDir } = target.gateway;
    const client = new TestClient(url, { ...tlsOf(pkiDir), ...clientWith(pkiDir, request) });
    try {
      const { bytes, kopf } = forge(pkiDir);
      // the body of nobody is not read, so the event has no hash of it
      const answer = await client.send(bytes);
      await expectRefused(target, answer, { code: 'IDENT_CERTIFICATE', uuid: kopf.nachrichtenUUID });
    } finally {
      client.close();
    }
  });

  it('is accepted: a subject with organizationIdentifier and umlauts', async () => {
    expect(isHardButValid(loadKeyStore(target.gateway.pkiDir, BGB).signature.cert)).toBe(true);
    await sendGood(target);
  });
});
