/**
 * `node bench/together.ts`: what a Sendung costs the store that is recorded by itself, and together with others that are
 * ready at the same time. A ledger alone, without checks and HTTP; both ways in turn in the same rounds.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type NewSendung, openPool } from '../src/ledger/index.ts';
import { record } from '../src/ledger/record.ts';
import { Recorder } from '../src/ledger/recorder.ts';
import { newUuid } from '../src/platform/index.ts';
import { table } from './format.ts';
import { inParallel, median } from './measure.ts';
import { Ground } from './world.ts';

const ROUNDS = 5;
/** Sendungen in one measurement. */
const COUNT = 320;
const WIDTHS = [1, 4, 16, 64];
/** Bytes of a Sendung and of a receipt, as those of the other tables have. */
const [SENDUNG, RECEIPT] = [19_000, 3_500];

function sendung(): NewSendung {
  const bytes = randomBytes(SENDUNG);
  const payload = randomBytes(120);
  const hash = (data: Buffer): Buffer => createHash('sha256').update(data).digest();
  const now = new Date();
  return {
    uuid: newUuid(),
    sha256: hash(bytes),
    bytes,
    kopf: {
      ...{ nachrichtentyp: 'fahrerermittlung.ersuchen.1120', standard: 'urn:bussgeld-blaupause:xbussgeld:1.0' },
      ...{ absender: 'bgb:145110000001', empfaenger: 'pol:092761440001', vorgangsUUID: newUuid() },
      ...{ erstellt: now, gueltigBis: now, test: true },
    },
    eingegangen: now,
    quittung: randomBytes(RECEIPT),
    leaf: { hash: hash(payload), payload, salt: randomBytes(32) },
    pruefungen: [{ pruefung: 'trust', ergebnis: 'bestanden' }],
    prioritaet: 5,
  };
}

/** Processor time of the server and all its processes so far, in milliseconds; 0 where the system does not say it. */
function serverTime(postmaster: number): number {
  if (!existsSync('/proc/self/schedstat')) return 0;
  const parentOf = (pid: string): string | undefined => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
    } catch {
      return undefined;
    }
  };
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === String(postmaster));
  return processes.reduce((total, pid) => {
    try {
      return total + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    } catch {
      return total;
    }
  }, 0);
}

const ground = new Ground();
try {
  const database = await ground.database('bench_zusammen');
  const pool = openPool(database.url, { name: 'bench' });
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const stat = readFileSync(`/proc/${rows[0]?.pid}/stat`, 'utf8');
  const postmaster = Number(stat.split(') ').at(-1)?.split(' ')[1]);
  const recorder = new Recorder(pool);
  const ways = {
    alone: () => record(pool, sendung(), { gezaehlt: 1, beantwortet: [] }),
    together: () => recorder.record(sendung(), { gezaehlt: 1, beantwortet: [] }),
  };
  const lines: string[][] = [];
  for (const width of WIDTHS) {
    const taken = { alone: [] as number[][], together: [] as number[][] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const way of ['alone', 'together'] as const) {
        const [server, own, started] = [serverTime(postmaster), process.cpuUsage(), performance.now()];
        await inParallel(COUNT, width, ways[way]);
        const { user, system } = process.cpuUsage(own);
        const time = performance.now() - started;
        // the first round warms up
        if (round > 0) taken[way].push([time, serverTime(postmaster) - server, (user + system) / 1000]);
      }
    }
    const of = (way: 'alone' | 'together', which: number): number =>
      median(taken[way].map((one) => (one[which] ?? Number.NaN) / COUNT));
    lines.push([
      String(width),
      ...[0, 1, 2].flatMap((which) => [of('alone', which).toFixed(2), of('together', which).toFixed(2)]),
    ]);
  }
  const head = ['at once', 'ms alone', 'together', 'server ms alone', 'together', 'client ms alone', 'together'];
  process.stdout.write(`${table(head, lines)}\n`);
  await pool.end();
} finally {
  await ground.close();
}
process.exit(0);
