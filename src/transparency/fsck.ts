import type { Pool } from 'pg';
import { type StoredLeaf, sequencedLeaves } from '../ledger/index.ts';
import { fault } from '../platform/errors.ts';
import { verifyCheckpoint } from './checkpoint.ts';
import { CompactRange, hashLeaf } from './merkle.ts';
import type { NoteVerifier } from './note.ts';
import { databaseTiles, latestCheckpoint, storeTiles } from './store.ts';
import { TILE_WIDTH } from './tile.ts';
import { appendToTiles, rootFromTiles } from './tree.ts';

/** Result of checking a whole log: empty `findings` means that nothing is wrong. */
export interface LogCheck {
  /** leaves read */
  readonly leaves: number;
  /** signed checkpoints verified */
  readonly checkpoints: number;
  /** English sentences without content */
  readonly findings: readonly string[];
}

const PAGE = 5000;

const entriesFrom = (db: Pool, index: number, below: number) =>
  sequencedLeaves(db, index, Math.min(PAGE, below - index));

/** Signed trees by size; one checkpoint a second of a busy year is tens of millions, so they are read in pages too. */
const checkpointsBetween = async (db: Pool, from: number, to: number) => {
  const { rows } = await db.query<{ size: string; root: Buffer; note: Buffer }>(
    'SELECT groesse AS size, wurzel AS root, note FROM blaupause.log_checkpoint WHERE groesse BETWEEN $1 AND $2 ORDER BY groesse',
    [from, to],
  );
  return new Map(rows.map(({ size, root, note }) => [Number(size), { root, note: note.toString() }]));
};

/** Compares the stored tiles with those that a page of leaves gives; the tiles before it were compared already. */
const damagedTiles = async (db: Pool, size: number, entries: readonly StoredLeaf[]): Promise<string[]> => {
  const stored = databaseTiles(db);
  const hashes = entries.map(({ leafHash }) => leafHash);
  const damaged: string[] = [];
  for (const tile of await appendToTiles(size, hashes, stored)) {
    const bytes = await stored(tile.level, tile.n, TILE_WIDTH);
    if (tile.hashes.equals(bytes.subarray(0, tile.hashes.length))) continue;
    damaged.push(`Tile ${tile.level}/${tile.n} contradicts the leaves; tiles can be rebuilt.`);
  }
  return damaged;
};

/**
 * Checks a log from its first leaf: every payload gives its hash, indexes are dense, every checkpoint ever signed is
 * a beginning of the same tree and bears a valid signature, and every tile holds what the leaves give.
 */
export const checkLog = async (db: Pool, log: NoteVerifier): Promise<LogCheck> => {
  const latest = await latestCheckpoint(db);
  const findings: string[] = [];
  const range = new CompactRange();
  let checkpoints = 0;
  const compare = (signed: { root: Buffer; note: string } | undefined) => {
    if (!signed) return;
    checkpoints += 1;
    try {
      const { size, root } = verifyCheckpoint(signed.note, log);
      if (size !== range.size || !root.equals(range.root()) || !signed.root.equals(root)) {
        findings.push(`Checkpoint ${range.size} contradicts the leaves.`);
      }
    } catch {
      findings.push(`Checkpoint ${range.size} bears no valid signature.`);
    }
  };
  const end = latest?.size ?? 0;
  compare((await checkpointsBetween(db, 0, 0)).get(0));
  while (range.size < end) {
    const from = range.size;
    const page = await entriesFrom(db, from, end);
    // a gap shifts all that follow, so this is the part before the first gap
    const entries = page.filter(({ index }, at) => index === from + at);
    const signed = await checkpointsBetween(db, from + 1, from + PAGE);
    findings.push(...(await damagedTiles(db, from, entries)));
    for (const { index, leafHash, payload } of entries) {
      if (!hashLeaf(payload).equals(leafHash)) findings.push(`Leaf ${index} does not have its hash.`);
      range.append(leafHash);
      compare(signed.get(range.size));
    }
    if (range.size < Math.min(from + PAGE, end)) {
      findings.push(`Leaf ${range.size} is missing.`);
      break;
    }
  }
  return { leaves: range.size, checkpoints, findings };
};

/**
 * Writes all tiles anew from the leaves: tiles are trusted for nothing and may be lost. Must run while no sequencer
 * does.
 *
 * @returns number of leaves
 * @throws LOG_BROKEN if the leaves do not give the last checkpoint's root; nothing is changed then
 */
export const rebuildTiles = async (db: Pool): Promise<number> => {
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
