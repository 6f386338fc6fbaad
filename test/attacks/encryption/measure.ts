/**
 * Measures how long faults of decryption take from the moment that the private key is used, in a process of its own.
 * Arguments: a copy of the module with a mark of that moment (timing.test.ts makes it), and the number of rounds.
 * Writes JSON to standard output.
 */
import { createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type decryptAsync, loadKeyStore, policies } from '../../../src/crypto/index.ts';
import { parseTrusted, type XmlElement } from '../../../src/xml/index.ts';
import { Random } from '../../fuzz/random.ts';
import { encryptFor } from '../../support/forge.ts';
import { GATEWAY, POLIZEI, writeInstallation } from '../../support/profile.ts';
import { faults } from './generator.ts';

/** Times of each fault by round, in milliseconds, for one kind of key. */
export interface Measured {
  /** what leaving out the decryption of the content would save */
  readonly contentMs: readonly number[];
  readonly times: Readonly<Record<string, readonly number[]>>;
}

/** Large enough that its decryption shows beside the operation with the private key. */
const CONTENT = 1024 * 1024;

const [module = '', rounds = '40'] = process.argv.slice(2);
const measured = (await import(pathToFileURL(module).href)) as {
  decryptAsync: typeof decryptAsync;
  mark: { at: number };
};
const dir = mkdtempSync(join(tmpdir(), 'blaupause-zeit-'));
try {
  const { pkiDir } = await writeInstallation(dir);
  const good = encryptFor(pkiDir, randomBytes(CONTENT), [POLIZEI, GATEWAY]);
  const result = { ec: await measure('ec', GATEWAY, good, pkiDir), rsa: await measure('rsa', POLIZEI, good, pkiDir) };
  process.stdout.write(JSON.stringify(result));
} finally {
  rmSync(dir, { recursive: true, force: true });
}

async function measure(kind: keyof typeof faults, recipient: string, good: string, pkiDir: string): Promise<Measured> {
  const { key } = loadKeyStore(pkiDir, recipient).encryption;
  const documents: [string, XmlElement][] = faults[kind]
    .filter(({ visible }) => !visible)
    .map(({ what, change }) => [what, parseTrusted(change(good, pkiDir)).root]);
  const times: Record<string, number[]> = {};
  const contentMs: number[] = [];
  const random = new Random(1);
  const sealed = randomBytes(CONTENT);
  for (let round = -5; round < Number(rounds); round += 1) {
    // another order each time, so that no fault always follows the same one
    const order = documents.map((one) => ({ one, at: random.uint32() })).sort((a, b) => a.at - b.at);
    for (const { one } of order) {
      const [what, root] = one;
      const options = { key, recipient, policy: policies.gateway };
      const opened = await measured.decryptAsync(root, options).catch(() => undefined);
      const ms = performance.now() - measured.mark.at;
      if (opened !== undefined) throw new Error(`${what} was opened`);
      if (round >= 0) times[what] = [...(times[what] ?? []), ms];
    }
    const started = performance.now();
    const cipher = createDecipheriv('aes-256-gcm', randomBytes(32), randomBytes(12));
    cipher.setAuthTag(randomBytes(16));
    cipher.update(sealed);
    if (round >= 0) contentMs.push(performance.now() - started);
  }
  return { contentMs, times };
}
