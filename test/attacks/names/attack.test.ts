import { describe, expect, it } from 'vitest';
import { attack, refuseEach, useTarget } from '../support.ts';
import { allowed, cases, decomposed, named, texted } from './generator.ts';

describe('row 23: names and characters', () => {
  const target = useTarget();
  refuseEach(target, cases);

  it.each(allowed)('is accepted: %s', async (name) => {
    expect((await target.sender.send(named(target.gateway.pkiDir, name).bytes)).status).toBe(202);
  });

  it('a decomposed name is refused, and accepted once it is normalised', async () => {
    await attack(target, named(target.gateway.pkiDir, decomposed).bytes, 'VALIDATE_CHARACTERS');
    const normal = named(target.gateway.pkiDir, decomposed.normalize('NFC'));
    expect((await target.sender.send(normal.bytes)).status).toBe(202);
  });

  it('what a name may not hold is accepted where the norm allows it, and nothing beyond', async () => {
    expect((await target.sender.send(texted(target.gateway.pkiDir, '100 € (§ 3) ').bytes)).status).toBe(202);
    await attack(target, named(target.gateway.pkiDir, '100 €').bytes, 'VALIDATE_CHARACTERS');
    await attack(target, texted(target.gateway.pkiDir, '\u202e').bytes, 'VALIDATE_CHARACTERS');
  });
});
