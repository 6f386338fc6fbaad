import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clockMs } from './figures.ts';
import { Helper, type RunFiles } from './helpers.ts';
import { makePlan, type PlanRequest } from './plan.ts';
import { type Plant, READER_FAULTS } from './plant.ts';
import type { SendTask } from './sender.ts';
import type { Stand } from './stand.ts';
import { type Store, storeOf } from './store.ts';
import type { Mix } from './template.ts';
import { judge, type Verdict, type Wrong } from './verdict.ts';
import { type Usage, Watch } from './watch.ts';
import { processesFor, sealAll, verifyAll } from './workshop.ts';

/** How a run is done. */
export interface RunOptions {
  readonly plan: PlanRequest;
  readonly mix: Mix;
  readonly senders: number;
  /** a closed loop: so many messages of each sender in flight, and the plan says only which */
  readonly width?: number;
  readonly connections: number;
  readonly patienceMs: number;
  readonly repeats: number;
  /** part of the receipts that are verified */
  readonly verify: number;
  /** how long the readers may take without any progress before what is missing counts as lost, in milliseconds */
  readonly drainMs: number;
  /** leaves the store alone, where looking into it would be part of what is measured */
  readonly blind?: boolean;
  /** a fault to be found */
  readonly plant?: Plant | undefined;
  readonly tell: (text: string) => void;
}

/** Everything that a run found. */
export interface RunResult extends Verdict {
  readonly rate: number;
  readonly seconds: number;
  readonly arrival: string;
  readonly seed: number;
  /** messages by number of their type, as planned */
  readonly types: Readonly<Record<string, number>>;
  /** time after the last receipt until every receipted message had taken effect, in seconds */
  readonly drainSeconds: number;
  readonly receiptsVerified: number;
  readonly receiptsWrong: Wrong;
  readonly refusals: Readonly<Record<string, number>>;
  /** by process */
  readonly usage: Readonly<Record<string, Usage>>;
  readonly store?: Store;
  /** nothing lost, doubled, altered; every receipt as it must be; nothing refused or unanswered */
  readonly clean: boolean;
}

let runs = 0;

/** One run: seals, sends, waits for the readers, and judges. */
export async function run(
  stand: Stand,
  dir: string,
  options: RunOptions,
  ground: { pkiDir: string },
): Promise<RunResult> {
  const { plan, mix, senders, tell } = options;
  runs += 1;
  const folder = join(dir, `lauf-${runs}`);
  mkdirSync(folder, { recursive: true });
  const mixFile = join(folder, 'mix.json');
  writeFileSync(mixFile, JSON.stringify(mix));
  const planned = makePlan(mix, plan);
  const files: RunFiles = {
    dir: folder,
    mixFile,
    plan,
    nonce: randomBytes(16).toString('hex'),
    pkiDir: ground.pkiDir,
    gatewaySchluessel: stand.profile.gateway.schluessel,
    packs: senders * Math.ceil(processesFor(planned.length) / senders),
  };
  await sealAll(files, planned.length, tell);
  const helpers = Array.from({ length: senders }, (_, sender) => {
    const { connections, patienceMs, repeats } = options;
    const task: SendTask = {
      ...files,
      sender,
      senders,
      gateway: stand.gateway,
      connections,
      patienceMs,
      repeats,
      width: options.width,
      forge: options.plant === 'receipt',
      overrun: Math.max(500, Math.ceil((10 * plan.rate) / senders)),
    };
    return new Helper(`sender ${sender}`, './sender.ts', task);
  });
  try {
    await Promise.all(helpers.map((helper) => helper.next('ready')));
    const before = options.blind ? undefined : await storeOf(stand.database);
    await stand.nextJournal(READER_FAULTS.find((fault) => fault === options.plant));
    const watch = new Watch([
      ...stand.watched,
      ...helpers.map(({ name, pid }) => ({ name, pid, tree: false })),
      { name: 'this program', pid: process.pid, tree: false },
    ]);
    await sendAll(stand, helpers, planned.length, plan.seconds, tell);
    const usage = watch.result();
    const drainStart = performance.now();
    const accepted = accepts(helpers);
    await drain(stand, accepted, options);
    const drainSeconds = (performance.now() - drainStart) / 1000;
    const journal = await stand.nextJournal();
    const answers = helpers.map((_, sender) => join(folder, `answers-${sender}`));
    tell('verifies the answers');
    const [verdict, checked] = await Promise.all([
      judge(answers, [journal]),
      verifyAll(files, answers, planned.length, options.verify),
    ]);
    const store = before && (await storeOf(stand.database, before));
    const refused = Object.values(checked.refusals).reduce((sum, one) => sum + one, 0);
    const clean =
      [verdict.lost, verdict.doubled, verdict.altered, verdict.receiptMismatch, checked.wrong].every(
        ({ count }) => count === 0,
      ) &&
      refused === 0 &&
      verdict.receipted === verdict.planned;
    return {
      rate: plan.rate,
      seconds: plan.seconds,
      arrival: plan.arrival,
      seed: plan.seed,
      types: typesOf(mix, planned),
      ...verdict,
      drainSeconds,
      receiptsVerified: checked.verified,
      receiptsWrong: checked.wrong,
      refusals: checked.refusals,
      usage,
      ...(store === undefined ? {} : { store }),
      clean,
    };
  } finally {
    await Promise.all(helpers.map((helper) => helper.end()));
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Counts {
  due: number;
  accepted: number;
  failed: number;
  inFlight: number;
}

const counts = new WeakMap<Helper, Counts>();
const sumOf = (helpers: readonly Helper[], key: keyof Counts): number =>
  helpers.reduce((total, helper) => total + (counts.get(helper)?.[key] ?? 0), 0);
const accepts = (helpers: readonly Helper[]): number => sumOf(helpers, 'accepted');

/** What is waited before the first message, so that every sender has heard of the start. */
const HEAD_START_MS = 300;

async function sendAll(
  stand: Stand,
  helpers: readonly Helper[],
  total: number,
  seconds: number,
  tell: (text: string) => void,
): Promise<void> {
  const start = clockMs() + HEAD_START_MS;
  const effectsBefore = stand.effects;
  const ended = helpers.map(async (helper) => {
    helper.onProgress = (message) => void counts.set(helper, message as unknown as Counts);
    const told = helper.next<Counts & { type: string }>('sent');
    helper.tell({ start });
    counts.set(helper, await told);
  });
  const telling = setInterval(() => {
    const elapsed = Math.max(0, Math.round((clockMs() - start) / 1000));
    const [due, accepted, failed, waiting] = (['due', 'accepted', 'failed', 'inFlight'] as const).map((key) =>
      sumOf(helpers, key),
    );
    tell(
      `${elapsed} of ${Math.round(seconds)} s: ${due} of ${total} due, ${accepted} receipted, ${failed} failed, ` +
        `${waiting} in flight, ${Math.max(0, (accepted ?? 0) - (stand.effects - effectsBefore))} on their way to readers`,
    );
    stand.assertAlive();
  }, 1000);
  try {
    await Promise.all(ended);
  } finally {
    clearInterval(telling);
  }
  effectsAtStart.set(stand, effectsBefore);
}

const effectsAtStart = new WeakMap<Stand, number>();

/** Waits until as many effects are there as receipts, or nothing comes any more. */
async function drain(stand: Stand, accepted: number, { drainMs, tell }: RunOptions): Promise<void> {
  const first = effectsAtStart.get(stand) ?? 0;
  let last = -1;
  for (let since = performance.now(); performance.now() - since < drainMs; ) {
    const effects = stand.effects - first;
    // a double may hide a message that is still missing: what is over is looked at once more
    if (effects >= accepted && effects === last) return;
    if (effects !== last) since = performance.now();
    last = effects;
    tell(`waits for the readers: ${effects} of ${accepted}`);
    await sleep(600);
    stand.assertAlive();
  }
}

function typesOf(mix: Mix, planned: readonly { kind: number; step: number }[]): Record<string, number> {
  const types: Record<string, number> = {};
  for (const { kind, step } of planned) {
    const number = mix[kind]?.one.steps[step]?.typ.slice(-4) ?? '';
    types[number] = (types[number] ?? 0) + 1;
  }
  return types;
}
