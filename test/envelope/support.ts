import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { TrustStore } from '../../src/crypto/index.ts';
import { BlaupauseError, type ErrorCode } from '../../src/platform/errors.ts';
import { writeInstallation } from '../support/profile.ts';

export interface TestPki {
  pkiDir: string;
  trust: TrustStore;
}

/** A PKI for a test file; filled before its tests run. */
export function usePki(): TestPki {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-umschlag-'));
  const pki = { pkiDir: '' } as TestPki;
  beforeAll(async () => {
    ({ pkiDir: pki.pkiDir } = await writeInstallation(dir));
    pki.trust = TrustStore.fromFolder(pki.pkiDir);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return pki;
}

/** Code of the catalogue error that a promise ends in, or `none`. */
export async function codeOf(work: () => unknown): Promise<ErrorCode | 'none'> {
  try {
    await work();
    return 'none';
  } catch (error) {
    if (error instanceof BlaupauseError) return error.code;
    throw error;
  }
}
