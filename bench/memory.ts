import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** Memory of a process that took messages in, resident set after a collection, in bytes. */
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
export async function soak(messages: number): Promise<MemoryResult> {
  const script = fileURLToPath(new URL('soak.ts', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', script, String(messages)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)) as MemoryResult;
}
