/** `npm run load`: messages at a rate against a whole installation. See docs/load.md. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase } from '../../src/ledger/index.ts';
import { makeMix, readMix } from './mix.ts';
import { HELP, type Options, readOptions, Usage } from './options.ts';
import { render } from './report.ts';
import { type RunOptions, run } from './run.ts';
import { makeGround, Stand } from './stand.ts';

/** Progress: one line that is written over on a terminal, a line every few seconds elsewhere. */
const QUIET_MS = 5000;
let lastTold = Number.NEGATIVE_INFINITY;
function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (performance.now() - lastTold > QUIET_MS) {
    lastTold = performance.now();
    process.stderr.write(`${text}\n`);
  }
}
const told = (): void => void (process.stderr.isTTY && process.stderr.write('\r\x1b[K'));

let options: Options | undefined;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Usage)) throw error;
  process.stderr.write(`${error.message}\n\n${HELP}`);
  process.exit(2);
}
if (options === undefined) {
  process.stdout.write(HELP);
  process.exit(0);
}
process.exitCode = await load(options);

async function load(options: Options): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-load-'));
  const request = { dir, suite: options.suite, way: options.way, queue: options.queue, plant: options.plant, tell };
  const server = await ensureDatabase({ dataDir: join(dir, 'postgres'), database: 'last', temporary: true });
  let stand: Stand | undefined;
  const interrupted = () => {
    told();
    process.stderr.write('interrupted: what was started is ended\n');
    void stand?.close().finally(async () => {
      await server.destroy();
      rmSync(dir, { recursive: true, force: true });
      process.exit(130);
    });
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    const ground = await makeGround(request);
    const mix = await makeMix(readMix(options.mix), options.size, { ...request, ...ground });
    stand = await Stand.start(request, ground, 'leer');
    const { rate, minutes, arrival, seed, gapMs } = options;
    const runOptions: RunOptions = {
      ...options,
      plan: { rate, seconds: minutes * 60, arrival, seed, gapMs },
      mix,
      tell,
    };
    const result = await run(stand, dir, runOptions, ground);
    told();
    process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : render(result));
    return result.clean ? 0 : 1;
  } finally {
    await stand?.close();
    await server.destroy();
    rmSync(dir, { recursive: true, force: true });
  }
}
