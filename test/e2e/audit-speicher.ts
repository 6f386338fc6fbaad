import { expect } from 'vitest';
import { loadKeyStore } from '../../src/crypto/index.ts';
import { makeAcknowledgement } from '../../src/envelope/index.ts';
import { zurueckgeben } from '../../src/gateway/index.ts';
import { eventEvidence, loesche } from '../../src/ledger/index.ts';
import { newUuid, sha256Hex } from '../../src/platform/ids.ts';
import { deletionLeaf, makeLeaf } from '../../src/transparency/index.ts';
import { until } from '../store/processes.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { type Forged, forge } from '../support/forge.ts';
import { fristAnswer } from '../support/frist-case.ts';
import type { TestGateway } from '../support/gateway.ts';
import { BGB, POLIZEI } from '../support/profile.ts';

/**
 * Lets a gateway take what makes every kind of row: Sendungen that wait in the mailbox, were fetched, were pushed, were
 * given up and delivered late, were given up and handed back, deleted contents, an answer that makes another one processed, and refusals.
 */
export async function fuelle(gateway: TestGateway): Promise<{ readonly abgeholt: Forged }> {
  const { pkiDir, url } = gateway;
  const { ledger } = gateway.database;
  const bgb = new TestClient(url, tlsOf(pkiDir, BGB));
  const polizei = new TestClient(url, tlsOf(pkiDir, POLIZEI));
  const send = async () => {
    const one = forge(pkiDir);
    expect((await bgb.send(one.bytes)).status).toBe(202);
    const uuid = one.kopf.nachrichtenUUID;
    await until(async () => (await ledger.findByUuid(uuid))?.status === 'bereitgestellt');
    return one;
  };
  const leaf = ({ bytes, kopf }: Forged, ereignis: string, beleg: unknown) => {
    const sha256 = Buffer.from(sha256Hex(bytes), 'hex');
    return makeLeaf({ ereignis, uuid: kopf.nachrichtenUUID, sha256, zeit: new Date(), beleg });
  };
  const acknowledgement = ({ bytes, kopf }: Forged) =>
    makeAcknowledgement(
      { nachrichtenUUID: kopf.nachrichtenUUID, sha256: sha256Hex(bytes), leser: POLIZEI, zeitpunkt: new Date() },
      loadKeyStore(pkiDir, POLIZEI).signature,
    );

  const abgeholt = await send();
  const closed = await polizei.call('POST', `/v1/postfach/${abgeholt.kopf.nachrichtenUUID}/abholung`, {
    body: await acknowledgement(abgeholt),
    headers: { 'content-type': 'application/xml' },
  });
  expect(closed.status).toBe(200);
  const answer = fristAnswer(pkiDir, abgeholt, new Date());
  expect((await polizei.send(answer.bytes)).status).toBe(202);
  await until(async () => (await ledger.findByUuid(answer.kopf.nachrichtenUUID))?.status === 'bereitgestellt');

  const tot = await send();
  const code = 'DELIVERY_FAILED';
  const uuid = tot.kopf.nachrichtenUUID;
  await ledger.unzustellbar(uuid, code, leaf(tot, 'unzustellbar', eventEvidence({ code })));
  const late = await acknowledgement(tot);
  await ledger.zugestellt(uuid, late, leaf(tot, 'zugestellt', eventEvidence(undefined, sha256Hex(late))));

  await loesche(gateway.database.pool, { inhalt: new Date(), salze: new Date(0) }, deletionLeaf);
  await send();
  const zurueck = await send();
  const gab = { uuid: zurueck.kopf.nachrichtenUUID, sha256: Buffer.from(sha256Hex(zurueck.bytes), 'hex') };
  const fehlercode = 'MAILBOX_EXPIRED';
  await ledger.unzustellbar(gab.uuid, fehlercode, leaf(zurueck, 'unzustellbar', eventEvidence({ code: fehlercode })));
  expect(await zurueckgeben(ledger, { ...gab, fehlercode })).toBe(true);
  // refused: the same UUID with other bytes, and bytes that are no Sendung
  const twice = forge(pkiDir, { kopf: { nachrichtenUUID: newUuid() } });
  expect((await bgb.send(twice.bytes)).status).toBeGreaterThanOrEqual(400);
  expect((await bgb.send('<keine/>')).status).toBe(400);
  bgb.close();
  polizei.close();
  return { abgeholt };
}

/** Waits until every leaf has its place. */
export async function geordnet(gateway: TestGateway): Promise<void> {
  const { pool } = gateway.database;
  await until(async () => (await pool.query('SELECT 1 FROM blaupause.log_offen')).rowCount === 0);
}
