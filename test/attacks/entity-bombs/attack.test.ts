import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { contentLimits, envelopeLimits, parse } from '../../../src/xml/index.ts';
import { attack, expectQuick, memoryGrowth, useTarget } from '../support.ts';
import { bombs, inside, outside } from './generator.ts';

describe('row 9: entity bombs', () => {
  const target = useTarget();
  const codeFor = (declaration: string) => (declaration === '' ? 'READ_ENTITY' : 'READ_DOCTYPE');

  it.each(bombs)('is refused in the envelope within 64 MB: $what', async (bomb) => {
    const bytes = outside(target.gateway.pkiDir, bomb);
    const growth = await memoryGrowth(target, async () =>
      expectQuick(await attack(target, bytes, codeFor(bomb.declaration))),
    );
    expect(growth).toBeLessThan(64);
  });

  it.each(bombs)('is refused inside the encryption within 64 MB: $what', async (bomb) => {
    const bytes = inside(target.gateway.pkiDir, bomb);
    const growth = await memoryGrowth(target, async () =>
      expectQuick(await attack(target, bytes, codeFor(bomb.declaration))),
    );
    expect(growth).toBeLessThan(64);
  });

  it.each(bombs)('the reader refuses it within 50 ms: $what', (bomb) => {
    const bytes = Buffer.from(outside(target.gateway.pkiDir, bomb));
    const times = [envelopeLimits, contentLimits, envelopeLimits].map((limits) => {
      const started = performance.now();
      expect(() => parse(bytes, limits)).toThrow();
      return performance.now() - started;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});
