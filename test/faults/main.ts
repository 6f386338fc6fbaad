/**
 * `npm run faults`: kills every part at every step of a message's way and compares what was promised with what came of
 * it. See docs/reference/faults.md.
 */
import { parseArgs } from 'node:util';
import { STEPS } from '../../src/platform/steps.ts';
import { campaign, queuesHere } from './campaign.ts';
import { PARTS, QUEUES, type QueueKind } from './plan.ts';
import { render, runLine } from './report.ts';

const HELP = `Usage: npm run faults -- [--runs N] [--seed S] [--only NAME] [--queue NAME] [--keep] [--json]

  --runs N       how many runs (200)
  --seed S       seed of the first run (1); the following ones count up. A run that failed is repeated
                 with its own seed and --runs 1
  --only NAME    runs with this step or this victim alone; may be repeated
  --queue NAME   postgres or redis; both where a Redis is installed
  --keep         leaves the installations with their logs and databases in the temporary folder
  --json         one JSON document with runs, lost, doubled, receiptMismatch and the failures with their seeds

Exit code 0: every promise held; 1: one was broken; 2: wrong use.
Example: npm run faults -- --runs 1000 --seed 7000
`;

const victims: readonly string[] = [...PARTS, 'postgres', 'redis'];
const whole = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

function options() {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: 'string', default: '200' },
        seed: { type: 'string', default: '1' },
        only: { type: 'string', multiple: true, default: [] },
        queue: { type: 'string', multiple: true, default: [] },
        keep: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const [runs, seed] = [whole(values.runs), whole(values.seed)];
    const known =
      values.only.every((name) => [...STEPS, ...victims].includes(name)) &&
      values.queue.every((name) => (QUEUES as readonly string[]).includes(name));
    return { ...values, runs, seed, wrong: !known || !(runs >= 1) || Number.isNaN(seed) };
  } catch {
    return undefined;
  }
}

const given = options();
if (given === undefined || given.wrong || given.help) {
  process.stdout.write(HELP);
  process.exit(given?.help === true ? 0 : 2);
}
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const queues = given.queue.length > 0 ? (given.queue as QueueKind[]) : queuesHere();
const result = await campaign({
  runs: given.runs,
  seed: given.seed,
  only: new Set(given.only),
  queues,
  keep: given.keep,
  onProgress: tell,
  onRun: (run, done) => tell(runLine(run, done, given.runs)),
});
process.stdout.write(given.json ? `${JSON.stringify(result, undefined, 2)}\n` : render(result));
process.exit(result.failures.length === 0 ? 0 : 1);
