import { type Database, openPool } from '../../src/ledger/index.ts';

/** What the store holds, and what it says of the run. */
export interface Store {
  /** bytes of the database */
  readonly bytes: number;
  readonly messages: number;
  /** outbox by state */
  readonly outbox: Readonly<Record<string, number>>;
  /** leaves that no checkpoint covers yet */
  readonly unordered: number;
  /** growth since the look before, bytes a message */
  readonly bytesPerMessage?: number;
}

/** Looks into the store with the owner's rights. @param before an earlier look, to say how much a message takes */
export async function storeOf(database: Database, before?: Store): Promise<Store> {
  const pool = openPool(database.ownerUrl, { name: 'last', max: 1 });
  try {
    const { rows } = await pool.query<{
      bytes: string;
      messages: string;
      unordered: string;
      outbox: Record<string, number> | null;
    }>(`
      SELECT pg_database_size(current_database()) AS bytes,
        (SELECT count(*) FROM blaupause.sendung) AS messages,
        (SELECT count(*) FROM blaupause.log_offen) AS unordered,
        (SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM blaupause.ausgang GROUP BY status) a) AS outbox`);
    const [row] = rows;
    const [bytes, messages] = [Number(row?.bytes), Number(row?.messages)];
    const added = messages - (before?.messages ?? messages);
    return {
      bytes,
      messages,
      outbox: row?.outbox ?? {},
      unordered: Number(row?.unordered),
      ...(before === undefined || added === 0 ? {} : { bytesPerMessage: (bytes - before.bytes) / added }),
    };
  } finally {
    await pool.end();
  }
}
