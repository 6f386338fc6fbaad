import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { logNamesOf, PublishedCheckpoint, toLogKey } from '../../src/transparency/index.ts';

it('writes a checkpoint again that could not be written, as soon as there is room', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-published-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const key = toLogKey(generateKeyPairSync('ed25519').privateKey, logNamesOf('gwy:146120000001', 1));
  const published = await PublishedCheckpoint.load(join(dir, 'log', 'checkpoint'), key.verifier);
  const checkpoint = { size: 3, root: Buffer.alloc(32), note: 'checkpoint of three\n' };
  writeFileSync(join(dir, 'log'), 'in the way');
  for (let time = 0; time < 2; time += 1)
    await expect(published.remember(checkpoint)).rejects.toMatchObject({ code: 'FILE' });
  rmSync(join(dir, 'log'));
  await published.remember(checkpoint);
  expect(readFileSync(join(dir, 'log', 'checkpoint'), 'utf8')).toBe(checkpoint.note);
});
