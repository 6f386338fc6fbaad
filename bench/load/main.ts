/** `npm run load`: messages at a rate against a whole installation. See docs/load.md. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase } from '../../src/ledger/index.ts';
import { load } from './load.ts';
import { readMix } from './mix.ts';
import { HELP, type Options, readOptions, Usage } from './options.ts';

/** Without a terminal progress is told at most once in this time, in milliseconds. */
const QUIET_MS = 5000;
const INTERRUPTED = 130;
let lastTold = Number.NEGATIVE_INFINITY;

/** Progress: one line that is written over on a terminal, a line every few seconds elsewhere. */
function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (performance.now() - lastTold > QUIET_MS) {
    lastTold = performance.now();
    process.stderr.write(`${text}\n`);
  }
}

const clearLine = (): void => void (process.stderr.isTTY && process.stderr.write('\r\x1b[K'));

function commandLine(): Options {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options !== undefined) {
      readMix(options.mix);
      return options;
    }
    process.stdout.write(HELP);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    process.stderr.write(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

const options = commandLine();
const dir = mkdtempSync(join(tmpdir(), 'blaupause-load-'));
const server = await ensureDatabase({ dataDir: join(dir, 'postgres'), database: 'last', temporary: true });
const ending = new AbortController();
const clean = async (): Promise<void> => {
  await server.destroy();
  rmSync(dir, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (ending.signal.aborted) return;
    ending.abort();
    clearLine();
    process.stderr.write('interrupted: ends what was started\n');
    // gateway, worker and helpers notice that this process is gone
    void clean().finally(() => process.exit(INTERRUPTED));
  });
}
try {
  const { text, json, good } = await load(options, dir, tell);
  clearLine();
  process.stdout.write(options.json ? `${JSON.stringify(json, null, 2)}\n` : text);
  process.exitCode = good ? 0 : 1;
} catch (error) {
  if (!ending.signal.aborted) {
    clearLine();
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 3;
  }
} finally {
  if (!ending.signal.aborted) await clean();
}
