/**
 * `npm run bench`: speed as ratios to what it cannot be faster than, measured in the same run. See
 * docs/performance.md. Nothing here passes or fails; figures are for people to judge.
 */
import { parseArgs } from 'node:util';
import { openPool } from '../src/ledger/index.ts';
import { dissect } from './anatomy.ts';
import { deadlines } from './deadlines.ts';
import { deliveries } from './delivery.ts';
import { type FairnessRow, fairness } from './fairness.ts';
import { fristen } from './fristen.ts';
import { type IsolationRow, isolation } from './isolation.ts';
import { type Effort, measure, median, ratios, spread, sum, type Taken } from './measure.ts';
import { type LargeResult, largeOf, soak, validationSoak } from './memory.ts';
import { type Operation, operations } from './operations.ts';
import { type OthersRow, others } from './others.ts';
import { cpuPrimitives, inOrder, partsOf, storePrimitives } from './primitives.ts';
import { machine, type OperationRow, type PrimitiveRow, type Report, render } from './report.ts';
import { costPerByte, type SizeRow } from './sizes.ts';
import { validation } from './validation.ts';
import { Ground, openWorld, type SuiteName } from './world.ts';

const HELP = `Usage: npm run bench -- [--quick] [--json] [--only NAME]

  --quick        fewer and shorter rounds: a first impression
  --json         everything measured, as JSON
  --only NAME    seal, check, open, intake or delivery; ec or rsa; sizes; memory; large; isolation;
                 fairness; others; validate; deadlines; fristen; may be repeated

Example: npm run bench -- --quick --only ec --only seal
`;

const OPERATIONS = ['seal', 'check', 'open', 'intake', 'delivery'];
const SUITES: readonly SuiteName[] = ['ec', 'rsa'];
const PIECES = ['sizes', 'memory', 'large', 'isolation', 'fairness', 'others', 'validate', 'deadlines', 'fristen'];
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});
const only = new Set(options.only);
const wrong = options.only.filter((name) => ![...OPERATIONS, ...SUITES, ...PIECES].includes(name));
if (options.help || wrong.length > 0) {
  process.stdout.write(HELP);
  process.exit(options.help ? 0 : 2);
}
/** The named ones of a kind, or all of them where none is named. */
const named = (all: readonly string[]) =>
  all.some((name) => only.has(name)) ? all.filter((name) => only.has(name)) : all;
const chosen = (piece: string) => only.size === 0 || only.has(piece);
const suitesChosen = only.size === 0 || [...OPERATIONS, ...SUITES].some((name) => only.has(name));
const effort: Effort = options.quick ? { rounds: 3, taskMs: 12 } : { rounds: 7, taskMs: 40 };
const tell = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
};

async function suite(ground: Ground, name: SuiteName): Promise<{ rows: OperationRow[]; primitives: PrimitiveRow[] }> {
  tell(`suite ${name}: keys, gateways, database`);
  const world = await openWorld(ground, name);
  const served = await Promise.all([world.serve('gateway'), world.serve('bare'), world.serve('reader')]);
  const [gateway, bare, reader] = served;
  const owner = openPool(world.database.ownerUrl, { name: 'bench', max: 1 });
  const sample = await world.stock.seal();
  const anatomy = await dissect(world, sample);
  const delivery = await deliveries(ground, world, reader, options.quick ? 64 : 320);
  const asked = named(OPERATIONS);
  const lines = [...operations(world, sample.bytes, gateway, bare), ...delivery.operations].filter(
    ({ task, recipe }) => Object.keys(recipe).length === 0 || asked.some((one) => task.name.startsWith(one)),
  );
  const alone = cpuPrimitives(world, anatomy);
  const primitives = [...alone, ...(await storePrimitives(world.gateway.context.ledger.pool, owner, sample.bytes))];
  const ordered = lines.flatMap(({ task, recipe }) =>
    Object.keys(recipe).length > 0 ? (inOrder(orderedName(task.name), recipe, alone) ?? []) : [],
  );
  const tasks = [...primitives, ...ordered, ...lines.map(({ task }) => task)];
  const measured = await measure(tasks, effort, (round) => tell(`suite ${name}: round ${round} of ${effort.rounds}`));
  anatomy.close();
  await delivery.close();
  await Promise.all(served.map((one) => one.close()));
  await owner.end();
  await world.close();

  const rows = lines.filter(({ recipe }) => Object.keys(recipe).length > 0).map((line) => rowOf(name, line, measured));
  const operationNames = new Set(rows.flatMap(({ operation }) => [operation, orderedName(operation)]));
  return {
    rows,
    primitives: [...measured]
      .filter(([primitive]) => !operationNames.has(primitive))
      .map(([primitive, { time }]) => ({ suite: name, primitive, ms: median(time) })),
  };
}

const orderedName = (operation: string): string => `${operation}: primitives in order`;

function rowOf(
  suite: SuiteName,
  { task, recipe, elsewhere }: Operation,
  measured: ReadonlyMap<string, Taken>,
): OperationRow {
  const { time, cpu } = measured.get(task.name) ?? { time: [], cpu: [] };
  const ordered = measured.get(orderedName(task.name));
  const primitives = sum(partsOf(recipe, measured, 'time'));
  const quotients = ratios(time, primitives);
  return {
    suite,
    operation: task.name,
    ms: median(time),
    primitivesMs: median(primitives),
    ratio: median(quotients),
    spread: spread(quotients),
    orderedRatio: ordered && median(ratios(cpu, ordered.cpu)),
    cpuRatio: elsewhere ? undefined : median(ratios(cpu, sum(partsOf(recipe, measured, 'cpu')))),
  };
}

const started = performance.now();
const ground = new Ground();
const rows: OperationRow[] = [];
const primitives: PrimitiveRow[] = [];
let report: Report;
try {
  for (const name of SUITES) {
    if (!suitesChosen || !named(SUITES).includes(name)) continue;
    const found = await suite(ground, name);
    rows.push(...found.rows);
    primitives.push(...found.primitives);
  }
  const few: Effort = { rounds: options.quick ? 1 : 3, taskMs: options.quick ? 1 : 100 };
  const versions: Record<string, string> = {};
  const sizes: SizeRow[] = [];
  if (suitesChosen || chosen('sizes') || chosen('memory')) {
    const world = await openWorld(ground, 'ec', 'sizes');
    const { pool } = world.gateway.context.ledger;
    const { rows: found } = await pool.query<{ server_version: string }>('SHOW server_version');
    versions['PostgreSQL'] = `${found[0]?.server_version ?? ''}, fsync on`;
    versions['queue'] = process.env['BLAUPAUSE_REDIS_URL'] ? 'Redis' : 'PostgreSQL';
    if (chosen('sizes')) sizes.push(...(await costPerByte(world, few, (round) => tell(`sizes: round ${round}`))));
    await world.close();
  }
  let found: { large: LargeResult; isolation: IsolationRow[] } | undefined;
  if (chosen('large') || chosen('isolation')) {
    tell('large messages');
    const world = await openWorld(ground, 'ec', 'gross');
    found = {
      large: await largeOf(world),
      isolation: chosen('isolation') ? await isolation(world, options.quick ? 1 : 3, 200) : [],
    };
    await world.close();
  }
  let fair: FairnessRow[] = [];
  if (chosen('fairness')) {
    tell('fairness');
    const world = await openWorld(ground, 'ec', 'anteil');
    fair = await fairness(world, options.quick ? 1 : 3, options.quick ? 100 : 300);
    await world.close();
  }
  let compared: OthersRow[] = [];
  if (chosen('others')) {
    const world = await openWorld(ground, 'rsa', 'andere');
    const sizes = [10_240, 102_400, 1_048_576];
    compared = await others(world, options.quick ? sizes.slice(0, 1) : sizes, effort, (round) =>
      tell(`others: round ${round}`),
    );
    await world.close();
  }
  const reckoned = chosen('deadlines')
    ? await deadlines(ground, options.quick ? 10_000 : 100_000, few.rounds, (round) =>
        tell(`deadlines: round ${round}`),
      )
    : undefined;
  const watched = chosen('fristen')
    ? await fristen(ground, options.quick ? [1_000, 50_000] : [1_000, 100_000, 1_000_000], few.rounds, (size) =>
        tell(`fristen: ${size} cases`),
      )
    : undefined;
  tell('memory');
  const memory = chosen('memory') ? await soak(options.quick ? 600 : 20_000) : undefined;
  const validating = chosen('validate');
  const validated = validating ? await validation(effort, (round) => tell(`validation: round ${round}`)) : undefined;
  tell('memory of validation');
  const validationMemory = validating ? await validationSoak(options.quick ? 4_000 : 100_000) : undefined;
  report = {
    machine: machine(versions),
    rounds: effort.rounds,
    seconds: (performance.now() - started) / 1000,
    operations: rows,
    primitives,
    sizes,
    memory,
    large: found?.large,
    isolation: found?.isolation ?? [],
    fairness: fair,
    others: compared,
    deadlines: reckoned,
    fristen: watched,
    validation: validated,
    validationMemory,
  };
} finally {
  await ground.close();
}
tell('');
process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : render(report));
process.exit(0);
