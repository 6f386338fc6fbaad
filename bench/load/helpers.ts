import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PlanRequest } from './plan.ts';

/** What all processes of one run know. */
export interface RunFiles {
  /** folder of the run */
  readonly dir: string;
  /** JSON file with the {@link import('./template.ts').Mix} */
  readonly mixFile: string;
  readonly plan: PlanRequest;
  readonly nonce: string;
  readonly pkiDir: string;
  readonly gatewaySchluessel: string;
  /** into how many packs the messages are divided */
  readonly packs: number;
}

/** A process of the load tool: it is told its task and says what it did. */
export class Helper {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<string, (message: Record<string, unknown>) => void>();
  readonly #ended: Promise<never>;
  onProgress: (message: Record<string, unknown>) => void = () => {};

  /** @param file script beside this one */
  constructor(name: string, file: string, task: object, nodeOptions: readonly string[] = []) {
    this.name = name;
    this.#child = fork(fileURLToPath(new URL(file, import.meta.url)), [], { execArgv: [...nodeOptions] });
    this.#ended = once(this.#child, 'exit').then(([code]) => {
      throw new Error(`the process "${name}" ended (${String(code)})`);
    });
    this.#ended.catch(() => {});
    this.#child.on('message', (message: Record<string, unknown>) => {
      const waiting = this.#waiting.get(String(message['type']));
      if (waiting === undefined) return this.onProgress(message);
      this.#waiting.delete(String(message['type']));
      waiting(message);
    });
    this.#child.send(task);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The next message of a type. @throws if the process ends before */
  next<T>(type: string): Promise<T> {
    const said = new Promise<Record<string, unknown>>((resolve) => this.#waiting.set(type, resolve));
    return Promise.race([said, this.#ended]) as Promise<T>;
  }

  tell(message: object): void {
    this.#child.send(message);
  }

  /** Asks for its end, and sees to it. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 20_000);
    if (this.#child.connected) this.#child.disconnect();
    await gone;
    clearTimeout(late);
  }
}

/** In a helper process: its task, once it is told. The process ends with its parent. */
export async function taskOf<T>(): Promise<T> {
  const [task] = (await once(process, 'message')) as [T];
  return task;
}

/** In a helper process: says something to the parent. */
export const say = (type: string, message: object = {}): void => {
  if (process.connected) process.send?.({ type, ...message });
};
