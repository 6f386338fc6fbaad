/**
 * The reading authorities: each with its own Konnektor, durable inbox, and mailbox or push endpoint. What the
 * application of an authority does with a message is written down here: one line for each time that it took effect.
 */
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { type Endpoint, inboxFile, Konnektor, openEndpoint } from '../../src/konnektor/index.ts';
import { sha256Hex } from '../../src/platform/index.ts';
import { Validator } from '../../src/standard/index.ts';
import { clockMs } from './figures.ts';
import { say, taskOf } from './helpers.ts';
import type { ReaderFault } from './plant.ts';

/** Task of the readers. */
export interface ReadTask {
  readonly authorities: readonly {
    readonly schluessel: string;
    readonly way: 'push' | 'postfach';
    readonly port?: number;
  }[];
  readonly pkiDir: string;
  readonly gateway: string;
  readonly gatewaySchluessel: string;
  /** folder of inboxes and journals */
  readonly dir: string;
}

/** Asks the readers for what they have done; they go on with the next journal, and with a fault where one is named. */
export interface JournalRequest {
  readonly journal: string;
  readonly plant?: ReaderFault | undefined;
}

/** Every so many messages meet the planted fault. */
const PLANTED_EVERY = 20;

const task = await taskOf<ReadTask>();
process.once('disconnect', () => process.exit(1));
const end = new AbortController();
const validator = new Validator();
const endpoints: Record<string, string> = {};
const closing: (() => Promise<void>)[] = [];
let journal: WriteStream | undefined;
let plant: ReaderFault | undefined;
let effects = 0;
let troubles = 0;

/** The application: what counts as the effect of a message. */
function takeEffect(uuid: string, bytes: Buffer): void {
  effects += 1;
  journal?.write(`${uuid} ${sha256Hex(bytes)} ${clockMs()}\n`);
}

function handle(uuid: string, bytes: Buffer): void {
  const struck = plant !== undefined && effects % PLANTED_EVERY === PLANTED_EVERY - 1;
  if (struck && plant === 'drop') effects += 1;
  else takeEffect(uuid, struck && plant === 'alter' ? bytes.subarray(1) : bytes);
  if (struck && plant === 'repeat') takeEffect(uuid, bytes);
}

for (const { schluessel, way, port } of task.authorities) {
  const konnektor = new Konnektor({
    schluessel,
    gateway: task.gateway,
    gatewaySchluessel: task.gatewaySchluessel,
    pkiDir: task.pkiDir,
    inbox: inboxFile(task.dir, schluessel),
    validator,
  });
  let emptying = false;
  /** Hands entries to the application one by one, off the path on which the gateway waits for its acknowledgement. */
  const arrived = (): void => {
    if (emptying) return;
    emptying = true;
    setImmediate(() => {
      emptying = false;
      const entries = konnektor.inbox.open(8);
      for (const { uuid, bytes } of entries) {
        handle(uuid, bytes);
        konnektor.inbox.finish(uuid);
      }
      if (entries.length > 0) arrived();
    });
  };
  let endpoint: Endpoint | undefined;
  let pulling: Promise<void> | undefined;
  if (way === 'push') {
    endpoint = await openEndpoint(konnektor, task.gatewaySchluessel, arrived, port === undefined ? {} : { port });
    endpoints[schluessel] = endpoint.url;
  } else {
    pulling = konnektor.pull(arrived, end.signal, 30, () => {
      troubles += 1;
    });
  }
  closing.push(async () => {
    await endpoint?.close();
    await pulling;
    await konnektor.close();
  });
}

const telling = setInterval(() => say('reading', { effects, troubles }), 500);
process.on('message', ({ journal: file, plant: fault }: JournalRequest) => {
  const before = journal;
  plant = fault;
  const { user, system } = process.cpuUsage();
  journal = createWriteStream(join(task.dir, file));
  const told = () => say('journal', { file, cpuMs: (user + system) / 1000, effects });
  if (before === undefined) told();
  else before.end(told);
});
process.removeAllListeners('disconnect');
process.once('disconnect', async () => {
  clearInterval(telling);
  end.abort();
  journal?.end();
  await Promise.all(closing.map((close) => close()));
  process.exit(0);
});
say('ready', { endpoints });
