import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { median } from './measure.ts';

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

/** Takes messages in, in a process of its own with its own database. */
export const soak = (messages: number): Promise<MemoryResult> => inProcess('soak.ts', messages);

/**
 * Validates messages, in a process of its own. What the engine keeps in reserve for young objects is held at 8 MiB: it
 * would double in steps now and then, whatever the program does.
 */
export const validationSoak = (messages: number): Promise<MemoryResult> =>
  inProcess('validation-soak.ts', messages, ['--max-semi-space-size=8']);

async function inProcess(file: string, messages: number, flags: readonly string[] = []): Promise<MemoryResult> {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', ...flags, script, String(messages)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)) as MemoryResult;
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
