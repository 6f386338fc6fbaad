import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import { REMINDERS_DUE, STALE, WARNINGS_DUE } from '../src/ledger/fristen.ts';
import {
  faelligeErsuchen,
  faelligeWachten,
  fristzahlen,
  migrate,
  openPool,
  veralteteWachten,
} from '../src/ledger/index.ts';
import { digits, percent, table } from './format.ts';
import { median, ratios, type Series, spread } from './measure.ts';
import type { Ground } from './world.ts';

/** Day of the look, and how many cases and requests are due on it, whatever the stock. */
const HEUTE = '2026-12-01';
const DUE = 20;
const STUFEN = [30, 14, 7, 3];

interface FristenRow {
  readonly cases: number;
  /** of one look for what is due, and of the numbers for metrics */
  readonly lookMs: number;
  readonly numbersMs: number;
  /** pages of 8 KB that a look reads */
  readonly pages: number;
  /** to the look into the smallest stock */
  readonly ratio: number;
  readonly spread: number;
}

/** What the recurring run costs over a stock of open cases of which few are near a deadline. */
export interface FristenResult {
  readonly due: number;
  readonly rows: readonly FristenRow[];
}

/** Open cases whose limitation ends within three years, one request each; `DUE` of them due. */
async function fill(owner: pg.Pool, count: number): Promise<void> {
  const { rows } = await owner.query<{ n: string }>('SELECT count(*) AS n FROM blaupause.fristwache');
  const have = Number(rows[0]?.n ?? 0);
  await owner.query(
    `INSERT INTO blaupause.fristwache (vorgang, nachrichten, zustaendig, fristende, naechste)
     SELECT gen_random_uuid(), 3, 'bgb:145110000001', day, day - 30
     FROM (SELECT $1::date + 31 + (n % 1000) AS day FROM generate_series($2::integer, $3::integer) AS n) AS d`,
    [HEUTE, have + 1, count],
  );
  await owner.query(
    `INSERT INTO blaupause.ersuchen (uuid, vorgang, nachrichtentyp, ersuchend, ersucht, erstellt, rechtsgrundlage, faellig, naechste)
     SELECT gen_random_uuid(), gen_random_uuid(), 'fahrerermittlung.ersuchen.1120', 'bgb:145110000001', 'pol:092761440001',
       now(), 'owig-46-2', $1::date + 8 + (n % 1000), $1::date + 1 + (n % 1000)
     FROM generate_series($2::integer, $3::integer) AS n`,
    [HEUTE, have + 1, count],
  );
  if (have === 0)
    for (const [name, key] of [
      ['fristwache', 'vorgang'],
      ['ersuchen', 'uuid'],
    ] as const)
      await owner.query(
        `UPDATE blaupause.${name} SET naechste = $1 WHERE ${key} IN (SELECT ${key} FROM blaupause.${name} LIMIT ${DUE})`,
        [HEUTE],
      );
  await owner.query('VACUUM (ANALYZE) blaupause.fristwache, blaupause.ersuchen');
}

const look = async (pool: pg.Pool): Promise<number> => {
  const started = performance.now();
  await veralteteWachten(pool, 200);
  const found = [await faelligeWachten(pool, HEUTE, 25), await faelligeErsuchen(pool, HEUTE, 25)];
  if (found.some((due) => due.length !== DUE)) throw new Error('another number is due');
  return performance.now() - started;
};

const pagesOf = async (pool: pg.Pool): Promise<number> => {
  let pages = 0;
  for (const [statement, values] of [
    [STALE, [200]],
    [WARNINGS_DUE, [HEUTE, 25]],
    [REMINDERS_DUE, [HEUTE, 25]],
  ] as const) {
    const { rows } = await pool.query<{
      'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }];
    }>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`, [...values]);
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    pages += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
  }
  return pages;
};

/** Measures the look for what is due over growing stocks, each against the smallest. */
export async function fristen(
  ground: Ground,
  sizes: readonly number[],
  rounds: number,
  onSize: (size: number) => void,
): Promise<FristenResult> {
  const database = await ground.database('bench_wacht');
  await migrate(database.ownerUrl);
  const owner = openPool(database.ownerUrl, { name: 'bench', max: 2 });
  const found: { cases: number; looks: Series; numbers: Series; pages: number }[] = [];
  try {
    const patient = openPool(database.ownerUrl, { name: 'bench-fill', max: 1 });
    await patient.query('SET statement_timeout = 0');
    for (const cases of sizes) {
      onSize(cases);
      await fill(patient, cases);
      const [looks, numbers]: [number[], number[]] = [[], []];
      for (let round = 0; round <= 3 * rounds; round += 1) {
        const took = await look(owner);
        const started = performance.now();
        await fristzahlen(owner, HEUTE, STUFEN);
        if (round === 0) continue; // warm-up
        looks.push(took);
        numbers.push(performance.now() - started);
      }
      found.push({ cases, looks, numbers, pages: await pagesOf(owner) });
    }
    await patient.end();
  } finally {
    await owner.end();
  }
  const smallest = found[0]?.looks ?? [];
  return {
    due: DUE,
    rows: found.map(({ cases, looks, numbers, pages }) => {
      const quotients = ratios(looks, smallest);
      const [lookMs, numbersMs] = [median(looks), median(numbers)];
      return { cases, lookMs, numbersMs, pages, ratio: median(quotients), spread: spread(quotients) };
    }),
  };
}

/** Parts of the report for people. */
export const fristenParts = ({ due, rows }: FristenResult): string[] => [
  `Looking for warnings and reminders that are due, ${due} of each, over a stock of open cases with one request each`,
  table(
    ['open cases', 'look ms', 'pages', 'ratio', 'spread', 'metrics ms'],
    rows.map((row) => [
      String(row.cases),
      digits(row.lookMs),
      String(row.pages),
      row.ratio.toFixed(1),
      percent(row.spread),
      digits(row.numbersMs),
    ]),
  ),
];
