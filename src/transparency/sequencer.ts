import type { Pool, PoolClient } from 'pg';
import { asSequencer, assignIndexes, type StoredLeaf, storeFault, unsequencedLeaves } from '../ledger/index.ts';
import { asFault, type ErrorCode, fault } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';
import { reached } from '../platform/steps.ts';
import { signCheckpoint, verifyOwnCheckpoint } from './checkpoint.ts';
import type { LogKey } from './log-key.ts';
import type { PublishedCheckpoint } from './published.ts';
import { databaseTiles, latestCheckpoint, type StoredCheckpoint, storeTiles } from './store.ts';
import { appendToTiles, rootFromTiles, type TileReader } from './tree.ts';

export interface SequencerOptions {
  /** the ledger's pool; one connection is in use while a batch is sequenced */
  readonly pool: Pool;
  readonly key: LogKey;
  /** what was published; a store that is behind it gets no new checkpoint */
  readonly published?: PublishedCheckpoint | undefined;
  readonly logger?: Logger | undefined;
  /** hears of each run that failed, with its catalogue code */
  readonly failed?: ((code: ErrorCode) => void) | undefined;
  /** at most one checkpoint in this many milliseconds while leaves keep coming; default 1000 */
  readonly intervalMs?: number;
  /** how often an idle sequencer looks for new leaves, in milliseconds; default 100 */
  readonly pollMs?: number;
  /** leaves in one transaction; default 5000 */
  readonly batch?: number;
}

/** What one run did: `busy` when another sequencer holds the lock. */
export type SequencerRun =
  | { readonly outcome: 'busy' | 'idle' }
  | { readonly outcome: 'signed'; readonly added: number };

/**
 * Puts leaves in order and signs checkpoints.
 *
 * Any number may run on one database: each batch is one transaction under an advisory lock of that transaction, so
 * a crashed or stuck holder frees it with its connection. Indexes, tiles and checkpoint are committed together: what
 * was signed is what is stored, and a crash before the commit leaves nothing. A second checkpoint of the same size
 * fails on its primary key. Before it signs, the sequencer recomputes the last root from the tiles and refuses to go
 * on if they disagree; it never signs a tree that does not continue the last one, nor one begun under another key.
 */
export class Sequencer {
  readonly #pool: Pool;
  readonly #key: LogKey;
  readonly #published: PublishedCheckpoint | undefined;
  readonly #logger: Logger | undefined;
  readonly #failed: ((code: ErrorCode) => void) | undefined;
  readonly #intervalMs: number;
  readonly #pollMs: number;
  readonly #batch: number;
  #running: Promise<void> | undefined;
  #stopped = false;
  #wake: (() => void) | undefined;
  #awake = false;
  #failing = false;

  constructor(options: SequencerOptions) {
    this.#pool = options.pool;
    this.#key = options.key;
    this.#published = options.published;
    this.#logger = options.logger;
    this.#failed = options.failed;
    this.#intervalMs = options.intervalMs ?? 1000;
    this.#pollMs = options.pollMs ?? 100;
    this.#batch = options.batch ?? 5000;
  }

  /** Starts the loop; a second call changes nothing. */
  start(): void {
    this.#running ??= this.#loop();
  }

  /** Tells an idle sequencer in the same process that a leaf was written. */
  wake(): void {
    this.#awake = true;
    this.#wake?.();
  }

  /** Ends the loop after the batch in hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.#running;
  }

  /**
   * Sequences one batch.
   *
   * @throws LOG_BROKEN if tiles and last checkpoint disagree, STORE_UNAVAILABLE if the database does not answer
   */
  async sequenceOnce(): Promise<SequencerRun> {
    try {
      const run = await asSequencer(this.#pool, (client) => this.#sequence(client));
      if (run?.outcome === 'signed') reached('log.ordered');
      return run ?? { outcome: 'busy' };
    } catch (error) {
      throw storeFault(error);
    }
  }

  async #sequence(client: PoolClient): Promise<SequencerRun> {
    const last = await latestCheckpoint(client);
    this.#published?.assertNotBehind(last);
    const leaves = await unsequencedLeaves(client, this.#batch);
    if (last && leaves.length === 0) return { outcome: 'idle' };
    const tiles = databaseTiles(client);
    if (last) await this.#assertWhole(last, tiles);
    await this.#append(client, last?.size ?? 0, leaves, tiles);
    return { outcome: 'signed', added: leaves.length };
  }

  async #assertWhole(last: StoredCheckpoint, tiles: TileReader): Promise<void> {
    try {
      verifyOwnCheckpoint(last.note, this.#key.verifiers);
    } catch (cause) {
      // two gateways that each made a key of their own: together they would show auditors a fork
      throw fault('LOG_BROKEN', { detail: `Checkpoint ${last.size} is signed with another key.`, cause });
    }
    const root = await rootFromTiles(last.size, tiles).catch(() => undefined);
    if (!root?.equals(last.root)) throw fault('LOG_BROKEN', { detail: `Tiles and checkpoint ${last.size} disagree.` });
  }

  /** Contract: indexes are dense; all four writes are in the caller's transaction. */
  async #append(client: PoolClient, size: number, leaves: readonly StoredLeaf[], tiles: TileReader): Promise<void> {
    const hashes = leaves.map(({ leafHash }) => leafHash);
    const changed = await appendToTiles(size, hashes, tiles);
    const fresh = new Map(changed.map((tile) => [`${tile.level}/${tile.n}`, tile.hashes]));
    const newSize = size + leaves.length;
    const root = await rootFromTiles(newSize, async (level, n, width) => {
      return fresh.get(`${level}/${n}`) ?? tiles(level, n, width);
    });
    await assignIndexes(
      client,
      leaves.map(({ id }) => id),
      size,
    );
    await storeTiles(client, changed);
    const note = signCheckpoint({ size: newSize, root }, this.#key);
    await client.query(
      'INSERT INTO blaupause.log_checkpoint (groesse, wurzel, note, zeit) VALUES ($1, $2, $3, now())',
      [newSize, root, Buffer.from(note)],
    );
  }

  async #loop(): Promise<void> {
    let lastSigned = Number.NEGATIVE_INFINITY;
    while (!this.#stopped) {
      const sinceLast = performance.now() - lastSigned;
      if (sinceLast < this.#intervalMs) await this.#sleep(this.#intervalMs - sinceLast, false);
      if (this.#stopped) break;
      const run = await this.#attempt();
      const full = run?.outcome === 'signed' && run.added >= this.#batch;
      if (run?.outcome === 'signed' && !full) lastSigned = performance.now();
      if (run?.outcome !== 'signed') await this.#sleep(run ? this.#pollMs : this.#intervalMs, run !== undefined);
    }
  }

  /** One run whose failure is logged once per outage and does not end the loop: the leaves wait in the ledger. */
  async #attempt(): Promise<SequencerRun | undefined> {
    try {
      const run = await this.sequenceOnce();
      if (this.#failing) this.#logger?.info('transparency log continues');
      this.#failing = false;
      return run;
    } catch (error) {
      const { code, message, cause } = asFault(error);
      const reason = cause instanceof Error ? cause.message : undefined;
      if (!this.#failing) this.#logger?.error({ code, reason }, `transparency log stands still: ${message}`);
      this.#failing = true;
      this.#failed?.(code);
      return undefined;
    }
  }

  async #sleep(ms: number, wakeable: boolean): Promise<void> {
    if (wakeable && this.#awake) {
      this.#awake = false;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    timer.unref();
    this.#wake = () => {
      if (wakeable || this.#stopped) resolve();
    };
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
    if (wakeable) this.#awake = false;
  }
}
