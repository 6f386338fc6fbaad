import { describe, expect, it } from 'vitest';
import { loadKeyStore } from '../../../src/crypto/index.ts';
import { makeAcknowledgement } from '../../../src/envelope/index.ts';
import { loesche } from '../../../src/ledger/index.ts';
import { sha256Hex } from '../../../src/platform/ids.ts';
import { deletionLeaf } from '../../../src/transparency/index.ts';
import { type Forged, forge } from '../../support/forge.ts';
import { POLIZEI } from '../../support/profile.ts';
import { expectRefused, refuseEach, useTarget } from '../support.ts';
import { cases, sameUuid } from './generator.ts';

describe('row 19: replay', () => {
  const target = useTarget();
  const rows = async (table: string, uuid: string): Promise<number> => {
    const { rowCount } = await target.ledger.pool.query(`SELECT 1 FROM blaupause.${table} WHERE uuid = $1`, [uuid]);
    return rowCount ?? 0;
  };
  const inMailbox = async (uuid: string): Promise<number> => {
    const entries = await target.ledger.postfach(POLIZEI, { limit: 100_000 });
    return entries.filter((entry) => entry.uuid === uuid).length;
  };
  const acknowledge = async ({ bytes, kopf }: Forged) => {
    const uuid = kopf.nachrichtenUUID;
    await expect
      .poll(async () => (await target.ledger.findByUuid(uuid))?.status, { timeout: 10_000 })
      .toBe('bereitgestellt');
    const body = await makeAcknowledgement(
      { nachrichtenUUID: uuid, sha256: sha256Hex(bytes), leser: POLIZEI, zeitpunkt: new Date() },
      loadKeyStore(target.gateway.pkiDir, POLIZEI).signature,
    );
    return target.reader.call('POST', `/v1/postfach/${uuid}/abholung`, {
      body,
      headers: { 'content-type': 'application/xml' },
    });
  };

  refuseEach(target, cases);

  it('the same bytes get the same receipt bytes and have no second effect, also side by side', async () => {
    const { bytes, kopf } = forge(target.gateway.pkiDir);
    const first = await target.sender.send(bytes);
    expect(first.status).toBe(202);
    const again = await Promise.all(Array.from({ length: 8 }, () => target.sender.send(bytes)));
    for (const answer of again) {
      expect(answer.status).toBe(200);
      expect(answer.body.equals(first.body)).toBe(true);
    }
    expect(await rows('sendung', kopf.nachrichtenUUID)).toBe(1);
    expect(await rows('ausgang', kopf.nachrichtenUUID)).toBe(1);
    await expect.poll(() => inMailbox(kopf.nachrichtenUUID), { timeout: 10_000 }).toBe(1);
  });

  it('the same bytes for the first time, many at once: one is accepted, all get its receipt', async () => {
    const { bytes } = forge(target.gateway.pkiDir);
    const answers = await Promise.all(Array.from({ length: 8 }, () => target.sender.send(bytes)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.every(({ status }) => status === 202 || status === 200)).toBe(true);
    expect(new Set(answers.map(({ body }) => body.toString())).size).toBe(1);
  });

  it.each(['again', 'other'] as const)(
    'the same UUID with other bytes (%s) is refused with an alarm',
    async (which) => {
      const { first, ...more } = sameUuid(target.gateway.pkiDir);
      expect((await target.sender.send(first.bytes)).status).toBe(202);
      const { bytes } = more[which];
      const answer = await target.sender.send(bytes);
      const refusal = await expectRefused(target, answer, { code: 'DUPLICATE_UUID', status: 409, bytes });
      const alarms = await target.ledger.abweisungen({ uuid: first.kopf.nachrichtenUUID, alarm: true });
      expect(alarms.map(({ id }) => id)).toEqual([refusal.kennung]);
      const stored = await target.ledger.content(first.kopf.nachrichtenUUID);
      expect(stored?.bytes.equals(first.bytes)).toBe(true);
    },
  );

  it('two different Sendungen racing for one UUID: one wins, the other is refused', async () => {
    const { first, other } = sameUuid(target.gateway.pkiDir);
    const answers = await Promise.all([first, other].map(({ bytes }) => target.sender.send(bytes)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
  });

  it('after retention has deleted the content the same bytes get the same receipt and nothing is delivered', async () => {
    const sendung = forge(target.gateway.pkiDir);
    const uuid = sendung.kopf.nachrichtenUUID;
    const first = await target.sender.send(sendung.bytes);
    expect((await acknowledge(sendung)).status).toBe(200);
    const grenzen = { inhalt: new Date(), salze: new Date(0) };
    const { inhalte } = await loesche(target.ledger.pool, grenzen, deletionLeaf);
    expect(inhalte[sendung.kopf.nachrichtentyp]).toBeGreaterThan(0);
    expect(await target.ledger.content(uuid)).toBeUndefined();
    const again = await target.sender.send(sendung.bytes);
    expect(again.status).toBe(200);
    expect(again.body.equals(first.body)).toBe(true);
    expect(await target.ledger.content(uuid)).toBeUndefined();
    expect(await inMailbox(uuid)).toBe(0);
    expect((await target.ledger.findByUuid(uuid))?.status).toBe('abgeholt');
  });

  it('a replay by somebody else does not get the receipt', async () => {
    const { bytes } = forge(target.gateway.pkiDir);
    await target.sender.send(bytes);
    const answer = await target.reader.send(bytes);
    expect(answer.status).toBe(403);
    await expectRefused(target, answer, { code: 'IDENT_SENDER' });
  });
});
