import type { Pool, PoolClient } from 'pg';
import { sequencedLeaves } from '../ledger/index.ts';
import { fault } from '../platform/errors.ts';
import { HASH_SIZE } from './merkle.ts';
import { encodeEntries, parseTilePath, TILE_WIDTH, tileWidth } from './tile.ts';
import type { LogProof } from './tlog-proof.ts';
import { type ChangedTile, proveConsistency, proveInclusion, type TileReader } from './tree.ts';

/** A connection or the pool: whatever can run a query. */
export type Queryable = Pick<Pool | PoolClient, 'query'>;

/** The last signed checkpoint as it was stored. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  /** signed note as published */
  readonly note: string;
}

/** A published file of the log. */
export interface LogFile {
  readonly bytes: Buffer;
  /** `application/octet-stream` for tiles */
  readonly mediaType: string;
}

interface CheckpointRow {
  size: string;
  root: Buffer;
  note: Buffer;
}

/**
 * The newest checkpoint.
 *
 * Contract: log_checkpoint is insert-only and `groesse` its key, so this is also the largest tree ever signed.
 */
export const latestCheckpoint = async (db: Queryable): Promise<StoredCheckpoint | undefined> => {
  const { rows } = await db.query<CheckpointRow>(
    'SELECT groesse AS size, wurzel AS root, note FROM blaupause.log_checkpoint ORDER BY groesse DESC LIMIT 1',
  );
  const [row] = rows;
  return row && { size: Number(row.size), root: row.root, note: row.note.toString() };
};

/** Reads tiles from the database; what is missing is empty. */
export const databaseTiles =
  (db: Queryable): TileReader =>
  async (level, n) => {
    const { rows } = await db.query<{ bytes: Buffer }>(
      'SELECT bytes FROM blaupause.log_kachel WHERE level = $1 AND nr = $2 ORDER BY breite DESC LIMIT 1',
      [level, n],
    );
    return rows[0]?.bytes ?? Buffer.alloc(0);
  };

/**
 * Stores tiles, each in place of its shorter predecessor.
 *
 * Contract: log_kachel holds one row a tile, the widest; it can be rebuilt from the leaves at any time.
 */
export const storeTiles = async (db: Queryable, tiles: readonly ChangedTile[]): Promise<void> => {
  const places = [tiles.map(({ level }) => level), tiles.map(({ n }) => n)];
  await db.query(
    `DELETE FROM blaupause.log_kachel k USING unnest($1::smallint[], $2::bigint[]) AS t (level, nr)
     WHERE k.level = t.level AND k.nr = t.nr`,
    places,
  );
  await db.query(
    `INSERT INTO blaupause.log_kachel (level, nr, breite, bytes)
     SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::smallint[], $4::bytea[])`,
    [...places, tiles.map(({ hashes }) => hashes.length / HASH_SIZE), tiles.map(({ hashes }) => hashes)],
  );
};

/** Notes a checkpoint before it is published. */
export interface Publication {
  /** whether a larger one was published before */
  isBehind(checkpoint: StoredCheckpoint): boolean;
  /** @throws LOG_BEHIND if a larger one was published before */
  remember(checkpoint: StoredCheckpoint): Promise<void>;
}

/** The published side of the log: what anyone may read. Reads only what a signed checkpoint covers. */
export class LogReader {
  readonly #db: Pool;
  readonly #tiles: TileReader;
  readonly #published: Publication | undefined;

  /**
   * @param db pool of the database in which the sequencer writes
   * @param published notes what leaves the house
   */
  constructor(db: Pool, published?: Publication) {
    this.#db = db;
    this.#published = published;
    this.#tiles = databaseTiles(db);
  }

  /** The newest signed checkpoint (`/v1/log/checkpoint`), `undefined` before the first sequencer ran. */
  async checkpoint(): Promise<StoredCheckpoint | undefined> {
    let latest = await latestCheckpoint(this.#db);
    // another request may have read and published a newer one meanwhile; a store that stays behind is refused below
    while (latest && this.#published?.isBehind(latest)) {
      const again = await latestCheckpoint(this.#db);
      if (again === undefined || again.size === latest.size) break;
      latest = again;
    }
    if (latest) await this.#published?.remember(latest);
    return latest;
  }

  /**
   * A tile or entry bundle by its path below the log's prefix; the path comes from the requester.
   *
   * @returns `undefined` if the path is not canonical or no signed checkpoint reaches that tile
   */
  async file(path: string): Promise<LogFile | undefined> {
    const address = parseTilePath(path);
    const latest = address && (await this.checkpoint());
    if (!address || !latest || tileWidth(latest.size, address.level, address.n) < address.width) return undefined;
    const bytes =
      address.level === 'entries'
        ? await this.#entries(address.n * TILE_WIDTH, address.width)
        : Buffer.from(await this.#tiles(address.level, address.n, address.width)).subarray(
            0,
            address.width * HASH_SIZE,
          );
    return { bytes, mediaType: 'application/octet-stream' };
  }

  /**
   * Where a leaf stands, and the proof to the newest checkpoint.
   *
   * @param leafHash hash from the receipt
   * @returns `undefined` if the leaf is unknown or not yet covered by a checkpoint
   */
  async inclusion(leafHash: Uint8Array): Promise<(LogProof & { extra: Buffer }) | undefined> {
    const { rows } = await this.#db.query<{ idx: string; payload: Buffer }>(
      'SELECT i.seq AS idx, b.payload FROM blaupause.log_blatt b JOIN blaupause.log_index i ON i.blatt = b.id WHERE b.leaf_hash = $1',
      [leafHash],
    );
    const [row] = rows;
    const latest = row && (await this.checkpoint());
    if (!row || !latest) return undefined;
    const index = Number(row.idx);
    const proof = await proveInclusion(index, latest.size, this.#tiles);
    return { index, proof, checkpoint: latest.note, extra: row.payload };
  }

  /**
   * Proof that the tree of `first` leaves is the beginning of the tree of `second` leaves.
   *
   * @throws LOG_PROOF if no signed checkpoint reaches `second`, or `first` is larger
   */
  async consistency(first: number, second: number): Promise<Buffer[]> {
    const latest = await this.checkpoint();
    if (second > (latest?.size ?? 0)) throw fault('LOG_PROOF', { detail: `There is no signed tree of ${second} yet.` });
    return proveConsistency(first, second, this.#tiles);
  }

  async #entries(from: number, count: number): Promise<Buffer> {
    const leaves = await sequencedLeaves(this.#db, from, count);
    return encodeEntries(leaves.map(({ payload }) => payload));
  }
}
