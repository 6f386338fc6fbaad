import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { median } from './measure.ts';
import type { World } from './world.ts';

/** Memory of a process that worked on messages, resident set after a collection, in bytes. */
export interface MemoryResult {
  readonly messages: number;
  readonly start: number;
  /** after a quarter of the messages */
  readonly warm: number;
  readonly end: number;
  /** slope from warm-up to end (Theil–Sen), bytes a message */
  readonly bytesPerMessage: number;
  /** JavaScript heap in use after a collection, after a quarter and at the end: what the program holds on to */
  readonly heapWarm: number;
  readonly heapEnd: number;
  /** parsed documents that nobody disposed */
  readonly liveDocuments: number;
}

/** Where a large Sendung lies and who reads it. */
export interface LargeTask {
  readonly file: string;
  readonly pkiDir: string;
  readonly schluessel: string;
}

/** The check of one large Sendung in a fresh process, from bytes to report. */
export interface LargeResult {
  /** of the Sendung */
  readonly bytes: number;
  readonly seconds: number;
  /** processor time of all its threads */
  readonly cpuSeconds: number;
  /** resident set before and at its highest, in bytes */
  readonly start: number;
  readonly peak: number;
}

/**
 * Checks one Sendung with 10 MB of content in a process of its own, with as much room for young objects as a thread for
 * checks has.
 */
export async function largeOf({ dir, settings, stockOf, gateway }: World): Promise<LargeResult> {
  const file = join(dir, 'gross.xml');
  writeFileSync(file, (await stockOf(10 * 1024 * 1024).seal()).bytes);
  const task: LargeTask = { file, pkiDir: settings.pkiDir, schluessel: gateway.context.profile.gateway.schluessel };
  return inProcess<LargeResult>('large.ts', JSON.stringify(task), ['--max-semi-space-size=8']);
}

/** Takes messages in, in a process of its own with its own database. */
export const soak = (messages: number): Promise<MemoryResult> => inProcess('soak.ts', String(messages));

/**
 * Validates messages, in a process of its own. What the engine keeps in reserve for young objects is held at 8 MiB: it
 * would double in steps now and then, whatever the program does.
 */
export const validationSoak = (messages: number): Promise<MemoryResult> =>
  inProcess('validation-soak.ts', String(messages), ['--max-semi-space-size=8']);

async function inProcess<T = MemoryResult>(file: string, argument: string, flags: readonly string[] = []): Promise<T> {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', ...flags, script, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)) as T;
}

const SAMPLES = 40;

/** Watches the memory of the process it is made in while that works on messages, step by step. */
export class Soak {
  /** messages between two samples */
  readonly step: number;
  readonly #messages: number;
  readonly #samples: { readonly resident: number; readonly heap: number }[] = [];

  /** @param least messages of a step at least */
  constructor(messages: number, least = 1) {
    this.#messages = messages;
    this.step = Math.max(least, Math.round(messages / SAMPLES));
    this.sample();
  }

  get goesOn(): boolean {
    return this.#done < this.#messages;
  }

  get #done(): number {
    return (this.#samples.length - 1) * this.step;
  }

  sample(): void {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    this.#samples.push({ resident: rss, heap: heapUsed });
  }

  result(liveDocuments: number): MemoryResult {
    const steady = this.#samples.slice(Math.ceil(this.#samples.length / 4));
    const resident = steady.map((one) => one.resident);
    const heap = steady.map((one) => one.heap);
    return {
      messages: this.#done,
      start: this.#samples[0]?.resident ?? Number.NaN,
      warm: median(resident.slice(0, 3)),
      end: median(resident.slice(-3)),
      bytesPerMessage: slope(resident) / this.step,
      heapWarm: median(heap.slice(0, 3)),
      heapEnd: median(heap.slice(-3)),
      liveDocuments,
    };
  }
}

/** Median of the slopes between all pairs, per sample: a few odd samples do not move it. */
function slope(values: readonly number[]): number {
  return median(values.flatMap((value, i) => values.slice(i + 1).map((later, k) => (later - value) / (k + 1))));
}
