import { describe, expect, it } from 'vitest';
import { build, sample, Validator } from '../../src/standard/index.ts';

const validator = new Validator();
const findings = (bytes: Uint8Array) => validator.validate(bytes).findings;

describe('what a sender may rightly write', () => {
  it.each(['ŠI 123-AB', 'ČK 4711', 'Æ 12', 'W-12345 X', 'REG-XX 260E', 'Y-123456', '0 17-1'])(
    'a number plate %s',
    (kennzeichen) => {
      const message = sample('fahrerermittlung.halterauskunft.1110', { fahrzeug: { kennzeichen } });
      expect(findings(build(message))).toEqual([]);
    },
  );
});
