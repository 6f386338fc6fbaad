import { mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type BlaupauseError, fault } from '../platform/errors.ts';
import { countOf, describeFinding } from '../platform/findings.ts';
import { inert, inertJson, inertLines } from '../platform/inert.ts';

/** Exit codes of every command (ARCHITECTURE 4.4). */
export const ExitCode = { ok: 0, negative: 1, usage: 2, environment: 3 } as const;

/** A command file registers its command here; `done` takes the exit code. */
export type Register = (program: Command, done: (code: number) => void) => void;

const colourWanted = (): boolean => process.stdout.isTTY === true && !process.env['NO_COLOR'];
const paint = (code: string) => (text: string) => (colourWanted() ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Colours for people; plain text when the output is no terminal or NO_COLOR is set. */
export const colour = { green: paint('32'), red: paint('31'), yellow: paint('33'), dim: paint('2'), bold: paint('1') };

/**
 * A reader that has seen enough (`| head -1`) ends output silently; the command still ends with its own exit code. Output
 * that cannot be written, such as to a full disk, is a fault of the environment.
 */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount('error') > 0) continue;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      // nobody may be left to read it; the exit code says it all the same
      if (stream === process.stdout)
        printFault(fault('FILE', { detail: `Die Ausgabe ist nicht schreibbar${reason(error)}.` }), false);
      process.exit(ExitCode.environment);
    });
  }
}

/** Writes a line to standard output. */
export const print = (line = ''): void => {
  process.stdout.write(`${inertLines(line)}\n`);
};

/** Writes a line to standard error: progress and remarks that must not mix with results. */
export const remark = (line: string): void => {
  process.stderr.write(`${inertLines(line)}\n`);
};

/** Writes one JSON document to standard output. */
export const printJson = (value: unknown): void => print(inertJson(JSON.stringify(value, null, 2)));

/** Writes one JSON document a line to standard output, for events. */
export const printJsonLine = (value: unknown): void => print(inertJson(JSON.stringify(value)));

/** Shows a catalogue error: German for people with the English sentence below, or one JSON document. */
export function printFault(error: BlaupauseError, asJson: boolean, english: string = error.entry.en): void {
  if (asJson) {
    printJson({
      ok: false,
      fehler: [
        {
          code: error.code,
          text: error.entry.de,
          ...(error.detail === undefined ? {} : { einzelheit: error.detail }),
          abhilfe: error.entry.rat,
          ...error.place,
          ...(error.findings.length > 0 ? { befunde: error.findings, befundeGesamt: error.total } : {}),
        },
      ],
    });
    return;
  }
  remark(colour.red(inert(error.toGerman())));
  remark(colour.dim(inert(english)));
  // a single finding stands in the first line already
  if (error.findings.length > 1) {
    const named = error.findings.slice(0, 20);
    for (const finding of named) remark(`  ${formatFinding(finding)}`);
    const count = countOf(named.length, error.total);
    if (count !== '') remark(`  ${count}`);
  }
  if (error.code !== 'INTERNAL') return;
  if (process.env['BLAUPAUSE_LOG_LEVEL'] === 'debug') remark(String((error.cause as Error)?.stack));
  else remark('Mit BLAUPAUSE_LOG_LEVEL=debug erscheint die Ursache.');
}

/** One line for a finding: severity, rule, place, text, what was found and what is allowed. */
export function formatFinding(finding: BlaupauseError['findings'][number]): string {
  const place = [finding.line === undefined ? '' : `Zeile ${finding.line}`, finding.path ?? '']
    .filter(Boolean)
    .join(' ');
  const mark = finding.severity === 'error' ? 'Fehler' : 'Hinweis';
  return inert(`${mark} ${finding.rule}${place ? ` (${place})` : ''}: ${describeFinding(finding)}`);
}

/** Reads a file, or standard input for `-`. @throws FILE */
export async function readInput(path: string): Promise<Buffer> {
  try {
    return path === '-' ? await buffer(process.stdin) : await readFile(path);
  } catch (cause) {
    throw fault('FILE', { detail: `${path === '-' ? 'Die Eingabe' : path} ist nicht lesbar${reason(cause)}.`, cause });
  }
}

/** Writes a file, or standard output for `-` or no path. @throws FILE */
export function writeOutput(path: string | undefined, bytes: Uint8Array): void {
  try {
    if (path === undefined || path === '-') writeStandardOutput(bytes);
    else writeFileSync(path, bytes);
  } catch (cause) {
    throw fault('FILE', { detail: `${path ?? 'Die Ausgabe'} ist nicht schreibbar${reason(cause)}.`, cause });
  }
}

/** Writes a file into a folder that is made where needed. @returns its path @throws FILE */
export function writeInto(folder: string, name: string, bytes: Uint8Array, mode = 0o666): string {
  const file = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, bytes, { mode });
    return file;
  } catch (cause) {
    throw fault('FILE', { detail: `${file} ist nicht schreibbar${reason(cause)}.`, cause });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'gibt es nicht',
  EACCES: 'keine Berechtigung',
  EPERM: 'keine Berechtigung',
  EISDIR: 'ist ein Ordner',
  ENOTDIR: 'der Ordner ist eine Datei',
  EROFS: 'nur lesbar',
  ENOSPC: 'kein Platz',
};

const codeOf = (cause: unknown): string => (cause as NodeJS.ErrnoException).code ?? '';
const reason = (cause: unknown): string => {
  const known = REASONS[codeOf(cause)] ?? codeOf(cause);
  return known === '' ? '' : ` (${known})`;
};

/** Blocks until all is written; a pipe that its maker set to non-blocking answers EAGAIN until it has room. */
function writeStandardOutput(bytes: Uint8Array): void {
  const bell = new Int32Array(new SharedArrayBuffer(4));
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (codeOf(error) === 'EPIPE') return;
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(bell, 0, 0, 5);
    }
  }
}

/** Pads the columns of a table; the first row is the head. Cells are text, without colours. */
export function table(raw: readonly (readonly string[])[]): string {
  const rows = raw.map((row) => row.map(inert));
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [head, ...body] = rows;
  if (head === undefined) return '';
  return [colour.bold(line(head)), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}
