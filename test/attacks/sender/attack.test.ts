import { describe, expect, it } from 'vitest';
import { TestClient, tlsOf } from '../../support/client.ts';
import { forge } from '../../support/forge.ts';
import { DIENSTLEISTER } from '../../support/profile.ts';
import { attack, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 20: sender and recipient', () => {
  const target = useTarget();
  const as = async <T>(schluessel: string, work: (client: TestClient) => Promise<T>): Promise<T> => {
    const client = new TestClient(target.gateway.url, tlsOf(target.gateway.pkiDir, schluessel));
    try {
      return await work(client);
    } finally {
      client.close();
    }
  };

  it.each(cases)('is refused: $what', ({ make, code, client }) =>
    as(client, async (from) => {
      await attack(target, make(target.gateway.pkiDir), code, { client: from });
    }),
  );

  it('is accepted: a provider within its mandate, with what its principal signed', () =>
    as(DIENSTLEISTER, async (client) => {
      expect((await client.send(forge(target.gateway.pkiDir).bytes)).status).toBe(202);
    }));

  it('somebody else’s envelope is an alarm', () =>
    as('kba:010010000001', async (client) => {
      const { bytes, kopf } = forge(target.gateway.pkiDir);
      await client.send(bytes);
      const alarms = await target.ledger.abweisungen({ uuid: kopf.nachrichtenUUID, alarm: true });
      expect(alarms.map(({ code, absender }) => ({ code, absender }))).toEqual([
        { code: 'IDENT_SENDER', absender: 'kba:010010000001' },
      ]);
    }));
});
