import { expect, test } from 'vitest';
import { pullInto } from '../../src/konnektor/pull.ts';
import { fault } from '../../src/platform/errors.ts';

/** A mailbox with one Sendung whose acknowledgement arrives while its answer gets lost. */
function mailbox() {
  const stored = new Set<string>();
  const waiting = ['8d0b1f0c-5a52-4b0e-9c63-0d6b7d1f6f10'];
  const [uuid = ''] = waiting;
  return {
    uuid,
    list: async (_wait = 0, _signal: AbortSignal | undefined = undefined, after: string | undefined = undefined) =>
      after === undefined ? [...waiting] : [],
    fetch: async () => Buffer.from('sendung'),
    takeOver: async () => {
      const fresh = !stored.has(uuid);
      stored.add(uuid);
      return { uuid, abholung: Buffer.from('abholung'), fresh };
    },
    acknowledge: async () => {
      waiting.length = 0;
      throw fault('SEND_FAILED');
    },
  };
}

test('a Sendung whose acknowledgement is not answered is told of once, although it is not listed again', async () => {
  const stop = new AbortController();
  const told: string[] = [];
  const troubles: string[] = [];
  const from = mailbox();
  const pulled = pullInto(from, {
    onArrival: () => told.push('arrived'),
    signal: stop.signal,
    waitSeconds: 0,
    onTrouble: ({ code }) => {
      troubles.push(code);
      setTimeout(() => stop.abort(), 50);
    },
  });
  await pulled;
  expect(troubles).toEqual(['SEND_FAILED']);
  expect(told).toEqual(['arrived']);
});
