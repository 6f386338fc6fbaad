import { describe, expect, it } from 'vitest';
import { asFault, BlaupauseError, catalogue, fault } from '../../src/platform/errors.ts';

describe('error catalogue', () => {
  it('gives every code a German and an English sentence and something to do', () => {
    for (const [code, entry] of Object.entries(catalogue)) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(entry.de.endsWith('.'), code).toBe(true);
      expect(entry.en.endsWith('.'), code).toBe(true);
      expect(entry.rat.length, code).toBeGreaterThan(10);
      expect(entry.http, code).toBeGreaterThanOrEqual(400);
    }
  });

  it('keeps the cause of an unexpected error out of what people read', () => {
    const wrapped = asFault(new Error('password=secret'));
    expect(wrapped).toBeInstanceOf(BlaupauseError);
    expect(wrapped.code).toBe('INTERNAL');
    expect(wrapped.toGerman()).not.toContain('secret');
    expect(wrapped.message).not.toContain('secret');
  });

  it('names place and remedy in one German line', () => {
    const line = fault('READ_DOCTYPE', { line: 3, path: '/sendung' }).toGerman();
    expect(line).toContain('Zeile 3');
    expect(line).toContain('/sendung');
    expect(line).toContain('DOCTYPE-Deklaration entfernen');
  });
});
