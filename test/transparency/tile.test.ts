import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntries, encodeEntries, parseTilePath, tilePath, tileWidth } from '../../src/transparency/index.ts';

describe('tile paths', () => {
  it.each([
    ['tile/0/x001/x234/067', { level: 0, n: 1_234_067, width: 256 }],
    ['tile/0/x001/067', { level: 0, n: 1067, width: 256 }],
    ['tile/3/000.p/1', { level: 3, n: 0, width: 1 }],
    ['tile/entries/x273/999.p/255', { level: 'entries', n: 273_999, width: 255 }],
  ] as const)('%s names one tile', (path, address) => {
    expect(parseTilePath(path)).toEqual(address);
    expect(tilePath(address)).toBe(path);
  });

  it('are read back as they were written', () => {
    const address = fc.record({
      level: fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 })),
      n: fc.integer({ min: 0, max: 2 ** 45 }),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(address, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile);
      }),
    );
  });

  it.each([
    'tile/0/67',
    'tile/0/001/067',
    'tile/0/x000/067',
    'tile/0/x067',
    'tile/00/067',
    'tile/64/067',
    'tile/-1/067',
    'tile/0/067.p/0',
    'tile/0/067.p/256',
    'tile/0/067.p/01',
    'tile/0/../../checkpoint',
    'tile/data/000',
    '/tile/0/000',
    'tile/0/000/',
    `tile/0/${'x999/'.repeat(6)}999`,
  ])('%s is refused', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  it('have the widths of the example in tlog-tiles for 70,000 leaves', () => {
    expect(tileWidth(70_000, 0, 272)).toBe(256);
    expect(tileWidth(70_000, 0, 273)).toBe(112);
    expect(tileWidth(70_000, 0, 274)).toBe(0);
    expect(tileWidth(70_000, 1, 1)).toBe(17);
    expect(tileWidth(70_000, 2, 0)).toBe(1);
    expect(tileWidth(70_000, 3, 0)).toBe(0);
    expect(tileWidth(70_000, 'entries', 273)).toBe(112);
  });
});

describe('entry bundles', () => {
  it('give back their entries', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 400 }));
    fc.assert(
      fc.property(entries, (list) => {
        expect(decodeEntries(encodeEntries(list))).toEqual(list.map((entry) => Buffer.from(entry)));
      }),
    );
  });

  it('are refused when they end within an entry', () => {
    const bundle = encodeEntries([Buffer.from('eins'), Buffer.from('zwei')]);
    for (const end of [1, 3, 5, 7, bundle.length - 1]) {
      expect(() => decodeEntries(bundle.subarray(0, end))).toThrowError(/proof/);
    }
  });
});
