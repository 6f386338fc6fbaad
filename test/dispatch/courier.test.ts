import { afterEach, describe, expect, it, vi } from 'vitest';
import { Courier, type CourierOptions } from '../../src/dispatch/courier.ts';
import { completeSettings } from '../../src/dispatch/settings.ts';
import { fault } from '../../src/platform/errors.ts';
import { newUuid, sha256Hex } from '../../src/platform/ids.ts';

const READER = 'kba:010010000001';
const UNKNOWN = 'kba:010010000009';
const BYTES = Buffer.from('Sendung');

const job = () => ({ uuid: newUuid(), sha256: sha256Hex(BYTES), recipient: READER, priority: 1 });

/** A courier over a ledger in which everything waits; `push` fails as long as `down`. */
const courierOf = (reader: { down: boolean }, other: object = {}) => {
  const ledger = {
    content: async () => ({ bytes: BYTES, sha256: Buffer.from(sha256Hex(BYTES), 'hex'), status: 'wartet' }),
    zugestellt: async () => ({ changed: true, status: 'zugestellt' }),
    pool: { query: async () => ({ rows: [{ versuche: 1, alter: 1 }] }) },
    ...other,
  } as unknown as CourierOptions['ledger'];
  return new Courier({
    ledger,
    queue: { callUp: async () => true },
    wayTo: (empfaenger) => {
      if (empfaenger === UNKNOWN) throw fault('BIND_RECIPIENT');
      return { way: 'push', endpoint: 'https://reader.example' };
    },
    push: async () => {
      if (reader.down) throw fault('DELIVERY_FAILED');
      return { acknowledgement: Buffer.from('empfangen') };
    },
    fristOf: () => ({ pushMs: 3_600_000, postfachMs: 3_600_000 }),
    settings: completeSettings({ failuresToOpen: 1, openMs: 20, backoffMs: 10 }),
    logger: undefined,
    closing: new AbortController().signal,
  });
};

afterEach(() => void vi.useRealTimers());

describe('courier', () => {
  it('does not leave a reader alone for as long as the calendar clock was set back', async () => {
    const reader = { down: true };
    const courier = courierOf(reader);
    expect(await courier.process(job())).toMatchObject({ next: 'later' });
    expect(await courier.process(job())).toMatchObject({ next: 'later' });
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() - 5 * 3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    reader.down = false;
    expect(await courier.process(job())).toEqual({ next: 'done' });
  });

  it('counts nothing against anybody when the ledger goes away while a failure is counted', async () => {
    const courier = courierOf(
      { down: true },
      {
        pool: {
          query: async () => {
            throw fault('STORE_UNAVAILABLE');
          },
        },
      },
    );
    const lost = job();
    // once where the push failed, once where the way to the reader is not known
    expect(await courier.process(lost)).toEqual({ next: 'later', inMs: 5000 });
    expect(await courier.process({ ...lost, recipient: UNKNOWN })).toEqual({ next: 'later', inMs: 5000 });
  });
});
