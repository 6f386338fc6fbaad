/**
 * `npm run bench`: speed as ratios to what it cannot be faster than, measured in the same run. See
 * docs/performance.md. Nothing here passes or fails; figures are for people to judge.
 */
import { parseArgs } from 'node:util';
import { openPool } from '../src/ledger/index.ts';
import { dissect } from './anatomy.ts';
import { deliveries } from './delivery.ts';
import { type Effort, measure, median, ratios, spread, sum } from './measure.ts';
import { soak } from './memory.ts';
import { operations } from './operations.ts';
import { cpuPrimitives, partsOf, storePrimitives } from './primitives.ts';
import { machine, type OperationRow, type PrimitiveRow, type Report, render } from './report.ts';
import { costPerByte } from './sizes.ts';
import { Ground, openWorld, type SuiteName } from './world.ts';

const HELP = `Usage: npm run bench -- [--quick] [--json] [--only NAME]

  --quick        some 20 seconds instead of four minutes
  --json         everything measured, as JSON
  --only NAME    ec, rsa, sizes or memory; may be repeated

Example: npm run bench -- --quick --only ec
`;

const PIECES = ['ec', 'rsa', 'sizes', 'memory'] as const;
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});
const wrong = options.only.filter((name) => !PIECES.some((piece) => piece === name));
if (options.help || wrong.length > 0) {
  process.stdout.write(HELP);
  process.exit(options.help ? 0 : 2);
}
const chosen = (piece: (typeof PIECES)[number]) => options.only.length === 0 || options.only.includes(piece);
const effort: Effort = options.quick ? { rounds: 3, taskMs: 15 } : { rounds: 9, taskMs: 60 };
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
  const delivery = await deliveries(ground, world, reader);
  const lines = [...operations(world, sample.bytes, gateway, bare), ...delivery.operations];
  const primitives = [
    ...cpuPrimitives(world, anatomy),
    ...(await storePrimitives(world.gateway.context.ledger.pool, owner, sample.bytes)),
  ];
  const tasks = [...primitives, ...lines.map(({ task }) => task)];
  const measured = await measure(tasks, effort, (round) => tell(`suite ${name}: round ${round} of ${effort.rounds}`));
  anatomy.close();
  await delivery.close();
  await Promise.all(served.map((one) => one.close()));
  await owner.end();
  await world.close();

  const isLine = (recipe: object) => Object.keys(recipe).length > 0;
  const rows = lines
    .filter(({ recipe }) => isLine(recipe))
    .map(({ task, recipe }): OperationRow => {
      const own = measured.get(task.name) ?? [];
      const baseline = sum(partsOf(recipe, measured));
      return {
        suite: name,
        operation: task.name,
        ms: median(own),
        spread: spread(own),
        primitivesMs: median(baseline),
        ratio: median(ratios(own, baseline)),
      };
    });
  const operationNames = new Set(rows.map(({ operation }) => operation));
  return {
    rows,
    primitives: [...measured]
      .filter(([primitive]) => !operationNames.has(primitive))
      .map(([primitive, series]) => ({ suite: name, primitive, ms: median(series) })),
  };
}

const started = performance.now();
const ground = new Ground();
const rows: OperationRow[] = [];
const primitives: PrimitiveRow[] = [];
let report: Report;
try {
  for (const name of ['ec', 'rsa'] as const) {
    if (!chosen(name)) continue;
    const found = await suite(ground, name);
    rows.push(...found.rows);
    primitives.push(...found.primitives);
  }
  const world = await openWorld(ground, 'ec', 'sizes');
  const few: Effort = { rounds: options.quick ? 1 : 5, taskMs: options.quick ? 1 : 100 };
  const sizes = chosen('sizes') ? await costPerByte(world, few, (round) => tell(`sizes: round ${round}`)) : [];
  const { rows: found } = await world.gateway.context.ledger.pool.query<{ server_version: string }>(
    'SHOW server_version',
  );
  await world.close();
  tell('memory');
  const memory = chosen('memory') ? await soak(options.quick ? 1_000 : 20_000) : undefined;
  report = {
    machine: machine({
      PostgreSQL: `${found[0]?.server_version ?? ''}, fsync on`,
      queue: process.env['BLAUPAUSE_REDIS_URL'] ? 'Redis' : 'PostgreSQL',
    }),
    rounds: effort.rounds,
    seconds: (performance.now() - started) / 1000,
    operations: rows,
    primitives,
    sizes,
    memory,
  };
} finally {
  await ground.close();
}
tell('');
process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : render(report));
process.exit(0);
