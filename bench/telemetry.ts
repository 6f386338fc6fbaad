/**
 * What metrics, log lines and traces cost: processor time of the steps of one intake, told to nobody, to the metrics, to
 * the log as well, and to a collector as well. `node bench/telemetry.ts`; log lines go to standard error.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../src/platform/log.ts';
import { reached, STEPS } from '../src/platform/steps.ts';
import { Meter, startTelemetry } from '../src/platform/telemetry/index.ts';

const MESSAGES = 5000;
const ROUNDS = 3;
const INTAKE = STEPS.filter((step) => /^(intake|receipt)\./.test(step));

/** Microseconds of processor time a message, the least of some rounds. */
async function measure(): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let message = 0; message < MESSAGES; message += 1) {
      const about = { kennung: randomUUID(), uuid: randomUUID() };
      for (const step of INTAKE) reached(step, about);
      if (message % 50 === 0) await sleep(20); // at a rate, so that batches are sent meanwhile
    }
    const { user, system } = process.cpuUsage(before);
    rounds.push((user + system) / MESSAGES);
  }
  return Math.min(...rounds);
}

async function withTelemetry(level: string, tracesUrl?: string): Promise<number> {
  const telemetry = await startTelemetry(new Meter('gateway'), createLogger('gateway', level), {
    tracesUrl,
    tracesPercent: 100,
  });
  try {
    return await measure();
  } finally {
    await telemetry.close();
  }
}

/** A collector in a process of its own, so that its work is not counted. */
const COLLECTOR = `require('node:http')
  .createServer((request, response) => request.resume().on('end', () => response.end('{}')))
  .listen(0, '127.0.0.1', function () { console.log(this.address().port) })`;

const collector = spawn(process.execPath, ['-e', COLLECTOR], { stdio: ['ignore', 'pipe', 'inherit'] });
const [port] = (await once(collector.stdout, 'data')) as [Buffer];
const nobody = await measure();
const rows: readonly (readonly [string, number])[] = [
  ['metrics', await withTelemetry('warn')],
  ['metrics and log at info', await withTelemetry('info')],
  ['metrics and traces', await withTelemetry('warn', `http://127.0.0.1:${String(port).trim()}/v1/traces`)],
];
collector.kill();
for (const [what, took] of rows)
  process.stdout.write(`${what}: ${(took - nobody).toFixed(0)} µs of processor a message\n`);
