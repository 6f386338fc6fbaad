import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/platform/errors.ts';
import { forge } from '../../support/forge.ts';
import { type Case, refuseEach, useTarget } from '../support.ts';
import { encodings } from './generator.ts';

describe('row 22: encodings', () => {
  const target = useTarget();
  refuseEach(
    target,
    encodings.flatMap(({ what, change, code }): Case[] => [
      { what: `${what}, in the envelope`, code, make: (pkiDir) => change(forge(pkiDir).xml) },
      {
        what: `${what}, inside the encryption`,
        code,
        make: (pkiDir) => forge(pkiDir, { plain: (plain) => change(plain) }).bytes,
      },
    ]),
  );

  it('wrong bytes are told apart from characters that XML does not know', () => {
    expect(catalogue.READ_ENCODING.grund).toBe('S001');
    expect(catalogue.READ_NOT_WELL_FORMED.grund).toBe('X000');
  });
});
