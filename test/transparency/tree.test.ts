import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appendToTiles,
  CompactRange,
  proveConsistency,
  proveInclusion,
  rootFromTiles,
  type TileReader,
  verifyConsistency,
  verifyInclusion,
} from '../../src/transparency/index.ts';
import { consistency, leaf, mth, path, readerOf, someLeaves } from './simple-tree.ts';

const leaves = someLeaves(2000);
const first = (size: number) => leaves.slice(0, size);
const reader = readerOf(leaves);
const sizes = fc.integer({ min: 1, max: 2000 });
/** sizes around the edges of tiles and powers of two */
const edges = [0, 1, 2, 3, 4, 5, 7, 8, 9, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 1999, 2000];

describe('tree', () => {
  it('knows the roots that RFC 6962 implementations publish for its well-known test entries', () => {
    const entries = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const range = new CompactRange();
    expect(range.root().toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const roots = entries.map((entry) => {
      range.append(leaf(Buffer.from(entry, 'hex')));
      return range.root().toString('hex');
    });
    expect(roots[0]).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(roots[7]).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  it('gives the root of the recursive definition for every size to 2000', () => {
    const range = new CompactRange();
    const wrong: number[] = [];
    for (const [at, hash] of leaves.entries()) {
      range.append(hash);
      if ((at % 37 === 0 || edges.includes(at + 1)) && !range.root().equals(mth(first(at + 1)))) wrong.push(at + 1);
    }
    expect(wrong).toEqual([]);
    expect(range.size).toBe(2000);
  });

  it('computes the root from tiles at every edge', async () => {
    for (const size of edges) expect(await rootFromTiles(size, reader)).toEqual(mth(first(size)));
  });

  it('grows by batches of any size into the tiles of the definition', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 4 }), async (batches) => {
        const tiles = new Map<string, Buffer>();
        const read: TileReader = async (level, n) => tiles.get(`${level}/${n}`) ?? Buffer.alloc(0);
        let size = 0;
        for (const wanted of batches) {
          const batch = Math.min(wanted, 2000 - size);
          for (const tile of await appendToTiles(size, leaves.slice(size, size + batch), read)) {
            tiles.set(`${tile.level}/${tile.n}`, tile.hashes);
          }
          size += batch;
        }
        expect(await rootFromTiles(size, read)).toEqual(mth(first(size)));
        for (const [name, bytes] of tiles) {
          const [level = 0, n = 0] = name.split('/').map(Number);
          expect(bytes).toEqual(await reader(level, n, bytes.length / 32));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('reaches a third level of tiles', async () => {
    const many = someLeaves(70_000);
    const tiles = new Map<string, Buffer>();
    const read: TileReader = async (level, n) => tiles.get(`${level}/${n}`) ?? Buffer.alloc(0);
    for (let size = 0; size < many.length; size += 35_000) {
      for (const tile of await appendToTiles(size, many.slice(size, size + 35_000), read)) {
        tiles.set(`${tile.level}/${tile.n}`, tile.hashes);
      }
    }
    // the example of C2SP tlog-tiles
    const widths = (level: number) =>
      [...tiles].filter(([name]) => name.startsWith(`${level}/`)).map(([, bytes]) => bytes.length / 32);
    expect(widths(0).filter((width) => width === 256)).toHaveLength(273);
    expect(widths(0).filter((width) => width < 256)).toEqual([112]);
    expect(widths(1)).toEqual([256, 17]);
    expect(widths(2)).toEqual([1]);
    const range = new CompactRange();
    for (const hash of many) range.append(hash);
    expect(await rootFromTiles(70_000, read)).toEqual(range.root());
  });
});

describe('inclusion proof', () => {
  it('is the path of the recursive definition and verifies', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, any) => {
        const index = any % size;
        const proof = await proveInclusion(index, size, reader);
        expect(proof).toEqual(path(index, first(size)));
        const root = mth(first(size));
        expect(verifyInclusion({ leafHash: leaves[index] ?? root, index, size, root, proof })).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('verifies every leaf of every small tree', async () => {
    for (let size = 1; size <= 40; size += 1) {
      const root = mth(first(size));
      for (let index = 0; index < size; index += 1) {
        const proof = await proveInclusion(index, size, reader);
        expect(verifyInclusion({ leafHash: leaves[index] ?? root, index, size, root, proof })).toBe(true);
      }
    }
  });

  it('fails for another leaf, index, size, root, and for a longer, shorter or altered path', async () => {
    for (const [index, size] of [
      [0, 1],
      [0, 2],
      [5, 8],
      [6, 7],
      [299, 300],
      [1234, 2000],
    ] as const) {
      const root = mth(first(size));
      const leafHash = leaves[index] ?? root;
      const proof = path(index, first(size));
      const claim = { leafHash, index, size, root, proof };
      expect(verifyInclusion(claim)).toBe(true);
      const flip = (hash: Buffer) => Buffer.from(hash).fill((hash[3] ?? 0) ^ 1, 3, 4);
      const wrong = [
        { ...claim, leafHash: flip(leafHash) },
        { ...claim, root: flip(root) },
        { ...claim, index: index + 1 },
        { ...claim, index: index === 0 ? size : index - 1 },
        { ...claim, index: -1 },
        { ...claim, index: 0.5 },
        { ...claim, size: 0 },
        { ...claim, proof: [...proof, root] },
        { ...claim, proof: [...proof, Buffer.alloc(31)] },
        { ...claim, leafHash: leafHash.subarray(1) },
        ...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1) })),
        ...proof.map((hash, at) => ({ ...claim, proof: proof.toSpliced(at, 1, flip(hash)) })),
      ];
      for (const bad of wrong) expect(verifyInclusion(bad)).toBe(false);
    }
  });

  it('is refused for a leaf beyond the tree', async () => {
    await expect(proveInclusion(5, 5, reader)).rejects.toMatchObject({ code: 'LOG_PROOF' });
  });

  it('is refused when a tile is too short', async () => {
    const short: TileReader = async () => Buffer.alloc(32);
    await expect(proveInclusion(1, 5, short)).rejects.toMatchObject({ code: 'LOG_PROOF' });
  });
});

describe('consistency proof', () => {
  it('is the proof of the recursive definition and verifies', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (second, any) => {
        const size = any % (second + 1);
        const proof = await proveConsistency(size, second, reader);
        expect(proof).toEqual(consistency(size, first(second)));
        const claim = {
          firstSize: size,
          firstRoot: mth(first(size)),
          secondSize: second,
          secondRoot: mth(first(second)),
        };
        expect(verifyConsistency({ ...claim, proof })).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('verifies between all pairs of small trees', async () => {
    const roots = Array.from({ length: 41 }, (_, size) => mth(first(size)));
    for (const [secondSize, secondRoot] of roots.entries()) {
      for (const [firstSize, firstRoot] of roots.slice(0, secondSize + 1).entries()) {
        const proof = await proveConsistency(firstSize, secondSize, reader);
        expect(verifyConsistency({ firstSize, firstRoot, secondSize, secondRoot, proof })).toBe(true);
      }
    }
  });

  it('fails for a log that rewrote an entry', () => {
    const rewritten = first(100).with(17, leaf(Buffer.from('verfälscht')));
    const claim = { firstSize: 60, firstRoot: mth(first(60)), secondSize: 100, secondRoot: mth(rewritten) };
    expect(verifyConsistency({ ...claim, proof: consistency(60, rewritten) })).toBe(false);
    expect(verifyConsistency({ ...claim, proof: consistency(60, first(100)) })).toBe(false);
  });

  it('fails for swapped roots, other sizes, and a longer, shorter or altered path', () => {
    for (const [m, n] of [
      [1, 2],
      [3, 7],
      [4, 8],
      [6, 8],
      [256, 600],
      [999, 2000],
    ] as const) {
      const claim = {
        firstSize: m,
        firstRoot: mth(first(m)),
        secondSize: n,
        secondRoot: mth(first(n)),
        proof: consistency(m, first(n)),
      };
      expect(verifyConsistency(claim)).toBe(true);
      const wrong = [
        { ...claim, firstRoot: claim.secondRoot },
        { ...claim, secondRoot: claim.firstRoot },
        { ...claim, firstSize: n, secondSize: m },
        { ...claim, firstSize: 0 },
        { ...claim, firstSize: n },
        { ...claim, proof: [] },
        { ...claim, proof: [...claim.proof, claim.firstRoot] },
        ...claim.proof.map((_, at) => ({ ...claim, proof: claim.proof.toSpliced(at, 1) })),
        ...claim.proof.map((hash, at) => ({
          ...claim,
          proof: claim.proof.toSpliced(at, 1, Buffer.from(hash).fill((hash[0] ?? 0) ^ 128, 0, 1)),
        })),
      ];
      for (const bad of wrong) expect(verifyConsistency(bad)).toBe(false);
    }
  });

  it('is refused from a larger to a smaller tree', async () => {
    await expect(proveConsistency(6, 5, reader)).rejects.toMatchObject({ code: 'LOG_PROOF' });
  });
});
