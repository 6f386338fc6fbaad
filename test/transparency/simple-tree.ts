import { createHash } from 'node:crypto';
import type { TileReader } from '../../src/transparency/index.ts';

/** RFC 6962 section 2.1 written down as it stands there, recursive and slow: the oracle of these tests. */
const sha = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const largestPowerBelow = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));

export const leaf = (entry: Uint8Array): Buffer => sha(Buffer.of(0), entry);

/** MTH of leaf hashes */
export const mth = (leaves: readonly Buffer[]): Buffer => {
  const [only] = leaves;
  if (only === undefined) return sha();
  if (leaves.length === 1) return only;
  const k = largestPowerBelow(leaves.length);
  return sha(Buffer.of(1), mth(leaves.slice(0, k)), mth(leaves.slice(k)));
};

/** PATH(m, D[n]) */
export const path = (m: number, leaves: readonly Buffer[]): Buffer[] => {
  if (leaves.length <= 1) return [];
  const k = largestPowerBelow(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
};

const subproof = (m: number, leaves: readonly Buffer[], whole: boolean): Buffer[] => {
  if (m === leaves.length) return whole ? [] : [mth(leaves)];
  const k = largestPowerBelow(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), mth(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
};

/** PROOF(m, D[n]) */
export const consistency = (m: number, leaves: readonly Buffer[]): Buffer[] =>
  m === 0 ? [] : subproof(m, leaves, true);

/** The tile as the definition of tlog-tiles has it: the roots of 256^level leaves each. */
export const tileOf = (leaves: readonly Buffer[], level: number, n: number, width: number): Buffer => {
  const span = 256 ** level;
  return Buffer.concat(
    Array.from({ length: width }, (_, i) => {
      const from = (n * 256 + i) * span;
      return mth(leaves.slice(from, from + span));
    }),
  );
};

export const someLeaves = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, i) => leaf(Buffer.from(`Eintrag ${i}`)));

/** Reader over tiles by definition. */
export const readerOf =
  (leaves: readonly Buffer[]): TileReader =>
  async (level, n, width) =>
    tileOf(leaves, level, n, width);
