import { logSize, type StoredLeaf, sequencedLeaves } from '../ledger/index.ts';
import { fault } from '../platform/errors.ts';
import { verifyOwnCheckpoint } from './checkpoint.ts';
import { CompactRange, HASH_SIZE, hashLeaf } from './merkle.ts';
import type { NoteVerifier } from './note.ts';
import { databaseTiles, latestCheckpoint, type Queryable, storeTiles } from './store.ts';
import { TILE_WIDTH } from './tile.ts';
import { appendToTiles, rootFromTiles } from './tree.ts';

/** What can be wrong with a log. */
export type LogFault =
  | 'leaf-hash'
  | 'leaf-missing'
  | 'checkpoint-contradicts'
  | 'checkpoint-signature'
  | 'checkpoint-missing'
  | 'checkpoint-time'
  | 'tile';

/** One thing that is wrong: of which leaf (its index), checkpoint (its size) or tile (`level/number`). */
export interface LogFinding {
  readonly fault: LogFault;
  readonly at: string;
}

/** Result of checking a whole log: empty `findings` means that nothing is wrong. */
export interface LogCheck {
  /** leaves read */
  readonly leaves: number;
  /** signed checkpoints verified */
  readonly checkpoints: number;
  readonly findings: readonly LogFinding[];
}

/** Whole tiles, so that no page begins within one. */
const PAGE = 20 * TILE_WIDTH;

/** The database's clock may be set back by so much. */
const CLOCK_STEP_MS = 3_600_000;

/** More findings of a log than these say no more. */
const MOST_FINDINGS = 1000;

interface SignedTree {
  readonly root: Buffer;
  readonly note: string;
  readonly zeit: Date;
}

const entriesFrom = (db: Queryable, index: number, below: number) =>
  sequencedLeaves(db, index, Math.min(PAGE, below - index));

/** Signed trees by size; one checkpoint a second of a busy year is tens of millions, so they are read in pages too. */
const checkpointsBetween = async (db: Queryable, from: number, to: number): Promise<Map<number, SignedTree>> => {
  const { rows } = await db.query<{ size: string; root: Buffer; note: Buffer; zeit: Date }>(
    'SELECT groesse AS size, wurzel AS root, note, zeit FROM blaupause.log_checkpoint WHERE groesse BETWEEN $1 AND $2 ORDER BY groesse',
    [from, to],
  );
  return new Map(rows.map(({ size, root, note, zeit }) => [Number(size), { root, note: note.toString(), zeit }]));
};

/** Compares the stored tiles with those that a page of leaves gives; the tiles before it were compared already. */
const damagedTiles = async (db: Queryable, size: number, entries: readonly StoredLeaf[]): Promise<LogFinding[]> => {
  const stored = databaseTiles(db);
  const hashes = entries.map(({ leafHash }) => leafHash);
  const damaged: LogFinding[] = [];
  for (const tile of await appendToTiles(size, hashes, stored)) {
    const bytes = await stored(tile.level, tile.n, TILE_WIDTH);
    if (tile.hashes.equals(bytes.subarray(0, tile.hashes.length))) continue;
    damaged.push({ fault: 'tile', at: `${tile.level}/${tile.n}` });
  }
  return damaged;
};

/** Tiles that say another width than they have, or lie where the tree has none. */
const strayTiles = async (db: Queryable, size: number): Promise<LogFinding[]> => {
  const { rows } = await db.query<{ level: number; nr: string }>(
    `SELECT level, nr FROM blaupause.log_kachel
     WHERE length(bytes) <> breite * ${HASH_SIZE} OR level < 0 OR nr < 0
        OR nr * ${TILE_WIDTH}::numeric ^ (level + 1) >= $1::numeric LIMIT ${MOST_FINDINGS}`,
    [size],
  );
  return rows.map(({ level, nr }) => ({ fault: 'tile', at: `${level}/${nr}` }));
};

/** Whether a checkpoint is signed with one of these keys, and what it says. */
const readSigned = (note: string, keys: readonly NoteVerifier[]): { size: number; root: Buffer } | undefined => {
  try {
    return verifyOwnCheckpoint(note, keys);
  } catch {
    return undefined;
  }
};

/**
 * Checks a log from its first leaf: every payload gives its hash, indexes are dense, every checkpoint ever signed is
 * a beginning of the same tree and bears a valid signature, and every tile holds what the leaves give. Reads only;
 * needs memory for a page of leaves.
 *
 * @param keys the log's key under each name that it has had
 * @param onLeaves hears how many leaves have been read
 */
export const checkLog = async (
  db: Queryable,
  keys: NoteVerifier | readonly NoteVerifier[],
  onLeaves: (leaves: number) => void = () => {},
): Promise<LogCheck> => {
  const known = 'name' in keys ? [keys] : keys;
  const findings: LogFinding[] = [];
  const complain = (fault: LogFault, at: string | number) => {
    if (findings.length < MOST_FINDINGS) findings.push({ fault, at: String(at) });
  };
  const range = new CompactRange();
  let checkpoints = 0;
  let before = new Date(0);
  const compare = (tree: SignedTree | undefined) => {
    if (!tree) return;
    checkpoints += 1;
    const signed = readSigned(tree.note, known);
    if (signed === undefined) complain('checkpoint-signature', range.size);
    else if (signed.size !== range.size || !signed.root.equals(range.root()) || !tree.root.equals(signed.root))
      complain('checkpoint-contradicts', range.size);
    if (tree.zeit.getTime() + CLOCK_STEP_MS < before.getTime()) complain('checkpoint-time', range.size);
    before = tree.zeit;
  };
  const end = (await latestCheckpoint(db))?.size ?? 0;
  compare((await checkpointsBetween(db, 0, 0)).get(0));
  while (range.size < end) {
    const from = range.size;
    const page = await entriesFrom(db, from, end);
    // a gap shifts all that follow, so this is the part before the first gap
    const entries = page.filter(({ index }, at) => index === from + at);
    const signed = await checkpointsBetween(db, from + 1, from + PAGE);
    for (const { fault, at } of await damagedTiles(db, from, entries)) complain(fault, at);
    for (const { index, leafHash, payload } of entries) {
      if (!hashLeaf(payload).equals(leafHash)) complain('leaf-hash', index);
      range.append(leafHash);
      compare(signed.get(range.size));
    }
    onLeaves(range.size);
    if (range.size < Math.min(from + PAGE, end)) {
      complain('leaf-missing', range.size);
      break;
    }
  }
  // indexes and checkpoint are committed together, so a larger log than the newest checkpoint has lost one
  const placed = await logSize(db);
  if (placed > end) complain('checkpoint-missing', placed);
  for (const { fault, at } of await strayTiles(db, end)) complain(fault, at);
  return { leaves: range.size, checkpoints, findings };
};

/**
 * Writes all tiles anew from the leaves: tiles are trusted for nothing and may be lost. Must run while no sequencer
 * does.
 *
 * @returns number of leaves
 * @throws LOG_BROKEN if the leaves do not give the last checkpoint's root; nothing is changed then
 */
export const rebuildTiles = async (db: Queryable): Promise<number> => {
  const latest = await latestCheckpoint(db);
  const end = latest?.size ?? 0;
  const tiles = new Map<string, Buffer>();
  const read = async (level: number, n: number) => tiles.get(`${level}/${n}`) ?? Buffer.alloc(0);
  for (let size = 0; size < end; ) {
    const entries = await entriesFrom(db, size, end);
    if (entries.length === 0) break;
    for (const { level, n, hashes } of await appendToTiles(
      size,
      entries.map(({ leafHash }) => leafHash),
      read,
    )) {
      tiles.set(`${level}/${n}`, Buffer.from(hashes));
    }
    size += entries.length;
  }
  const root = await rootFromTiles(end, read).catch(() => undefined);
  if (latest && !root?.equals(latest.root)) {
    throw fault('LOG_BROKEN', { detail: `The leaves do not give the root of checkpoint ${end}.` });
  }
  for (const [name, hashes] of tiles) {
    const [level = 0, n = 0] = name.split('/').map(Number);
    await storeTiles(db, [{ level, n, hashes }]);
  }
  return end;
};
