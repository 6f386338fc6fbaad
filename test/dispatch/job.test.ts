import { describe, expect, it } from 'vitest';
import { pauseAfter, toJob } from '../../src/dispatch/job.ts';

const ref = {
  nr: 1,
  uuid: '0b0f7a9e-3c1d-4a8e-9f57-2f7f4d1c9e01',
  sha256: Buffer.alloc(32, 7),
  empfaenger: 'kba:010010000001',
  prioritaet: 40,
  versuche: 0,
};

describe('job', () => {
  it('holds reference and hash only, under an id that the UUID gives', () => {
    const job = toJob(ref);
    expect(job.data).toEqual({ uuid: ref.uuid, sha256: '07'.repeat(32) });
    expect(job.name).toBe(ref.empfaenger);
    expect(job.opts).toMatchObject({ jobId: ref.uuid, priority: 40, attempts: 1, removeOnComplete: true });
  });

  it('keeps within the priorities of the queue', () => {
    const priority = (prioritaet: number) => toJob({ ...ref, prioritaet }).opts.priority;
    expect([-5, 0, 1, 2.7, 9_999_999].map(priority)).toEqual([1, 1, 1, 2, 2_097_151]);
  });

  it('pauses twice as long after each attempt, at most an hour, between half and whole', () => {
    expect([1, 2, 3, 12, 13, 1000].map((attempt) => pauseAfter(1000, attempt, 0))).toEqual([
      1000, 2000, 4000, 2_048_000, 3_600_000, 3_600_000,
    ]);
    expect(pauseAfter(1000, 1, 1)).toBe(500);
  });
});
