import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../src/crypto/index.ts';
import { judgedCertificate, passed, remarked, shownVerdicts } from '../../src/gateway/verdicts.ts';

const BIS = '2026-11-24T12:00:00.000Z';
const inspection = (sources: readonly ('crl' | 'ocsp' | 'override')[]): Inspection => ({
  purpose: 'signature',
  at: '2026-11-22T12:00:00.000Z',
  subject: 'CN=x',
  serial: '1',
  fingerprint: '00',
  checks: [],
  path: [],
  revocation: sources.map((source) => ({
    source,
    certificate: '00',
    holdsUntil: BIS,
    note: 'Sperrliste veraltet; Ausnahme: x',
  })),
});

describe('verdict of a step that trusts a certificate', () => {
  it('passed where lists and responders cleared every certificate', () => {
    const cleared = inspection(['crl', 'ocsp']);
    expect(judgedCertificate('trust', cleared)).toEqual(passed('trust', cleared));
  });

  it('is a remark with end and reason where an exception let one pass, whatever cleared the others', () => {
    const { ergebnis, beleg } = judgedCertificate('trust', inspection(['crl', 'override']));
    expect(ergebnis).toBe('hinweis');
    expect(beleg).toMatchObject({
      ausnahmen: [{ bis: BIS, grund: 'Sperrliste veraltet; Ausnahme: x' }],
      purpose: 'signature',
    });
  });

  it('is shown without evidence, but with remarks and the end of an exception', () => {
    const stored = [
      passed('limit'),
      judgedCertificate('trust', inspection(['override'])),
      remarked('validate', [
        { rule: 'V3', text: 'T', path: '/a' },
        { rule: 'ORDER-FUEHRUNG', norm: '§ 35 OWiG', text: 'U' },
      ]),
    ];
    expect(shownVerdicts(stored)).toEqual([
      { schritt: 'limit', ergebnis: 'bestanden' },
      { schritt: 'trust', ergebnis: 'hinweis', ausnahmeBis: BIS },
      {
        schritt: 'validate',
        ergebnis: 'hinweis',
        befunde: [
          { rule: 'V3', text: 'T' },
          { rule: 'ORDER-FUEHRUNG', norm: '§ 35 OWiG', text: 'U' },
        ],
      },
    ]);
  });
});
