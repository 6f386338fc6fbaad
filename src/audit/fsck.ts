import type pg from 'pg';
import { checkLog, type NoteVerifier } from '../transparency/index.ts';

/** One thing that is wrong: where, what, and what to do. German, without content. */
export interface Befund {
  readonly tabelle: string;
  /** key of the row, e.g. the UUID of the Sendung */
  readonly zeile: string;
  readonly befund: string;
  readonly abhilfe: string;
}

/** What a check of the store found; nothing is wrong where `befunde` is empty. */
export interface FsckBericht {
  /** rows read, by table */
  readonly geprueft: Readonly<Record<string, number>>;
  readonly befunde: readonly Befund[];
}

export interface FsckOptions {
  readonly pool: pg.Pool;
  /** key of the transparency log */
  readonly log: NoteVerifier;
}

/** Checks the whole store. Reads only. */
export async function fsck({ pool, log }: FsckOptions): Promise<FsckBericht> {
  const { leaves, checkpoints, findings } = await checkLog(pool, log);
  const befunde = findings.map((befund) => ({
    tabelle: 'log',
    zeile: '',
    befund,
    abhilfe: 'Die Datenbank aus der Sicherung wiederherstellen.',
  }));
  return { geprueft: { log_blatt: leaves, log_checkpoint: checkpoints }, befunde };
}
