#!/usr/bin/env node
// Starts the command line under Node 24. On an older Node it hands over to the Node that npm installed beside
// the project; this file itself must therefore run on Node 20. It is plain JavaScript for the same reason.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const WANTED = 24;
const here = fileURLToPath(import.meta.url);
const root = dirname(dirname(here));

if (Number(process.versions.node.split('.')[0]) >= WANTED) await run();
else handOver();

/** Runs the sources in a checkout, the built files in an installed package. */
async function run() {
  // The older Node that handed over is gone: end as on SIGTERM, so that a service still closes cleanly. Only this
  // listener would keep the process alive, so the channel must not.
  if (process.channel) {
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel.unref();
  }
  const sources = join(root, 'src', 'cli', 'main.ts');
  const entry = existsSync(sources) ? sources : join(root, 'dist', 'cli', 'main.js');
  const { main } = await import(pathToFileURL(entry).href);
  process.exitCode = await main(process.argv.slice(2));
}

/**
 * Runs this file again under the newer Node, with the same input and output, and ends with its exit code. The child
 * has a process group of its own: Ctrl-C reaches it once, through here, and not twice.
 */
function handOver() {
  const newer = findNewer(root);
  if (newer === undefined) {
    const found = process.versions.node;
    process.stderr.write(
      `TOOL_MISSING: Node ${WANTED} wird gebraucht, hier läuft ${found}. "npm ci" ohne --omit=optional bringt es mit.\n` +
        `Node ${WANTED} is needed, this is ${found}. "npm ci" without --omit=optional brings it.\n`,
    );
    process.exit(3);
  }
  const child = spawn(newer, [here, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  let asked;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      asked = signal;
      child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`TOOL_MISSING: ${newer} lässt sich nicht starten (${error.code}).\n`);
    process.exit(3);
  });
  child.on('exit', (code, signal) => {
    const byUser = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal ?? asked];
    process.exit(code ?? byUser ?? 3);
  });
}

/** The Node that npm linked into the project, or into the project that this package is installed in. */
function findNewer(folder) {
  const node = join(folder, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node)) return node;
  const parent = dirname(folder);
  return parent === folder ? undefined : findNewer(parent);
}
