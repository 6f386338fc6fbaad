import { describe, expect, it } from 'vitest';
import type { GatewayContext } from '../../src/gateway/context.ts';
import { sageAutor } from '../../src/gateway/rueckgabe/sagen.ts';
import { type ErrorCode, fault } from '../../src/platform/errors.ts';
import { newUuid } from '../../src/platform/ids.ts';

/** A gateway in which whatever is done for the author ends with a fault; notes what is planned. */
const gatewayOf = (code: ErrorCode) => {
  const planned: unknown[][] = [];
  const [uuid, rueckweisung] = [newUuid(), newUuid()];
  const fail = () => {
    throw fault(code);
  };
  const context = {
    ledger: {
      findByUuid: async (asked: string) => (asked === uuid ? { absender: 'kba:010010000001' } : undefined),
      pool: { query: async ({ values }: { values: unknown[] }) => void planned.push(values) },
    },
    directory: { gateway: { schluessel: 'gwy:146120000001' }, maySend: fail },
    log: { warn: () => {}, info: () => {} },
  } as unknown as GatewayContext;
  return { context, planned, offen: { uuid, rueckweisung, code: 'DELIVERY_EXPIRED' } };
};

describe('telling the author', () => {
  it('is put off where the fault is this author’s, so that the others are told', async () => {
    const { context, planned, offen } = gatewayOf('TRUST_REVOKED');
    expect(await sageAutor(context, offen)).toBe(false);
    expect(planned).toEqual([[offen.uuid, 3_600_000, 'TRUST_REVOKED']]);
  });

  it('ends the run where the store is away, and plans nothing', async () => {
    const { context, planned, offen } = gatewayOf('STORE_UNAVAILABLE');
    await expect(sageAutor(context, offen)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(planned).toEqual([]);
  });
});
