import { describe, expect, it } from 'vitest';
import { openQueue } from '../../src/dispatch/index.ts';

describe.concurrent('a queue that cannot be reached says whom it asked and why, and no password', () => {
  it.each([
    ['redis://:geheim@127.0.0.1:1', /^127\.0\.0\.1:1: connect ECONNREFUSED 127\.0\.0\.1:1\.$/],
    [
      'redis+sentinel://:geheim@127.0.0.1:1,127.0.0.1:2/meister',
      /^Sentinel 127\.0\.0\.1:1, 127\.0\.0\.1:2 für meister: All/,
    ],
    ['redis+cluster://:geheim@127.0.0.1:1', /^Cluster 127\.0\.0\.1:1: .+\.$/],
  ])('%s', async (redisUrl, detail) => {
    const error = (await openQueue({ redisUrl, databaseUrl: '', prefix: 'keine' }).catch(
      (fault: unknown) => fault,
    )) as {
      code: string;
      detail: string;
    };
    expect(error).toMatchObject({ code: 'QUEUE', detail: expect.stringMatching(detail) });
    expect(error.detail).not.toMatch(/geheim|Retrying|\.\.$/);
  });
});
