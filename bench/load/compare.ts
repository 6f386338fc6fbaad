import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, openPool } from '../../src/ledger/index.ts';
import { median } from '../measure.ts';
import { fill } from './fill.ts';
import { type RunOptions, type RunResult, run } from './run.ts';
import { Stand, type StandRequest } from './stand.ts';
import { storeOf } from './store.ts';

/** What the same messages cost on an empty and on a full store, in turns. */
export interface Comparison {
  /** messages stored beforehand */
  readonly stored: number;
  /** bytes of the full database */
  readonly bytes: number;
  readonly rounds: readonly { readonly empty: Side; readonly full: Side }[];
  /** full ÷ empty, median of the rounds */
  readonly throughput: number;
  /** processor time of gateway and PostgreSQL for a message, full ÷ empty: what others do on the machine hardly moves it */
  readonly cpu: number;
  readonly receiptP50: number;
  /** rows that PostgreSQL read in order of the table, without an index, a message: where these grow, an index is missing */
  readonly readInOrder: Readonly<Record<string, { readonly empty: number; readonly full: number }>>;
  readonly clean: boolean;
}

export interface Side {
  /** receipts a second, as many as come out */
  readonly throughput: number;
  /** milliseconds of processor time of gateway and PostgreSQL for a message */
  readonly cpuMs: number;
  readonly receiptP50: number;
  readonly receiptP99: number;
}

export interface CompareOptions {
  readonly stored: number;
  readonly rounds: number;
  /** messages of one round on one side */
  readonly messages: number;
  /** messages in flight */
  readonly width: number;
}

/** Messages that both sides get before, and of which the stored ones are copies. */
const ORIGINALS = 200;

/** Throughput with many stored messages against that of an empty store, in the same run and in turns. */
export async function compare(
  request: StandRequest,
  ground: { pkiDir: string; profileFile: string },
  base: RunOptions,
  { stored, rounds, messages, width }: CompareOptions,
): Promise<Comparison> {
  const { tell, dir } = request;
  const empty = await Stand.start(request, ground, 'leer');
  let full: Stand | undefined;
  try {
    full = await Stand.start(request, ground, 'voll');
    const burst = (stand: Stand, count: number, seed: number, name: string): Promise<RunResult> =>
      run(
        stand,
        dir,
        {
          ...base,
          plan: { rate: count, seconds: 1, arrival: 'even', seed, gapMs: 0 },
          width,
          blind: true,
          tell: (text) => tell(`${name}: ${text}`),
        },
        ground,
      );
    for (const stand of [empty, full]) await burst(stand, ORIGINALS, 0, 'warms up');
    await fill(full.database, stored, tell);
    await ordered(full.database, tell);
    const before = await Promise.all([empty, full].map(({ database }) => readInOrder(database)));
    const done: { empty: Side; full: Side }[] = [];
    let clean = true;
    for (let round = 1; round <= rounds; round += 1) {
      const sides = round % 2 === 0 ? [empty, full] : [full, empty];
      const found = new Map<Stand, Side>();
      for (const stand of sides) {
        const name = `round ${round} of ${rounds}, ${stand === full ? 'full' : 'empty'}`;
        const result = await burst(stand, messages, round, name);
        clean &&= result.clean;
        found.set(stand, sideOf(result));
      }
      const [one, other] = [found.get(empty), found.get(full)];
      if (one !== undefined && other !== undefined) done.push({ empty: one, full: other });
    }
    const after = await Promise.all([empty, full].map(({ database }) => readInOrder(database)));
    const sent = rounds * messages;
    const tables = Object.keys(after[1] ?? {});
    const each = (side: number, table: string) => ((after[side]?.[table] ?? 0) - (before[side]?.[table] ?? 0)) / sent;
    return {
      stored,
      bytes: (await storeOf(full.database)).bytes,
      rounds: done,
      throughput: median(done.map((one) => one.full.throughput / one.empty.throughput)),
      cpu: median(done.map((one) => one.full.cpuMs / one.empty.cpuMs)),
      receiptP50: median(done.map((one) => one.full.receiptP50 / one.empty.receiptP50)),
      readInOrder: Object.fromEntries(
        tables
          .map((table) => [table, { empty: each(0, table), full: each(1, table) }] as const)
          .filter(([, { empty: a, full: b }]) => a > 0.01 || b > 0.01),
      ),
      clean,
    };
  } finally {
    await full?.close();
    await empty.close();
  }
}

function sideOf({ throughput, receipt, usage, planned }: RunResult): Side {
  const cpu = (usage['gateway']?.cpuSeconds ?? Number.NaN) + (usage['PostgreSQL']?.cpuSeconds ?? Number.NaN);
  return { throughput, cpuMs: (1000 * cpu) / planned, receiptP50: receipt.p50, receiptP99: receipt.p99 };
}

/** Waits until the gateway's sequencer has put all leaves in order. */
async function ordered(database: Database, tell: (text: string) => void): Promise<void> {
  const pool = openPool(database.ownerUrl, { name: 'last', max: 1 });
  try {
    for (;;) {
      const { rows } = await pool.query<{ n: string }>('SELECT count(*) AS n FROM blaupause.log_offen');
      if (Number(rows[0]?.n) === 0) return;
      tell(`the gateway orders its log: ${rows[0]?.n} leaves to go`);
      await sleep(1000);
    }
  } finally {
    await pool.end();
  }
}

/** Rows read by sequential scans so far, by table. */
async function readInOrder(database: Database): Promise<Record<string, number>> {
  const pool = openPool(database.ownerUrl, { name: 'last', max: 1 });
  try {
    // figures of a session reach the shared ones within a second or so
    await sleep(1500);
    const { rows } = await pool.query<{ name: string; read: string }>(
      `SELECT relname AS name, seq_tup_read AS read FROM pg_stat_user_tables WHERE schemaname <> 'pg_catalog'`,
    );
    return Object.fromEntries(rows.map(({ name, read }) => [name, Number(read)]));
  } finally {
    await pool.end();
  }
}
