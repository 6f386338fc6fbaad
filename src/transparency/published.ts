import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fault } from '../platform/errors.ts';
import { newUuid } from '../platform/ids.ts';
import { verifyCheckpoint } from './checkpoint.ts';
import type { NoteVerifier } from './note.ts';
import { databaseTiles, latestCheckpoint, type Queryable, type StoredCheckpoint } from './store.ts';
import { rootFromTiles } from './tree.ts';

/**
 * The newest checkpoint that left the house, kept in a file outside of the database. A store that was restored from
 * before it has lost leaves that auditors know: were it continued under the same name, the log would show two
 * histories. The file is the checkpoint itself as it was published, so that an auditor's copy can stand there as well.
 */
export class PublishedCheckpoint {
  readonly #path: string;
  #known: StoredCheckpoint | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** whether the newest one could not be written: then it is tried again */
  #failed = false;

  private constructor(path: string, known: StoredCheckpoint | undefined) {
    this.#path = path;
    this.#known = known;
  }

  /**
   * Reads the file where there is one; one of a log of another name counts for nothing.
   *
   * @param log key of the log under its present name
   * @throws FILE if it cannot be read, LOG_CHECKPOINT if it is of this log and does not hold
   */
  static async load(path: string, log: NoteVerifier): Promise<PublishedCheckpoint> {
    const note = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined;
      throw fault('FILE', { detail: `${path} ist nicht lesbar.`, cause });
    });
    if (note === undefined || note.split('\n', 1)[0] !== log.name) return new PublishedCheckpoint(path, undefined);
    const { size, root } = verifyCheckpoint(note, log);
    return new PublishedCheckpoint(path, { size, root, note });
  }

  /**
   * Notes a checkpoint that is about to be published, on disk before this resolves.
   *
   * @throws LOG_BEHIND if a larger one was published before, FILE if it cannot be written
   */
  async remember(checkpoint: StoredCheckpoint): Promise<void> {
    this.assertNotBehind(checkpoint);
    if (checkpoint.size === this.#known?.size && !this.#failed) return this.#writing;
    this.#known = checkpoint;
    this.#failed = false;
    this.#writing = this.#writing.catch(() => {}).then(() => this.#write(checkpoint));
    return this.#writing;
  }

  /** Whether a larger one was published before. */
  isBehind(latest: StoredCheckpoint | undefined): boolean {
    return (latest?.size ?? 0) < (this.#known?.size ?? 0);
  }

  /** @throws LOG_BEHIND if the store's newest checkpoint is smaller than what was published */
  assertNotBehind(latest: StoredCheckpoint | undefined): void {
    if (this.isBehind(latest)) throw behind(this.#known?.size ?? 0, latest?.size ?? 0);
  }

  /** @throws LOG_BEHIND if the store ends before what was published, LOG_BROKEN if it has another history */
  async assertContinuedBy(db: Queryable): Promise<void> {
    if (this.#known !== undefined) await assertContinues(db, this.#known);
  }

  async #write({ note }: StoredCheckpoint): Promise<void> {
    const draft = `${this.#path}.${newUuid()}`;
    try {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      const file = await open(draft, 'wx', 0o644);
      try {
        await file.writeFile(note);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, this.#path);
      await syncFolder(dirname(this.#path));
    } catch (cause) {
      this.#failed = true;
      await rm(draft, { force: true }).catch(() => {});
      throw fault('FILE', { detail: `${this.#path} ist nicht schreibbar.`, cause });
    }
  }
}

/** Puts on disk which file has which name. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const behind = (published: number, stored: number) =>
  fault('LOG_BEHIND', { detail: `Veröffentlicht sind ${published} Blätter, im Speicher ${stored}.` });

/**
 * Holds a store against a checkpoint that somebody outside knows.
 *
 * @param known verified before
 * @throws LOG_BEHIND if the store's log is shorter, LOG_BROKEN if its beginning is another one
 */
export const assertContinues = async (db: Queryable, known: Pick<StoredCheckpoint, 'size' | 'root'>): Promise<void> => {
  const size = (await latestCheckpoint(db))?.size ?? 0;
  if (size < known.size) throw behind(known.size, size);
  const root = await rootFromTiles(known.size, databaseTiles(db)).catch(() => undefined);
  if (!root?.equals(known.root))
    throw fault('LOG_BROKEN', { detail: `Die ersten ${known.size} Blätter sind andere als die veröffentlichten.` });
};
