import { expect, test } from 'vitest';
import { release } from '../../src/platform/memory.ts';

const MIB = 1_048_576;

test('memory of very large bytes goes at once', () => {
  const large = Buffer.allocUnsafeSlow(8 * MIB);
  release(large);
  expect(large.length).toBe(0);
});

test('memory that may be shared with others stays', () => {
  const small = Buffer.allocUnsafe(100);
  release(small);
  expect(small.length).toBe(100);
  // a program may give node a larger pool
  const pool = Buffer.allocUnsafeSlow(16 * MIB);
  release(pool.subarray(0, 4 * MIB));
  expect(pool.length).toBe(16 * MIB);
});
