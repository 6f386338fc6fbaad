import { fault } from '../platform/errors.ts';

/** Hashes in a full tile (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;

/** Address of a hash tile or, with level `entries`, of an entry bundle. */
export interface TileAddress {
  /** 0 to 63 for hash tiles */
  readonly level: number | 'entries';
  /** index of the tile within its level */
  readonly n: number;
  /** hashes or entries in the tile, 1 to 256; below 256 the tile is partial */
  readonly width: number;
}

const encodeIndex = (n: number): string => {
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
};

/** Path of a tile below the log's prefix, e.g. `tile/0/x001/067` or `tile/entries/000.p/5`. */
export const tilePath = ({ level, n, width }: TileAddress): string =>
  `tile/${level}/${encodeIndex(n)}${width < TILE_WIDTH ? `.p/${width}` : ''}`;

const PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/**
 * Reads a tile path; the path comes from the requester.
 *
 * @param path path without leading slash
 * @returns the address, or `undefined` if the path is not in its one canonical form
 */
export const parseTilePath = (path: string): TileAddress | undefined => {
  const [, level, index, partial] = PATH.exec(path) ?? [];
  if (level === undefined || index === undefined) return undefined;
  const address = {
    level: level === 'entries' ? level : Number(level),
    n: Number(index.replaceAll(/[x/]/g, '')),
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  } as const;
  const valid = address.level === 'entries' || address.level <= 63;
  return valid && Number.isSafeInteger(address.n) && tilePath(address) === path ? address : undefined;
};

/** Hashes of level `level` in a tree of `size` leaves; each stands for 256^level leaves. */
export const hashesAtLevel = (size: number, level: number): number => Math.floor(size / TILE_WIDTH ** level);

/**
 * Width of tile `n` of a level in a tree of `size` leaves: 0 if the tree does not reach it, 256 if it is full.
 * Entry bundles are as wide as the tiles of level 0.
 */
export const tileWidth = (size: number, level: number | 'entries', n: number): number => {
  const hashes = hashesAtLevel(size, level === 'entries' ? 0 : level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH));
};

/**
 * Packs log entries into an entry bundle: each preceded by its length as big-endian uint16.
 *
 * @throws INTERNAL if an entry is longer than 65,535 bytes
 */
export const encodeEntries = (entries: readonly Uint8Array[]): Buffer =>
  Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw fault('INTERNAL', { detail: 'A log entry is longer than 65535 bytes.' });
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );

/**
 * Unpacks an entry bundle.
 *
 * @throws LOG_PROOF if the bytes end within an entry
 */
export const decodeEntries = (bundle: Uint8Array): Buffer[] => {
  const bytes = Buffer.from(bundle);
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 <= bytes.length ? at + 2 + bytes.readUInt16BE(at) : Number.POSITIVE_INFINITY;
    if (end > bytes.length) throw fault('LOG_PROOF', { detail: 'The entry bundle ends within an entry.' });
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
};
