import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FloodResult, FloodTask } from './fairness-flood.ts';
import { ms, table } from './format.ts';
import { median, quantile } from './measure.ts';
import type { World } from './world.ts';

/** What the quiet authority does, and what the other one floods the gateway with. */
const PAIRS = [
  ['sendungen', 'sendungen'],
  ['postfach', 'postfach'],
  ['sendungen', 'postfach'],
  ['postfach', 'sendungen'],
] as const;

/** How long the requests of a quiet authority take beside a flood of another one, against the same without it. */
export interface FairnessRow {
  readonly quiet: FloodTask['what'];
  readonly flood: FloodTask['what'];
  /** milliseconds from request to answer */
  readonly idle: Latency;
  readonly busy: Latency;
  /** of the medians and of the 99th percentiles, busy to idle; median of the rounds */
  readonly p50Ratio: number;
  readonly p99Ratio: number;
  /** answers to the flood a second */
  readonly floodPerSecond: number;
}

interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** Connections of the flood. */
const CONNECTIONS = 64;
/** Pause of the quiet authority between two requests, in milliseconds. */
const PAUSE_MS = 10;
const PROGRAM = fileURLToPath(new URL('fairness-flood.ts', import.meta.url));

/**
 * A gateway in a process of its own serves a quiet authority that asks for one thing after the other; then the same
 * while another authority floods it on {@link CONNECTIONS} connections as fast as answers come.
 *
 * @param samples requests of the quiet authority with and without flood
 */
export async function fairness(world: World, rounds: number, samples: number): Promise<FairnessRow[]> {
  const gateway = await world.serve('gateway');
  const rows: FairnessRow[] = [];
  await world.stock.fill(samples);
  await latencies(world, gateway.url, 'sendungen', samples);
  for (const [quiet, flood] of PAIRS) {
    const turns: { idle: number[]; busy: number[]; perSecond: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      if (quiet === 'sendungen') await world.stock.fill(2 * samples + 5);
      const idle = await latencies(world, gateway.url, quiet, samples);
      const other = await startFlood({
        url: gateway.url,
        pkiDir: world.settings.pkiDir,
        profile: String(world.settings.profile),
        what: flood,
        connections: CONNECTIONS,
        lowPriority: true,
        most: flood === 'sendungen' ? 10 * samples : Number.MAX_SAFE_INTEGER,
      });
      // a newcomer finds what the flood has begun while it was alone; from then on it is known to come
      await latencies(world, gateway.url, quiet, 5);
      const busy = await latencies(world, gateway.url, quiet, samples, () => other.over);
      const { answers, seconds } = await other.end();
      turns.push({ idle, busy, perSecond: Object.values(answers).reduce((sum, count) => sum + count, 0) / seconds });
    }
    const of = (when: 'idle' | 'busy'): Latency => ({
      p50: median(turns.map((turn) => quantile(turn[when], 0.5))),
      p99: median(turns.map((turn) => quantile(turn[when], 0.99))),
    });
    const ratio = (part: number) => median(turns.map(({ idle, busy }) => quantile(busy, part) / quantile(idle, part)));
    const floodPerSecond = median(turns.map(({ perSecond }) => perSecond));
    rows.push({
      ...{ quiet, flood, idle: of('idle'), busy: of('busy'), floodPerSecond },
      ...{ p50Ratio: ratio(0.5), p99Ratio: ratio(0.99) },
    });
  }
  await gateway.close();
  return rows;
}

async function latencies(
  { stock, client }: World,
  url: string,
  what: FloodTask['what'],
  most: number,
  over = () => false,
): Promise<number[]> {
  const sender = client(url);
  const taken: number[] = [];
  for (let at = 0; at < most && !over(); at += 1) {
    const bytes = what === 'sendungen' ? stock.take().bytes : undefined;
    const started = performance.now();
    const { status } = bytes
      ? await sender.call('POST', '/v1/sendungen', bytes)
      : await sender.call('GET', '/v1/postfach');
    taken.push(performance.now() - started);
    if (status >= 300) throw new Error(`HTTP ${status}`);
    await sleep(PAUSE_MS);
  }
  await sender.close();
  return taken.toSorted((a, b) => a - b);
}

/** Starts a flood that has sealed everything before, and lets it come to its full speed. */
export async function startFlood(task: FloodTask): Promise<{ readonly over: boolean; end(): Promise<FloodResult> }> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = once(child, 'exit');
  let over = false;
  void exited.then(() => {
    over = true;
  });
  await lines.next();
  child.stdin.write('\n');
  await sleep(200);
  return {
    get over() {
      return over;
    },
    end: async () => {
      child.stdin.end();
      const { value } = await lines.next();
      await exited;
      return JSON.parse(String(value)) as FloodResult;
    },
  };
}

const NAMES = { sendungen: 'hand in', postfach: 'ask the mailbox' } as const;

/** The part of the report. */
export const fairnessPart = (rows: readonly FairnessRow[]): string =>
  `One authority with one request after the other beside another one on ${CONNECTIONS} connections, milliseconds to the answer\n${table(
    ['quiet', 'flood', 'idle p50', 'idle p99', 'busy p50', 'busy p99', 'p50 ratio', 'p99 ratio', 'flood a second'],
    rows.map((row) => [
      NAMES[row.quiet],
      NAMES[row.flood],
      ...[row.idle.p50, row.idle.p99, row.busy.p50, row.busy.p99].map(ms),
      row.p50Ratio.toFixed(2),
      row.p99Ratio.toFixed(2),
      row.floodPerSecond.toFixed(0),
    ]),
  )}`;
