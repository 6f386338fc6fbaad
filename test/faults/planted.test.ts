import { expect, test } from 'vitest';
import { type Campaign, type CampaignOptions, campaign } from './campaign.ts';
import type { Broken } from './verdict.ts';

/** A short campaign on an installation with a fault in it. */
const spoilt = (
  imports: NonNullable<CampaignOptions['ground']>['imports'],
  only: readonly string[],
  until: readonly Broken[],
): Promise<Campaign> =>
  campaign({
    runs: 15,
    seed: 54,
    only: new Set(only),
    queues: ['postgres'],
    settleMs: 6000,
    until,
    ground: { single: true, ...(imports === undefined ? {} : { imports }) },
  });

/** Whether the failures can be repeated: each names its seed. */
const named = ({ failures }: Campaign) => failures.every(({ seed }) => seed > 0);

test('a gateway that sends the receipt before it is durable loses Sendungen, and the harness says so', async () => {
  const found = await spoilt(
    { gateway: ['../planted/receipt-first.ts'] },
    ['receipt.answered'],
    ['lost', 'receiptMismatch'],
  );
  expect(found.lost).toBeGreaterThan(0);
  expect(found.receiptMismatch).toBeGreaterThan(0);
  expect(named(found)).toBe(true);
});

test('a gateway that gives another receipt to the same Sendung is told of', async () => {
  const found = await spoilt({ gateway: ['../planted/another-receipt.ts'] }, ['intake.recorded'], ['receiptMismatch']);
  expect(found.receiptMismatch).toBeGreaterThan(0);
  expect(found.lost + found.doubled).toBe(0);
});

test('an inbox that does not know what has arrived before makes effects double, and the harness says so', async () => {
  const found = await spoilt(
    { reader: ['../planted/forgetful-inbox.ts'] },
    ['delivery.pushed', 'mailbox.closing'],
    ['doubled'],
  );
  expect(found.doubled).toBeGreaterThan(0);
  expect(found.lost + found.receiptMismatch).toBe(0);
});

test('a Konnektor that signs for what it has not stored loses Sendungen, and the harness says so', async () => {
  const found = await spoilt({ reader: ['../planted/acknowledge-first.ts'] }, ['inbox.acknowledged'], ['lost']);
  expect(found.lost).toBeGreaterThan(0);
  expect(found.doubled + found.receiptMismatch).toBe(0);
});
