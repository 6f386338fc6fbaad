import { performance } from 'node:perf_hooks';
import { openPool } from '../src/ledger/index.ts';
import { computeDeadlines } from '../src/procedure/index.ts';
import { cases, fill, readCases } from './deadlines-stock.ts';
import { digits, percent, table } from './format.ts';
import { median, ratios, type Series, spread } from './measure.ts';
import type { Ground } from './world.ts';

/** What recomputing many cases took, and against what. */
export interface DeadlinesResult {
  readonly cases: number;
  readonly events: number;
  /** periods in all answers */
  readonly periods: number;
  /** seconds for all cases, and seconds of processor of this process */
  readonly computeS: number;
  readonly computeCpuS: number;
  readonly against: readonly {
    readonly what: string;
    readonly seconds: number;
    readonly ratio: number;
    readonly spread: number;
  }[];
}

const timed = async (work: () => unknown): Promise<{ time: number; cpu: number }> => {
  const before = process.cpuUsage();
  const started = performance.now();
  await work();
  const time = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { time, cpu: (user + system) / 1_000_000 };
};

/** Recomputes all periods of cases that lie in PostgreSQL as rows, one a case and one an event. */
export async function deadlines(
  ground: Ground,
  count: number,
  rounds: number,
  onRound: (round: number) => void,
): Promise<DeadlinesResult> {
  const database = await ground.database('bench_fristen');
  const pool = openPool(database.ownerUrl, { name: 'bench', max: 1 });
  try {
    const stock = cases(count);
    await fill(pool, stock);
    const taken = { read: [] as number[], parse: [] as number[], compute: [] as number[], cpu: [] as number[] };
    let periods = 0;
    for (let round = 0; round <= rounds; round += 1) {
      onRound(round);
      let read: Awaited<ReturnType<typeof readCases>> = [];
      const reading = await timed(async () => {
        read = await readCases(pool, count);
      });
      if (read.length !== count) throw new Error(`${read.length} of ${count} cases came back`);
      const texts = read.map((one) => JSON.stringify(one));
      const parsing = await timed(() => {
        for (const text of texts) JSON.parse(text);
      });
      periods = 0;
      const computing = await timed(() => {
        for (const one of read) periods += computeDeadlines(one).fristen.length;
      });
      if (round === 0) continue; // warm-up
      taken.read.push(reading.time);
      taken.parse.push(parsing.time);
      taken.compute.push(computing.time);
      taken.cpu.push(computing.cpu);
    }
    const row = (what: string, series: Series) => {
      const quotients = ratios(taken.compute, series);
      return { what, seconds: median(series), ratio: median(quotients), spread: spread(quotients) };
    };
    return {
      cases: count,
      events: stock.reduce((sum, { ereignisse }) => sum + ereignisse.length, 0),
      periods,
      computeS: median(taken.compute),
      computeCpuS: median(taken.cpu),
      against: [row('reading the rows from PostgreSQL', taken.read), row('JSON.parse of the same events', taken.parse)],
    };
  } finally {
    await pool.end();
  }
}

/** Parts of the report for people. */
export const deadlinesParts = (result: DeadlinesResult): string[] => [
  `Periods of ${result.cases} cases with ${result.events} events: ${result.periods} periods in ${result.computeS.toFixed(1)} s, ${result.computeCpuS.toFixed(1)} s of processor, ${digits((result.computeS * 1e6) / result.cases)} µs a case`,
  table(
    ['against', 's', 'ratio', 'spread'],
    result.against.map((row) => [row.what, row.seconds.toFixed(2), row.ratio.toFixed(1), percent(row.spread)]),
  ),
];
