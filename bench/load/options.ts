import { parseArgs } from 'node:util';
import type { Arrival } from './plan.ts';
import { PLANTS, type Plant } from './plant.ts';

/** What is asked of the load tool. */
export interface Options {
  readonly rate: number;
  readonly minutes: number;
  readonly mix: string;
  readonly size: number;
  readonly arrival: Arrival;
  readonly seed: number;
  readonly gapMs: number;
  readonly suite: 'profile' | 'ec' | 'rsa';
  readonly way: 'profile' | 'push' | 'postfach';
  readonly queue: string;
  readonly senders: number;
  readonly connections: number;
  readonly patienceMs: number;
  readonly repeats: number;
  readonly verify: number;
  readonly drainMs: number;
  readonly plant: Plant | undefined;
  readonly findMax: boolean;
  readonly soak: boolean;
  /** what `--soak` takes as the highest rate instead of looking for it */
  readonly highest: number | undefined;
  readonly stepSeconds: number;
  readonly receiptP99: number;
  readonly deliveryP99: number;
  readonly stored: number | undefined;
  readonly rounds: number;
  readonly burst: number;
  readonly width: number;
  readonly json: boolean;
}

/** What `--help` prints. */
export const HELP = `Usage: npm run load -- [--rate R] [--minutes M] [--mix MIX] [--json] …

Sends sealed messages over mutual TLS to a gateway at a fixed rate, whether or not it keeps up (an open loop: every time
counts from the instant at which a message was to leave), reads them as the receiving authorities, and holds receipts
against effects: what got a receipt must take effect at its reader exactly once. Everything is started for the run, as
processes of its own, and deleted after it: PostgreSQL, gateway, worker, readers, senders.

The load:
  --rate R            messages a second (20)
  --minutes M         how long they are sent (1; with --soak 20)
  --mix MIX           ersuchen (default): requests for a driver (1120), each a case of its own
                      scenarios: whole cases as the scenarios in scenarios/ play them, message after message
                      or one scenario by name; several with weights: scenarios=3,ersuchen=1
  --size BYTES        content of an ersuchen with its attachment (10240)
  --arrival HOW       poisson (default), as independent senders; or even
  --seed S            for arrival and choice of cases (1)
  --gap MS            time between two messages of one case, at least (2000)
  --repeats P         part of the messages that are sent twice, to compare the receipts (0.01)

Instead of one run:
  --find-max          looks for the highest rate that is held, from --rate on: everything receipted and read once, and
                      both times below their bounds
    --step S          length of one try in seconds (20)
    --receipt-p99 MS  bound for receipts (500)
    --delivery-p99 MS bound for deliveries (5000)
  --soak              looks for it, then sends at 70 % of it for --minutes (20) and judges how memory grew
    --highest R       takes R as the highest rate instead of looking for it
  --stored N          an installation with N stored messages against an empty one, in turns, as fast as they take
                      messages; the stored ones are copies of received ones with UUIDs, hashes, cases and leaves of
                      their own; a million of them take some 36 GB
    --rounds N        rounds of both (5)
    --burst N         messages of one round (500)
    --width N         messages in flight (16)

The installation:
  --suite S           keys of all participants: ec, rsa, or as in the profile (ec)
  --way W             delivery to all readers: push, postfach, or as in the profile (profile)
  --queue Q           postgres (default); redis: starts one; or an address redis://…

The tool:
  --senders N         sending processes (1)
  --connections N     of each sending authority (64)
  --patience S        how long a message is tried again while the gateway is busy or away, in seconds (30)
  --verify P          part of the receipts whose signatures are verified after the run (1)
  --drain S           how long readers may stand still at the end before what is missing is lost, in seconds (30)
  --plant FAULT       to see that it is found: drop, repeat or alter: readers that lose, double or alter every 20th
                      message; receipt: every 20th receipt changed
  --json              the result as one JSON document on standard output; progress goes to standard error

Examples:
  npm run load -- --rate 50 --minutes 2
  npm run load -- --rate 20 --minutes 0.2 --plant drop
  npm run load -- --find-max --mix scenarios --suite profile
  npm run load -- --soak
  npm run load -- --stored 1000000

Exit code: 0 nothing lost, doubled, altered or refused; 1 something was; 2 wrong use; 3 the installation does not run.
What the figures mean and what they were: docs/load.md
`;

/** A wrong command line. */
export class Usage extends Error {}

/** Reads the command line. @returns undefined where help is asked for @throws Usage */
export function readOptions(args: readonly string[]): Options | undefined {
  const text = (fallback: string) => ({ type: 'string' as const, default: fallback });
  const parsed = parse(args, {
    rate: text('20'),
    minutes: { type: 'string' as const },
    mix: text('ersuchen'),
    size: text('10240'),
    arrival: text('poisson'),
    seed: text('1'),
    gap: text('2000'),
    suite: text('ec'),
    way: text('profile'),
    queue: text('postgres'),
    senders: text('1'),
    connections: text('64'),
    patience: text('30'),
    repeats: text('0.01'),
    verify: text('1'),
    drain: text('30'),
    plant: { type: 'string' as const },
    'find-max': { type: 'boolean' as const, default: false },
    soak: { type: 'boolean' as const, default: false },
    highest: { type: 'string' as const },
    step: text('20'),
    'receipt-p99': text('500'),
    'delivery-p99': text('5000'),
    stored: { type: 'string' as const },
    rounds: text('5'),
    burst: text('500'),
    width: text('16'),
    json: { type: 'boolean' as const, default: false },
    help: { type: 'boolean' as const, short: 'h', default: false },
  });
  if (parsed.help) return undefined;
  const number = (name: keyof typeof parsed, least: number, most: number): number => {
    const value = Number(parsed[name]);
    if (Number.isFinite(value) && value >= least && value <= most) return value;
    throw new Usage(`--${name} ${String(parsed[name])}: a number from ${least} to ${most}`);
  };
  const one = <T extends string>(name: keyof typeof parsed, allowed: readonly T[]): T => {
    const found = allowed.find((value) => value === parsed[name]);
    if (found !== undefined) return found;
    throw new Usage(`--${name} ${String(parsed[name])}: one of ${allowed.join(', ')}`);
  };
  if (!/^(postgres|redis|rediss?:\/\/.+)$/.test(parsed.queue)) throw new Usage('--queue: postgres, redis or redis://…');
  if ([parsed['find-max'], parsed.soak, parsed.stored !== undefined].filter(Boolean).length > 1)
    throw new Usage('--find-max, --soak and --stored exclude one another');
  return {
    rate: number('rate', 0.1, 100_000),
    minutes: parsed.minutes === undefined ? (parsed.soak ? 20 : 1) : number('minutes', 0.01, 10_000),
    mix: parsed.mix,
    size: number('size', 0, 20_000_000),
    arrival: one('arrival', ['poisson', 'even']),
    seed: number('seed', 0, 2 ** 32),
    gapMs: number('gap', 0, 3_600_000),
    suite: one('suite', ['ec', 'rsa', 'profile']),
    way: one('way', ['profile', 'push', 'postfach']),
    queue: parsed.queue,
    senders: number('senders', 1, 64),
    connections: number('connections', 1, 700),
    patienceMs: 1000 * number('patience', 0, 3600),
    repeats: number('repeats', 0, 1),
    verify: number('verify', 0, 1),
    drainMs: 1000 * number('drain', 1, 3600),
    plant: parsed.plant === undefined ? undefined : one<Plant>('plant', PLANTS),
    findMax: parsed['find-max'],
    soak: parsed.soak,
    highest: parsed.highest === undefined ? undefined : number('highest', 0.1, 100_000),
    stepSeconds: number('step', 1, 3600),
    receiptP99: number('receipt-p99', 1, 3_600_000),
    deliveryP99: number('delivery-p99', 1, 3_600_000),
    stored: parsed.stored === undefined ? undefined : number('stored', 1, 100_000_000),
    rounds: number('rounds', 1, 100),
    burst: number('burst', 1, 1_000_000),
    width: number('width', 1, 700),
    json: parsed.json,
  };
}

function parse<T extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false, strict: true }).values as ReturnType<
      typeof parseArgs<{ options: T & {} }>
    >['values'];
  } catch (error) {
    throw new Usage((error as Error).message);
  }
}
