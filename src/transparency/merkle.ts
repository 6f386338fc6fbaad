import { createHash } from 'node:crypto';

/** Bytes of a SHA-256 hash. */
export const HASH_SIZE = 32;

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** Hash of a log entry as a leaf: SHA-256(0x00 || entry) (RFC 6962 section 2.1). */
export const hashLeaf = (entry: Uint8Array): Buffer => createHash('sha256').update(LEAF).update(entry).digest();

/** Hash of an inner node: SHA-256(0x01 || left || right) (RFC 6962 section 2.1). */
export const hashNode = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update(NODE).update(left).update(right).digest();

/** Root of the tree without leaves: SHA-256 of nothing (RFC 6962 section 2.1). */
export const EMPTY_ROOT: Uint8Array = createHash('sha256').digest();

/** Whether a number can be a tree size or an index: a safe integer, not negative. */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * The largest power of two below `size`: where RFC 6962 splits a tree of that many leaves.
 *
 * @param size number of leaves, at least 2
 */
export const splitPoint = (size: number): number => {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
};

/**
 * Root of a perfect subtree from its leaf or node hashes, which stand one after the other.
 *
 * @param hashes concatenated hashes; their number must be a power of two
 */
export const perfectRoot = (hashes: Uint8Array): Buffer => {
  let level = Buffer.from(hashes);
  while (level.length > HASH_SIZE) {
    const next = Buffer.allocUnsafe(level.length / 2);
    for (let at = 0; at < next.length; at += HASH_SIZE) {
      const left = level.subarray(at * 2, at * 2 + HASH_SIZE);
      const right = level.subarray(at * 2 + HASH_SIZE, at * 2 + 2 * HASH_SIZE);
      hashNode(left, right).copy(next, at);
    }
    level = next;
  }
  return level;
};

/**
 * Roots of the perfect subtrees that a growing tree consists of, largest first. Appending costs two hashes on
 * average and no storage that grows with the tree; used to check a whole log in one pass.
 */
export class CompactRange {
  readonly #peaks: { height: number; hash: Buffer }[] = [];
  #size = 0;

  /** number of leaves appended so far */
  get size(): number {
    return this.#size;
  }

  /** Appends one leaf hash. */
  append(leafHash: Uint8Array): void {
    let peak: { height: number; hash: Buffer } = { height: 0, hash: Buffer.from(leafHash) };
    for (let last = this.#peaks.at(-1); last && last.height === peak.height; last = this.#peaks.at(-1)) {
      this.#peaks.pop();
      peak = { height: peak.height + 1, hash: hashNode(last.hash, peak.hash) };
    }
    this.#peaks.push(peak);
    this.#size += 1;
  }

  /** Root of the tree of all leaves appended so far. */
  root(): Buffer {
    let root: Buffer | undefined;
    for (const { hash } of this.#peaks.toReversed()) root = root ? hashNode(hash, root) : hash;
    return root ?? Buffer.from(EMPTY_ROOT);
  }
}
