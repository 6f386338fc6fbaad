import type pg from 'pg';
import { fault } from '../platform/errors.ts';
import { alone } from './alone.ts';

/** Advisory lock of the one sequencer at a time. */
const SEQUENCER_LOCK = 0x6270_0004;

/** A leaf of the transparency log without the salt. */
export interface StoredLeaf {
  readonly id: number;
  readonly leafHash: Buffer;
  readonly payload: Buffer;
  readonly zeit: Date;
}

interface LeafRow {
  id: string;
  leaf_hash: Buffer;
  payload: Buffer;
  zeit: Date;
}

const toLeaf = (row: LeafRow): StoredLeaf => ({
  id: Number(row.id),
  leafHash: row.leaf_hash,
  payload: row.payload,
  zeit: row.zeit,
});

/**
 * Runs the sequencer's work in one transaction that no other sequencer shares; commits when `work` returns.
 *
 * @returns what `work` returned, or undefined when another sequencer is at it
 */
export const asSequencer = <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T | undefined> =>
  alone(pool, SEQUENCER_LOCK, work);

/**
 * Contract: one statement inside {@link asSequencer}.
 * In:    $1 most rows
 * Out:   leaves without an index, in order of id
 * Holds: the open ids are cut off before anything is joined, and each leaf is looked up by its key. Both stands in the
 *        text, because statistics of a table that fills and empties all day say nothing: where they call it long, a
 *        join of both would read the whole log for a handful of leaves.
 */
export const OPEN_LEAVES = `
WITH o AS MATERIALIZED (SELECT blatt FROM blaupause.log_offen ORDER BY blatt LIMIT $1)
SELECT b.id, b.leaf_hash, b.payload, b.zeit
FROM o CROSS JOIN LATERAL (SELECT * FROM blaupause.log_blatt WHERE id = o.blatt OFFSET 0) AS b ORDER BY b.id`;

/** Leaves that have no index yet, in order of id. */
export async function unsequencedLeaves(client: pg.ClientBase, limit: number): Promise<StoredLeaf[]> {
  const { rows } = await client.query<LeafRow>(OPEN_LEAVES, [limit]);
  return rows.map(toLeaf);
}

/** Number of leaves that have an index; the next index. */
export async function logSize(client: Pick<pg.ClientBase | pg.Pool, 'query'>): Promise<number> {
  const { rows } = await client.query<{ size: string }>(
    'SELECT coalesce(max(seq) + 1, 0) AS size FROM blaupause.log_index',
  );
  return Number(rows[0]?.size ?? 0);
}

/**
 * Contract: one statement inside {@link asSequencer}.
 * In:    $1 leaf ids in log order, $2 index of the first
 * Holds: indexes follow the last one without gap (checked before under the lock); a leaf gets one index in its life
 *        (unique), and what has an index is open no more
 */
const ASSIGN = `
WITH i AS (
  INSERT INTO blaupause.log_index (seq, blatt) SELECT $2 + ord - 1, id FROM unnest($1::bigint[]) WITH ORDINALITY AS t (id, ord)
)
DELETE FROM blaupause.log_offen WHERE blatt = ANY ($1::bigint[])`;

/**
 * Gives leaves their places behind the last one.
 *
 * @param ids leaf ids in log order
 * @param first the index of the first, which must be the log's size
 * @throws INTERNAL when `first` is not the log's size
 */
export async function assignIndexes(client: pg.ClientBase, ids: readonly number[], first: number): Promise<void> {
  const size = await logSize(client);
  if (size !== first) throw fault('INTERNAL', { detail: `log index ${first} does not follow ${size}` });
  await client.query(ASSIGN, [ids, first]);
}

/** Leaves by index, from `first` on, in log order. */
export async function sequencedLeaves(
  client: Pick<pg.ClientBase | pg.Pool, 'query'>,
  first: number,
  limit: number,
): Promise<(StoredLeaf & { index: number })[]> {
  const { rows } = await client.query<LeafRow & { seq: string }>(
    `SELECT i.seq, b.id, b.leaf_hash, b.payload, b.zeit FROM blaupause.log_index i JOIN blaupause.log_blatt b ON b.id = i.blatt
     WHERE i.seq >= $1 ORDER BY i.seq LIMIT $2`,
    [first, limit],
  );
  return rows.map((row) => ({ ...toLeaf(row), index: Number(row.seq) }));
}

/** The leaves of one Sendung or refusal with salt (while it exists) and index (once given), in order of writing. */
export async function leavesOf(
  client: pg.ClientBase | pg.Pool,
  bezug: string,
): Promise<(StoredLeaf & { index?: number; salt?: Buffer })[]> {
  const { rows } = await client.query<LeafRow & { seq: string | null; salz: Buffer | null }>(
    `SELECT b.id, b.leaf_hash, b.payload, b.zeit, i.seq, z.salz FROM blaupause.log_blatt b
     LEFT JOIN blaupause.log_index i ON i.blatt = b.id LEFT JOIN blaupause.log_salz z ON z.blatt = b.id
     WHERE b.bezug = $1 ORDER BY b.id`,
    [bezug],
  );
  return rows.map((row) => ({
    ...toLeaf(row),
    ...(row.seq === null ? {} : { index: Number(row.seq) }),
    ...(row.salz === null ? {} : { salt: row.salz }),
  }));
}
