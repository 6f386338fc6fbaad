import { EMPTY_ROOT, HASH_SIZE, hashNode, isCount } from './merkle.ts';

/** What an inclusion proof claims: the leaf stands at `index` in the tree of `size` leaves with this root. */
export interface InclusionClaim {
  /** leaf hash, 32 bytes */
  readonly leafHash: Uint8Array;
  /** zero-based place of the leaf */
  readonly index: number;
  /** number of leaves of the tree */
  readonly size: number;
  /** root of that tree, 32 bytes */
  readonly root: Uint8Array;
  /** sibling hashes from the leaf's sibling up to the root's child */
  readonly proof: readonly Uint8Array[];
}

/** What a consistency proof claims: the first tree is the beginning of the second. */
export interface ConsistencyClaim {
  readonly firstSize: number;
  readonly firstRoot: Uint8Array;
  readonly secondSize: number;
  readonly secondRoot: Uint8Array;
  /** node hashes in the order of RFC 6962 section 2.1.2 */
  readonly proof: readonly Uint8Array[];
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;
const areHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every((hash) => hash.length === HASH_SIZE);

/**
 * Checks an inclusion proof (RFC 9162 section 2.1.3.2, the same tree as RFC 6962). Every part of the claim may come
 * from an attacker except the root, which must come from a verified checkpoint of that size.
 *
 * @returns whether the claim holds; malformed claims are false, never an exception
 */
export const verifyInclusion = ({ leafHash, index, size, root, proof }: InclusionClaim): boolean => {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (!areHashes([leafHash, root, ...proof])) return false;
  let node = index;
  let last = size - 1;
  let hash: Uint8Array = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = hashNode(sibling, hash);
      while (!isOdd(node) && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      hash = hashNode(hash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && same(hash, root);
};

/**
 * Checks a consistency proof (RFC 9162 section 2.1.4.2). Both roots must come from verified checkpoints.
 *
 * @returns whether the first tree is the beginning of the second; malformed claims are false, never an exception
 */
export const verifyConsistency = (claim: ConsistencyClaim): boolean => {
  const { firstSize, firstRoot, secondSize, secondRoot, proof } = claim;
  if (!isCount(firstSize) || !isCount(secondSize) || firstSize > secondSize) return false;
  if (!areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (firstSize === secondSize) return proof.length === 0 && same(firstRoot, secondRoot);
  if (firstSize === 0) return proof.length === 0 && same(firstRoot, EMPTY_ROOT);

  let node = firstSize - 1;
  let last = secondSize - 1;
  while (isOdd(node)) {
    node = half(node);
    last = half(last);
  }
  // a first tree that is one perfect subtree is its own first proof hash
  const path = node === 0 ? [firstRoot, ...proof] : proof;
  const [start, ...rest] = path;
  if (start === undefined) return false;
  let first: Uint8Array = start;
  let second: Uint8Array = start;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      first = hashNode(sibling, first);
      second = hashNode(sibling, second);
      while (!isOdd(node) && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      second = hashNode(second, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && same(first, firstRoot) && same(second, secondRoot);
};
