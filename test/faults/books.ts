import { DatabaseSync } from 'node:sqlite';

/** Opens a small durable book of an authority's application; several processes may read while one writes. */
function open(path: string, schema: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${schema}`);
  return database;
}

/** A message that an authority wants to be sent. */
export interface Auftrag {
  readonly uuid: string;
  readonly nachricht: Uint8Array;
  /** the sealed bytes: once they stand here, no others are ever sent for this message */
  readonly sendung: Uint8Array | null;
}

/** One answer of the gateway, as it came. */
export interface Answer {
  readonly uuid: string;
  readonly angenommen: boolean;
  readonly bytes: Uint8Array;
}

/** What the sending application keeps: its messages, what it sealed, and every answer that it ever got. */
export class SenderBook {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = open(
      path,
      `CREATE TABLE IF NOT EXISTS auftrag (
         uuid TEXT PRIMARY KEY, nachricht BLOB NOT NULL, sendung BLOB, doppelt INTEGER NOT NULL, erledigt INTEGER NOT NULL DEFAULT 0
       ) STRICT;
       CREATE TABLE IF NOT EXISTS antwort (uuid TEXT NOT NULL, angenommen INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
       CREATE INDEX IF NOT EXISTS offen ON auftrag (erledigt) WHERE erledigt = 0;
       CREATE INDEX IF NOT EXISTS antworten ON antwort (uuid);`,
    );
  }

  /** @param twice whether it is handed to two gateways at once */
  order(uuid: string, nachricht: Uint8Array, twice: boolean, sendung: Uint8Array | null = null): void {
    this.#database
      .prepare('INSERT INTO auftrag (uuid, nachricht, sendung, doppelt) VALUES (?, ?, ?, ?)')
      .run(uuid, nachricht, sendung, twice ? 1 : 0);
  }

  /** What has no answer yet. */
  open(): (Auftrag & { readonly twice: boolean })[] {
    const rows = this.#database
      .prepare('SELECT uuid, nachricht, sendung, doppelt FROM auftrag WHERE erledigt = 0')
      .all();
    return (rows as unknown as (Auftrag & { doppelt: number })[]).map(({ doppelt, ...row }) => ({
      ...row,
      twice: doppelt === 1,
    }));
  }

  sealed(uuid: string, sendung: Uint8Array): void {
    this.#database.prepare('UPDATE auftrag SET sendung = ? WHERE uuid = ?').run(sendung, uuid);
  }

  answered({ uuid, angenommen, bytes }: Answer): void {
    this.#database.prepare('INSERT INTO antwort VALUES (?, ?, ?)').run(uuid, angenommen ? 1 : 0, bytes);
  }

  done(uuid: string): void {
    this.#database.prepare('UPDATE auftrag SET erledigt = 1 WHERE uuid = ?').run(uuid);
  }

  /** The sealed bytes of a message. */
  sendung(uuid: string): Buffer | undefined {
    const row = this.#database.prepare('SELECT sendung FROM auftrag WHERE uuid = ?').get(uuid);
    const bytes = row?.['sendung'];
    return bytes instanceof Uint8Array ? Buffer.from(bytes) : undefined;
  }

  /** Every answer to a message, in order. */
  answers(uuid: string): Answer[] {
    const rows = this.#database.prepare('SELECT * FROM antwort WHERE uuid = ? ORDER BY rowid').all(uuid);
    return (rows as unknown as { angenommen: number; bytes: Uint8Array }[]).map(({ angenommen, bytes }) => ({
      uuid,
      angenommen: angenommen === 1,
      bytes,
    }));
  }

  close(): void {
    this.#database.close();
  }
}

/**
 * What the reading application keeps. It does as docs/guides/konnektor.md tells: effect and UUID in one transaction;
 * then it finishes the entry of the inbox; then it forgets the UUID, because the inbox promises not to show it again.
 */
export class ReaderBook {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = open(
      path,
      `CREATE TABLE IF NOT EXISTS wirkung (nr INTEGER PRIMARY KEY, uuid TEXT NOT NULL) STRICT;
       CREATE INDEX IF NOT EXISTS wirkungen ON wirkung (uuid);
       CREATE TABLE IF NOT EXISTS in_arbeit (uuid TEXT PRIMARY KEY) STRICT;`,
    );
  }

  /** Takes effect, unless that was done before and only the end of the entry is missing. */
  act(uuid: string): void {
    this.#database.exec('BEGIN IMMEDIATE');
    const { changes } = this.#database.prepare('INSERT INTO in_arbeit VALUES (?) ON CONFLICT DO NOTHING').run(uuid);
    if (Number(changes) === 1) this.#database.prepare('INSERT INTO wirkung (uuid) VALUES (?)').run(uuid);
    this.#database.exec('COMMIT');
  }

  /** The inbox will not show it again. */
  forget(uuid: string): void {
    this.#database.prepare('DELETE FROM in_arbeit WHERE uuid = ?').run(uuid);
  }

  /** How often a message took effect. */
  effects(uuid: string): number {
    const row = this.#database.prepare('SELECT count(*) AS n FROM wirkung WHERE uuid = ?').get(uuid);
    return Number(row?.['n'] ?? 0);
  }

  close(): void {
    this.#database.close();
  }
}
