import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Armed } from './parts/striker.ts';

const HERE = join(import.meta.dirname, 'parts');

export interface PartOptions {
  /** script of `parts/` */
  readonly script: string;
  readonly options: object;
  readonly logFile: string;
  readonly cacheDir: string;
  /** further modules that the process loads first */
  readonly imports?: readonly string[];
  /** called when it has ended by itself or was killed; it starts again when the promise resolves */
  readonly onLost: () => Promise<void>;
  /** called with the port on which it listens, each time that it is ready */
  readonly onReady: (port: number) => void;
}

interface Said {
  readonly ready?: number;
  readonly armed?: boolean;
}

/** How long a process may take to be ready. */
const START_MS = 60_000;

/** Starts that may fail one after the other before it is given up. */
const MOST_FAILED_STARTS = 3;

/** One process of the installation. Whatever ends it, it is started again, as a service manager does. */
export class Part {
  readonly #options: PartOptions;
  #child: ChildProcess | undefined;
  #ready = Promise.withResolvers<void>();
  #isReady = false;
  #stopped = false;
  #starts = 0;
  #failedStarts = 0;
  #next: Armed | undefined;

  constructor(options: PartOptions) {
    this.#options = options;
    this.#ready.promise.catch(() => {});
    this.#spawn();
  }

  /** Resolves when the process that runs now, or the next one, is ready. */
  async ready(): Promise<void> {
    while (!this.#isReady) await this.#ready.promise;
  }

  get up(): boolean {
    return this.#isReady;
  }

  /** How often it was started. */
  get starts(): number {
    return this.#starts;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Says what to strike and waits until the process knows; undefined takes it back. */
  async arm(armed: Armed | undefined): Promise<void> {
    this.#next = undefined;
    for (;;) {
      await this.ready();
      const child = this.#child;
      if (child?.connected !== true) {
        await sleep(10);
        continue;
      }
      const known = Promise.withResolvers<boolean>();
      const onMessage = (said: Said): void => void (said.armed && known.resolve(true));
      const onExit = (): void => known.resolve(false);
      child.on('message', onMessage).once('exit', onExit);
      child.send({ arm: armed ?? null }, () => {});
      const done = await known.promise;
      child.off('message', onMessage).off('exit', onExit);
      if (done) return;
    }
  }

  /** The next process of this part strikes this, from its first instant on. */
  armNext(armed: Armed): void {
    this.#next = armed;
  }

  send(message: object): void {
    if (this.#child?.connected) this.#child.send(message, () => {});
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.#child?.kill(signal);
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  #spawn(): void {
    const { script, options, logFile, cacheDir, imports = [] } = this.#options;
    const log = openSync(logFile, 'a');
    const first = this.#next;
    this.#next = undefined;
    this.#starts += 1;
    const modules = ['striker.ts', ...imports].map((name) => join(HERE, name));
    const child = spawn(
      process.execPath,
      [...modules.flatMap((path) => ['--import', path]), join(HERE, script), JSON.stringify(options)],
      {
        stdio: ['ignore', log, log, 'ipc'],
        env: {
          ...process.env,
          NODE_COMPILE_CACHE: cacheDir,
          ...(first === undefined ? {} : { FAULTS_ARMED: JSON.stringify(first) }),
        },
      },
    );
    closeSync(log);
    this.#child = child;
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
    child.on('message', (said: Said) => {
      if (said.ready === undefined) return;
      clearTimeout(late);
      this.#options.onReady(said.ready);
      this.#isReady = true;
      this.#failedStarts = 0;
      this.#ready.resolve();
    });
    child.on('error', () => {});
    child.once('exit', () => {
      clearTimeout(late);
      if (this.#isReady) {
        this.#ready = Promise.withResolvers<void>();
        this.#ready.promise.catch(() => {});
      } else this.#failedStarts += 1;
      this.#isReady = false;
      if (this.#stopped) return;
      if (this.#failedStarts > MOST_FAILED_STARTS) {
        this.#ready.reject(new Error(`${script} does not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`));
        return;
      }
      void this.#options.onLost().then(() => {
        if (!this.#stopped) this.#spawn();
      });
    });
  }
}
