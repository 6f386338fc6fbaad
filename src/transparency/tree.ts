import { fault } from '../platform/errors.ts';
import { EMPTY_ROOT, HASH_SIZE, hashNode, isCount, perfectRoot, splitPoint } from './merkle.ts';
import { hashesAtLevel, TILE_WIDTH, tileWidth } from './tile.ts';

/**
 * Gives the hashes of a tile, at least `width` of them (more do no harm). Tiles are trusted for nothing: whoever
 * needs certainty compares the resulting root with a signed checkpoint.
 */
export type TileReader = (level: number, n: number, width: number) => Promise<Uint8Array>;

/** A range of leaves [from, to) that is a subtree of the Merkle tree. */
interface Range {
  readonly from: number;
  readonly to: number;
}

const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value));

/** Keeps tiles for one computation, so that neighbouring nodes cost one read. */
const caching = (read: TileReader, size: number) => {
  const tiles = new Map<string, Promise<Uint8Array>>();
  return (level: number, n: number): Promise<Uint8Array> => {
    const name = `${level}/${n}`;
    const known = tiles.get(name);
    if (known) return known;
    const width = tileWidth(size, level, n);
    const tile = read(level, n, width).then((bytes) => {
      if (bytes.length < width * HASH_SIZE) throw fault('LOG_PROOF', { detail: `Tile ${name} is too short.` });
      return bytes.subarray(0, width * HASH_SIZE);
    });
    tiles.set(name, tile);
    return tile;
  };
};

const hashOfRange = async (tile: ReturnType<typeof caching>, { from, to }: Range): Promise<Buffer> => {
  const count = to - from;
  if (!isPowerOfTwo(count)) {
    const middle = from + splitPoint(count);
    const left = await hashOfRange(tile, { from, to: middle });
    return hashNode(left, await hashOfRange(tile, { from: middle, to }));
  }
  const level = Math.floor(Math.log2(count) / 8);
  const first = from / TILE_WIDTH ** level;
  const hashes = count / TILE_WIDTH ** level;
  const bytes = await tile(level, Math.floor(first / TILE_WIDTH));
  const at = (first % TILE_WIDTH) * HASH_SIZE;
  return perfectRoot(bytes.subarray(at, at + hashes * HASH_SIZE));
};

/**
 * Root of the tree of the first `size` leaves.
 *
 * @throws LOG_PROOF if the tiles do not reach that far
 */
export const rootFromTiles = async (size: number, read: TileReader): Promise<Buffer> =>
  size === 0 ? Buffer.from(EMPTY_ROOT) : hashOfRange(caching(read, size), { from: 0, to: size });

/**
 * Makes an inclusion proof (RFC 6962 section 2.1.1).
 *
 * @returns sibling hashes from the leaf's sibling up to the root's child
 * @throws LOG_PROOF if the leaf does not stand in a tree of that size
 */
export const proveInclusion = async (index: number, size: number, read: TileReader): Promise<Buffer[]> => {
  if (!isCount(index) || !isCount(size) || index >= size) {
    throw fault('LOG_PROOF', { detail: `There is no leaf ${index} in a tree of ${size}.` });
  }
  const siblings: Range[] = [];
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + splitPoint(to - from);
    siblings.unshift(index < middle ? { from: middle, to } : { from, to: middle });
    if (index < middle) to = middle;
    else from = middle;
  }
  const tile = caching(read, size);
  return Promise.all(siblings.map((range) => hashOfRange(tile, range)));
};

/**
 * Makes a consistency proof between the trees of the first `first` and of the first `second` leaves
 * (RFC 6962 section 2.1.2). The proof from the empty tree and of a tree with itself is empty.
 *
 * @throws LOG_PROOF if `first` is larger than `second`
 */
export const proveConsistency = async (first: number, second: number, read: TileReader): Promise<Buffer[]> => {
  if (!isCount(first) || !isCount(second) || first > second) {
    throw fault('LOG_PROOF', { detail: `A tree of ${first} is not the beginning of a tree of ${second}.` });
  }
  if (first === 0 || first === second) return [];
  const nodes: Range[] = [];
  let from = 0;
  let to = second;
  let wholeFirstTree = true;
  while (to !== first) {
    const middle = from + splitPoint(to - from);
    if (first <= middle) {
      nodes.unshift({ from: middle, to });
      to = middle;
    } else {
      nodes.unshift({ from, to: middle });
      from = middle;
      wholeFirstTree = false;
    }
  }
  if (!wholeFirstTree) nodes.unshift({ from, to });
  const tile = caching(read, second);
  return Promise.all(nodes.map((range) => hashOfRange(tile, range)));
};

/** A tile whose content changed: all hashes that it now holds. */
export interface ChangedTile {
  readonly level: number;
  readonly n: number;
  readonly hashes: Buffer;
}

/**
 * Appends leaves to a tree of `size` leaves.
 *
 * @param read gives the partial tiles at the tree's right edge; nothing else is read
 * @param leafHashes hashes of the new leaves in their order
 * @returns every tile that is new or longer now
 */
export const appendToTiles = async (
  size: number,
  leafHashes: readonly Uint8Array[],
  read: TileReader,
): Promise<ChangedTile[]> => {
  const changed: ChangedTile[] = [];
  let fresh: readonly Uint8Array[] = leafHashes;
  for (let level = 0; fresh.length > 0; level += 1) {
    const before = hashesAtLevel(size, level);
    const filled = before % TILE_WIDTH;
    const edge = Math.floor(before / TILE_WIDTH);
    const begin = filled === 0 ? Buffer.alloc(0) : (await read(level, edge, filled)).subarray(0, filled * HASH_SIZE);
    const hashes = Buffer.concat([begin, ...fresh]);
    const full: Uint8Array[] = [];
    for (let at = 0; at < hashes.length; at += TILE_WIDTH * HASH_SIZE) {
      const tile = hashes.subarray(at, at + TILE_WIDTH * HASH_SIZE);
      changed.push({ level, n: edge + at / (TILE_WIDTH * HASH_SIZE), hashes: tile });
      if (tile.length === TILE_WIDTH * HASH_SIZE) full.push(perfectRoot(tile));
    }
    fresh = full;
  }
  return changed;
};
