/**
 * Brought into each process of the harness by `--import`: it waits for a step and kills there, in the same instant,
 * before the process does anything else. What it is to strike comes over the channel to the harness, or in the
 * environment where it has to be known before the process starts to work.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { onStep, type StepName } from '../../../src/platform/steps.ts';

/** What to kill at which step. */
export interface Armed {
  readonly step: StepName;
  readonly occurrence: number;
  /** file to which the blow is noted before it falls */
  readonly note: string;
  /** of the process to kill with its children; itself if left out */
  readonly pid?: number;
}

let armed: Armed | undefined;
let seen = 0;

/** Children of a process at this instant. */
function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
}

function arm(next: Armed | undefined): void {
  armed = next;
  seen = 0;
}

onStep(({ step }) => {
  if (armed === undefined || step !== armed.step) return;
  seen += 1;
  if (seen < armed.occurrence) return;
  const { note, pid = process.pid } = armed;
  armed = undefined;
  appendFileSync(note, `${step}\n`);
  const children = pid === process.pid ? [] : childrenOf(pid);
  for (const each of [pid, ...children]) kill(each);
  // the signal to itself is delivered when the call returns; nothing of the product may run before that
  if (pid === process.pid) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
});

const first = process.env['FAULTS_ARMED'];
if (first !== undefined) arm(JSON.parse(first) as Armed);
process.on('message', (message: { arm?: Armed | null }) => {
  if (message.arm !== undefined) {
    arm(message.arm ?? undefined);
    process.send?.({ armed: true });
  }
});
// a harness that is gone needs nothing of this any more
process.on('disconnect', () => process.exit(0));
