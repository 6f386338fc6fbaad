import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forge } from '../support/forge.ts';
import { openAs } from '../support/opened.ts';
import { POLIZEI } from '../support/profile.ts';
import { codeOf, usePki } from './support.ts';

describe('a changed Sendung', () => {
  const pki = usePki();

  it('is refused whichever byte was changed, or still says exactly what was signed', { timeout: 60_000 }, async () => {
    const { bytes } = forge(pki.pkiDir);
    const original = await openAs(pki.pkiDir, POLIZEI, bytes, pki.trust);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        let opened: typeof original | undefined;
        const code = await codeOf(async () => {
          opened = await openAs(pki.pkiDir, POLIZEI, changed, pki.trust);
        });
        if (code !== 'none') return;
        // white space between attributes, another quote and the hints for other readers' keys are not content
        expect(opened?.verified.kopf).toEqual(original.verified.kopf);
        expect(opened?.nachricht.equals(original.nachricht)).toBe(true);
        expect(opened?.verified.inhalt.equals(original.verified.inhalt)).toBe(true);
        expect(opened?.verified.signer.fingerprintSha256).toBe(original.verified.signer.fingerprintSha256);
      }),
      { numRuns: 400 },
    );
  });

  it('is refused wherever it is cut off', { timeout: 60_000 }, async () => {
    const { bytes } = forge(pki.pkiDir);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        expect(await codeOf(() => openAs(pki.pkiDir, POLIZEI, bytes.subarray(0, length), pki.trust))).not.toBe('none');
      }),
      { numRuns: 60 },
    );
  });

  it('is refused with anything behind it but white space', async () => {
    const { bytes } = forge(pki.pkiDir);
    const with_ = (tail: string) =>
      codeOf(() => openAs(pki.pkiDir, POLIZEI, Buffer.concat([bytes, Buffer.from(tail)])));
    expect(await with_('\n')).toBe('none');
    for (const tail of ['x', '<x/>', '\0', '<!-- -->', '&amp;']) expect(await with_(tail)).not.toBe('none');
  });
});
