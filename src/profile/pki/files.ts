import type { KeyObject } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file completely or not at all, with the mode from the first byte on. */
export const writeWhole = (path: string, content: string | Uint8Array, mode = 0o644): void => {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.neu`;
  writeFileSync(unfinished, content, { mode, flag: 'wx', flush: true });
  renameSync(unfinished, path);
};

/** Private keys are for their owner alone. */
export const SECRET_MODE = 0o600;

export const keyPem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;
