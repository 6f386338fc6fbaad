import { describe, it } from 'vitest';
import { forge } from '../../support/forge.ts';
import { attack, useTarget } from '../support.ts';
import { encodings } from './generator.ts';

describe('row 22: encodings', () => {
  const target = useTarget();

  it.each(encodings)('is refused in the envelope: $what', async ({ change, code }) => {
    await attack(target, change(forge(target.gateway.pkiDir).xml), code);
  });

  it.each(encodings)('is refused inside the encryption: $what', async ({ change, code }) => {
    await attack(target, forge(target.gateway.pkiDir, { plain: (plain) => change(plain) }).bytes, code);
  });
});
