import { describe, expect, it } from 'vitest';
import { attack, memoryGrowth, sendGood, useTarget } from '../support.ts';
import { bombs, inside, outside } from './generator.ts';

/** Bodies of 13 MB are held, decoded and decrypted at most once each; a tree of them would take gigabytes. */
const MOST_MIB = 256;
const MOST_MS = 10_000;

describe('row 10: documents beyond the limits', () => {
  const target = useTarget();

  it.each(bombs)('is refused in the envelope: $what', async (bomb) => {
    const bytes = outside(target.gateway.pkiDir, bomb);
    const growth = await memoryGrowth(target, async () => {
      const answer = await attack(target, bytes, bomb.code);
      expect(answer.ms).toBeLessThan(MOST_MS);
    });
    expect(growth).toBeLessThan(MOST_MIB);
  });

  it.each(bombs)('is refused inside the encryption: $what', async (bomb) => {
    const bytes = inside(target.gateway.pkiDir, bomb);
    const growth = await memoryGrowth(target, async () => {
      const answer = await attack(target, bytes, bomb.code);
      expect(answer.ms).toBeLessThan(MOST_MS);
    });
    expect(growth).toBeLessThan(MOST_MIB);
  });

  it('does not keep others waiting meanwhile', async () => {
    const bomb = bombs.find(({ what }) => what.startsWith('a million elements'));
    if (bomb === undefined) throw new Error('no bomb');
    const bytes = outside(target.gateway.pkiDir, bomb);
    const running = Promise.all([1, 2].map(() => attack(target, bytes, bomb.code, { handedIn: 2 })));
    expect(await sendGood(target)).toBeLessThan(MOST_MS);
    await running;
  });
});
