import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { Measured } from './measure.ts';
import { certainDifference, median } from './statistics.ts';

const MODULE = join(import.meta.dirname, '../../../src/crypto/decryption.ts');
/** The countermeasure: the content is decrypted with a random key where there is no other. */
const ALWAYS = 'openGcm(cipher, usable ? contentKey : randomBytes(cipher.keyBytes), sealed)';
/** Share of the decryption of the content that two faults may certainly differ by. */
const MOST = 0.4;
/** Rounds of the measurement: more where a machine under load left it open. What is in the code shows in each. */
const ROUNDS = [60, 120, 240, 480] as const;
/** Stops a hang alone: under sixteen processes for two processors 240 rounds took a minute. */
const HANG_MS = 600_000;

const folder = mkdtempSync(join(tmpdir(), 'blaupause-frueh-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything before this is public; from here on the private key is used. */
const SECRET = 'const job = prepare(xml, options);';

/** A copy of the module that marks when it begins to use the key, and reads each document once; changed otherwise too. */
function copyOf(name: string, change: (source: string) => string = (source) => source): string {
  const source = readFileSync(MODULE, 'utf8');
  for (const part of [ALWAYS, SECRET]) if (!source.includes(part)) throw new Error(`written otherwise now: ${part}`);
  const file = join(folder, `${name}.ts`);
  const room = dirname(MODULE);
  const marked = change(source)
    .replaceAll(
      SECRET,
      'const job = jobs.get(xml) ?? prepare(xml, options); jobs.set(xml, job); mark.at = performance.now();',
    )
    .replaceAll("from '../", `from '${dirname(room)}/`)
    .replaceAll("from './", `from '${room}/`);
  writeFileSync(file, `${marked}\nexport const mark = { at: 0 };\nconst jobs = new Map<unknown, Job>();\n`);
  return file;
}
const asItIs = (): string => copyOf('as-it-is');
const withEarlyReturn = (): string =>
  copyOf('early', (source) => source.replace(ALWAYS, 'usable ? openGcm(cipher, contentKey, sealed) : undefined'));

const measure = async (module: string, rounds: number): Promise<Record<'ec' | 'rsa', Measured>> => {
  const program = join(import.meta.dirname, 'measure.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, module, String(rounds)], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Record<'ec' | 'rsa', Measured>;
};

/** Pairs of faults whose times differ for certain by more than {@link MOST} of the decryption of the content. */
function told({ contentMs, times }: Measured): string[] {
  const bound = MOST * median(contentMs);
  const all = Object.entries(times);
  return all.flatMap(([one, a], at) =>
    all
      .slice(at + 1)
      .filter(([, b]) => certainDifference(a, b) > bound)
      .map(([other]) => `${one} / ${other}`),
  );
}

describe('row 17: times of faults that depend on a secret', () => {
  it(
    'cannot be told apart, with EC and with RSA keys',
    async () => {
      const module = asItIs();
      for (const rounds of ROUNDS) {
        const { ec, rsa } = await measure(module, rounds);
        expect(Object.keys(ec.times)).toHaveLength(10);
        expect(Object.keys(rsa.times)).toHaveLength(9);
        if (told(ec).length + told(rsa).length === 0) return;
        if (rounds === ROUNDS.at(-1)) expect({ ec: told(ec), rsa: told(rsa) }).toEqual({ ec: [], rsa: [] });
      }
    },
    HANG_MS,
  );

  it(
    'are told apart by the same measurement where the code returns early',
    async () => {
      const early = withEarlyReturn();
      for (const rounds of ROUNDS) {
        const { ec, rsa } = await measure(early, rounds);
        if (told(ec).length > 0 && told(rsa).length > 0) return;
      }
      expect.fail('an early return was not noticed');
    },
    HANG_MS,
  );
});
