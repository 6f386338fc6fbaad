import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readHeader } from '../../src/standard/index.ts';
import { run as runProgram } from '../e2e/program.ts';
import { forge, freshMessage } from '../support/forge.ts';
import type { Ground } from './ground.ts';
import { ownerOf, type RunPlan, type Strike, type Victim, type Way } from './plan.ts';
import { type Failure, judge, patiently, type Sent, settled } from './verdict.ts';

/** What came of a run. */
export interface RunResult {
  readonly plan: RunPlan;
  /** whether the blow fell; a run without it is judged all the same */
  readonly struck: boolean;
  readonly sent: readonly Sent[];
  readonly failures: readonly Failure[];
  readonly ms: number;
}

/** Time in which everything must have come to rest after a blow; a bound, not a goal. */
const SETTLE_MS = 60_000;
/** How long a blow may take to come after everything else is at rest: the log is put in order once a second. */
const LATE_MS = 2500;
const LOOK_MS = 25;

const MESSAGE = { postfach: 'fahrerermittlung.ersuchen.1120', push: 'fahrerermittlung.halterauskunft.1110' } as const;

/**
 * Carries one run out: arms, sends, waits until everything is at rest again, compares.
 *
 * @param settleMs how long to wait for what does not come to rest
 */
export async function carryOut(ground: Ground, plan: RunPlan, settleMs = SETTLE_MS): Promise<RunResult> {
  const started = performance.now();
  const { seed } = plan;
  ground.primary = ground.parts.has('gateway-1') ? plan.primary : 0;
  ground.failover = plan.failover;
  ground.awayMs = plan.awayMs;
  await ground.ready();
  const notes = join(ground.dir, 'notes');
  mkdirSync(notes, { recursive: true });
  const [note, secondNote] = [join(notes, `${seed}-1`), join(notes, `${seed}-2`)];
  ground.steer({ cut: true });
  if (plan.mischief !== undefined) ground.balancer.plan(plan.mischief);
  ground.partsOf('reader')[0]?.send({ refuse: plan.refusedPushes });
  await arm(ground, plan.strike, note);

  const sent = order(ground, plan);
  ground.partsOf('sender')[0]?.send({ look: true });
  const { second } = plan;
  let waitsForSecond = second !== undefined;
  const onTurn = async (): Promise<void> => {
    if (waitsForSecond && second !== undefined && existsSync(note)) {
      waitsForSecond = false;
      await arm(ground, second, secondNote, true);
    }
    await revive(ground, sent);
  };
  await settle(ground, sent, settleMs, onTurn);
  for (const until = Date.now() + LATE_MS; !existsSync(note) && Date.now() < until; ) await sleep(LOOK_MS);
  ground.balancer.calm();
  await disarm(ground);
  const open = await settle(ground, sent, existsSync(note) ? settleMs : 0, onTurn);
  const failures = await judge(ground, seed, sent);
  for (const { uuid } of open) await giveUp(ground, uuid);
  return { plan, struck: existsSync(note), sent, failures, ms: performance.now() - started };
}

/** Lets the process that reaches the step strike there. */
async function arm(ground: Ground, { victim, step, occurrence }: Strike, note: string, second = false): Promise<void> {
  const owner = ownerOf(step);
  const parts = ground.partsOf(owner);
  const pid = await pidOf(ground, victim);
  const armed = { step, occurrence, note, ...(pid === undefined ? {} : { pid }) };
  // the log is put in order by whichever gateway comes first
  for (const part of step === 'log.ordered' ? parts : parts.slice(0, 1)) {
    if (second && !part.up) part.armNext(armed);
    else await part.arm(armed);
  }
}

async function pidOf(ground: Ground, victim: Victim): Promise<number | undefined> {
  if (victim === 'postgres') return ground.postmaster();
  if (victim === 'redis') return ground.redis?.pid;
  return undefined;
}

async function disarm(ground: Ground): Promise<void> {
  for (const part of ground.parts.values()) await part.arm(undefined);
  await ground.ready();
}

/** Writes what is to be sent into the sender's book; that is durable before anything is struck. */
export function order(ground: Ground, { ways, bad, twice }: Pick<RunPlan, 'ways' | 'bad' | 'twice'>): Sent[] {
  const sent = ways.map((way: Way): Sent => {
    const nachricht = Buffer.from(freshMessage(MESSAGE[way]));
    const { uuid } = readHeader(nachricht);
    ground.sender.order(uuid.toLowerCase(), nachricht, twice);
    return { uuid: uuid.toLowerCase(), way, bad: false };
  });
  if (!bad) return sent;
  const { bytes, kopf, nachricht } = forge(ground.pkiDir, { typ: MESSAGE.postfach });
  const uuid = kopf.nachrichtenUUID;
  ground.sender.order(uuid, Buffer.from(nachricht), false, spoilt(bytes));
  return [...sent, { uuid, way: 'postfach', bad: true }];
}

/** Another character in the ciphertext than the one that was signed. */
function spoilt(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.lastIndexOf('</xenc:CipherValue>') - 40;
  copy[at] = copy[at] === 0x41 ? 0x42 : 0x41;
  return copy;
}

/**
 * Waits until everything is at rest.
 * @param onTurn done again and again meanwhile
 * @returns what has not come to rest
 */
export async function settle(
  ground: Ground,
  sent: readonly Sent[],
  ms = SETTLE_MS,
  onTurn: () => Promise<void> = async () => {},
): Promise<Sent[]> {
  let waiting = [...sent];
  for (const until = Date.now() + ms; ; ) {
    await onTurn();
    const open = new Set(ground.sender.open().map(({ uuid }) => uuid));
    const states = await Promise.all(waiting.map((each) => settled(ground, each, open)));
    waiting = waiting.filter((_, at) => states[at] !== true);
    if (waiting.length === 0 || Date.now() >= until) return waiting;
    await sleep(LOOK_MS);
  }
}

const revived = new Set<string>();

/** What an operator does with a dead letter: puts it back, on the command line. */
async function revive(ground: Ground, sent: readonly Sent[]): Promise<void> {
  const { rows } = await patiently(() =>
    ground.pool.query<{ uuid: string }>(
      `SELECT uuid FROM blaupause.ausgang WHERE status = 'unzustellbar' AND uuid = ANY ($1)`,
      [sent.map(({ uuid }) => uuid)],
    ),
  );
  for (const { uuid } of rows) {
    if (revived.has(uuid)) continue;
    const { databaseUrl, databaseOwnerUrl, dataDir } = ground.settings as Record<string, string>;
    const env = {
      BLAUPAUSE_DATABASE_URL: databaseUrl,
      BLAUPAUSE_DATABASE_OWNER_URL: databaseOwnerUrl,
      BLAUPAUSE_DATA_DIR: dataDir,
    };
    const { code, stderr } = await runProgram(['queue', 'retry', uuid], { env }).ended;
    if (code === 0) revived.add(uuid);
    else appendFileSync(join(ground.dir, 'operator.log'), stderr);
  }
}

/** So that a failure of one run does not keep the following ones waiting. */
async function giveUp(ground: Ground, uuid: string): Promise<void> {
  ground.sender.done(uuid);
}
