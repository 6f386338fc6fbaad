#!/usr/bin/env node
// Starts the command line under Node 24. On an older Node it hands over to the Node that npm installed beside
// the project; this file itself must therefore run on Node 20. It is plain JavaScript for the same reason.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const WANTED = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(root, 'src', 'cli', 'main.ts');
const major = Number(process.versions.node.split('.')[0]);

if (major >= WANTED) {
  process.on('disconnect', () => process.exit(3)); // the older Node that handed over is gone
  const entry = existsSync(sources) ? sources : join(root, 'dist', 'cli', 'main.js');
  const { main } = await import(entry);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const newer = [join(root, 'node_modules', '.bin', 'node'), join(root, '..', '.bin', 'node')].find((path) =>
    existsSync(path),
  );
  if (newer === undefined) {
    process.stderr.write(
      `TOOL_MISSING: Node ${WANTED} wird gebraucht, hier läuft ${process.versions.node}. "npm ci" ohne --omit=optional bringt es mit.\n`,
    );
    process.exit(3);
  }
  const child = spawn(newer, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 3)));
}
