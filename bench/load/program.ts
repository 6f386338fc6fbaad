import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentName, packageRoot, type Settings } from '../../src/platform/index.ts';

/** A command of the product as a process of its own, as an operator runs it. */
export class Program {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #log: string;
  #said = '';

  /** @param dir folder of its log file */
  constructor(name: 'gateway' | 'worker', settings: Partial<Record<keyof Settings, unknown>>, dir: string) {
    this.name = name;
    this.#log = join(dir, `${name}.log`);
    const foreign = Object.entries(process.env).filter(([key]) => !key.startsWith('BLAUPAUSE_'));
    const own = Object.entries(settings).flatMap(([key, value]) =>
      value === undefined ? [] : [[environmentName(key), String(value)] as const],
    );
    const log = openSync(this.#log, 'a', 0o600);
    this.#child = spawn(process.execPath, [join(packageRoot, 'bin', 'blaupause.js'), name, '--json'], {
      env: Object.fromEntries([...foreign, ...own]),
      stdio: ['ignore', 'pipe', log, 'ipc'],
    });
    closeSync(log);
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Whether it runs still. */
  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it says when it runs. @throws when it ends before, with the end of its log */
  async ready(): Promise<{ readonly url?: string }> {
    while (this.alive) {
      const said = this.#document();
      if (said?.ok) return said;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`${this.name} does not run: ${this.#said}${this.lastWords()}`);
  }

  #document(): { readonly ok: boolean; readonly url?: string } | undefined {
    try {
      return JSON.parse(this.#said) as { ok: boolean; url?: string };
    } catch {
      return undefined; // not complete yet
    }
  }

  /** The end of its log. */
  lastWords(): string {
    return readFileSync(this.#log, 'utf8').split('\n').slice(-6).join('\n');
  }

  async end(): Promise<void> {
    if (!this.alive) return;
    const gone = once(this.#child, 'exit');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 30_000);
    this.#child.kill('SIGTERM');
    await gone;
    clearTimeout(late);
  }
}
