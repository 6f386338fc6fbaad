import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { fault } from '../platform/errors.ts';
import { reached } from '../platform/steps.ts';

/** A Sendung in the inbox that the application has not finished yet. */
export interface InboxEntry {
  readonly uuid: string;
  readonly bytes: Buffer;
}

/**
 * The reader's own small durable inbox, keyed by UUID and SHA-256 (SQLite, fsync on every commit).
 *
 * It turns delivery that may repeat into an effect that happens once: a Sendung is stored together with the signed
 * acknowledgement before that is handed out, a repeated one gets the same acknowledgement bytes, and the application
 * sees each entry until it has said that it is done. Bytes are the sealed envelope; content is never stored in clear.
 */
export class Inbox {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #finish: StatementSync;
  readonly #open: StatementSync;
  readonly #forget: StatementSync;

  /**
   * @param path database file, or `:memory:` for a reader that keeps nothing
   * @throws FILE if the folder is not writable
   */
  constructor(path: string) {
    try {
      if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      this.#database = new DatabaseSync(path);
    } catch (cause) {
      throw fault('FILE', { detail: `${path} ist nicht schreibbar.`, cause });
    }
    // another program of the authority may write at the same instant: wait for it
    this.#database.exec(`
      PRAGMA busy_timeout = 5000;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS eingang (
        uuid TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        bytes BLOB,
        abholung BLOB NOT NULL,
        zeit TEXT NOT NULL,
        erledigt INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX IF NOT EXISTS eingang_offen ON eingang (zeit) WHERE erledigt = 0;
    `);
    this.#find = this.#database.prepare('SELECT sha256, abholung FROM eingang WHERE uuid = ?');
    this.#insert = this.#database.prepare(
      'INSERT INTO eingang (uuid, sha256, bytes, abholung, zeit) VALUES (?, ?, ?, ?, ?) ON CONFLICT (uuid) DO NOTHING',
    );
    this.#finish = this.#database.prepare('UPDATE eingang SET erledigt = 1, bytes = NULL WHERE uuid = ?');
    this.#forget = this.#database.prepare('DELETE FROM eingang WHERE erledigt = 1 AND zeit < ?');
    this.#open = this.#database.prepare(
      'SELECT uuid, bytes FROM eingang WHERE erledigt = 0 ORDER BY zeit, rowid LIMIT ?',
    );
  }

  /**
   * The acknowledgement already given for a Sendung, if it has arrived before.
   * @throws DUPLICATE_UUID if the UUID arrived with other bytes
   */
  acknowledged(uuid: string, sha256: string): Buffer | undefined {
    const row = this.#find.get(uuid) as { sha256: string; abholung: Uint8Array } | undefined;
    if (row === undefined) return undefined;
    if (row.sha256 !== sha256) throw fault('DUPLICATE_UUID');
    return Buffer.from(row.abholung);
  }

  /**
   * Stores a Sendung durably; the first acknowledgement stored for a UUID stays the only one.
   * @returns the acknowledgement to hand out, and whether the Sendung is new
   */
  store(uuid: string, sha256: string, bytes: Buffer, abholung: Buffer, at: Date): { abholung: Buffer; fresh: boolean } {
    const { changes } = this.#insert.run(uuid, sha256, bytes, abholung, at.toISOString());
    if (Number(changes) === 1) return { abholung, fresh: true };
    return { abholung: this.acknowledged(uuid, sha256) ?? abholung, fresh: false };
  }

  /** Entries that the application has not finished, oldest first. */
  open(limit = 100): InboxEntry[] {
    return (this.#open.all(limit) as unknown as { uuid: string; bytes: Uint8Array }[]).map((row) => ({
      uuid: row.uuid,
      bytes: Buffer.from(row.bytes),
    }));
  }

  /** The application has taken over: the bytes go, UUID, hash and acknowledgement stay. */
  finish(uuid: string): void {
    this.#finish.run(uuid);
    reached('inbox.finished', { uuid });
  }

  /**
   * Forgets what was finished and taken over before an instant, so that the inbox does not grow for ever. A Sendung that
   * comes again after that is new: keep entries for longer than any gateway may repeat one (docs/reference/delivery.md).
   *
   * @returns how many were forgotten
   */
  forget(before: Date): number {
    return Number(this.#forget.run(before.toISOString()).changes);
  }

  /** Closes the database file. */
  close(): void {
    this.#database.close();
  }
}
