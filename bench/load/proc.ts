import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of processor time a second; what Linux shows to programs whatever its own clock is. */
const TICKS = 100;
const PAGE_BYTES = 4096;

/** What a process has used since it started. */
export interface Reading {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

/** What one process has used, from /proc; undefined where there is none. */
export function readProcess(pid: number, withReaped = false): (Reading & { readonly parent: number }) | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, utime = 0, stime = 0, cutime = 0, cstime = 0, pages = 0] = [1, 11, 12, 13, 14, 21].map(
      (at) => fields[at],
    );
    const ticks = utime + stime + (withReaped ? cutime + cstime : 0);
    return { parent, cpuSeconds: ticks / TICKS, residentBytes: pages * PAGE_BYTES };
  } catch {
    return undefined;
  }
}

/** A process and those that it started. Their memory is not added up: most of it is shared. */
export function readTree(root: number): Reading | undefined {
  const own = readProcess(root, true);
  if (own === undefined) return undefined;
  let { cpuSeconds } = own;
  for (const name of readdirSync('/proc')) {
    if (!/^[0-9]+$/.test(name) || Number(name) === root) continue;
    const child = readProcess(Number(name));
    if (child?.parent === root) cpuSeconds += child.cpuSeconds;
  }
  return { cpuSeconds, residentBytes: Number.NaN };
}

/** The process that started another one. */
export const parentOf = (pid: number): number | undefined => readProcess(pid)?.parent;
