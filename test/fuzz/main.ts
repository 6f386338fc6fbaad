/**
 * The fuzzer: mutants of valid Sendungen against the whole intake of the gateway, in a process of its own that is
 * watched for crashes, hangs and memory. `npm run fuzz -- --help` says how; docs/security/threat-model.md says what for.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Report } from './run.ts';
import { run } from './run.ts';

const HELP = `Fuzzes the gateway's intake with mutants of valid Sendungen.

  npm run fuzz -- --seconds 600 --seed 42

  --seconds N   how long (30)
  --seed N      which mutants; a random one if left out, always printed
  --case N      one case of a seed alone
  --new         print the recipe of the first mutant of each layer that ends in a code, for test/fuzz/corpus.ts
  --help

A failure is a crash, an answer that is no refusal of the catalogue, more than 1 s of processor time, more than 512 MiB,
or an accepted mutant whose reader gets something else than was signed. It is printed with seed, case and recipe; the
smallest bytes found are written to a file. Exit code 0 without failure, 1 with one, 2 for wrong use.`;

/** A case that takes so long by the wall clock hangs for good. */
const HANG_MS = 20_000;
/** Making the installation and loading schemas may take so long. */
const START_MS = 60_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Options {
  readonly seed: number;
  readonly seconds: number;
  readonly only?: number;
  readonly fresh: boolean;
}

function options(): Options | number {
  try {
    const { values } = parseArgs({
      options: {
        seconds: { type: 'string', default: '30' },
        seed: { type: 'string', default: String(randomInt(2 ** 31)) },
        case: { type: 'string' },
        new: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      say(HELP);
      return 0;
    }
    const numbers = [values.seconds, values.seed, values.case ?? '0'].map(Number);
    if (numbers.some((number) => !Number.isInteger(number) || number < 0)) throw new Error('whole numbers are needed');
    const [seconds = 30, seed = 0, only = 0] = numbers;
    return { seed, seconds, fresh: values.new, ...(values.case === undefined ? {} : { only }) };
  } catch (error) {
    say(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
}

/** Watches a fuzzing process. @returns the exit code */
async function watch({ seed, seconds, only, fresh }: Options): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'blaupause-fuzz-'));
  const journal = join(folder, 'case');
  writeFileSync(journal, '');
  say(`seed ${seed}, ${seconds} s`);
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--seed', String(seed)], {
    env: { ...process.env, FUZZ_CHILD: JSON.stringify({ seed, seconds, only, journal }) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let failed = false;
  let last: Extract<Report, { what: 'progress' }> | undefined;
  const clock = heartbeat(child, journal);
  child.on('message', (report: Report) => {
    if (report.what === 'ready') clock.ready();
    if (report.what === 'progress') {
      if (process.stdout.isTTY) say(`${report.cases} cases, ${report.mib.toFixed(0)} MiB`);
      last = report;
    }
    if (report.what === 'new' && fresh) say(`${JSON.stringify({ ...report.recipe, code: report.code })},`);
    if (report.what === 'failure') {
      failed = true;
      clock.stop();
      const file = join(folder, 'failure.xml');
      writeFileSync(file, Buffer.from(report.bytes, 'base64'));
      say(`FAILURE ${report.text}\nagain with: npm run fuzz -- --seed ${seed} --case ${report.index}`);
      say(`recipe ${JSON.stringify(report.recipe)}\nbytes in ${file}`);
    }
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('exit', (...how) => resolve(how)),
  );
  clock.stop();
  if (!failed && code !== 0) {
    const at = readFileSync(journal, 'utf8').trim();
    say(
      `FAILURE ${clock.hung ? 'hang' : `crash (${signal ?? code})`}\nagain with: npm run fuzz -- --seed ${seed} --case ${at}`,
    );
    failed = true;
  }
  if (last !== undefined) {
    const codes = Object.entries(last.codes).sort(([, a], [, b]) => b - a);
    say(
      `${last.cases} cases, ${last.mib.toFixed(0)} MiB: ${codes.map(([name, count]) => `${name} ${count}`).join(', ')}`,
    );
  }
  if (!failed) rmSync(folder, { recursive: true, force: true });
  return failed ? 1 : 0;
}

/** Ends a process whose case does not change for too long. */
function heartbeat(child: ChildProcess, journal: string) {
  let limit = START_MS;
  let known = '';
  let since = performance.now();
  const state = {
    hung: false,
    ready: () => {
      limit = HANG_MS;
      since = performance.now();
    },
    stop: () => clearInterval(timer),
  };
  const timer = setInterval(() => {
    const now = readFileSync(journal, 'utf8');
    if (now !== known) {
      known = now;
      since = performance.now();
    } else if (performance.now() - since > limit) {
      state.hung = true;
      child.kill('SIGKILL');
    }
  }, 500);
  return state;
}

const asChild = process.env['FUZZ_CHILD'];
if (asChild !== undefined && process.send !== undefined) {
  const { seed, seconds, only, journal } = JSON.parse(asChild) as Options & { journal: string };
  const file = openSync(journal, 'r+');
  const which = only === undefined ? { from: 0 } : { from: only, to: only + 1 };
  await run({ seed, seconds, ...which, journal: file, report: (report) => void process.send?.(report) });
  closeSync(file);
  process.disconnect?.();
} else {
  const wanted = options();
  process.exitCode = typeof wanted === 'number' ? wanted : await watch(wanted);
}
