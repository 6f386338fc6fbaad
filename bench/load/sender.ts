/**
 * Sends the sealed messages of its packs at the planned instants, whatever the gateway does, and writes each answer to
 * disk. It verifies nothing while it runs: that comes afterwards, so that it takes little from what is measured.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadKeyStore, TrustStore, tlsOptions } from '../../src/crypto/index.ts';
import { TlsClient } from '../../src/konnektor/index.ts';
import { asFault } from '../../src/platform/index.ts';
import { clockMs } from './figures.ts';
import { type RunFiles, say, taskOf } from './helpers.ts';
import { PackReader, PackWriter, type Place, readIndex } from './pack.ts';
import { makePlan, type Planned, random } from './plan.ts';
import type { SealedEntry } from './sealer.ts';
import type { Mix } from './template.ts';

/** Task of a sender. */
export interface SendTask extends RunFiles {
  readonly sender: number;
  readonly senders: number;
  readonly gateway: string;
  /** of one authority */
  readonly connections: number;
  /** how long a message is tried again while the gateway is busy or away */
  readonly patienceMs: number;
  /** part of the messages that are sent a second time, after their receipt */
  readonly repeats: number;
  /** instead of the planned instants: so many messages in flight at any time, each counted from when it left */
  readonly width?: number | undefined;
  /** changes every 20th receipt before it is kept: a fault to be found */
  readonly forge?: boolean;
  /** messages in flight at which the gateway counts as overrun and nothing more is sent */
  readonly overrun: number;
}

/** An answer as the index of the answers has it; all times in milliseconds of the common clock. */
export interface AnswerEntry {
  readonly n: number;
  readonly uuid: string;
  readonly sha256: string;
  /** when the message was to leave */
  readonly due: number;
  /** when the tool came to it: what lies between is the tool's own lateness */
  readonly begun: number;
  /** when it left, for the first time: a message waits for the receipt of the one before it in its case */
  readonly sent: number;
  readonly answered: number;
  /** HTTP status, or 0 where no answer came */
  readonly status: number;
  /** why no answer came, or nothing was sent */
  readonly reason?: string;
  /** how often it was tried again, by reason */
  readonly retries?: Readonly<Record<string, number>>;
  /** it was due before the message before it in its case had its receipt */
  readonly held?: true;
  /** the second answer to the same bytes */
  readonly repeat?: true;
}

/** How long after its receipt a message is sent again, where it is. */
const REPEAT_AFTER_MS = 500;
const FORGED_EVERY = 20;

const task = await taskOf<SendTask>();
process.once('disconnect', () => process.exit(1));
const mix = JSON.parse(readFileSync(task.mixFile, 'utf8')) as Mix;
const mine = makePlan(mix, task.plan).filter(({ serial }) => serial % task.senders === task.sender);
const sealed = new Map<number, SealedEntry & Place & { pack: PackReader }>();
for (let number = task.sender; number < task.packs; number += task.senders) {
  const pack = await PackReader.open(`${task.dir}/pack-${number}`);
  for (const entry of readIndex<SealedEntry>(`${task.dir}/pack-${number}`)) sealed.set(entry.n, { ...entry, pack });
}
const { anchors, intermediates } = TrustStore.fromFolder(task.pkiDir).material();
const clients = new Map<string, TlsClient>();
const absenderOf = ({ kind, step }: Planned): string => mix[kind]?.one.steps[step]?.absender ?? '';
for (const absender of new Set(mine.map(absenderOf))) {
  const { key, cert } = tlsOptions(loadKeyStore(task.pkiDir, absender).tls);
  const identity = { key, certificate: cert, ca: [...anchors, ...intermediates] };
  const client = new TlsClient(task.gateway, identity, { connections: task.connections });
  clients.set(absender, client);
  await Promise.all(Array.from({ length: Math.min(4, task.connections) }, () => client.call('GET', '/health/live')));
}

const answers = new PackWriter(`${task.dir}/answers-${task.sender}`);
/** the message of each case that is on its way: the next one leaves after its answer */
const cases = new Map<number, Promise<boolean>>();
const chance = random(task.plan.seed + 1);
const count = { due: 0, sent: 0, accepted: 0, failed: 0, inFlight: 0 };
const repeating: Promise<void>[] = [];
let start = 0;
let overrun = false;

/** The answer as it came, or with one digit of its signature changed. */
function forged(n: number, answer: Buffer): Buffer {
  const at = answer.lastIndexOf('</ds:SignatureValue>') - 10;
  if (!task.forge || n % FORGED_EVERY !== 0 || at < 0) return answer;
  const other = Buffer.from(answer);
  other[at] = other[at] === 0x41 ? 0x42 : 0x41;
  return other;
}

async function post(
  planned: Planned,
  due: number,
  begun: number,
  kind: 'held' | 'repeat' | undefined,
): Promise<boolean> {
  const entry = sealed.get(planned.n);
  const client = clients.get(absenderOf(planned));
  if (entry === undefined || client === undefined) throw new RangeError('the packs do not fit the plan');
  const { uuid, sha256, pack } = entry;
  const retries: Record<string, number> = {};
  const said = { n: planned.n, uuid, sha256, due, begun, ...(kind === undefined ? {} : { [kind]: true }) };
  const bytes = await pack.read(entry);
  const sent = clockMs();
  try {
    const answer = await client.callPatiently('POST', '/v1/sendungen', bytes, {
      forMs: task.patienceMs,
      onRetry: (reason) => {
        retries[reason] = (retries[reason] ?? 0) + 1;
      },
    });
    answers.add({ ...said, sent, answered: clockMs(), status: answer.status, retries }, forged(planned.n, answer.body));
    return answer.status === 200 || answer.status === 202;
  } catch (error) {
    const { code, detail } = asFault(error);
    answers.add({ ...said, sent, answered: clockMs(), status: 0, reason: detail ?? code, retries });
    return false;
  }
}

async function send(planned: Planned): Promise<boolean> {
  const due = start + planned.at;
  const begun = clockMs();
  const before = cases.get(planned.serial);
  if (before !== undefined && !(await before)) {
    skip(planned, due, 'an earlier message of the case was not accepted');
    return false;
  }
  count.sent += 1;
  const good = await post(planned, due, begun, before === undefined ? undefined : 'held');
  if (good) count.accepted += 1;
  else count.failed += 1;
  if (good && chance() < task.repeats)
    repeating.push(sleep(REPEAT_AFTER_MS).then(async () => void (await post(planned, clockMs(), clockMs(), 'repeat'))));
  return good;
}

function skip({ n }: Planned, due: number, reason: string): void {
  const { uuid, sha256 } = sealed.get(n) ?? { uuid: '', sha256: '' };
  answers.add({ n, uuid, sha256, due, begun: 0, sent: 0, answered: 0, status: 0, reason } satisfies AnswerEntry);
}

function leave(planned: Planned): void {
  count.due += 1;
  if (overrun || count.inFlight >= task.overrun) {
    overrun = true;
    skip(planned, start + planned.at, 'overrun');
    return;
  }
  count.inFlight += 1;
  const done = send(planned).finally(() => {
    count.inFlight -= 1;
    if (cases.get(planned.serial) === done) cases.delete(planned.serial);
  });
  cases.set(planned.serial, done);
}

/** Messages leave when they are due. */
async function openLoop(): Promise<void> {
  for (let next = 0; next < mine.length; ) {
    const now = clockMs() - start;
    for (let planned = mine[next]; planned !== undefined && planned.at <= now; planned = mine[next]) {
      leave(planned);
      next += 1;
    }
    // nothing more would be sent: what is left need not be waited for
    if (overrun) for (const planned of mine.splice(next)) leave(planned);
    const wait = (mine[next]?.at ?? 0) - (clockMs() - start);
    await sleep(Math.max(0, Math.min(wait, 50)));
  }
}

/** Messages leave when others have been answered: how many a second that comes to, is what the gateway can do. */
async function closedLoop(width: number): Promise<void> {
  await sleep(Math.max(0, start - clockMs()));
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let planned = mine[next]; planned !== undefined; planned = mine[next]) {
      next += 1;
      count.due += 1;
      await send({ ...planned, at: clockMs() - start });
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

say('ready', { messages: mine.length });
const go = await taskOf<{ start: number }>();
start = go.start;
const telling = setInterval(() => say('sending', count), 500);
if (task.width === undefined) await openLoop();
else await closedLoop(task.width);
while (count.inFlight > 0) await sleep(20);
await Promise.all(repeating);
clearInterval(telling);
answers.close();
const { user, system } = process.cpuUsage();
say('sent', { ...count, overrun, cpuMs: (user + system) / 1000 });
await Promise.all([...clients.values()].map((client) => client.close()));
process.disconnect();
