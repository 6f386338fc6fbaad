import { execFileSync, spawnSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from '../crypto/support.ts';

/** Whether a tool answers; without it the test says so in one line, and fails where CI is set. */
export const available = (present: boolean, what: string): boolean => {
  if (present) return true;
  if (process.env['CI']) throw new Error(`${what} is missing`);
  process.stdout.write(`skipped: ${what} is missing\n`);
  return false;
};

/** Whether a program of this name can be run. */
export const runs = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'pipe' }).status === 0;

export const fileExists = (path: string): boolean => existsSync(path);

/** A folder with files for a foreign program, removed by `using`. */
export class Workshop implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'blaupause-interop-'));

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.#folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  /** Private key and self-signed certificate as PEM files. */
  keyPair(name: string, key: KeyObject): { key: string; certificate: string; pem: string } {
    const pem = selfSigned(key);
    return {
      key: this.write(`${name}.key.pem`, key.export({ format: 'pem', type: 'pkcs8' })),
      certificate: this.write(`${name}.pem`, pem),
      pem,
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Runs a program and returns what it wrote; its error output is in the exception. */
export const run = (program: string, ...args: readonly string[]): Buffer =>
  execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 });
